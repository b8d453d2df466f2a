/**
 * Steps of skip-gram with negative sampling in a plane: one word's vector, one that was near, three that were not.
 * @module
 */
import { dotProduct } from "@llm-anatomy/embeddings";
import { type ReactNode, useState } from "react";
import { Frame, Slider } from "../frame/Frame.tsx";
import buttons from "./buttons.module.css";
import styles from "./push-and-pull.module.css";

interface State {
  steps: number;
  fox: Point;
  others: readonly { name: string; label: 0 | 1; at: Point }[];
}
type Point = readonly [number, number];

const start: State = {
  steps: 0,
  fox: [0.9, -0.5],
  others: [
    { name: "crept", label: 1, at: [-0.5, 0.85] },
    { name: "soup", label: 0, at: [0.95, 0.45] },
    { name: "red", label: 0, at: [-0.9, -0.45] },
  ],
};

const size = 300; // of the picture, in its own units
const middle = size / 2;

export function PushAndPull(): ReactNode {
  const [path, setPath] = useState<readonly State[]>([start]);
  const [rate, setRate] = useState(0.5);
  const now = path[path.length - 1];
  const go = (count: number) => {
    const next = [...path];
    for (let i = 0; i < count; i++) next.push(step(next[next.length - 1], rate));
    setPath(next);
  };
  const words = inWords(now);
  const scale = scaleFor(path);
  return (
    <Frame title="Pull what was there, push what was not" words={words}>
      <div className={styles.plane}>
        <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`Four arrows from one point. ${words}`}>
          <path className={styles.axes} d={`M8 ${middle}H${size - 8}M${middle} 8V${size - 8}`} />
          {now.others.map((_, i) => (
            <Trail key={start.others[i].name} scale={scale} points={path.map(({ others }) => others[i].at)} />
          ))}
          <Trail scale={scale} points={path.map(({ fox }) => fox)} />
          {now.others.map(({ name, label, at }) => (
            <Arrow key={name} scale={scale} name={name} to={at} kind={label === 1 ? styles.there : styles.drawnArrow} />
          ))}
          <Arrow scale={scale} name="fox" to={now.fox} kind={styles.fox} />
        </svg>
        <div>
          <table className={styles.chances}>
            <thead>
              <tr>
                <th scope="col">together?</th>
                <th scope="col">the vectors say</th>
                <th scope="col">should be</th>
              </tr>
            </thead>
            <tbody>
              {now.others.map(({ name, label, at }) => {
                const chance = probability(now.fox, at);
                return (
                  <tr key={name}>
                    <th scope="row">fox – {name}</th>
                    <td>
                      <span className={styles.chance} aria-hidden="true">
                        <span style={{ inlineSize: `${100 * chance}%` }} data-label={label} />
                      </span>
                      {percent(chance)}
                    </td>
                    <td>{label === 1 ? "100 %" : "0 %"}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <Slider
            label="learning rate"
            min={0.1}
            max={2}
            step={0.1}
            value={rate}
            show={(value) => value.toFixed(1)}
            onChange={setRate}
          />
          <div className={buttons.buttons}>
            <button type="button" className={buttons.primary} onClick={() => go(1)}>
              One step
            </button>
            <button type="button" className={buttons.button} onClick={() => go(10)}>
              Ten steps
            </button>
            <button
              type="button"
              className={buttons.button}
              disabled={now.steps === 0}
              onClick={() => setPath([start])}
            >
              Start again
            </button>
          </div>
        </div>
      </div>
    </Frame>
  );
}

/** As word2vec.ts does it: every other vector moves at once, the middle word's at the end. */
function step({ steps, fox, others }: State, rate: number): State {
  const move = [0, 0];
  const moved = others.map(({ name, label, at }) => {
    const by = rate * (label - probability(fox, at));
    move[0] += by * at[0];
    move[1] += by * at[1];
    return { name, label, at: [at[0] + by * fox[0], at[1] + by * fox[1]] as const };
  });
  return { steps: steps + 1, fox: [fox[0] + move[0], fox[1] + move[1]], others: moved };
}

function probability(a: Point, b: Point): number {
  return 1 / (1 + Math.exp(-dotProduct(a, b)));
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

interface Scale {
  x(at: Point): number;
  y(at: Point): number;
}

/** The picture shows all of the way: it zooms out as vectors grow. */
function scaleFor(path: readonly State[]): Scale {
  const points = path.flatMap(({ fox, others }) => [fox, ...others.map(({ at }) => at)]);
  const farthest = Math.max(1.6, ...points.map((at) => Math.hypot(...at)));
  const unit = (middle - 44) / farthest; // room for a name beyond the tip
  return { x: (at) => middle + unit * at[0], y: (at) => middle - unit * at[1] };
}

function Trail({ points, scale: { x, y } }: { points: readonly Point[]; scale: Scale }): ReactNode {
  return <path className={styles.trail} d={`M${points.map((at) => `${x(at)} ${y(at)}`).join("L")}`} />;
}

interface ArrowProps {
  name: string;
  to: Point;
  kind: string;
  scale: Scale;
}

function Arrow({ name, to, kind, scale: { x, y } }: ArrowProps): ReactNode {
  const angle = Math.atan2(-to[1], to[0]);
  const length = Math.hypot(...to) || 1;
  const anchor = Math.abs(to[0]) < 0.3 * length ? "middle" : to[0] < 0 ? "end" : "start";
  return (
    <g className={kind}>
      <path className={styles.shaft} d={`M${middle} ${middle}L${x(to)} ${y(to)}`} />
      <path d="M2 0L-9 5L-9 -5Z" transform={`translate(${x(to)} ${y(to)}) rotate(${(180 * angle) / Math.PI})`} />
      <text x={x(to) + 7 * Math.cos(angle)} y={y(to) + 14 * Math.sin(angle) + 4} textAnchor={anchor}>
        {name}
      </text>
    </g>
  );
}

function inWords({ steps, fox, others }: State): string {
  const chances = others.map(({ name, at }) => `fox and ${name} ${percent(probability(fox, at))}`).join(", ");
  const after = steps === 0 ? "Before the first step" : `After ${steps} ${steps === 1 ? "step" : "steps"}`;
  return `${after}, the vectors say that these stood together: ${chances}. Only fox and crept really did.`;
}
