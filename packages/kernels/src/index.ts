export { availableSets, type CreateKernelsOptions, createKernels } from "./create-kernels.ts";
export {
  type CreateThreadedKernelsOptions,
  createThreadedKernels,
  type ThreadedKernels,
} from "./create-threaded-kernels.ts";
export type {
  Activation,
  AttentionCall,
  F32Matrix,
  Int4Matrix,
  Int8Matrix,
  KernelArray,
  KernelArrayType,
  KernelMemory,
  Kernels,
  WeightMatrix,
} from "./kernels.ts";
export { createPlainKernels } from "./plain/create-plain-kernels.ts";
export { type DenseMatrix, dequantize, type MatrixMemory, quantizeInt4, quantizeInt8 } from "./quantize.ts";
