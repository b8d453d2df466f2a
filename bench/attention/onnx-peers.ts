/** Attention operators as one-node models, run by onnxruntime-web (WASM) or onnxruntime-node. @module */
import { createGraph, type GraphBuilder, writeModel } from "@llm-anatomy/onnx-graph";
import type { AttentionCase, Peer } from "./cases.ts";

export type Runtime = "web" | "node";

interface Feed {
  data: Float32Array;
  dims: number[];
}

/** A session: `run(true)` asks for the present keys and values as well, as decoding does. */
export interface OnnxPeer extends Peer {
  run(withPresent?: boolean): Promise<Float32Array>;
}

/** com.microsoft GroupQueryAttention over a past of keyLen - queryLen positions. */
export function groupQueryAttention(runtime: Runtime, c: AttentionCase, threads = 1): Promise<OnnxPeer> {
  const { numHeads, numKvHeads, headDim, queryLen, keyLen } = c;
  const pastLen = keyLen - queryLen;
  const feeds = {
    q: { data: c.q, dims: [1, queryLen, numHeads * headDim] },
    k: { data: c.newKeys, dims: [1, queryLen, numKvHeads * headDim] },
    v: { data: c.newValues, dims: [1, queryLen, numKvHeads * headDim] },
    past_key: { data: c.pastKeys, dims: [1, numKvHeads, pastLen, headDim] },
    past_value: { data: c.pastValues, dims: [1, numKvHeads, pastLen, headDim] },
  };
  return open(runtime, threads, feeds, (graph, [q, k, v, pastKey, pastValue]) => {
    const lengths = [graph.constant("int32", [1], [keyLen - 1]), graph.constant("int32", [], [keyLen])];
    return graph.node("GroupQueryAttention", [q, k, v, pastKey, pastValue, ...lengths], {
      domain: "com.microsoft",
      attributes: { num_heads: numHeads, kv_num_heads: numKvHeads },
      outputs: ["y", "present_key", "present_value"],
    });
  });
}

/** com.microsoft MultiHeadAttention: as many key as query heads. */
export function multiHeadAttention(runtime: Runtime, c: AttentionCase, threads = 1): Promise<OnnxPeer> {
  const { numHeads, headDim, queryLen, keyLen } = c;
  const pastLen = keyLen - queryLen;
  const repeat = numHeads / c.numKvHeads; // it has no grouped heads
  const feeds = {
    q: { data: c.q, dims: [1, queryLen, numHeads * headDim] },
    k: {
      data: repeatHeads(c.newKeys, queryLen, c.numKvHeads, headDim, repeat),
      dims: [1, queryLen, numHeads * headDim],
    },
    v: {
      data: repeatHeads(c.newValues, queryLen, c.numKvHeads, headDim, repeat),
      dims: [1, queryLen, numHeads * headDim],
    },
    past_key: {
      data: repeatHeads(c.pastKeys, 1, c.numKvHeads, pastLen * headDim, repeat),
      dims: [1, numHeads, pastLen, headDim],
    },
    past_value: {
      data: repeatHeads(c.pastValues, 1, c.numKvHeads, pastLen * headDim, repeat),
      dims: [1, numHeads, pastLen, headDim],
    },
  };
  return open(runtime, threads, feeds, (graph, [q, k, v, pastKey, pastValue]) => {
    return graph.node("MultiHeadAttention", [q, k, v, null, null, null, pastKey, pastValue], {
      domain: "com.microsoft",
      attributes: { num_heads: numHeads, unidirectional: 1 },
      outputs: ["y", "present_key", "present_value"],
    });
  });
}

/** [rows, heads, size] to [rows, heads · times, size]: consecutive heads share. */
export function repeatHeads(x: Float32Array, rows: number, heads: number, size: number, times: number): Float32Array {
  const out = new Float32Array(x.length * times);
  for (let at = 0; at < rows * heads * times; at++) {
    const from = Math.floor(at / times) * size;
    out.set(x.subarray(from, from + size), at * size);
  }
  return out;
}

async function open(
  runtime: Runtime,
  threads: number,
  feeds: Record<string, Feed>,
  build: (graph: GraphBuilder, inputs: string[]) => readonly string[],
): Promise<OnnxPeer> {
  const graph = createGraph({ domains: { "com.microsoft": 1 } });
  const inputs = Object.entries(feeds).map(([name, { dims }]) => graph.input(name, "float32", dims));
  // All outputs are in the graph, since MultiHeadAttention ignores the past when nobody asks for the present.
  const names = ["y", "present_key", "present_value"];
  for (const [n, value] of build(graph, inputs).entries()) graph.output(names[n], value);
  // "onnxruntime-web" is the build for Node here: the same WebAssembly, started from files. "onnxruntime-web/wasm" is the one
  // for pages, which fetches the script of its threads, and Node fetches no files.
  const ort = runtime === "web" ? await import("onnxruntime-web") : await import("onnxruntime-node");
  if (runtime === "web") {
    ort.env.wasm.numThreads = threads; // counts for the first session and all later ones
    ort.env.logLevel = "error";
  }
  const options =
    runtime === "web"
      ? { executionProviders: ["wasm"] }
      : { executionProviders: ["cpu"], intraOpNumThreads: threads, interOpNumThreads: 1 };
  const session = await ort.InferenceSession.create(writeModel(graph), options);
  const tensors = Object.fromEntries(
    Object.entries(feeds).map(([name, { data, dims }]) => [name, new ort.Tensor("float32", data, dims)]),
  );
  return {
    run: async (withPresent = false) =>
      (await session.run(tensors, withPresent ? names : ["y"])).y.data as Float32Array,
    release: () => session.release(),
  };
}
