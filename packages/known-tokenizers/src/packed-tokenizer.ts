/**
 * A tokenizer.json in a fraction of its size, without losing anything.
 *
 * Most of a tokenizer.json is said twice. A BPE vocabulary is what its merges produce, one id after the other; and a merge
 * is two tokens that have ids already, so two numbers name it. What is left of GPT-2's 2.7 MB is 165 kB.
 *
 * The file is gzip of: length of the header (uint32), header (JSON), columns. The header is the tokenizer.json with two
 * changes in `model`: `vocab` lists only the tokens that no merge produces, as [id, token, token, …] runs of ids in a row;
 * `merges` is how many there are. Each merge is two ids of three bytes, and bytes of the same place stand together, which
 * gzip likes: all lowest bytes of the left halves, all middle ones, … A Unigram vocabulary is all runs, and its scores, which
 * were float32 when they were trained, are one column of float32. Numbers are little-endian.
 * @module
 */

/** As much of a tokenizer.json as is looked at here. */
export interface TokenizerJSON {
  model: Record<string, unknown>;
  [key: string]: unknown;
}

interface Header {
  model: { vocab: Run[]; merges?: number; scores?: number };
}

/** The first id, then the tokens that have it and the ids after it. */
export type Run = [firstId: number, ...tokens: string[]];

export const bytesOfMerge = 6;

/**
 * The tokenizer.json object that was packed.
 *
 * @throws RangeError if the bytes are not such a file, or end early
 */
export async function unpackTokenizer(bytes: Uint8Array<ArrayBuffer>): Promise<TokenizerJSON> {
  let unpacked: ArrayBuffer;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    unpacked = await new Response(stream).arrayBuffer();
  } catch (cause) {
    throw new RangeError(
      `unpackTokenizer: ${bytes.length} bytes are not gzip to the end. Fetch the file again; is it the packed file itself?`,
      { cause },
    );
  }
  const headerLength = unpacked.byteLength < 4 ? Number.POSITIVE_INFINITY : new DataView(unpacked).getUint32(0, true);
  const columns = 4 + headerLength;
  if (columns > unpacked.byteLength) {
    throw new RangeError(
      `unpackTokenizer: the header should end at byte ${columns} but the file has ${unpacked.byteLength}. It is damaged, or no packed tokenizer.`,
    );
  }
  const file = JSON.parse(new TextDecoder().decode(new Uint8Array(unpacked, 4, headerLength))) as TokenizerJSON &
    Header;
  const { merges = 0, scores = 0, vocab } = file.model;
  const expected = columns + merges * bytesOfMerge + scores * 4;
  if (expected !== unpacked.byteLength) {
    throw new RangeError(
      `unpackTokenizer: ${merges} merges and ${scores} scores end at byte ${expected} but the file has ${unpacked.byteLength}. It is damaged.`,
    );
  }
  const view = new DataView(unpacked, columns);
  if (scores > 0) return withScores(file, vocab, view, scores);
  return file.model.merges === undefined ? withVocab(file, tokensOfRuns(vocab)) : withMerges(file, vocab, view, merges);
}

function tokensOfRuns(runs: readonly Run[]): string[] {
  const tokens: string[] = [];
  for (const [first, ...run] of runs) for (const [i, token] of run.entries()) tokens[first + i] = token;
  return tokens;
}

function withVocab(file: TokenizerJSON, tokens: readonly string[], merges?: [string, string][]): TokenizerJSON {
  const vocab: Record<string, number> = {};
  for (let id = 0; id < tokens.length; id++) if (tokens[id] !== undefined) vocab[tokens[id]] = id;
  return { ...file, model: { ...file.model, vocab, ...(merges && { merges }) } };
}

/** Unigram: a token's id is its place in the list. */
function withScores(file: TokenizerJSON, runs: readonly Run[], view: DataView, count: number): TokenizerJSON {
  const { scores: _, ...model } = file.model;
  const tokens = tokensOfRuns(runs);
  const vocab = Array.from({ length: count }, (_, id) => [tokens[id], view.getFloat32(4 * id, true)]);
  return { ...file, model: { ...model, vocab } };
}

/** BPE: what a merge produces gets the next id that no token of the header has, unless it is a token already. */
function withMerges(file: TokenizerJSON, runs: readonly Run[], view: DataView, count: number): TokenizerJSON {
  const tokens = tokensOfRuns(runs);
  const known = new Set(tokens);
  const id = (merge: number, half: 0 | 1) => {
    const at = half * 3 * count + merge;
    return view.getUint8(at) | (view.getUint8(at + count) << 8) | (view.getUint8(at + 2 * count) << 16);
  };
  const merges: [string, string][] = [];
  let next = 0;
  for (let merge = 0; merge < count; merge++) {
    const left = tokens[id(merge, 0)];
    const right = tokens[id(merge, 1)];
    merges.push([left, right]);
    if (known.has(left + right)) continue;
    while (tokens[next] !== undefined) next++;
    tokens[next] = left + right;
    known.add(left + right);
  }
  return withVocab(file, tokens, merges);
}
