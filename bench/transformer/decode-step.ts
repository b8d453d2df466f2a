/**
 * One decoding step beside one reading of the same number of bytes: how near the engine comes to the least that a step
 * can cost. Runs in Node and in a browser's worker alike.
 * @module
 */
import { createKernels } from "@llm-anatomy/kernels";
import { createDynamicCache } from "@llm-anatomy/kv-cache";
import { countOperations } from "@llm-anatomy/transformer";
import { openStreams } from "../kernels/streams.ts";
import { randomModel, shapes135m, spec135m, type WeightForm } from "./random-model.ts";

export interface StepOptions {
  /** What `compileStreams` made. */
  streams: Uint8Array<ArrayBuffer>;
  form: WeightForm;
  /** Tokens in the cache before the step. */
  pasts: number[];
  rounds: number;
}

export interface StepTiming {
  form: WeightForm;
  past: number;
  /** Name of the set of kernels. */
  kernels: string;
  /** Medians, in milliseconds. */
  stepMs: number;
  /** Of reading as many bytes as the step needs. */
  readMs: number;
  /** Weights and cache that the step reads. */
  bytes: number;
}

const streamBytes = 128 * 2 ** 20;

export async function timeSteps({ streams, form, pasts, rounds }: StepOptions): Promise<StepTiming[]> {
  const kernels = createKernels();
  const shapes = shapes135m();
  const model = randomModel(spec135m, shapes, kernels, form);
  const { read } = await openStreams(streams, streamBytes);
  const { numKvHeads, headDim } = spec135m.blocks[0].attention;
  const cache = createDynamicCache(
    { numLayers: spec135m.blocks.length, batch: 1, numKvHeads, headDim },
    {
      capacity: Math.max(...pasts) + 8,
      allocate: (length) => kernels.memory.allocate(Float32Array, length),
      free: (array) => kernels.memory.free(array),
    },
  );
  const timings: StepTiming[] = [];
  for (const past of [...pasts].sort((a, b) => a - b)) {
    while (cache.seen < past) model.run({ ids: promptChunk(Math.min(64, past - cache.seen)), cache, asked: "last" });
    const step = () => {
      model.run({ ids: [17], cache, asked: "last" });
      cache.crop(past);
    };
    const { weightsRead, memoryRead } = countOperations(spec135m, shapes, { seqLen: 1, past, asked: "last" });
    const bytes = weightsRead * (form === "int8" ? 1 : 4) + memoryRead * 4;
    const times = alternate([step, () => read()], rounds);
    timings.push({
      form,
      past,
      kernels: kernels.name,
      stepMs: median(times[0]),
      readMs: (median(times[1]) * bytes) / streamBytes,
      bytes,
    });
  }
  return timings;
}

const promptChunk = (length: number) => Int32Array.from({ length }, (_, i) => (i * 7919) % spec135m.vocabSize);

/** Milliseconds of each, taking turns, so that a busy moment of the machine meets all. */
function alternate(runs: readonly (() => void)[], rounds: number): number[][] {
  for (let i = 0; i < 5; i++) for (const run of runs) run();
  const times: number[][] = runs.map(() => []);
  for (let round = 0; round < rounds; round++) {
    runs.forEach((run, i) => {
      const start = performance.now();
      run();
      times[i].push(performance.now() - start);
    });
  }
  return times;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
