/**
 * A Hugging Face checkpoint as ONNX files that others can run: transformers.js, and anyone with ONNX Runtime.
 *
 * The graphs are traced from the same functions that the compiled engine runs; only their inputs and outputs are those
 * that published checkpoints have. No Python is involved.
 * @module
 */
import { externalizeInitializers, inlineExternalData, modelParts, type OnnxModel } from "@llm-anatomy/onnx-graph";
import { folderWriter } from "#platform";
import { type AssembleOptions, assembleWeights } from "../checkpoint/assemble-weights.ts";
import { storeWeight } from "../engine/compiled/stored-weight.ts";
import { type TracedModel, traceModel } from "../engine/compiled/trace-model.ts";
import { type Dtype, dtypes as knownDtypes } from "../engine/dtypes.ts";
import { isTied } from "../engine/tied-head.ts";
import { CheckpointError } from "../errors.ts";
import { type OpenedCheckpoint, openCheckpoint } from "../open-checkpoint.ts";
import { type ModelSource, resolveSource } from "../source/resolve-source.ts";
import type { Source } from "../source/source.ts";
import { recognizeWeights } from "../source/weights-form.ts";
import {
  accompanyingFiles,
  dtypeSuffixes,
  publishedConfig,
  publishedForms,
  publishedGraphs,
} from "./published-files.ts";

export interface ConvertOptions extends AssembleOptions {
  /** Where the files go: a folder (Node), or a function that takes them one after another. */
  to: string | ((file: ConvertedFile) => void | Promise<void>);
  /** Each becomes graphs of its own. Default `["f32", "q8"]`. */
  dtypes?: readonly Dtype[];
  /** Weights of a graph lie in files beside it when they are larger than this together, and such a file has at most so many bytes. Default 1.9 GB. */
  maxFileBytes?: number;
  /** Branch, tag or commit, for a Hub id. */
  revision?: string;
  /** Which GGUF file of the model: its path, or a part of its name that no other has. */
  file?: string;
  /** Keys of config.json that may be ignored although nothing here knows them. */
  ignoreConfigKeys?: readonly string[];
}

export interface ConvertedFile {
  /** Inside the checkpoint: `onnx/model_quantized.onnx`. */
  path: string;
  byteLength: number;
  /** The content, in order; valid until the function that got it is done. */
  parts: readonly Uint8Array<ArrayBuffer>[];
}

const knownOptions = ["to", "dtypes", "maxFileBytes", "revision", "file", "ignoreConfigKeys", "onProgress", "signal"];

// Protocol Buffers end at 2 GiB, and so do arrays in some browsers.
const usualMaxFileBytes = 1.9e9;

/**
 * Writes a checkpoint in the layout of onnx-community: `config.json`, the tokenizer's files, `onnx/model.onnx`,
 * `onnx/model_quantized.onnx` … Decoders get `input_ids`, `attention_mask`, `position_ids` and
 * `past_key_values.N.key | value`, and give `logits` and `present.N.key | value`; an encoder–decoder becomes
 * `encoder_model` and `decoder_model_merged`.
 *
 * @returns paths and sizes of what was written
 * @throws CheckpointError for a checkpoint that cannot be read; RangeError for an unknown option or dtype
 * @example
 * await convertModel("HuggingFaceTB/SmolLM2-135M-Instruct", { to: "SmolLM2-135M-ONNX", dtypes: ["q8"] });
 */
