/** hnswlib as the adapter wants it. @module */
import { loadHnswlib } from "hnswlib-wasm";
import type { HnswlibIndex } from "../../src/index.ts";

export async function loadIndexMaker(): Promise<(space: "cosine" | "ip" | "l2", dim: number) => HnswlibIndex> {
  const library = await loadHnswlib();
  return (space, dim) => new library.HierarchicalNSW(space, dim, "") as HnswlibIndex;
}
