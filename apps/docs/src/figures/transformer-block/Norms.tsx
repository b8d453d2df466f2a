/** What the two norms do to a vector that is made larger, or moved. */
import { type ReactNode, useState } from "react";
import { Illustration, Slider } from "../Illustration.tsx";
import { layerNorm, rmsNorm } from "./toy-block.ts";
import styles from "./transformer-block.module.css";
import { VectorBars } from "./VectorBars.tsx";

const vector = [0.9, -0.4, 0.3, -1.1, 0.6, 0.1, -0.7, 0.5];
const mean = (x: readonly number[]) => x.reduce((sum, value) => sum + value, 0) / x.length;
const size = (x: readonly number[]) => Math.sqrt(mean(x.map((value) => value * value)));
const say = (x: number) => (Math.abs(x) < 0.005 ? 0 : x).toFixed(2).replace("-", "−");

export function Norms(): ReactNode {
  const [factor, setFactor] = useState(1.5);
  const [shift, setShift] = useState(0.6);
  const x = vector.map((value) => value * factor + shift);
  const rows = [
    { name: "the vector", values: x, kind: "road" as const },
    { name: "after RMSNorm", values: rmsNorm(x), kind: "read" as const },
    { name: "after LayerNorm", values: layerNorm(x), kind: "written" as const },
  ];
  const moved =
    Math.abs(shift) < 0.05
      ? "Nothing is added now, and the two norms nearly agree."
      : "LayerNorm takes away what was added to all numbers alike; RMSNorm leaves it in.";
  return (
    <Illustration
      title="Two norms, one vector"
      says={`Its mean is ${say(mean(x))}, its size ${say(size(x))}. Both norms give size 1; after RMSNorm the mean is ${say(mean(rows[1].values))}, after LayerNorm 0. ${moved}`}
      controls={
        <>
          <Slider
            label="Multiply all numbers by"
            min={0.25}
            max={3}
            step={0.05}
            value={factor}
            shown={factor.toFixed(2)}
            onChange={setFactor}
          />
          <Slider
            label="Add to all numbers"
            min={-2}
            max={2}
            step={0.1}
            value={shift}
            shown={shift.toFixed(1).replace("-", "−")}
            onChange={setShift}
          />
        </>
      }
    >
      <div className={styles.rows}>
        {rows.map(({ name, values, kind }) => (
          <figure key={name}>
            <figcaption>
              {name}: mean {say(mean(values))}, size {say(size(values))}
            </figcaption>
            <svg viewBox="0 0 130 76" aria-hidden="true">
              <clipPath id={`tb-norm-${kind}`}>
                <rect x={0} y={0} width={130} height={76} />
              </clipPath>
              <rect className={styles.frameLine} x={0.5} y={0.5} width={129} height={75} rx={5} />
              <g clipPath={`url(#tb-norm-${kind})`}>
                <VectorBars x={9} y={38} values={values} unit={10} step={14} kind={kind} />
              </g>
            </svg>
          </figure>
        ))}
      </div>
    </Illustration>
  );
}