export async function convertModel(
  from: ModelSource,
  options: ConvertOptions,
): Promise<{ path: string; byteLength: number }[]> {
  checkOptions(options);
  const { to, dtypes = ["f32", "q8"], maxFileBytes = usualMaxFileBytes, signal } = options;
  const { source } = await recognizeWeights(await resolveSource(from, options), options);
  const opened = await openCheckpoint(source, options);
  const { encoder, head } = opened.spec;
  if (encoder && (head?.kind === "sequence" || head?.kind === "spans"))
    throw new CheckpointError(
      `${source.name}: labels what an encoder and a decoder have read together, and there is no layout of files for that. Convert a model that writes, or an encoder that labels.`,
      { code: "config-unsupported", file: "config.json" },
    );
  if (opened.note)
    throw new CheckpointError(
      `${source.name}: is ${opened.note}, and files made of it would say that they can do both. Convert a model that reads text only.`,
      { code: "config-unsupported", file: "config.json" },
    );
  const write = typeof to === "string" ? await folderWriter(to) : to;
  const written: { path: string; byteLength: number }[] = [];
  const put = async (path: string, parts: readonly Uint8Array<ArrayBuffer>[]) => {
    signal?.throwIfAborted();
    const byteLength = parts.reduce((sum, part) => sum + part.length, 0);
    await write({ path, byteLength, parts });
    written.push({ path, byteLength });
  };
  const dataFiles: Record<string, number> = {};
  for (const dtype of dtypes) await convertTo(dtype, opened, options, maxFileBytes, put, dataFiles);
  const config = publishedConfig(opened.config, opened.spec, dataFiles);
  await put("config.json", [new TextEncoder().encode(`${JSON.stringify(config, null, 2)}\n`)]);
  for (const path of accompanyingFiles) {
    const bytes = await readWhole(source, path, signal);
    if (bytes) await put(path, [bytes]);
  }
  return written;
}

/** The graphs of one dtype. Counts the files of weights beside them in `dataFiles`. */
async function convertTo(
  dtype: Dtype,
  { checkpoint, architecture, spec, recipes }: OpenedCheckpoint,
  options: AssembleOptions,
  maxFileBytes: number,
  put: (path: string, parts: readonly Uint8Array<ArrayBuffer>[]) => Promise<void>,
  dataFiles: Record<string, number>,
): Promise<void> {
  const form = publishedForms[dtype];
  const weights = await assembleWeights(
    checkpoint,
    architecture,
    spec,
    recipes,
    (array, place) => storeWeight(array, place, form, isTied(recipes, place)),
    options,
  );
  for (const [graph, variant] of Object.entries(publishedGraphs(spec))) {
    const file = `${graph}${dtypeSuffixes[dtype]}.onnx`;
    const traced = traceModel(spec, weights, variant);
    const total = traced.weights.reduce((sum, { data }) => sum + data.length, 0);
    const whole = withWeights(traced);
    if (total <= maxFileBytes) {
      await put(`onnx/${file}`, modelParts(whole));
      continue;
    }
    const { model, files } = externalizeInitializers(whole, { location: `${file}_data`, maxFileBytes });
    await put(`onnx/${file}`, modelParts(model));
    for (const { location, parts } of files) await put(`onnx/${location}`, parts);
    dataFiles[file] = files.length;
  }
}

function withWeights({ model, weights }: TracedModel): OnnxModel {
  return inlineExternalData(model, Object.fromEntries(weights.map(({ path, data }) => [path, data])));
}

async function readWhole(source: Source, path: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer> | null> {
  const file = await source.open(path, signal);
  return file && ((await file.read(0, file.size, signal)) as Uint8Array<ArrayBuffer>);
}

function checkOptions(options: ConvertOptions): void {
  for (const key of Object.keys(options)) {
    if (!knownOptions.includes(key))
      throw new RangeError(`convertModel: there is no option "${key}". It knows ${knownOptions.join(", ")}.`);
  }
  const { to, dtypes = ["f32"], maxFileBytes = usualMaxFileBytes } = options;
  if (typeof to !== "string" && typeof to !== "function")
    throw new TypeError("convertModel: `to` is missing. Pass a folder, or a function that takes the files.");
  if (dtypes.length === 0) throw new RangeError("convertModel: dtypes is empty. Name at least one.");
  const unknown = dtypes.find((dtype) => !knownDtypes.includes(dtype));
  if (unknown !== undefined)
    throw new RangeError(`convertModel: dtype is "${unknown}" but has to be one of ${knownDtypes.join(", ")}.`);
  if (!(maxFileBytes > 0))
    throw new RangeError(`convertModel: maxFileBytes is ${maxFileBytes} but has to be more than 0.`);
}
