/** Outputs of a run under public names, without axes that only ever have one entry. @module */
import type { HeadSpec, ModelOutputs } from "@llm-anatomy/transformer";
import type { Outputs, Tensor } from "./engine.ts";

const axes: Record<keyof ModelOutputs<unknown>, string[]> = {
  logits: ["batch", "seq", "scores"],
  lastHiddenState: ["batch", "seq", "modelDim"],
  poolerOutput: ["batch", "modelDim"],
  nextSentenceLogits: ["batch", "scores"],
  startLogits: ["batch", "seq"],
  endLogits: ["batch", "seq"],
};

/** `head` says what the model's logits are of: positions with scores each, positions, or sequences. */
export function nameOutputs<T>(
  outputs: ModelOutputs<T>,
  head: HeadSpec | undefined,
  read: (value: T) => Tensor,
): Outputs {
  const named: Outputs = {};
  for (const key of Object.keys(outputs) as (keyof ModelOutputs<T>)[]) {
    const value = outputs[key];
    if (value === undefined) continue;
    const names = key === "logits" ? logitsAxes(head) : axes[key];
    const { data, shape } = read(value);
    named[key] = { data, shape: names.length === shape.length ? shape : dropOne(shape), axes: names };
  }
  return named;
}

function logitsAxes(head: HeadSpec | undefined): string[] {
  if (head?.kind === "sequence") return ["batch", "scores"];
  return head?.kind === "tokens" && head.single ? axes.startLogits : axes.logits;
}

/** [batch, 1, n] → [batch, n]; [batch, n, 1] → [batch, n]. */
function dropOne([batch, second, third]: number[]): number[] {
  return [batch, second === 1 ? third : second];
}
