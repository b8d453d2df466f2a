import { createKernels, quantizeInt8 } from "@llm-anatomy/kernels";

const kernels = createKernels(); // WebAssembly SIMD where it can be had, plain TypeScript otherwise
const weights = Float32Array.from({ length: 256 * 64 }, (_, i) => Math.sin(i));
const matrix = quantizeInt8({ rows: 256, cols: 64, data: weights }, kernels.memory);

const x = kernels.memory.allocate(Float32Array, 64).fill(0.5); // lies where the kernels work: used without a copy
const out = kernels.memory.allocate(Float32Array, 256);
kernels.linear(out, x, matrix, null, 1); // out[o] = Σ x[i] · w[o, i]
console.log(kernels.name, out.slice(0, 3));
