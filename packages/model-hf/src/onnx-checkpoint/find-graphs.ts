/**
 * Which graphs a ready-made ONNX checkpoint has, in the layout of onnx-community and of Optimum: `onnx/model.onnx`, the
 * same with a suffix per dtype, or an encoder and a merged decoder.
 * @module
 */
import { externalFiles, type OnnxModel, parseModel } from "@llm-anatomy/onnx-graph";
import { CheckpointError } from "../errors.ts";
import { createProgressMeter, type OnProgress } from "../source/progress.ts";
import type { Source, SourceFile } from "../source/source.ts";

/** What files are called for a dtype. Several names are tried in order. */
const suffixes = {
  f32: [""],
  f16: ["_fp16"],
  q8: ["_quantized", "_int8", "_uint8"],
  q4: ["_q4"],
  q4f16: ["_q4f16"],
  int8: ["_int8"],
  uint8: ["_uint8"],
  bnb4: ["_bnb4"],
} as const satisfies Record<string, readonly string[]>;

/** How the weights of a ready-made graph were stored. */
export type PublishedDtype = keyof typeof suffixes;

export const publishedDtypes = Object.keys(suffixes) as PublishedDtype[];

/** Where nothing is asked for: what others call the default first, then what is smallest to what is rarest. */
const usualOrder: readonly PublishedDtype[] = ["f32", "q8", "f16", "q4", "q4f16", "bnb4"];
const orderOfAuto: readonly PublishedDtype[] = ["q8", "f32", "f16", "q4", "q4f16", "bnb4"];

/** A graph file and the weights that lie beside it. */
export interface PublishedGraph {
  /** Inside the checkpoint: `onnx/model_quantized.onnx`. */
  path: string;
  model: OnnxModel;
  bytes: Uint8Array;
  external: { path: string; data: Uint8Array }[];
}

export interface PublishedGraphs {
  dtype: PublishedDtype;
  /** Of an encoder–decoder. */
  encoder?: PublishedGraph;
  /** The model, or the decoder of an encoder–decoder. */
  main: PublishedGraph;
}

interface Found {
  dtype: PublishedDtype;
  encoder?: GraphFile;
  main: GraphFile;
}

interface GraphFile {
  folder: string;
  name: string;
  file: SourceFile;
}

/** Whether it has one of the graphs that nearly all such checkpoints have: two requests at most. */
export async function hasUsualGraph(source: Source, signal?: AbortSignal): Promise<boolean> {
  for (const name of ["model", "decoder_model_merged"]) if (await source.open(`onnx/${name}.onnx`, signal)) return true;
  return false;
}

/** Whether the checkpoint, which has no other weights, has graphs. */
export async function hasGraphs(source: Source, signal?: AbortSignal): Promise<boolean> {
  return (await find(source, usualOrder, signal)) !== undefined;
}

/**
 * Reads the graphs of a dtype. Without one, those of the first dtype there is.
 *
 * @throws CheckpointError when there are none of that dtype, a file is cut off, or a file of weights is missing
 */
export async function readGraphs(
  source: Source,
  dtype: PublishedDtype | "auto" | undefined,
  { onProgress, signal }: { onProgress?: OnProgress; signal?: AbortSignal } = {},
): Promise<PublishedGraphs> {
  const order = dtype === "auto" ? orderOfAuto : dtype === undefined ? usualOrder : [dtype];
  const found = await find(source, order, signal);
  if (!found) {
    const there = await find(source, usualOrder, signal);
    const remedy = there ? `There are graphs of dtype "${there.dtype}"; pass that.` : "Is this an ONNX checkpoint?";
    throw new CheckpointError(`${source.name}: has no ONNX graph of dtype "${dtype ?? "any"}". ${remedy}`, {
      code: "file-missing",
      file: "onnx/model.onnx",
    });
  }
  const downloaded = createProgressMeter("download", 0, onProgress);
  const loaded = createProgressMeter("weights", 0, onProgress);
  const expect = ({ size, download }: SourceFile) => {
    loaded.expect(size);
    if (download) downloaded.expect(size);
  };
  const read = async (path: string, file: SourceFile) => {
    await file.download?.({ signal, onBytes: (count) => downloaded.add(count, path) });
    const bytes = await file.read(0, file.size, signal);
    loaded.add(bytes.length, path);
    return bytes;
  };
  for (const graph of [found.main, found.encoder]) if (graph) expect(graph.file);
  const readGraph = async ({ folder, name, file }: GraphFile): Promise<PublishedGraph> => {
    const path = `${folder}${name}`;
    const bytes = await read(path, file);
    const model = parseGraph(bytes, `${source.name}/${path}`, path);
    const external: PublishedGraph["external"] = [];
    for (const { location, byteLength } of externalFiles(model)) {
      const beside = await source.open(folder + location, signal);
      if (!beside || beside.size < byteLength) {
        const trouble = beside ? `has ${beside.size} bytes but ${byteLength} are needed` : "is not there";
        throw new CheckpointError(
          `${source.name}/${folder}${location}: holds weights of ${path}, and ${trouble}. Download it again.`,
          { code: beside ? "file-truncated" : "file-missing", file: folder + location },
        );
      }
      expect(beside);
      external.push({ path: location, data: await read(folder + location, beside) });
    }
    return { path, model, bytes, external };
  };
  const encoder = found.encoder && (await readGraph(found.encoder));
  return { dtype: found.dtype, encoder, main: await readGraph(found.main) };
}

async function find(
  source: Source,
  order: readonly PublishedDtype[],
  signal?: AbortSignal,
): Promise<Found | undefined> {
  for (const dtype of order) {
    for (const suffix of suffixes[dtype]) {
      for (const folder of ["onnx/", ""]) {
        const open = async (graph: string): Promise<GraphFile | undefined> => {
          const name = `${graph}${suffix}.onnx`;
          const file = await source.open(folder + name, signal);
          return file ? { folder, name, file } : undefined;
        };
        const model = await open("model");
        if (model) return { dtype, main: model };
        const decoder = await open("decoder_model_merged");
        if (decoder) return { dtype, main: decoder, encoder: await open("encoder_model") };
      }
    }
  }
  return undefined;
}

function parseGraph(bytes: Uint8Array, name: string, path: string): OnnxModel {
  try {
    return parseModel(bytes);
  } catch (cause) {
    throw new CheckpointError(`${name}: is no ONNX model: ${(cause as Error).message} Download it again.`, {
      code: "file-malformed",
      file: path,
      cause,
    });
  }
}
