/** What the browser tests call: bundled and opened in Chromium. @module */

import {
  createHnswSearch,
  createLiveProjection,
  createWordCorpus,
  nearestNeighbors,
  normalizeInPlace,
  recall,
  type TrainInWorkerOptions,
  trainInWorker,
  WordSpace,
  type WorkerLike,
} from "../../src/index.ts";
import { loadIndexMaker } from "./load-hnswlib.ts";

let state = 1;
const random = () => (state = Math.imul(state, 1103515245) + 12345) / 2 ** 32 + 0.5;

const sentences = Array.from({ length: 2000 }, () =>
  random() < 0.5
    ? ["the", "paint", "is", random() < 0.5 ? "red" : "blue", "and", "bright"]
    : ["a", random() < 0.5 ? "cat" : "dog", "eats", "its", "food", "quickly"],
);
const corpus = createWordCorpus(sentences);
const createWorker = () => new Worker("/worker/word-vectors-worker.js", { type: "module" }) as WorkerLike;

const tests = {
  /** Trains in the worker and draws a picture at every report. */
  async trainInWorker(method: "word2vec" | "glove") {
    const watch = ["red", "blue", "cat", "dog"];
    const picture = createLiveProjection();
    const steps: number[] = [];
    const pictures: number[][] = [];
    const settings: TrainInWorkerOptions = {
      method,
      options: method === "glove" ? { dim: 16, epochs: 200, xMax: 10 } : { dim: 16, epochs: 10 },
      watch,
      reportEvery: 0,
      createWorker,
      onProgress({ step }, watched) {
        steps.push(step);
        pictures.push(Array.from(picture.update({ vectors: watched, count: watch.length, dim: 16 })));
      },
    };
    const space = new WordSpace(await trainInWorker(corpus, settings));
    return {
      steps,
      pictures,
      nearRed: space.nearest("red", { k: 1 })[0].word,
      nearDog: space.nearest("dog", { k: 1 })[0].word,
    };
  },

  async abort() {
    const controller = new AbortController();
    let reports = 0;
    const start = performance.now();
    try {
      await trainInWorker(corpus, {
        options: { epochs: 100_000 },
        signal: controller.signal,
        reportEvery: 0,
        createWorker,
        onProgress: () => ++reports === 3 && controller.abort(new Error("enough")),
      });
      return { message: "finished", reports, ms: 0 };
    } catch (error) {
      return { message: (error as Error).message, reports, ms: performance.now() - start };
    }
  },

  async refuse() {
    return trainInWorker(corpus, { options: { dim: 0 }, createWorker }).catch(
      (error: Error) => `${error.name}: ${error.message}`,
    );
  },

  async missingWorker() {
    const lost = () => new Worker("/worker/nowhere.js", { type: "module" }) as WorkerLike;
    return trainInWorker(corpus, { createWorker: lost }).catch((error: Error) => error.message);
  },

  async hnsw(metric: "cosine" | "dot" | "l2") {
    const [count, dim, numQueries] = [2000, 32, 50];
    const vectors = Float32Array.from({ length: count * dim }, () => random() + random() - 1);
    if (metric === "dot") normalizeInPlace(vectors, { count, dim });
    const set = { vectors, count, dim };
    const queries = Array.from({ length: numQueries }, () =>
      Float32Array.from({ length: dim }, () => random() + random() - 1),
    );
    const createIndex = await loadIndexMaker();
    const index = createHnswSearch(createIndex, set, { metric });
    const exact = queries.map((query) => nearestNeighbors(set, query, { k: 10, metric }));
    const found = queries.map((query) => index.search(query, 10));
    return {
      recall: recall(
        exact.map((one) => one.indices),
        found.map((one) => one.indices),
      ),
      exact: Array.from(exact[0].scores),
      found: Array.from(found[0].scores),
    };
  },
};

export type Tests = typeof tests;
(globalThis as unknown as { tests: Tests }).tests = tests;
