export { type CausalConvolutionOptions, causalConvolution } from "./causal-convolution.ts";
export { type LinearAttentionOptions, linearAttention } from "./linear-attention.ts";
