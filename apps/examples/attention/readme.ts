import { attentionStages, causalMask, maskText, scaledDotProductAttention } from "@llm-anatomy/attention";

const dims = { batch: 1, numHeads: 1, queryLen: 3, keyLen: 3, headDim: 2 };
const q = Float32Array.of(1, 0, 0, 1, 1, 1); // [batch, heads, queries, headDim]
const k = Float32Array.of(1, 0, 0, 1, 1, 1);
const v = Float32Array.of(1, 2, 3, 4, 5, 6);

console.log(scaledDotProductAttention(q, k, v, { ...dims, mask: causalMask() }));
const { weights } = attentionStages(q, k, v, { ...dims, mask: causalMask() });
console.log(weights); // who looked at whom: each row sums to 1
console.log(maskText(causalMask(), { queryLen: 3, keyLen: 3 }));
