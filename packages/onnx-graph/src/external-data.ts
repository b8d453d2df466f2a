/**
 * Weights in files of their own, beside the model: the only way past 2 GiB, and the way to load a graph without its weights.
 *
 * The model then says of each tensor where its bytes are: file, offset, length. A layout gives out these places; a writer that
 * makes weights one after another (quantising as it goes) asks it for a place first and streams the bytes later.
 * @module
 * @see https://github.com/onnx/onnx/blob/main/docs/ExternalData.md
 */
import { isInside } from "./analyze-graph.ts";
import { byteLengthOf, elementCount } from "./data-types.ts";
import { mapSubgraphs } from "./graph-uses.ts";
import type { ExternalData, OnnxGraph, OnnxModel, OnnxTensor } from "./model.ts";
import { asModel, type ModelSource } from "./write-model.ts";

export interface ExternalOptions {
  /** Name of the file, relative to the model. Default `model.onnx_data`, what onnx-community repositories use. */
  location?: string;
  /** Begin another file (`…_1`, `…_2`) before one would grow past this. Default: never. */
  maxFileBytes?: number;
}

/** A file of weights and the parts it is made of, in order: views of the tensors, and zeros between them. */
export interface ExternalFile {
  location: string;
  byteLength: number;
  parts: Uint8Array<ArrayBuffer>[];
}

/** Any typed array can be a view from such an offset; and a cache line does not hold two tensors. */
const alignment = 64;
/** Large tensors begin at a page, so that they can be mapped into memory as they are (ONNX's own recommendation). */
const pageAlignment = 4096;
const largeTensor = 1 << 20;

/** Gives out places in external files, one after another. */
export interface ExternalLayout {
  /** The place of the next tensor. */
  place(byteLength: number): Required<Pick<ExternalData, "location" | "offset" | "length">>;
  /** The files so far and their sizes. */
  readonly files: readonly { location: string; byteLength: number }[];
}

/**
 * A layout of external files.
 *
 * @example
 * const layout = createExternalLayout({ location: "model.onnx_data" });
 * graph.initializer("w", externalTensor("float32", [768, 768], layout.place(768 * 768 * 4)));
 */
export function createExternalLayout({
  location = "model.onnx_data",
  maxFileBytes = Number.POSITIVE_INFINITY,
}: ExternalOptions = {}): ExternalLayout {
  if (!isInside(location)) {
    throw new RangeError(
      `createExternalLayout: "${location}" is not a path below the model's folder. Pass a relative path.`,
    );
  }
  const files: { location: string; byteLength: number }[] = [];
  return {
    files,
    place(byteLength) {
      if (byteLength > maxFileBytes) {
        throw new RangeError(
          `createExternalLayout: a tensor has ${byteLength} bytes but a file may have ${maxFileBytes}. Pass a larger maxFileBytes.`,
        );
      }
      const step = byteLength >= largeTensor ? pageAlignment : alignment;
      let file = files.at(-1);
      let offset = file ? Math.ceil(file.byteLength / step) * step : 0;
      if (!file || offset + byteLength > maxFileBytes) {
        file = { location: files.length === 0 ? location : `${location}_${files.length}`, byteLength: 0 };
        files.push(file);
        offset = 0;
      }
      file.byteLength = offset + byteLength;
      return { location: file.location, offset, length: byteLength };
    },
  };
}

/**
 * Moves weights out of a model into external files. Nothing is copied: the files' parts are the tensors' own bytes.
 *
 * @param options.minBytes smaller tensors stay in the model. Default 1024: shapes and scalars, which a runtime may want to see
 *   while it loads the graph
 * @example
 * const { model: small, files } = externalizeInitializers(model);
 * await writeFile("model.onnx", writeModel(small));
 * for (const { location, parts } of files) await writeFile(location, parts);
 */
