/**
 * Texts as vectors: one run, then pooling and normalising as the checkpoint was trained with.
 *
 * Checkpoints of Sentence Transformers say how in files of their own: modules.json lists the steps, 1_Pooling/config.json
 * the kind of pooling, sentence_bert_config.json the length at which texts are cut, config_sentence_transformers.json
 * what is put before a text. Without these files, vectors are the mean over tokens.
 * @see Reimers & Gurevych 2019, section 3, https://arxiv.org/abs/1908.10084
 * @module
 */
import { normalizeInPlace, type Pooling, pool } from "@llm-anatomy/embeddings";
import type { Tensor } from "../engine/engine.ts";
import type { Model } from "../model/model.ts";
import { checkOptionNames, encodeText, inBatches, type PaddedBatch, padBatch } from "./run-encoding.ts";
import { readSentenceModules, type SentenceModules } from "./sentence-modules.ts";

export interface EmbedOptions {
  /** How token vectors become one; several are put side by side. Default: as the checkpoint says, otherwise "mean". */
  pooling?: Pooling | readonly Pooling[];
  /** Whether vectors get length 1. Default: as the checkpoint says. */
  normalize?: boolean;
  /** Name of one of the checkpoint's prompts ("query", "passage"), which is put before each text. */
  prompt?: string;
  /** Texts that are computed together. Default 8. */
  batchSize?: number;
  signal?: AbortSignal;
}

/** [texts, dim] */
export type Embeddings = Tensor;

/** One vector per text, in the order of the texts. */
export async function embed(
  model: Model,
  texts: string | readonly string[],
  options: EmbedOptions = {},
): Promise<Embeddings> {
  checkOptionNames("embed", options, ["pooling", "normalize", "prompt", "batchSize", "signal"]);
  const list = typeof texts === "string" ? [texts] : texts;
  if (list.length === 0) throw new RangeError("embed: there are no texts. Pass at least one.");
  const modules = await readSentenceModules(model);
  const poolings = asList(options.pooling) ?? modules.pooling;
  const prompt = promptText(options.prompt, modules);
  const limit = Math.min(modules.maxLength, model.spec.embedding.learnedPositions ? model.spec.maxPositions : Infinity);
  const truncation = Number.isFinite(limit) ? { maxLength: limit } : null;
  const encodings = list.map((text) => encodeText(model, prompt + text, { truncation }));
  const dim = model.spec.modelDim * poolings.length;
  const data = new Float32Array(list.length * dim);
  await inBatches(encodings, options.batchSize ?? 8, async (batch, indices) => {
    options.signal?.throwIfAborted();
    const padded = padBatch(model, batch);
    const hidden = await tokenVectors(model, padded);
    const [, seqLen, modelDim] = hidden.shape;
    const attentionMask =
      padded.options.attentionMask && Float32Array.from((padded.options.attentionMask as number[][]).flat());
    poolings.forEach((pooling, part) => {
      const pooled = pool(hidden.data, { batch: batch.length, seqLen, modelDim, attentionMask, pooling });
      indices.forEach((index, b) => {
        data.set(pooled.subarray(b * modelDim, (b + 1) * modelDim), index * dim + part * modelDim);
      });
    });
  });
  if (options.normalize ?? modules.normalize) normalizeInPlace(data, { count: list.length, dim });
  return { data, shape: [list.length, dim], axes: ["text", "dim"] };
}

function asList(pooling: EmbedOptions["pooling"]): readonly Pooling[] | undefined {
  return typeof pooling === "string" ? [pooling] : pooling;
}

function promptText(name: string | undefined, { prompts, defaultPrompt }: SentenceModules): string {
  const asked = name ?? defaultPrompt;
  if (asked === undefined) return "";
  const text = prompts[asked];
  if (text !== undefined) return text;
  const known = Object.keys(prompts).join(", ") || "none";
  throw new RangeError(`embed: there is no prompt ${JSON.stringify(asked)}. The checkpoint has: ${known}.`);
}

/** What the last norm, or the last block, gives out: [batch, seq, modelDim]. */
async function tokenVectors(model: Model, { ids, options }: PaddedBatch): Promise<Tensor> {
  if (model.spec.encoder)
    throw new TypeError("embed: of an encoder–decoder it is not clear which half is meant. Load an encoder.");
  if (!model.spec.head) return (await model.forward(ids, options)).lastHiddenState!;
  return (await model.trace(ids, { ...options, capture: ["final_norm"] })).values.final_norm;
}
