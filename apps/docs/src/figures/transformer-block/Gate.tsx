/** One neuron of an MLP: an activation decides how far it opens, and in a gated MLP another number says what passes. */
import { type ReactNode, useState } from "react";
import { Choice, Illustration, Slider } from "../Illustration.tsx";
import styles from "./transformer-block.module.css";
import { VectorBars } from "./VectorBars.tsx";

const activations = {
  relu: (x: number) => Math.max(x, 0),
  // The tanh form, as GPT-2 has it.
  gelu: (x: number) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  silu: (x: number) => x / (1 + Math.exp(-x)),
};
type Activation = keyof typeof activations;
const options = [
  ["relu", "ReLU"],
  ["gelu", "GELU"],
  ["silu", "SiLU"],
] as const;

const range = [-4, 4] as const;
const toX = (x: number) => 100 + x * 23;
const toY = (y: number) => 132 - y * 28;
const say = (x: number) => (Math.abs(x) < 0.005 ? 0 : x).toFixed(2).replace("-", "−");

export function Gate(): ReactNode {
  const [kind, setKind] = useState<Activation>("silu");
  const [gate, setGate] = useState(1.5);
  const [up, setUp] = useState(-1.2);
  const activate = activations[kind];
  const open = activate(gate);
  const path = Array.from({ length: 81 }, (_, i) => {
    const x = range[0] + (i * (range[1] - range[0])) / 80;
    return `${i === 0 ? "M" : "L"}${toX(x).toFixed(1)} ${toY(activate(x)).toFixed(1)}`;
  }).join(" ");
  const name = options.find(([value]) => value === kind)![1];
  const state =
    Math.abs(open) < 0.03
      ? "The gate is shut: whatever comes up, nothing passes."
      : open < 0
        ? `${name} lets a little through below zero, with its sign turned.`
        : "The gate is open, and what comes up passes, larger or smaller.";
  const bars = [
    { label: "gate", value: open, kind: "read" },
    { label: "up", value: up, kind: "road" },
    { label: "product", value: open * up, kind: "written" },
  ] as const;
  return (
    <Illustration
      title="A neuron with a gate"
      says={`${name}(${say(gate)}) = ${say(open)}, times ${say(up)} is ${say(open * up)}. ${state}`}
      controls={
        <>
          <Choice<Activation> label="Activation" options={options} value={kind} onChange={setKind} />
          <Slider
            label="gate: how well it fits"
            min={range[0]}
            max={range[1]}
            step={0.1}
            value={gate}
            shown={say(gate)}
            onChange={setGate}
          />
          <Slider label="up: what would pass" min={-2} max={2} step={0.1} value={up} shown={say(up)} onChange={setUp} />
        </>
      }
    >
      <div className={styles.rows}>
        <figure>
          <figcaption>how far the gate opens</figcaption>
          <svg viewBox="0 0 200 160" aria-hidden="true">
            <path className={styles.axis} d={`M4 ${toY(0)} H196 M${toX(0)} 8 V152`} />
            <path className={styles.curve} d={path} />
            <circle className={styles.dot} cx={toX(gate)} cy={toY(open)} r={5.5} />
          </svg>
        </figure>
        <figure>
          <figcaption>gate × up = what the neuron says</figcaption>
          <svg viewBox="0 0 200 160" aria-hidden="true">
            {bars.map(({ label, value, kind }, i) => (
              <g key={label}>
                <VectorBars
                  x={28 + i * 58}
                  y={80}
                  values={[Math.max(-5, Math.min(value, 5))]}
                  unit={15}
                  step={34}
                  kind={kind}
                />
                <text className={styles.barLabel} x={44 + i * 58} y={value < 0 ? 74 : 94} textAnchor="middle">
                  {label}
                </text>
              </g>
            ))}
          </svg>
        </figure>
      </div>
    </Illustration>
  );
}