export function externalizeInitializers(
  source: ModelSource,
  { minBytes = 1024, ...options }: ExternalOptions & { minBytes?: number } = {},
): { model: OnnxModel; files: ExternalFile[] } {
  const layout = createExternalLayout(options);
  const parts = new Map<string, { parts: Uint8Array<ArrayBuffer>[]; byteLength: number }>();
  const moved = mapInitializers(asModel(source), (tensor) => {
    if (tensor.data.kind !== "raw" || tensor.data.bytes.length < minBytes) return tensor;
    const { bytes } = tensor.data;
    const file = layout.place(bytes.length);
    let written = parts.get(file.location);
    if (!written) parts.set(file.location, (written = { parts: [], byteLength: 0 }));
    if (file.offset > written.byteLength) written.parts.push(new Uint8Array(file.offset - written.byteLength));
    written.parts.push(bytes as Uint8Array<ArrayBuffer>);
    written.byteLength = file.offset + file.length;
    return { ...tensor, data: { kind: "external", file } };
  });
  return { model: moved, files: [...parts].map(([location, file]) => ({ location, ...file })) };
}

/**
 * The external files that a model needs, with the number of bytes each must have at least.
 *
 * @throws RangeError if a file is not in the model's folder or below
 */
export function externalFiles(source: ModelSource): { location: string; byteLength: number }[] {
  const sizes = new Map<string, number>();
  mapInitializers(asModel(source), (tensor) => {
    if (tensor.data.kind !== "external") return tensor;
    const { location } = tensor.data.file;
    const { offset, length } = placeOf(tensor);
    sizes.set(location, Math.max(sizes.get(location) ?? 0, offset + length));
    return tensor;
  });
  return [...sizes].map(([location, byteLength]) => ({ location, byteLength }));
}

/**
 * The model with external weights brought in, as views of the files' bytes.
 *
 * @param files the bytes of each file, by the location the model gives
 * @throws RangeError if a file is missing or too short
 */
export function inlineExternalData(source: ModelSource, files: Readonly<Record<string, Uint8Array>>): OnnxModel {
  return mapInitializers(asModel(source), (tensor) => {
    if (tensor.data.kind !== "external") return tensor;
    const { location } = tensor.data.file;
    const { offset, length } = placeOf(tensor);
    const bytes = Object.hasOwn(files, location) ? files[location] : undefined;
    if (!bytes) {
      const given = Object.keys(files).join(", ") || "none";
      throw new RangeError(
        `inlineExternalData: tensor "${tensor.name}" is in "${location}", but the files given are: ${given}.`,
      );
    }
    if (offset + length > bytes.length) {
      throw new RangeError(
        `inlineExternalData: tensor "${tensor.name}" ends at byte ${offset + length} of "${location}", which has ${bytes.length}. The file is cut off, or belongs to another model.`,
      );
    }
    return { ...tensor, data: { kind: "raw", bytes: bytes.subarray(offset, offset + length) } };
  });
}

function placeOf(tensor: OnnxTensor): { offset: number; length: number } {
  if (tensor.data.kind !== "external") throw new TypeError(`placeOf: "${tensor.name}" is not external.`);
  const { location, offset = 0, length } = tensor.data.file;
  if (!isInside(location)) {
    throw new RangeError(
      `externalFiles: tensor "${tensor.name}" is in "${location}", which is not below the model's folder.`,
    );
  }
  const needed = byteLengthOf(tensor.dataType, elementCount(tensor.dims));
  if (length !== undefined && length !== needed) {
    throw new RangeError(
      `externalFiles: tensor "${tensor.name}" has ${length} bytes in "${location}" but ${tensor.dataType} [${tensor.dims.join(", ")}] needs ${needed}.`,
    );
  }
  return { offset, length: needed };
}

/** The model with every initializer, those of subgraphs too, exchanged for what `change` makes of it. */
export function mapInitializers(model: OnnxModel, change: (tensor: OnnxTensor) => OnnxTensor): OnnxModel {
  const inGraph = (graph: OnnxGraph): OnnxGraph => ({
    ...graph,
    initializers: graph.initializers.map(change),
    nodes: graph.nodes.map((node) => mapSubgraphs(node, inGraph)),
  });
  return { ...model, graph: inGraph(model.graph) };
}
