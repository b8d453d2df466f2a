/** Where a block's norms stand: on the road, or at the exits. */
import { type ReactNode, useState } from "react";
import { Choice, Illustration } from "../Illustration.tsx";
import styles from "./transformer-block.module.css";

type Kind = "pre" | "post" | "sandwich";
const options = [
  ["pre", "pre-norm"],
  ["post", "post-norm"],
  ["sandwich", "sandwich"],
] as const;

const says: Record<Kind, string> = {
  pre: "Llama, Qwen, Mistral, GPT-2 and most others: each part normalises its own copy. On the road itself there is nothing but additions, from the first block to the last.",
  post: "The Transformer of 2017 and BERT: the norm stands on the road. Everything that was ever written is divided again after every part.",
  sandwich:
    "Gemma 2 and 3: a norm before each part and another one behind it, so that no part can shout. The road stays free.",
};

const parts = ["attention", "MLP"];
const roadY = 40;
const partY = 118;

export function Placement(): ReactNode {
  const [kind, setKind] = useState<Kind>("pre");
  return (
    <Illustration
      title="Where the norms stand"
      says={says[kind]}
      controls={<Choice<Kind> label="Arrangement" options={options} value={kind} onChange={setKind} />}
    >
      <svg className={styles.drawing} viewBox="0 0 360 152" aria-hidden="true">
        <path className={styles.lane} d={`M6 ${roadY} H354`} />
        <text x={6} y={roadY - 16}>
          the road
        </text>
        {parts.map((part, i) => {
          const left = 22 + i * 168;
          const [out, back] = [left + 10, left + 112];
          const before = kind !== "post";
          return (
            <g key={part}>
              <path className={styles.carry} d={`M${out} ${roadY} V${partY} H${left + 34}`} />
              <path
                className={styles.carry}
                d={`M${left + 94} ${partY} H${back} V${roadY + 11}`}
                markerEnd="url(#tb-arrow-up)"
              />
              <rect className={styles.part} x={left + 26} y={partY - 17} width={70} height={34} rx={6} />
              <text x={left + 61} y={partY + 5} textAnchor="middle">
                {part}
              </text>
              {before && <NormBox x={out} y={(roadY + partY) / 2} />}
              {kind === "sandwich" && <NormBox x={back} y={(roadY + partY) / 2} />}
              <circle className={styles.plus} cx={back} cy={roadY} r={9} />
              <path className={styles.carry} d={`M${back - 5} ${roadY} h10 M${back} ${roadY - 5} v10`} />
              {kind === "post" && <NormBox x={back + 34} y={roadY} />}
            </g>
          );
        })}
        <defs>
          <marker id="tb-arrow-up" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="6" markerHeight="6" orient="auto">
            <path className={styles.tip} d="M0 0 L8 4 L0 8 z" />
          </marker>
        </defs>
      </svg>
    </Illustration>
  );
}

function NormBox({ x, y }: { x: number; y: number }): ReactNode {
  return (
    <g>
      <rect className={styles.normBox} x={x - 20} y={y - 11} width={40} height={22} rx={4} />
      <text className={styles.normText} x={x} y={y + 4.5} textAnchor="middle">
        norm
      </text>
    </g>
  );
}
