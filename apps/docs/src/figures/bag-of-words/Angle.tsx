/**
 * Texts as arrows: with two words the space of bags can be drawn, and "alike" is an angle.
 * @module
 */
import { cosineSimilarity } from "@llm-anatomy/embeddings";
import { type ReactNode, useState } from "react";
import { Frame, Slider } from "../frame/Frame.tsx";
import styles from "./bag-of-words.module.css";

const most = 8;
const size = 300; // of the picture, in its own units
const origin = { x: 34, y: size - 34 };
const unit = (size - 34 - 16) / most;

export function Angle(): ReactNode {
  const [a, setA] = useState([3, 1]);
  const [b, setB] = useState([6, 2]);
  const empty = !a.some(Boolean) || !b.some(Boolean);
  const cosine = empty ? 0 : cosineSimilarity(a, b);
  const degrees = (Math.acos(Math.min(1, cosine)) * 180) / Math.PI;
  const distance = Math.hypot(a[0] - b[0], a[1] - b[1]);
  const words = empty
    ? "A text without these words has no direction, and so no angle."
    : `The arrows are ${degrees.toFixed(0)}° apart: cosine ${cosine.toFixed(2)}. Their tips are ${distance.toFixed(1)} apart.`;
  return (
    <Frame title="A text as an arrow" words={words}>
      <div className={styles.angle}>
        <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`Two arrows from one corner. ${words}`}>
          <defs>
            {["a", "b"].map((name) => (
              <marker
                key={name}
                id={`bag-arrow-${name}`}
                viewBox="0 0 10 10"
                refX="8"
                refY="5"
                markerWidth="7"
                markerHeight="7"
                orient="auto"
                className={name === "a" ? styles.tipA : styles.tipB}
              >
                <path d="M0 0 10 5 0 10z" />
              </marker>
            ))}
          </defs>
          {Array.from({ length: most + 1 }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a grid
            <g key={i} className={styles.grid}>
              <path d={`M${origin.x + i * unit} ${origin.y}V16M${origin.x} ${origin.y - i * unit}H${size - 16}`} />
              <text x={origin.x + i * unit} y={origin.y + 14} textAnchor="middle">
                {i}
              </text>
              {i > 0 && (
                <text x={origin.x - 7} y={origin.y - i * unit + 4} textAnchor="end">
                  {i}
                </text>
              )}
            </g>
          ))}
          <text x={size - 16} y={size - 5} textAnchor="end" className={styles.axis}>
            “dog”
          </text>
          <text x={origin.x} y={11} className={styles.axis}>
            “cat”
          </text>
          {!empty && <path className={styles.arc} d={arc(a, b)} />}
          <Arrow name="b" to={b} />
          <Arrow name="a" to={a} />
        </svg>
        <div>
          <Slider label="A: “dog”" min={0} max={most} value={a[0]} onChange={(dogs) => setA([dogs, a[1]])} />
          <Slider label="A: “cat”" min={0} max={most} value={a[1]} onChange={(cats) => setA([a[0], cats])} />
          <Slider label="B: “dog”" min={0} max={most} value={b[0]} onChange={(dogs) => setB([dogs, b[1]])} />
          <Slider label="B: “cat”" min={0} max={most} value={b[1]} onChange={(cats) => setB([b[0], cats])} />
          <p className={styles.big}>
            cosine <strong>{empty ? "–" : cosine.toFixed(2)}</strong>
          </p>
        </div>
      </div>
    </Frame>
  );
}

function Arrow({ name, to: [dogs, cats] }: { name: "a" | "b"; to: number[] }): ReactNode {
  if (dogs === 0 && cats === 0) return null;
  const x = origin.x + dogs * unit;
  const y = origin.y - cats * unit;
  return (
    <g className={name === "a" ? styles.arrowA : styles.arrowB}>
      <path d={`M${origin.x} ${origin.y}L${x} ${y}`} markerEnd={`url(#bag-arrow-${name})`} />
      <text x={x + (dogs > most - 1 ? -12 : 8)} y={y + (cats > most - 1 ? 16 : -6)}>
        {name.toUpperCase()}
      </text>
    </g>
  );
}

/** From A's direction to B's, at a radius inside both. */
function arc(a: number[], b: number[]): string {
  const radius = Math.max(24, 0.6 * unit * Math.min(Math.hypot(...a), Math.hypot(...b)));
  const at = ([dogs, cats]: number[]) => {
    const length = Math.hypot(dogs, cats);
    return `${origin.x + (radius * dogs) / length} ${origin.y - (radius * cats) / length}`;
  };
  const counterClockwise = a[0] * b[1] - a[1] * b[0] > 0;
  return `M${at(a)}A${radius} ${radius} 0 0 ${counterClockwise ? 0 : 1} ${at(b)}`;
}
