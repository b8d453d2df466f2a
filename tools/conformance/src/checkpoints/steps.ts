/** A sequence decoded through one cache: a prefix, single tokens, a chunk. @module */
import { type CachedLayer, frameSource, type NamedArray, type Session, type SourceInput } from "@llm-anatomy/model-hf";
import type { Report } from "../report.ts";
import { type CaseInput, type CaseInputs, inputOf, judgeArray } from "./expected.ts";

export async function judgeSteps({ name, aCase, expected, arrays, model, report }: CaseInput): Promise<void> {
  const origin = aCase.of === undefined ? undefined : expected.cases[aCase.of].inputs!;
  const ids = origin ? origin.decoder_input_ids![0] : aCase.input_ids!;
  const source = origin && sourceOf(origin, arrays);
  const session = await model.createSession({ source });
  if (origin && "encoder_last_hidden_state" in aCase.outputs) {
    const { encoderLastHiddenState: got } = await model.forward(inputOf(origin, arrays), {
      decoderIds: origin.decoder_input_ids,
    });
    const label = `${name}/steps.encoder_last_hidden_state`;
    judgeArray(label, "hidden_states", got!, arrays.get("steps.encoder_last_hidden_state"), report);
  }
  for (const { label, start, end } of stages(Object.keys(aCase.outputs))) {
    const logits = await session.append(ids.slice(start, end), { logits: "all" });
    const outputs = Object.keys(aCase.outputs).filter((output) => output.startsWith(`${label}.`));
    for (const output of outputs) {
      if (output === `${label}.logits`) {
        judgeArray(`${name}/steps.${output}`, "logits", logits, arrays.get(`steps.${output}`), report);
      } else if (!output.includes(".past.")) report.fail(`${name}/steps.${output}`, "is no output of this model");
    }
    const pasts = outputs
      .map((output) => output.slice(label.length + 1))
      .filter((output) => output.startsWith("past."));
    if (pasts.length > 0) await judgeCache(session, `${name}/steps.${label}`, `steps.${label}.`, pasts, arrays, report);
  }
  await session.dispose();
}

/** What a session of an encoder–decoder reads. */
export function sourceOf(inputs: CaseInputs, arrays: CaseInput["arrays"]): SourceInput {
  const read = inputOf(inputs, arrays);
  if ("shape" in read) return frameSource(read);
  return { ids: Int32Array.from(read.flat()), batch: read.length };
}

/** `prefill` runs up to the first single step; `stepK` is token K; `chunkA_B` is tokens A … B - 1. */
function stages(outputs: string[]): { label: string; start: number; end: number }[] {
  const labels = [...new Set(outputs.filter((output) => output.includes(".")).map((output) => output.split(".")[0]))];
  const numbered = labels
    .filter((label) => label !== "prefill")
    .map((label) => {
      const [start, end] = [...label.matchAll(/\d+/g)].map(Number);
      return { label, start, end: end ?? start + 1 };
    });
  numbered.sort((a, b) => a.start - b.start);
  return [{ label: "prefill", start: 0, end: numbered[0].start }, ...numbered];
}

/** Compares cached keys and values. A layer that keeps a window only is compared in what the reference kept. */
export async function judgeCache(
  session: Session,
  label: string,
  prefix: string,
  outputs: string[],
  arrays: Map<string, NamedArray>,
  report: Report,
): Promise<void> {
  const layers = await session.exportCache();
  for (const output of outputs.filter((name) => name.startsWith("past."))) {
    const [, layer, part] = output.split(".");
    const expected = arrays.get(prefix + output);
    let got = layers[Number(layer)]?.[cacheParts[part]];
    if (got && expected && expected.shape[1] > got.shape[1]) got = repeatHeads(got, expected.shape[1]);
    if (got && expected && expected.shape[2] < got.shape[2]) got = lastPositions(got, expected.shape[2]);
    if (got) judgeArray(`${label}.${output}`, "past", got, expected, report);
    else report.fail(`${label}.${output}`, "is not in this model's cache");
  }
}

const cacheParts: Record<string, keyof CachedLayer> = {
  key: "keys",
  value: "values",
  cross_key: "crossKeys",
  cross_value: "crossValues",
};

/** A reference that keeps keys and values for every query head (Falcon) has each of ours several times. */
function repeatHeads<A extends { data: Float32Array; shape: number[] }>(array: A, heads: number): A {
  const [batch, own, length, dim] = array.shape;
  if (heads % own !== 0) return array;
  const data = new Float32Array(batch * heads * length * dim);
  for (let h = 0; h < batch * heads; h++) {
    const from = Math.floor(h / (heads / own)) * length * dim;
    data.set(array.data.subarray(from, from + length * dim), h * length * dim);
  }
  return { ...array, data, shape: [batch, heads, length, dim] };
}

function lastPositions<A extends { data: Float32Array; shape: number[] }>(array: A, keep: number): A {
  const [batch, heads, length, dim] = array.shape;
  const data = new Float32Array(batch * heads * keep * dim);
  for (let h = 0; h < batch * heads; h++) {
    data.set(array.data.subarray((h * length + length - keep) * dim, (h + 1) * length * dim), h * keep * dim);
  }
  return { ...array, data, shape: [batch, heads, keep, dim] };
}
