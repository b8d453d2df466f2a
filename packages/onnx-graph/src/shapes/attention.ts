/** Attention in one operator: ONNX's own and ONNX Runtime's. @module */
import type { Dim } from "../model.ts";
import { addDims, divideDims, mergeDims, multiplyDims, type Shape, ShapeProblem, showShape } from "./dims.ts";
import type { RuleInput, ShapeRules } from "./rules.ts";

export const attentionRules: ShapeRules = {
  Attention: (node) => (node.node.domain === "" ? standardAttention(node) : packedAttention(node)),
  GroupQueryAttention: groupQueryAttention,
  MultiHeadAttention: multiHeadAttention,
};

/** Q [batch, heads, seq, head] or [batch, seq, heads × head] → Y of the same form, present key and value, scores. */
function standardAttention(node: RuleInput): (Shape | undefined)[] {
  const [q, k, v] = [0, 1, 2].map((input) => node.shape(input));
  if (!q || !k || !v) return [];
  const heads = (shape: Shape, count: number | undefined): Shape =>
    shape.length === 4 ? shape : [shape[0], count ?? null, shape[1], count ? divideDims(shape[2], count) : null];
  const [q4, k4, v4] = [
    heads(q, node.int("q_num_heads")),
    heads(k, node.int("kv_num_heads")),
    heads(v, node.int("kv_num_heads")),
  ];
  mergeDims(q4[3], k4[3], "the head sizes of Q and K");
  const past = node.shape(4);
  const total = node.has(4) ? addDims(past?.[2] ?? null, k4[2]) : k4[2];
  const y = q.length === 4 ? [...q4.slice(0, 3), v4[3]] : [q[0], q[1], multiplyDims(q4[1], v4[3])];
  const present = (of: Shape): Shape => [of[0], of[1], total, of[3]];
  return [y, present(k4), present(v4), [q4[0], q4[1], q4[2], total]];
}

/** Input [batch, seq, in], weights [in, q + k + v], past and present [2, batch, heads, seq, head]. */
function packedAttention(node: RuleInput): (Shape | undefined)[] {
  const [x, weights, past] = [node.shape(0), node.shape(1), node.shape(4)];
  if (!x || !weights) return [];
  const sizes = node.ints("qkv_hidden_sizes");
  const hidden = sizes ? sizes[2] : divideDims(weights[1], 3);
  const heads = node.int("num_heads")!;
  const total = node.has(4) ? addDims(past?.[3] ?? null, x[1]) : x[1];
  return [
    [x[0], x[1], hidden],
    [2, x[0], heads, total, divideDims(hidden, heads)],
  ];
}

/** Query [batch, seq, heads × head] (or with key and value packed behind it), cache [batch, kv heads, capacity, head]. */
function groupQueryAttention(node: RuleInput): (Shape | undefined)[] {
  const query = node.shape(0);
  if (!query) return [];
  if (query.length !== 3) throw new ShapeProblem(`query ${showShape(query)} has to be [batch, seq, heads × head size]`);
  const [heads, kvHeads] = [node.int("num_heads")!, node.int("kv_num_heads")!];
  if (heads % kvHeads !== 0) throw new ShapeProblem(`num_heads ${heads} is no multiple of kv_num_heads ${kvHeads}`);
  const head = divideDims(query[2], node.has(1) ? heads : heads + 2 * kvHeads);
  const key = node.shape(1);
  if (key && head !== null)
    mergeDims(key.at(-1) ?? null, multiplyDims(kvHeads, head), "kv_num_heads × head size and key's");
  // The cache's length is the larger of what there was and the total length given as an input, which is not known here.
  const past = node.shape(3);
  const present: Shape = past ? [query[0], past[1], null, past[3]] : [query[0], kvHeads, null, head];
  return [[query[0], query[1], multiplyDims(heads, head)], present, present, [query[0], heads, query[1], null]];
}

/** Query [batch, seq, heads × head] or packed [batch, seq, heads, 3, head]; key and value likewise, or [batch, heads, seq, head]. */
function multiHeadAttention(node: RuleInput): (Shape | undefined)[] {
  const [query, key, value, pastKey, pastValue] = [0, 1, 2, 6, 7].map((input) => node.shape(input));
  if (!query) return [];
  const heads = node.int("num_heads")!;
  if (query.length === 5) return [[query[0], query[1], multiplyDims(query[2], query[4])]];
  if (!key) return [];
  const head = divideDims(query[2], heads);
  let keyLength: Dim = key.length === 4 ? key[2] : key[1];
  let valueHead = head;
  if (value) valueHead = value.length === 4 ? value[3] : divideDims(value[2], heads);
  if (node.has(6)) keyLength = addDims(pastKey?.[2] ?? null, keyLength);
  const present = (size: Dim): Shape => [query[0], heads, keyLength, size];
  return [
    [query[0], query[1], multiplyDims(heads, valueHead)],
    present(head),
    present(pastValue?.[3] ?? valueHead),
    [query[0], heads, query[1], keyLength],
  ];
}
