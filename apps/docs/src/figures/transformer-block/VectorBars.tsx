/** A vector as bars that stand on a line or hang from it. */
import type { ReactNode } from "react";
import styles from "./transformer-block.module.css";

interface VectorBarsProps {
  /** Left end of the line, and the line's height. */
  x: number;
  y: number;
  values: readonly number[];
  /** What the numbers were before something was added: drawn as outlines. */
  before?: readonly number[];
  /** Height of the number 1. */
  unit?: number;
  /** Width of one bar with its gap. */
  step?: number;
  kind?: "road" | "read" | "written";
}

export function VectorBars({ x, y, values, before, unit = 14, step = 10, kind = "road" }: VectorBarsProps): ReactNode {
  const bar = (from: number, to: number) => ({ y: y - Math.max(from, to) * unit, height: Math.abs(to - from) * unit });
  return (
    <g>
      {values.map((value, i) => {
        const at = { x: x + i * step + 1, width: step - 2.5 };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: numbers are their places
          <g key={i}>
            <rect className={styles[kind]} {...at} {...bar(0, value)} />
            {before && <rect className={styles.before} {...at} {...bar(0, before[i])} />}
          </g>
        );
      })}
      <line className={styles.base} x1={x - 1} x2={x + values.length * step} y1={y} y2={y} />
    </g>
  );
}
