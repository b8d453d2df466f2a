/** The same attention spelled out in TensorFlow.js (WASM, SIMD, one thread): it has no attention operator. @module */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import type { AttentionCase, Peer } from "./cases.ts";
import { repeatHeads } from "./onnx-peers.ts";

let ready: Promise<unknown> | undefined;

function start(): Promise<unknown> {
  ready ??= (async () => {
    const entry = fileURLToPath(import.meta.resolve("@tensorflow/tfjs-backend-wasm"));
    setWasmPaths(join(dirname(entry), "/"));
    setThreadsCount(1);
    await tf.setBackend("wasm");
  })();
  return ready;
}

/** softmax(q · kᵀ · scale + mask) · v as matMul, add, softmax, matMul. Its output is checked heads-first. */
export async function tensorflowAttention(c: AttentionCase): Promise<Peer> {
  await start();
  const { numHeads, numKvHeads, headDim, queryLen, keyLen } = c;
  const repeat = numHeads / numKvHeads;
  const shape: [number, number, number] = [numHeads, keyLen, headDim];
  const keys = tf.tensor3d(repeatHeads(c.keys, 1, numKvHeads, keyLen * headDim, repeat), shape);
  const values = tf.tensor3d(repeatHeads(c.values, 1, numKvHeads, keyLen * headDim, repeat), shape);
  const queries = tf.transpose(tf.tensor3d(c.q, [queryLen, numHeads, headDim]), [1, 0, 2]);
  const hidden = Float32Array.from({ length: queryLen * keyLen }, (_, at) =>
    at % keyLen > keyLen - queryLen + Math.floor(at / keyLen) ? -1e9 : 0,
  );
  const mask = queryLen > 1 ? tf.tensor3d(hidden, [1, queryLen, keyLen]) : null;
  return {
    run() {
      const out = tf.tidy(() => {
        const scores = tf.mul(tf.matMul(queries, keys, false, true), 1 / Math.sqrt(headDim));
        const weights = tf.softmax(mask ? tf.add(scores, mask) : scores);
        return tf.transpose(tf.matMul(weights, values), [1, 0, 2]);
      });
      const data = out.dataSync() as Float32Array;
      out.dispose();
      return data;
    },
    release: () => tf.dispose([keys, values, queries, ...(mask ? [mask] : [])]),
  };
}
