/** Which query heads share which keys and values, and what a cache of them costs. */
import { attentionCost } from "@llm-anatomy/attention";
import { type ReactNode, useState } from "react";
import { Choice, Illustration } from "../Illustration.tsx";
import styles from "../styles.module.css";

const numHeads = 8;
const options = [
  [8, "8: multi-head"],
  [4, "4: grouped"],
  [2, "2: grouped"],
  [1, "1: multi-query"],
] as const;

export function HeadSharing(): ReactNode {
  const [numKvHeads, setNumKvHeads] = useState<number>(2);
  const shape = { queryLen: 1, keyLen: 1, bytesPerNumber: 2 };
  const { kvBytesPerToken } = attentionCost({ numHeads, numKvHeads, headDim: 64 }, shape);
  const all = attentionCost({ numHeads, numKvHeads: numHeads, headDim: 64 }, shape).kvBytesPerToken;
  const group = numHeads / numKvHeads;
  const x = (i: number, n: number) => ((i + 0.5) * 400) / n;
  const shared =
    group === 1
      ? "Every query head has keys and values of its own."
      : `Every ${group} query heads share keys and values.`;
  return (
    <Illustration
      title="Eight query heads, fewer key/value heads"
      controls={<Choice label="key/value heads" options={options} value={numKvHeads} onChange={setNumKvHeads} />}
      says={`${shared} A token leaves ${kvBytesPerToken.toLocaleString("en-US")} bytes per layer in the cache (heads of 64 numbers, 2 bytes each), ${all / kvBytesPerToken === 1 ? "the most there is" : `1/${all / kvBytesPerToken} of what eight would`}.`}
    >
      <svg viewBox="0 0 400 150" aria-hidden="true" style={{ display: "block", width: "100%", maxWidth: "36rem" }}>
        {Array.from({ length: numHeads }, (_, head) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: heads are their numbers
          <g key={head}>
            <line
              className={styles.quiet}
              x1={x(head, numHeads)}
              y1={38}
              x2={x(Math.floor(head / group), numKvHeads)}
              y2={108}
            />
            <circle className={styles.two} cx={x(head, numHeads)} cy={24} r={14} strokeWidth={0} />
            <text x={x(head, numHeads)} y={28} textAnchor="middle" fontSize={12} fill="var(--accent-text)">
              q{head}
            </text>
          </g>
        ))}
        {Array.from({ length: numKvHeads }, (_, head) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: heads are their numbers
          <g key={head}>
            <rect
              className={styles.one}
              x={x(head, numKvHeads) - 20}
              y={108}
              width={40}
              height={28}
              rx={5}
              strokeWidth={0}
            />
            <text x={x(head, numKvHeads)} y={126} textAnchor="middle" fontSize={12} fill="light-dark(#fff, #10233a)">
              k{head} v{head}
            </text>
          </g>
        ))}
      </svg>
    </Illustration>
  );
}
