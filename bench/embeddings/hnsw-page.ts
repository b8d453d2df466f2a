/** HNSW in the browser, where hnswlib-wasm runs. Called by hnsw.ts. @module */
import { createHnswSearch, type HnswlibIndex, nearestNeighbors, recall } from "@llm-anatomy/embeddings";
import { loadHnswlib } from "hnswlib-wasm";
import { seededRandom } from "../../tools/test-kit/src/random.ts"; // alone: the kit itself is for Node

async function run({ count, dim }: { count: number; dim: number }) {
  const random = seededRandom(1);
  // clusters, as texts on common topics make them: 200 centres, vectors around them
  const centres = Float32Array.from({ length: 200 * dim }, () => random() - 0.5);
  const vectors = Float32Array.from({ length: count * dim }, (_, i) => {
    const centre = Math.floor(i / dim) % 200;
    return centres[centre * dim + (i % dim)] + (random() - 0.5) * 0.8;
  });
  const set = { vectors, count, dim };
  const queries = Array.from({ length: 100 }, (_, q) =>
    Float32Array.from({ length: dim }, (_, d) => centres[q * dim + d] + (random() - 0.5) * 0.8),
  );
  const library = await loadHnswlib();
  const time = <T>(work: () => T): [T, number] => {
    const start = performance.now();
    return [work(), performance.now() - start];
  };
  const [exact, exactMs] = time(() => queries.map((query) => nearestNeighbors(set, query, { k: 10 }).indices));
  const results = [];
  for (const efSearch of [20, 100]) {
    const [index, buildMs] = time(() =>
      createHnswSearch((space, dim) => new library.HierarchicalNSW(space, dim, "") as HnswlibIndex, set, { efSearch }),
    );
    const [found, searchMs] = time(() => queries.map((query) => index.search(query, 10).indices));
    results.push({ efSearch, buildMs, queryMs: searchMs / queries.length, recall: recall(exact, found) });
  }
  return { exactMs: exactMs / queries.length, results };
}

export type Run = typeof run;
(globalThis as unknown as { run: Run }).run = run;
