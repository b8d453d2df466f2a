/** package.json's "imports" chooses the runtime's build: Node's, or the one for pages with WebAssembly only. */
declare module "#onnxruntime" {
  export * from "onnxruntime-web";
}
