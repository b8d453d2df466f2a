/** One block, step by step: three tokens, each on a road of its own, and what the two parts read from it and add to it. */
import { type ReactNode, useMemo, useState } from "react";
import { Illustration, Slider } from "../Illustration.tsx";
import { type Rows, runToyBlock, type Stages, tokens } from "./toy-block.ts";
import styles from "./transformer-block.module.css";
import { VectorBars } from "./VectorBars.tsx";

interface Step {
  name: string;
  part: "attention" | "MLP" | null;
  road: (s: Stages) => Rows;
  /** What was on the road before, while something is added. */
  before?: (s: Stages) => Rows;
  read?: (s: Stages) => Rows;
  written?: (s: Stages) => Rows;
  says: (s: Stages) => string;
}

const percent = (x: number) => `${Math.round(100 * x)} %`;

const steps: Step[] = [
  {
    name: "the tokens arrive",
    part: null,
    road: (s) => s.before,
    says: () => "Three tokens, and for each a vector of five numbers. Each vector is on a road of its own.",
  },
  {
    name: "attention reads",
    part: "attention",
    road: (s) => s.before,
    read: (s) => s.attentionReads,
    says: () =>
      "Attention takes a copy of each vector. A norm brings the copies to one size. Nothing has changed on the road.",
  },
  {
    name: "attention writes",
    part: "attention",
    road: (s) => s.before,
    read: (s) => s.attentionReads,
    written: (s) => s.attentionWrites,
    says: (s) =>
      `Here the roads meet, and only here: “${tokens[2]}” takes ${percent(s.weights[2][0])} from “${tokens[0]}”, ${percent(s.weights[2][1])} from “${tokens[1]}” and ${percent(s.weights[2][2])} from itself.`,
  },
  {
    name: "it is added",
    part: "attention",
    road: (s) => s.middle,
    before: (s) => s.before,
    written: (s) => s.attentionWrites,
    says: () =>
      "What attention has written is added, number by number. The outlines are what was there before: it is still in the sum.",
  },
  {
    name: "the MLP reads",
    part: "MLP",
    road: (s) => s.middle,
    read: (s) => s.mlpReads,
    says: () => "The MLP takes a copy as well, with a norm of its own. It sees what attention has added.",
  },
  {
    name: "the MLP writes",
    part: "MLP",
    road: (s) => s.middle,
    read: (s) => s.mlpReads,
    written: (s) => s.mlpWrites,
    says: () =>
      "Each token by itself: five numbers meet six neurons, the neurons that respond write five numbers. No line leads to another token.",
  },
  {
    name: "it is added",
    part: "MLP",
    road: (s) => s.after,
    before: (s) => s.middle,
    written: (s) => s.mlpWrites,
    says: () =>
      "That is added too, and the block is done. What leaves it looks like what came in, three vectors of five numbers, and the next block begins.",
  },
];

const lane = (t: number) => 76 + t * 92;
const [roadX, readX, writeX] = [16, 150, 284];

export function Road(): ReactNode {
  const [at, setAt] = useState(2);
  const stages = useMemo(() => runToyBlock(), []);
  const step = steps[at];
  const read = step.read?.(stages);
  const written = step.written?.(stages);
  return (
    <Illustration
      title="One block, step by step"
      says={step.says(stages)}
      controls={
        <Slider
          label="Step"
          min={0}
          max={steps.length - 1}
          value={at}
          shown={`${at + 1} of ${steps.length}: ${step.name}`}
          onChange={setAt}
        />
      }
    >
      <svg className={styles.drawing} viewBox="0 0 360 314" aria-hidden="true">
        <text className={styles.head} x={roadX} y={20}>
          on the road
        </text>
        <text className={read ? styles.head : styles.faint} x={readX} y={20}>
          {step.part ?? "a part"} reads
        </text>
        <text className={written ? styles.head : styles.faint} x={writeX} y={20}>
          writes
        </text>
        {tokens.map((token, t) => (
          <g key={token}>
            <rect className={styles.asphalt} x={4} y={lane(t) - 32} width={82} height={64} rx={6} />
            <VectorBars x={roadX + 4} y={lane(t)} values={step.road(stages)[t]} before={step.before?.(stages)[t]} />
            <text className={styles.token} x={roadX + 28} y={lane(t) + 47} textAnchor="middle">
              {token}
            </text>
            {read && !step.before && (
              <path className={styles.carry} d={`M88 ${lane(t)} H${readX - 10}`} markerEnd="url(#tb-arrow)" />
            )}
            {read && <VectorBars kind="read" x={readX} y={lane(t)} values={read[t]} />}
            {written && <VectorBars kind="written" x={writeX} y={lane(t)} values={written[t]} />}
            {step.before && (
              <path className={styles.carry} d={`M${writeX - 8} ${lane(t)} H96`} markerEnd="url(#tb-arrow)" />
            )}
          </g>
        ))}
        {written && read && <Lines part={step.part!} stages={stages} />}
        <defs>
          <marker id="tb-arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="6" markerHeight="6" orient="auto">
            <path className={styles.tip} d="M0 0 L8 4 L0 8 z" />
          </marker>
        </defs>
      </svg>
    </Illustration>
  );
}

/** Who hears whom in attention; in the MLP, a token's own neurons. */
function Lines({ part, stages }: { part: "attention" | "MLP"; stages: Stages }): ReactNode {
  const from = readX + 56;
  const to = writeX - 8;
  if (part === "attention") {
    return stages.weights.flatMap((row, q) =>
      row.map((weight, k) => (
        <line
          key={`${tokens[q]} ${tokens[k]}`}
          className={styles.heard}
          x1={from}
          y1={lane(k)}
          x2={to}
          y2={lane(q)}
          strokeWidth={weight * 9}
        />
      )),
    );
  }
  return stages.neurons.map((row, t) => {
    const most = Math.max(...stages.neurons.flat().map(Math.abs));
    return (
      <g key={tokens[t]}>
        <line className={styles.heard} x1={from} x2={to} y1={lane(t)} y2={lane(t)} strokeWidth={1.5} />
        {row.map((value, n) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: neurons are their numbers
            key={n}
            className={styles.neuron}
            cx={(from + to) / 2}
            cy={lane(t) - 27.5 + n * 11}
            r={4.5}
            fillOpacity={Math.abs(value) / most}
          />
        ))}
      </g>
    );
  });
}
