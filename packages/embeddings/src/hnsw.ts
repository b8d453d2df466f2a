/**
 * Approximate nearest neighbours through a graph (hierarchical navigable small worlds), by a library: hnswlib.
 *
 * A search walks from vector to nearer vector instead of looking at all, so it takes time like log(count); it can miss
 * some, which `efSearch` trades against speed. This package does not depend on the library: hand over its class, from
 * `hnswlib-wasm` in a browser or `hnswlib-node` in Node, which share it.
 * @see Malkov & Yashunin 2016, https://arxiv.org/abs/1603.09320
 * @module
 */
import { checkInteger, checkLength, checkOneOf, checkOptions } from "./checks.ts";
import type { Neighbors, VectorSet } from "./nearest-neighbors.ts";
import type { Metric } from "./similarity.ts";

/** The part of hnswlib's class that is used. */
export interface HnswlibIndex {
  initIndex(maxElements: number, m: number, efConstruction: number, randomSeed: number): void;
  addPoint(point: number[], label: number, replaceDeleted: boolean): void;
  searchKnn(
    query: number[],
    k: number,
    filter?: undefined,
  ): { neighbors: ArrayLike<number>; distances: ArrayLike<number> };
  /** Name in hnswlib-wasm. */
  setEfSearch?(ef: number): void;
  /** Name in hnswlib-node. */
  setEf?(ef: number): void;
}

export interface HnswOptions {
  /** Default "cosine". */
  metric?: Metric;
  /** Edges per vector: more finds more and takes more memory. Default 16. */
  m?: number;
  /** Candidates while building. Default 200. */
  efConstruction?: number;
  /** Candidates while searching; at least k. Default 100. */
  efSearch?: number;
  seed?: number;
}

export interface HnswSearch {
  /** The k nearest, nearest first; scores as those of {@link nearestNeighbors}. */
  search(query: ArrayLike<number>, k: number): Neighbors;
}

/**
 * Builds an index of all vectors.
 *
 * @param createIndex makes the library's index: `(space, dim) => new HierarchicalNSW(space, dim, "")`
 * @example
 * const lib = await loadHnswlib(); // hnswlib-wasm
 * const index = createHnswSearch((space, dim) => new lib.HierarchicalNSW(space, dim, ""), vectors);
 * index.search(query, 10);
 */
export function createHnswSearch(
  createIndex: (space: "cosine" | "ip" | "l2", dim: number) => HnswlibIndex,
  { vectors, count, dim }: VectorSet,
  options: HnswOptions = {},
): HnswSearch {
  checkOptions("createHnswSearch", options, ["metric", "m", "efConstruction", "efSearch", "seed"]);
  const { metric = "cosine", m = 16, efConstruction = 200, efSearch = 100, seed = 100 } = options;
  checkOneOf("createHnswSearch", "metric", metric, ["cosine", "dot", "l2"]);
  checkLength("createHnswSearch", "vectors", vectors, { count, dim });
  for (const [name, value] of Object.entries({ m, efConstruction, efSearch })) {
    checkInteger("createHnswSearch", name, value, 1);
  }
  const index = createIndex(metric === "dot" ? "ip" : metric, dim);
  index.initIndex(count, m, efConstruction, seed);
  for (let row = 0; row < count; row++) {
    index.addPoint(Array.from(vectors.subarray(row * dim, (row + 1) * dim)), row, false);
  }
  if (index.setEfSearch) index.setEfSearch(efSearch);
  else index.setEf?.(efSearch);
  return {
    search(query, k) {
      checkLength("HnswSearch.search", "query", query, { dim });
      checkInteger("HnswSearch.search", "k", k, 1);
      const { neighbors, distances } = index.searchKnn(Array.from(query), Math.min(k, count), undefined);
      // hnswlib's distances: 1 - cosine, 1 - dot, squared L2
      const score = (distance: number) => (metric === "l2" ? Math.sqrt(distance) : 1 - distance);
      return { indices: Uint32Array.from(neighbors), scores: Float32Array.from(distances, score) };
    },
  };
}
