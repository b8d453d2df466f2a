/** What a folder of reference outputs holds, and how arrays are compared with it. @module */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Checkpoint, directorySource, type Model, type NamedArray, type Tensor } from "@llm-anatomy/model-hf";
import { compareArrays, type Tolerance } from "@llm-anatomy/test-kit/compare";
import type { Report } from "../report.ts";

export interface Expected {
  kind: string;
  last_of_hidden_states_is_last_hidden_state?: boolean;
  cases: Record<string, ExpectedCase>;
  greedy?: {
    prompt?: number[];
    encoder_input_ids?: number[];
    /** Name of an array. */
    input_features?: string;
    max_new_tokens: number;
    tokens: number[];
    tokens_cached_loop?: number[];
  };
  tokenizer?: { encodings?: { text: string; ids: number[] }[] };
}

export interface ExpectedCase {
  /** Of forward cases. */
  inputs?: CaseInputs;
  /** Of `steps`: the tokens, or the case they are from. */
  input_ids?: number[];
  of?: string;
  outputs: Record<string, number[]>;
}

/** Arguments of the reference's model, by their names there. */
export interface CaseInputs {
  input_ids?: number[][];
  /** Name of an array. */
  input_features?: string;
  decoder_input_ids?: number[][];
  attention_mask?: number[][];
  position_ids?: number[][];
  token_type_ids?: number[][];
}

export interface CaseInput {
  /** Of the checkpoint. */
  name: string;
  caseName: string;
  expected: Expected;
  aCase: ExpectedCase;
  arrays: Map<string, NamedArray>;
  model: Model;
  report: Report;
}

export async function readExpected(folder: string): Promise<Expected> {
  return JSON.parse(await readFile(join(folder, "expected.json"), "utf8"));
}

/** What the model, or its encoder, reads. */
export function inputOf({ input_ids: ids, input_features: features }: CaseInputs, arrays: CaseInput["arrays"]) {
  return ids ?? arrays.get(features!)!;
}

/** All arrays of expected.safetensors. */
export async function readExpectedArrays(folder: string): Promise<Map<string, NamedArray>> {
  const files = await directorySource(folder);
  const checkpoint = await Checkpoint.open({
    name: `${folder} (expected)`,
    open: (path) => files.open(path === "model.safetensors" ? "expected.safetensors" : path),
  });
  const arrays = new Map<string, NamedArray>();
  await checkpoint.readAll(checkpoint.tensors.keys(), (name, array) => void arrays.set(name, array));
  return arrays;
}

/** What float32 arithmetic in another order may differ by; a wrong model differs by 0.1 and more. */
export function toleranceFor(output: string): Tolerance {
  if (output.includes("attentions")) return { atol: 2e-5 };
  return { atol: 1e-4, rtol: 1e-5 };
}

/** Compares one array, at the positions that `mask` [batch][seq] says are tokens, when it is given. */
export function judgeArray(
  label: string,
  output: string,
  got: Tensor,
  expected: NamedArray | undefined,
  report: Report,
  mask?: number[][],
): void {
  if (!expected) {
    report.skip(label, "expected.json names this array but expected.safetensors does not have it");
    return;
  }
  if (got.shape.join() !== expected.shape.join()) {
    report.fail(label, `has shape [${got.shape.join(", ")}] but [${expected.shape.join(", ")}] was expected`);
    return;
  }
  const tolerance = toleranceFor(output);
  const [gotPart, expectedPart] = mask
    ? [maskedRows(got.data, got.shape, mask), maskedRows(expected.data, expected.shape, mask)]
    : [got.data, expected.data];
  const worst = compareArrays(gotPart, expectedPart, tolerance);
  if (!worst) {
    report.pass(label, largestDifference(gotPart, expectedPart));
    return;
  }
  report.fail(
    label,
    `element ${worst.index} is ${worst.got} but ${worst.expected} was expected (off by ${worst.error.toExponential(2)}, allowed ${tolerance.atol})`,
  );
}

function largestDifference(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < got.length; i++) largest = Math.max(largest, Math.abs(got[i] - expected[i]) || 0);
  return largest;
}

/** Rows of [batch, seq, …] whose mask is 1. */
function maskedRows(data: Float32Array, [batch, seq]: readonly number[], mask: number[][]): number[] {
  const width = data.length / (batch * seq);
  const rows: number[] = [];
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < seq; t++) {
      if (mask[b][t]) rows.push(...data.subarray((b * seq + t) * width, (b * seq + t + 1) * width));
    }
  }
  return rows;
}
