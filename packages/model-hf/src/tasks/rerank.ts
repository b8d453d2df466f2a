/**
 * How well documents answer a query, by a model that reads both together (a cross-encoder).
 * @see Nogueira & Cho 2019, https://arxiv.org/abs/1901.04085
 * @module
 */
import type { Model } from "../model/model.ts";
import { checkOptionNames, encodeText, inBatches, padBatch, requireOutput } from "./run-encoding.ts";

export interface RerankOptions {
  /** How many documents to give back. Default all. */
  topK?: number;
  /** Pairs that are computed together. Default 8. */
  batchSize?: number;
}

export interface RankedDocument {
  /** Where the document was in the list. */
  index: number;
  document: string;
  /** The model's logit: higher is better, and comparable for one query only. */
  score: number;
}

/** Documents by how well they fit the query, best first. The model has to have one output. */
export async function rerank(
  model: Model,
  query: string,
  documents: readonly string[],
  options: RerankOptions = {},
): Promise<RankedDocument[]> {
  checkOptionNames("rerank", options, ["topK", "batchSize"]);
  const { topK, batchSize = 8 } = options;
  // Long documents are cut, the query is not.
  const { learnedPositions } = model.spec.embedding;
  const truncation = learnedPositions
    ? ({ maxLength: model.spec.maxPositions, strategy: "only_second" } as const)
    : null;
  const encodings = documents.map((document) => encodeText(model, query, { pair: document, truncation }));
  const scores = new Float32Array(documents.length);
  await inBatches(encodings, batchSize, async (batch, indices) => {
    const { ids, options: input } = padBatch(model, batch);
    const { logits } = await model.forward(ids, input);
    const { data } = requireOutput("rerank", model, logits, "a cross-encoder");
    if (data.length !== batch.length) {
      throw new TypeError(
        `rerank: needs a model with one output, but ${model.name} has ${data.length / batch.length}. Load a cross-encoder.`,
      );
    }
    indices.forEach((index, i) => {
      scores[index] = data[i];
    });
  });
  return documents
    .map((document, index) => ({ index, document, score: scores[index] }))
    .sort((a, b) => b.score - a.score)
    .slice(0, topK);
}
