/**
 * The worker's side of {@link trainInWorker}: a module of its own, `@llm-anatomy/embeddings/worker`.
 *
 * It has one job per life: a request comes, reports go, the vectors go, the page ends it.
 * @module
 */
import { GloveTrainer } from "./glove.ts";
import type { TrainingReply, TrainingRequest } from "./train-in-worker.ts";
import { train } from "./word-vector-training.ts";
import { Word2VecTrainer } from "./word2vec.ts";

interface WorkerScope {
  onmessage: ((event: { data: TrainingRequest }) => void) | null;
  postMessage(reply: TrainingReply, transfer?: Transferable[]): void;
}
const scope = globalThis as unknown as WorkerScope;

scope.onmessage = async ({ data }) => {
  try {
    const { method, corpus, options, reportEvery, watch } = data;
    const trainer = method === "glove" ? new GloveTrainer(corpus, options) : new Word2VecTrainer(corpus, options);
    const { dim, vectors } = await train(trainer, {
      reportEvery,
      onProgress(progress) {
        const watched = trainer.vectorsOf(watch);
        scope.postMessage({ type: "progress", progress, watched }, [watched.buffer]);
      },
    });
    scope.postMessage({ type: "done", dim, vectors }, [vectors.buffer]);
  } catch (error) {
    const { name, message } = error as Error;
    scope.postMessage({ type: "error", name, message });
  }
};
