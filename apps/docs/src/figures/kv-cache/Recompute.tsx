/** Which vectors a model computes while it writes, with a cache and without. */
import { type ReactNode, useState } from "react";
import { Choice, Illustration, Slider } from "../Illustration.tsx";
import styles from "./kv-cache.module.css";

type Way = "without" | "with";
const options = [
  ["without", "without a cache"],
  ["with", "with a cache"],
] as const;
const most = 12;
const cell = 26;

export function Recompute(): ReactNode {
  const [way, setWay] = useState<Way>("without");
  const [steps, setSteps] = useState(7);
  const total = way === "without" ? (steps * (steps + 1)) / 2 : steps;
  const state = (step: number, token: number) => (way === "with" && token < step ? "kept" : "computed");
  const last =
    steps === 1
      ? "The first token is alone: one pass, either way."
      : way === "without"
        ? `Step ${steps} sends all ${steps} tokens through every layer again, to learn one new thing.`
        : `Step ${steps} sends one token through. It looks back at ${steps - 1} that are kept.`;
  return (
    <Illustration
      title="What is computed at each step"
      says={`${last} So far: ${total} passes of a token. ${way === "without" ? `With a cache it would be ${steps}.` : `Without one it would be ${(steps * (steps + 1)) / 2}.`}`}
      controls={
        <>
          <Choice<Way> label="Writing" options={options} value={way} onChange={setWay} />
          <Slider label="Tokens so far" min={1} max={most} value={steps} onChange={setSteps} />
        </>
      }
    >
      <svg className={styles.grid} viewBox={`0 0 ${most * cell + 24} ${most * cell + 22}`} aria-hidden="true">
        <text x={most * cell + 20} y={12} textAnchor="end">
          tokens →
        </text>
        <text x={0} y={12}>
          ↓ steps
        </text>
        {Array.from({ length: most }, (_, step) =>
          Array.from({ length: step + 1 }, (_, token) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: cells are their places
              key={`${step} ${token}`}
              className={step >= steps ? styles.later : styles[state(step, token)]}
              data-now={(step === steps - 1 && state(step, token) === "computed") || undefined}
              x={12 + token * cell}
              y={20 + step * cell}
              width={cell - 4}
              height={cell - 4}
              rx={4}
            />
          )),
        )}
      </svg>
      <ul className={styles.key}>
        <li>
          <span className={styles.swatchComputed} aria-hidden="true" /> goes through the model
        </li>
        <li>
          <span className={styles.swatchKept} aria-hidden="true" /> read from the cache
        </li>
      </ul>
    </Illustration>
  );
}
