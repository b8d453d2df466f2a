/**
 * RotaryEmbedding of ai.onnx and of com.microsoft: the same turn, other input order and position rules.
 * @module
 */
import { rotaryEmbeddingInPlace } from "@llm-anatomy/attention";
import { type Adapter, input, type Node, readAttributes, refuseInputs, Unsupported } from "./node.ts";
import { type Tensor, tensorOf } from "./tensor.ts";

/** ai.onnx: input, cos, sin, position_ids?. Without positions cos and sin are [batch, seq, half] already. */
export const rotaryEmbedding: Adapter = (node) => {
  refuseInputs(node, 4);
  const attributes = readAttributes(node, { interleaved: 0, num_heads: 0, rotary_embedding_dim: 0 });
  return [rotate(node, attributes, input(node, 1), input(node, 2), node.inputs[3] ?? null)];
};

/** com.microsoft: input, position_ids, cos, sin. One position id is the position of the first token of every row. */
export const contribRotaryEmbedding: Adapter = (node) => {
  refuseInputs(node, 4);
  const attributes = readAttributes(node, {
    interleaved: 0,
    num_heads: 0,
    rotary_embedding_dim: 0,
    is_packed_batching: 0,
    scale: 1,
  });
  if (attributes.is_packed_batching) throw new Unsupported("is_packed_batching");
  if (attributes.scale !== 1) throw new Unsupported("a scale other than 1");
  return [rotate(node, attributes, input(node, 2), input(node, 3), input(node, 1))];
};

function rotate(
  node: Node,
  { interleaved, num_heads: heads }: { interleaved: number; num_heads: number },
  cosTable: Tensor,
  sinTable: Tensor,
  positions: Tensor | null,
): Tensor {
  const X = input(node, 0);
  const half = cosTable.shape[cosTable.shape.length - 1];
  const rank4 = X.shape.length === 4;
  const [batch, seqLen] = rank4 ? [X.shape[0], X.shape[2]] : X.shape;
  const width = X.shape[X.shape.length - 1];
  const numHeads = rank4 ? X.shape[1] : heads || width / (2 * half); // without a number of heads, all dims turn
  const headDim = rank4 ? width : width / numHeads;
  const rows = (table: Tensor) => {
    if (!positions) return table.data;
    const picked = new Float32Array(batch * seqLen * half);
    for (let at = 0; at < batch * seqLen; at++) {
      const p = positions.exact.length === 1 ? positions.exact[0] + (at % seqLen) : positions.exact[at];
      picked.set(table.data.subarray(p * half, (p + 1) * half), at * half);
    }
    return picked;
  };
  const out = rotaryEmbeddingInPlace(
    X.data.slice(),
    { cos: rows(cosTable), sin: rows(sinTable) },
    {
      ...{ batch, numHeads, seqLen, headDim, positionsPerRow: true },
      layout: rank4 ? "heads-first" : "tokens-first",
      interleaved: interleaved === 1,
    },
  );
  return tensorOf(out, X.shape);
}
