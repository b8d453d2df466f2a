/** Packs a tokenizer.json; `unpackTokenizer` of known-tokenizers says how the file is made. @module */
import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import {
  bytesOfMerge,
  type PackedModel,
  type Run,
  unpackTokenizer,
} from "../../packages/known-tokenizers/src/packed-tokenizer.ts";

/** As much of a tokenizer.json as is looked at here. */
export interface TokenizerJSON {
  model: Record<string, unknown>;
  [key: string]: unknown;
}

interface Packed {
  model: PackedModel;
  columns: Buffer;
}

/**
 * @throws RangeError if unpacking would not give exactly this tokenizer.json again
 */
export async function packTokenizer(given: TokenizerJSON): Promise<Uint8Array<ArrayBuffer>> {
  const file = withPairs(given);
  const { model } = file;
  const packed = Array.isArray(model.vocab)
    ? packScores(model.vocab as [string, number][])
    : model.merges
      ? packMerges(model.vocab as Record<string, number>, model.merges as [string, string][])
      : packWords(model.vocab as Record<string, number>);
  const header = Buffer.from(JSON.stringify({ ...file, model: { ...model, ...packed.model } }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const bytes = new Uint8Array(gzipSync(Buffer.concat([length, header, packed.columns]), { level: 9 }));
  if (!isDeepStrictEqual(JSON.parse(await unpackTokenizer(bytes)), file))
    throw new RangeError(
      "packTokenizer: unpacked, the file is not what it was. Its vocabulary has a form not known here.",
    );
  return bytes;
}

/** Older files write a merge as one text, "a b"; newer ones as two. */
export function withPairs(file: TokenizerJSON): TokenizerJSON {
  const merges = file.model.merges as (string | [string, string])[] | undefined;
  if (!merges) return file;
  const pairs = merges.map((merge) => (typeof merge === "string" ? merge.split(" ") : merge));
  return { ...file, model: { ...file.model, merges: pairs } };
}

function byId(vocab: Record<string, number>): string[] {
  const tokens: string[] = [];
  for (const [token, id] of Object.entries(vocab)) tokens[id] = token;
  return tokens;
}

/** The tokens that are there, in runs of ids without a gap. */
function runs(tokens: readonly (string | undefined)[]): Run[] {
  const found: Run[] = [];
  for (let id = 0; id < tokens.length; id++) {
    const token = tokens[id];
    if (token === undefined) continue;
    if (id > 0 && tokens[id - 1] !== undefined) found.at(-1)!.push(token);
    else found.push([id, token]);
  }
  return found;
}

function packWords(vocab: Record<string, number>): Packed {
  return { model: { vocab: runs(byId(vocab)) }, columns: Buffer.alloc(0) };
}

function packScores(vocab: readonly [string, number][]): Packed {
  const columns = Buffer.alloc(vocab.length * 4);
  for (const [i, [, score]] of vocab.entries()) columns.writeFloatLE(score, 4 * i);
  return { model: { vocab: runs(vocab.map(([token]) => token)), scores: vocab.length }, columns };
}

function packMerges(vocab: Record<string, number>, merges: readonly [string, string][]): Packed {
  const tokens = byId(vocab);
  const products = merges.map(([left, right]) => left + right);
  // Products in the order of their merges need no mention, if their ids are in that order.
  const ids = products.map((token) => vocab[token]);
  const produce = ids.every((id, i) => i === 0 || id > ids[i - 1]);
  const made = new Set(produce ? products : []);
  const columns = Buffer.alloc(merges.length * bytesOfMerge);
  for (const [merge, halves] of merges.entries()) {
    for (const [half, token] of halves.entries()) {
      for (let byte = 0; byte < 3; byte++) {
        columns[(half * 3 + byte) * merges.length + merge] = (vocab[token] >> (8 * byte)) & 255;
      }
    }
  }
  const spelled = tokens.map((token) => (made.has(token) ? undefined : token));
  return { model: { vocab: runs(spelled), merges: merges.length, produce }, columns };
}
