/** Pictures of word vectors: our PCA beside ml-pca, a live update, and the library maps. @module */
import { TSNE } from "@keckelt/tsne";
import {
  createLiveProjection,
  principalComponents,
  project,
  projectWithTsne,
  projectWithUmap,
  type VectorSet,
} from "@llm-anatomy/embeddings";
import { seededRandom } from "@llm-anatomy/test-kit";
import { PCA } from "ml-pca";
import { UMAP } from "umap-js";
import { interleaved, ms, table } from "./timing.ts";

export async function benchProjections(all: VectorSet, rounds: number): Promise<string> {
  const count = Math.min(1000, all.count);
  const set: VectorSet = { vectors: all.vectors.slice(0, count * all.dim), count, dim: all.dim };
  const rows = Array.from({ length: count }, (_, row) =>
    Array.from(set.vectors.subarray(row * set.dim, (row + 1) * set.dim)),
  );

  const peer = new PCA(rows).getExplainedVariance().slice(0, 2);
  const ours = principalComponents(set).shares;
  for (const axis of [0, 1]) {
    if (Math.abs(peer[axis] - ours[axis]) > 1e-6)
      throw new Error(`share ${axis} is ${ours[axis]} here and ${peer[axis]} in ml-pca`);
  }
  const live = createLiveProjection();
  live.update(set);
  const once = await interleaved(
    {
      pca: () => project(principalComponents(set), set),
      peer: () => new PCA(rows).predict(rows, { nComponents: 2 }),
      live: () => live.update(set),
    },
    rounds,
  );
  const maps = await interleaved(
    {
      umap: () => projectWithUmap(UMAP, set, { numSteps: 200, random: seededRandom(1) }),
      tsne: () => projectWithTsne(TSNE, set, { numSteps: 200 }),
    },
    1,
  );
  return table(
    [`${count} vectors of ${set.dim} dimensions to 2`, "ms"],
    [
      ["PCA, this package", ms(once.pca.min)],
      ["PCA, ml-pca (all components)", ms(once.peer.min)],
      ["live picture, one update", ms(once.live.min)],
      ["UMAP through umap-js, 200 steps", ms(maps.umap.min)],
      ["t-SNE through @keckelt/tsne, 200 steps", ms(maps.tsne.min)],
    ],
  );
}
