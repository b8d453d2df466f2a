/** Turn a query and see what it hears: scores, weights and mix of four tokens, computed by the library as you move. */
import { attentionStages } from "@llm-anatomy/attention";
import { probabilityBars } from "@llm-anatomy/viz";
import { type ReactNode, useMemo, useState } from "react";
import { Figure } from "../Figure.tsx";
import { Illustration, Slider } from "../Illustration.tsx";
import styles from "../styles.module.css";

const names = ["Anna", "threw", "red", "ball"];
const keys = [1.05, 0.4, -0.2, 1.05, -1, 0.3, 0.25, -0.95]; // [4 tokens, 2]
const values = [-0.9, 0.75, 0.85, 0.8, -0.75, -0.8, 0.8, -0.6]; // [4 tokens, 2]
const numbers = { numHeads: 1, queryLen: 1, keyLen: names.length, headDim: 2 };

export function QueryCompass(): ReactNode {
  const [degrees, setDegrees] = useState(20);
  const [length, setLength] = useState(2);
  const query = useMemo(() => {
    const angle = (degrees * Math.PI) / 180;
    return Float32Array.of(length * Math.cos(angle), length * Math.sin(angle));
  }, [degrees, length]);
  const { scores, weights, output } = useMemo(
    () => attentionStages(query, Float32Array.from(keys), Float32Array.from(values), numbers),
    [query],
  );
  const bars = useMemo(
    () =>
      probabilityBars({
        title: "How much the query hears of each token",
        bars: names.map((label, i) => ({ label, probability: weights[i], note: `q · k = ${scores[i].toFixed(2)}` })),
      }),
    [weights, scores],
  );
  const order = names.map((_, i) => i).sort((a, b) => weights[b] - weights[a]);
  const [first, second] = order.map((i) => `${names[i]} (${Math.round(100 * weights[i])} %)`);
  return (
    <Illustration
      title="Turn the query"
      controls={
        <>
          <Slider
            label="direction"
            value={degrees}
            min={-180}
            max={180}
            step={5}
            shown={`${degrees}°`}
            onChange={setDegrees}
          />
          <Slider
            label="length"
            value={length}
            min={0}
            max={6}
            step={0.5}
            shown={length.toFixed(1)}
            onChange={setLength}
          />
        </>
      }
      says={
        length === 0
          ? "A query of length 0 fits every key equally well: everybody is heard alike, and the output is the plain mean of the values."
          : `The query fits the key of ${first} best, then ${second}. What it hears is (${output[0].toFixed(2)}, ${output[1].toFixed(2)}).`
      }
    >
      <div className={styles.planes}>
        <Plane caption="Keys (blue) and the query (red)">
          {names.map((name, i) => (
            <Arrow key={name} x={keys[2 * i]} y={keys[2 * i + 1]} name={name} kind={styles.one} />
          ))}
          <Arrow x={query[0] / 4.5} y={query[1] / 4.5} name="query" kind={styles.two} />
        </Plane>
        <Plane caption="Values (blue) and what is heard (red)">
          {names.map((name, i) => (
            <Dot
              key={name}
              x={values[2 * i]}
              y={values[2 * i + 1]}
              name={name}
              kind={styles.one}
              size={0.04 + 0.12 * weights[i]}
            />
          ))}
          <Dot x={output[0]} y={output[1]} name="" kind={styles.two} size={0.06} />
        </Plane>
      </div>
      <Figure figure={bars} />
    </Illustration>
  );
}

function Plane({ caption, children }: { caption: string; children: ReactNode }): ReactNode {
  return (
    <figure className={styles.plane}>
      <svg viewBox="-1.65 -1.45 3.3 2.9" aria-hidden="true">
        <line className={styles.axis} x1={-1.6} x2={1.6} />
        <line className={styles.axis} y1={-1.4} y2={1.4} />
        {children}
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

interface MarkProps {
  x: number;
  y: number;
  name: string;
  kind: string;
}

function Arrow({ x, y, name, kind }: MarkProps): ReactNode {
  const angle = (Math.atan2(-y, x) * 180) / Math.PI;
  return (
    <g>
      <line className={kind} x2={x} y2={-y} strokeWidth={0.03} />
      <path
        className={kind}
        d="M0.04 0L-0.07 0.05L-0.07 -0.05Z"
        transform={`translate(${x} ${-y}) rotate(${angle})`}
        strokeWidth={0}
      />
      <Name x={x} y={y} name={name} />
    </g>
  );
}

function Dot({ x, y, name, kind, size }: MarkProps & { size: number }): ReactNode {
  return (
    <g>
      <circle className={kind} cx={x} cy={-y} r={size} strokeWidth={0} />
      <Name x={x} y={y} name={name} />
    </g>
  );
}

function Name({ x, y, name }: Omit<MarkProps, "kind">): ReactNode {
  const side = x < 0 ? -1 : 1;
  return (
    <text className={styles.label} x={x + side * 0.09} y={-y - 0.09} textAnchor={side < 0 ? "end" : "start"}>
      {name}
    </text>
  );
}
