/** package.json's "imports" chooses the runtime's build: Node's, or one for pages, with WebAssembly only or with WebGPU. */
declare module "#onnxruntime" {
  export * from "onnxruntime-web";
}
declare module "#onnxruntime/webgpu" {
  export * from "onnxruntime-web";
}
