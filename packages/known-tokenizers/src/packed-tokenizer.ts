/**
 * A tokenizer.json in a fraction of its size, without losing anything.
 *
 * Most of a tokenizer.json is said twice. A BPE vocabulary is what its merges produce, one id after the other; and a merge
 * is two tokens that have ids already, so two numbers name it. What is left of GPT-2's 2.7 MB is 165 kB.
 *
 * The file is gzip of: length of the header (uint32), header (JSON), columns. The header is the tokenizer.json with
 * changes in `model`: `vocab` lists only the tokens that no merge produces, as [id, token, token, …] runs of ids in a row;
 * `merges` is how many there are, and `produce` whether each of them gives a token the next id that no run has. A merge is two ids of
 * three bytes, and bytes of the same place stand together, which gzip likes: all lowest bytes of the left halves, all middle
 * ones, … A Unigram vocabulary is all runs, and its scores, which were float32 when they were trained, are one column of
 * float32. Numbers are little-endian.
 *
 * What comes out is text and not an object: a reader that turns a vocabulary of 200,000 tokens into a table of its own does not
 * want it as an object first.
 * @module
 */

/** The first id, then the tokens that have it and the ids after it. */
export type Run = [firstId: number, ...tokens: string[]];

export interface PackedModel {
  vocab: Run[];
  merges?: number;
  produce?: boolean;
  scores?: number;
}

export const bytesOfMerge = 6;
const bytesOfScore = 4;

/**
 * The text of the tokenizer.json that was packed.
 *
 * @throws RangeError if the bytes are not such a file, or end early
 */
export async function unpackTokenizer(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const unpacked = await unzip(bytes);
  const headerLength = unpacked.byteLength < 4 ? Number.POSITIVE_INFINITY : new DataView(unpacked).getUint32(0, true);
  const start = 4 + headerLength;
  if (start > unpacked.byteLength) {
    throw new RangeError(
      `unpackTokenizer: the header should end at byte ${start} but the file has ${unpacked.byteLength}. It is damaged, or no packed tokenizer.`,
    );
  }
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(unpacked, 4, headerLength)));
  const { model, ...rest } = header as { model: PackedModel; [key: string]: unknown };
  const { merges = 0, scores = 0 } = model;
  const end = start + merges * bytesOfMerge + scores * bytesOfScore;
  if (end !== unpacked.byteLength) {
    throw new RangeError(
      `unpackTokenizer: ${merges} merges and ${scores} scores end at byte ${end} but the file has ${unpacked.byteLength}. It is damaged.`,
    );
  }
  // The model stands last, so that what is long need not be copied once more.
  return `${JSON.stringify(rest).slice(0, -1)},"model":${modelText(model, new DataView(unpacked, start))}}`;
}

async function unzip(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return await new Response(stream).arrayBuffer();
  } catch (cause) {
    throw new RangeError(
      `unpackTokenizer: ${bytes.length} bytes are not gzip to the end. Fetch the file again; is it the packed file itself?`,
      { cause },
    );
  }
}

function modelText({ vocab: runs, merges, produce, scores, ...rest }: PackedModel, columns: DataView): string {
  const tokens = spellRuns(runs);
  const parts = [JSON.stringify(rest).slice(1, -1)];
  if (scores !== undefined) parts.push(`"vocab":[${scored(tokens, scores, columns).join()}]`);
  else {
    const pairs = merges === undefined ? null : readMerges(tokens, merges, produce === true, columns);
    parts.push(`"vocab":{${numbered(tokens).join()}}`);
    if (pairs) parts.push(`"merges":[${pairs.join()}]`);
  }
  return `{${parts.filter(Boolean).join()}}`;
}

/** Tokens by id, as JSON spells them between the quotes. Written so, two that are joined are still right. */
function spellRuns(runs: readonly Run[]): string[] {
  const tokens: string[] = [];
  for (const [first, ...run] of runs)
    for (const [i, token] of run.entries()) tokens[first + i] = JSON.stringify(token).slice(1, -1);
  return tokens;
}

function numbered(tokens: readonly string[]): string[] {
  const entries: string[] = [];
  for (let id = 0; id < tokens.length; id++) if (tokens[id] !== undefined) entries.push(`"${tokens[id]}":${id}`);
  return entries;
}

/** Unigram: a token's id is its place in the list. */
function scored(tokens: readonly string[], count: number, columns: DataView): string[] {
  return Array.from({ length: count }, (_, id) => `["${tokens[id]}",${columns.getFloat32(bytesOfScore * id, true)}]`);
}

/** The merges as text; what they produce is put into `tokens`. */
function readMerges(tokens: string[], count: number, produce: boolean, columns: DataView): string[] {
  const id = (merge: number, half: 0 | 1) => {
    const at = half * 3 * count + merge;
    return columns.getUint8(at) | (columns.getUint8(at + count) << 8) | (columns.getUint8(at + 2 * count) << 16);
  };
  const merges: string[] = [];
  let next = 0;
  for (let merge = 0; merge < count; merge++) {
    const left = tokens[id(merge, 0)];
    const right = tokens[id(merge, 1)];
    merges.push(`["${left}","${right}"]`);
    if (!produce) continue;
    while (tokens[next] !== undefined) next++;
    tokens[next] = left + right;
  }
  return merges;
}
