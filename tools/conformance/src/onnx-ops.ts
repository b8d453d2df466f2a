/**
 * ONNX operator cases, run through the public functions of kernels, attention and their neighbours.
 *
 * A folder holds `<anything>/<case>.json`, each `{ name, op, domain, opset, attributes, inputs, outputs, tol }` with
 * tensors as base64 (tensor.ts). Adapters translate an operator's conventions, one file per family; the arithmetic is the
 * packages'. Every output that a case offers is compared at the case's own tolerance.
 * @module
 */
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { compareArrays } from "../../test-kit/src/compare.ts";
import { activations } from "./onnx-ops/activations.ts";
import { attentionOperator } from "./onnx-ops/attention.ts";
import { contribAttention } from "./onnx-ops/contrib-attention.ts";
import { flexAttention } from "./onnx-ops/flex-attention.ts";
import { groupQueryAttention } from "./onnx-ops/group-query-attention.ts";
import { causalConvWithState, linearAttentionOperator } from "./onnx-ops/linear-attention.ts";
import { mixtureOfExperts } from "./onnx-ops/mixture-of-experts.ts";
import { multiHeadAttention } from "./onnx-ops/multi-head-attention.ts";
import { type Adapter, Unsupported } from "./onnx-ops/node.ts";
import { normalizations } from "./onnx-ops/normalizations.ts";
import { quantizedWeights } from "./onnx-ops/quantized-weights.ts";
import { contribRotaryEmbedding, rotaryEmbedding } from "./onnx-ops/rotary-embedding.ts";
import { softmaxes } from "./onnx-ops/softmax.ts";
import { decodeTensor, roundToBfloat16, roundToFloat16, type StoredTensor, type Tensor } from "./onnx-ops/tensor.ts";
import { tensorScatter } from "./onnx-ops/tensor-scatter.ts";
import type { Run } from "./report.ts";

/** By operator; a `com.microsoft:` operator first by its full name. */
const adapters: Record<string, Adapter> = {
  Attention: attentionOperator,
  "com.microsoft:Attention": contribAttention,
  GroupQueryAttention: groupQueryAttention,
  MultiHeadAttention: multiHeadAttention,
  FlexAttention: flexAttention,
  RotaryEmbedding: rotaryEmbedding,
  "com.microsoft:RotaryEmbedding": contribRotaryEmbedding,
  LinearAttention: linearAttentionOperator,
  CausalConvWithState: causalConvWithState,
  TensorScatter: tensorScatter,
  MoE: mixtureOfExperts,
  QMoE: mixtureOfExperts,
  ...activations,
  ...normalizations,
  ...quantizedWeights,
  ...softmaxes,
};

interface StoredCase {
  name: string;
  op: string;
  domain: string;
  opset: number;
  attributes: Record<string, unknown>;
  inputs: (StoredTensor | null)[];
  outputs: (StoredTensor | null)[];
  tol: { rtol: number; atol: number };
}

export const run: Run = async (folder, { only }, report) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  for (const file of files) {
    const parts = file.replace(/\.json$/, "").split(/[/\\]/);
    // Asked for by its path, by its own name, or by a folder that it lies in.
    if (!only(parts.join("/")) && !parts.some((_, n) => only(parts[n]) || only(parts.slice(0, n + 1).join("/"))))
      continue;
    const stored: unknown = JSON.parse(await readFile(join(folder, file), "utf8"));
    if (!isCase(stored)) continue; // an index or notes
    if (parts.some((part) => part.startsWith("_"))) {
      report.skip(parts.join("/"), "its folder's name begins with _: set aside by those who made the folder");
      continue;
    }
    judge(parts.join("/"), stored, report);
  }
};

function isCase(value: unknown): value is StoredCase {
  return typeof value === "object" && value !== null && "op" in value && "inputs" in value && "outputs" in value;
}

function judge(name: string, stored: StoredCase, report: Parameters<Run>[2]): void {
  const { op, domain, opset, attributes, tol } = stored;
  const adapter = adapters[`${domain}:${op}`] ?? adapters[op];
  try {
    if (!adapter) throw new Unsupported(`${op} is no operator of attention, norms, activations or weights`);
    const inputs = stored.inputs.map((tensor) => tensor && decodeTensor(tensor));
    const got = adapter({ op, domain, opset, attributes, inputs, asks: (n) => Boolean(stored.outputs[n]) });
    const differences = stored.outputs.flatMap((expected, n) => {
      const difference = expected && compare(got[n] ?? null, expected, tol);
      return difference ? [`${expected.name || `output ${n}`} ${difference}`] : [];
    });
    if (differences.length === 0) report.pass(name);
    else report.fail(name, differences.join("; "));
  } catch (error) {
    if (error instanceof Unsupported) report.skip(name, error.message);
    else report.fail(name, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

/** What differs, or null. */
function compare(got: Tensor | null, stored: StoredTensor, tol: StoredCase["tol"]): string | null {
  if (!got) return "was not computed";
  const expected = decodeTensor(stored);
  if (got.shape.join() !== expected.shape.join())
    return `has shape [${got.shape}] but [${expected.shape}] was expected`;
  const worst = compareArrays(nearest(got.exact, expected), expected.exact, tol);
  if (!worst) return null;
  const size = expected.exact.length;
  return `[${worst.index}] of ${size} is ${worst.got} but ${worst.expected} was expected (tolerance ${tol.atol} + ${tol.rtol} relative)`;
}

/**
 * Where a case stores 16 bits: each number itself, or what it rounds to, whichever is nearer to what is stored. Half a
 * step of bfloat16 is more than the tolerance of some cases.
 */
function nearest(got: ArrayLike<number>, { dtype, exact }: Tensor): ArrayLike<number> {
  if (dtype !== "float16" && dtype !== "bfloat16") return got;
  const round = dtype === "float16" ? roundToFloat16 : roundToBfloat16;
  return Float64Array.from(got, (x, at) => {
    const rounded = round(x);
    return Math.abs(rounded - exact[at]) < Math.abs(x - exact[at]) ? rounded : x;
  });
}
