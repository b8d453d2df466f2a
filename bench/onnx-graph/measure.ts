/** One measurement, in a process of its own: `measure.ts <candidate> <file>` prints time and memory as JSON. @module */
import { readFileSync, writeFileSync } from "node:fs";
import { modelParts, parseModel, writeModel } from "@llm-anatomy/onnx-graph";
import { onnx } from "../../packages/onnx-graph/test/onnx-proto.ts";

export interface Measurement {
  /** Median of five runs after the first. */
  ms: number;
  /** How far the first run took the process' resident memory beyond what it was before. */
  extraBytes: number;
}

const [candidate, file] = process.argv.slice(2);
const run = prepare(candidate, readFileSync(file));
globalThis.gc!();
resetPeak();
const before = process.memoryUsage().rss;
let sink = run();
const extraBytes = Math.max(0, peak() - before);
const times: number[] = [];
for (let i = 0; i < 5; i++) {
  globalThis.gc!();
  const start = performance.now();
  sink += run();
  times.push(performance.now() - start);
}
if (!(sink > 0)) throw new Error("nothing was made");
console.log(JSON.stringify({ ms: times.toSorted((a, b) => a - b)[2], extraBytes } satisfies Measurement));

/** Lets the kernel forget the peak so far (of reading the file), so that the next one is the operation's. Linux only. */
function resetPeak(): void {
  writeFileSync("/proc/self/clear_refs", "5");
}

/** Largest resident memory since then, in bytes. */
function peak(): number {
  return 1024 * Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))![1]);
}

function prepare(candidate: string, bytes: Buffer): () => number {
  switch (candidate) {
    case "parseModel":
      return () => parseModel(bytes).graph.nodes.length;
    case "onnx-proto decode":
      return () => onnx.ModelProto.decode(bytes).graph!.node!.length;
    case "modelParts": {
      const model = parseModel(bytes);
      return () => modelParts(model).length;
    }
    case "writeModel": {
      const model = parseModel(bytes);
      return () => writeModel(model).length;
    }
    case "onnx-proto encode": {
      const model = onnx.ModelProto.decode(bytes);
      return () => onnx.ModelProto.encode(model).finish().length;
    }
    default:
      throw new Error(`no candidate "${candidate}"`);
  }
}
