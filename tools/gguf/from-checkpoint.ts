/**
 * A checkpoint of Hugging Face as a GGUF file, as llama.cpp's own converter lays it out: its names, its metadata, and where
 * it moves numbers about. For fixtures and for comparisons with llama.cpp, which checks this table by running what it makes.
 * @module
 */
import { families } from "./families.ts";
import type { Config, Family, Tensor } from "./family.ts";
import { type Metadata, string, uint32, type WrittenTensor } from "./gguf-writer.ts";
import { type FormatName, formats, quantize } from "./quantize.ts";
import { separateExperts } from "./turns.ts";

export type { Config, Tensor } from "./family.ts";

export interface GgufModel {
  metadata: Metadata;
  tensors: WrittenTensor[];
}

/** @throws RangeError for a family, or a tensor, that has no place in a GGUF file here */
export function ggufOf(
  config: Config,
  tensors: ReadonlyMap<string, Tensor>,
  format: FormatName | ((name: string) => FormatName) = "F32",
  more: Metadata = {},
): GgufModel {
  const family = families[config.model_type];
  if (!family) throw new RangeError(`ggufOf: model_type ${config.model_type} is not known.`);
  const apart = config.model_type === "gpt_oss" ? separateExperts(tensors) : tensors;
  const made = [...grouped(apart, family)].map(([name, parts]) => [name, turned(name, parts, family, config)] as const);
  const all = new Map<string, Tensor>([...made, ...Object.entries(family.extra?.(config) ?? {})]);
  return {
    metadata: {
      "general.architecture": string(family.architecture),
      "general.name": string("made by tools/gguf"),
      [`${family.architecture}.vocab_size`]: uint32(all.get("token_embd.weight")!.shape[0]),
      ...prefixed(family.architecture, family.metadata(config)),
      ...more,
    },
    tensors: [...all].map(([name, tensor]) =>
      written(name, tensor, typeof format === "string" ? format : format(name)),
    ),
  };
}

/** The tensor of a GGUF file; its numbers are moved about when they are asked for. */
function turned(name: string, parts: readonly Part[], { turns }: Family, config: Config): Tensor {
  const [{ part, tensor }] = parts;
  const turn = turns?.[name.replace(/^blk\.\d+\./, "").replace(/\.(weight|bias)$/, "")];
  const whole = part === undefined ? tensor : stacked(parts.map((one) => one.tensor));
  return {
    shape: turn?.shape?.(whole.shape) ?? whole.shape,
    get data() {
      return turn ? turn.apply(whole, config) : whole.data;
    },
  };
}

/** Vectors, routers and tables of positions stay float32, as llama.cpp has them, and rows that no block fits. */
function written(name: string, tensor: Tensor, wanted: FormatName): WrittenTensor {
  const { shape } = tensor;
  const rounds = shape.length > 1 && !/ffn_gate_inp|position_embd|token_types|_norm\./.test(name);
  const format = rounds && shape[shape.length - 1] % formats[wanted].blockSize === 0 ? wanted : "F32";
  const { type, blockSize, blockBytes } = formats[format];
  const count = shape.reduce((product, size) => product * size, 1);
  return {
    ...{ name, type, shape, byteLength: (count / blockSize) * blockBytes },
    bytes: () => quantize(format, tensor.data),
  };
}

interface Part {
  part?: number;
  tensor: Tensor;
}

/** GGUF's name → the tensors that become it. */
function grouped(tensors: ReadonlyMap<string, Tensor>, { names }: Family): Map<string, Part[]> {
  const groups = new Map<string, Part[]>();
  for (const [hf, tensor] of tensors) {
    if (unused.some((pattern) => pattern.test(hf))) continue;
    const { name, part } = ggufName(hf, names);
    const parts = groups.get(name) ?? [];
    parts.push({ part, tensor });
    groups.set(name, parts);
  }
  for (const parts of groups.values()) parts.sort((a, b) => (a.part ?? 0) - (b.part ?? 0));
  return groups;
}

/** What converters leave out. */
const unused = [
  /rotary_emb\.inv_freq$/,
  /\.attn\.(masked_)?bias$/,
  /position_ids$/,
  /^(bert\.)?pooler\./,
  /^cls\./,
  /attention\.(masked_)?bias$/,
];

function ggufName(hf: string, names: Record<string, string>): { name: string; part?: number } {
  const [, ending = ""] = /(\.weight|\.bias)$/.exec(hf) ?? [];
  const base = hf.slice(0, hf.length - ending.length);
  const known = names[base];
  if (known) return { name: known + ending };
  const [, block, inside] = /\.(\d+)\.(.*)$/.exec(base) ?? [];
  const part = /\b(?:experts|norms)\.(\d+)/.exec(inside ?? "")?.[1];
  const own = inside && names[part === undefined ? inside : inside.replace(/\b(experts|norms)\.\d+/, "$1.{e}")];
  if (!own) throw new RangeError(`ggufOf: tensor ${hf} has no name in GGUF.`);
  const name = `blk.${block}.${own}${ending || ".weight"}`;
  return part === undefined ? { name } : { name, part: Number(part) };
}

function stacked(tensors: readonly Tensor[]): Tensor {
  return {
    shape: [tensors.length, ...tensors[0].shape],
    get data() {
      const parts = tensors.map(({ data }) => data);
      const data = new Float32Array(parts.length * parts[0].length);
      for (const [i, part] of parts.entries()) data.set(part, i * part.length);
      return data;
    },
  };
}

function prefixed(architecture: string, metadata: Metadata): Metadata {
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`${architecture}.${key}`, value]));
}

/** The model_types that can be written. */
export const writableModelTypes: readonly string[] = Object.keys(families);
