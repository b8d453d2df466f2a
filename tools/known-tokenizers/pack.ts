/** Packs a tokenizer.json; `unpackTokenizer` of known-tokenizers says how the file is made. @module */
import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import {
  bytesOfMerge,
  type Run,
  type TokenizerJSON,
  unpackTokenizer,
} from "../../packages/known-tokenizers/src/packed-tokenizer.ts";

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
      : { model: { vocab: runs(byId(model.vocab as Record<string, number>)) }, columns: Buffer.alloc(0) };
  const header = Buffer.from(JSON.stringify({ ...file, model: { ...model, ...packed.model } }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const bytes = new Uint8Array(gzipSync(Buffer.concat([length, header, packed.columns]), { level: 9 }));
  if (!isDeepStrictEqual(await unpackTokenizer(bytes), file))
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

function packScores(vocab: readonly [string, number][]) {
  const columns = Buffer.alloc(vocab.length * 4);
  for (const [i, [, score]] of vocab.entries()) columns.writeFloatLE(score, 4 * i);
  return { model: { vocab: runs(vocab.map(([token]) => token)), scores: vocab.length }, columns };
}

function packMerges(vocab: Record<string, number>, merges: readonly [string, string][]) {
  const tokens = byId(vocab);
  const products = new Set(merges.map(([left, right]) => left + right));
  // Products in the order of their merges need no mention, if their ids are in that order.
  const ids = [...products].map((token) => vocab[token]);
  const inOrder = ids.every((id, i) => i === 0 || id > ids[i - 1]);
  const spelled = inOrder ? tokens.map((token) => (products.has(token) ? undefined : token)) : tokens;
  const columns = Buffer.alloc(merges.length * bytesOfMerge);
  for (const [merge, halves] of merges.entries()) {
    for (const [half, token] of halves.entries()) {
      for (let byte = 0; byte < 3; byte++) {
        columns[(half * 3 + byte) * merges.length + merge] = (vocab[token] >> (8 * byte)) & 255;
      }
    }
  }
  return { model: { vocab: runs(spelled), merges: merges.length }, columns };
}
