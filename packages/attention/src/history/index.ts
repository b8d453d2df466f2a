export { type AdditiveWeights, additiveAttention, type SourceAlignment } from "./additive-attention.ts";
export { type MultiplicativeForm, multiplicativeAttention } from "./multiplicative-attention.ts";
export { type RecurrentDims, type RecurrentWeights, recurrentEncoder, recurrentStep } from "./recurrent-encoder.ts";
