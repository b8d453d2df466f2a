/**
 * OpenAI's `.tiktoken` rank files as tokenizer.json objects.
 *
 * A rank file has one line per token: its bytes in base64 and its rank, which is also its id. tiktoken joins the two
 * neighbours whose joint bytes have the lowest rank. A tokenizer.json names the two halves of each merge instead, so they
 * have to be found: cut the token's bytes by all lower ranks, and the last two parts left are its halves.
 *
 * Nothing gets lost by naming only these. If two parts beside each other in a text spell a token, everything inside them
 * was joined without touching what is around, in the order that cutting the token alone has; so they are the same halves.
 * A token that falls into more than two parts can never be joined; tiktoken finds it only as a whole word, which is what
 * `ignore_merges` says.
 * @module
 */
import { byteToCharacter } from "../byte-characters.ts";
import type { Component, TokenizerFile } from "../training/tokenizer-file.ts";
import { type TiktokenEncoding, type TiktokenName, tiktokenEncodings } from "./tiktoken-encodings.ts";

/** Five times the largest known file (o200k has 199,998 lines). */
const mostRanks = 2 ** 20;

/** The longest token of o200k has 128 bytes. */
const longestToken = 1024;

/**
 * Turns a rank file into a tokenizer.json object that encodes as tiktoken does with all special tokens allowed.
 *
 * @param ranks the file: text, or its bytes
 * @param encoding the name of a known encoding, or its word pattern and special tokens
 * @throws RangeError for a line that is none, a byte that no token covers, or a name that is not known
 */
export function fromTiktoken(ranks: string | Uint8Array, encoding: TiktokenName | TiktokenEncoding): TokenizerFile {
  const { pattern, specialTokens } = typeof encoding === "string" ? namedEncoding(encoding) : encoding;
  const vocab = parseRanks(typeof ranks === "string" ? ranks : new TextDecoder().decode(ranks));
  const merges = recoverMerges(vocab);
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false };
  const model: Component = {
    type: "BPE",
    dropout: null,
    unk_token: null,
    continuing_subword_prefix: null,
    end_of_word_suffix: null,
    fuse_unk: false,
    byte_fallback: false,
    ignore_merges: true,
    // Special tokens stand in the vocabulary too: ids of added tokens that are not there would be counted on from its size.
    vocab: Object.fromEntries([...vocab, ...Object.entries(specialTokens)]),
    merges,
  };
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: Object.entries(specialTokens)
      .map(([content, id]) => ({ id, content, ...flags }))
      .sort((a, b) => a.id - b.id),
    normalizer: null,
    pre_tokenizer: {
      type: "Sequence",
      pretokenizers: [{ type: "Split", pattern: { Regex: pattern }, behavior: "Isolated", invert: false }, byteLevel],
    },
    post_processor: null,
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
    model,
  };
}

function namedEncoding(name: TiktokenName): TiktokenEncoding {
  if (Object.hasOwn(tiktokenEncodings, name)) return tiktokenEncodings[name];
  const names = Object.keys(tiktokenEncodings).join(", ");
  throw new RangeError(
    `fromTiktoken: "${name}" is not a known encoding. Known: ${names}. Pass { pattern, specialTokens } for another.`,
  );
}

/** Tokens in byte characters ("Ġthe") with their ranks, lowest rank first. */
function parseRanks(text: string): Map<string, number> {
  const entries: [string, number][] = [];
  const ranks = new Set<number>();
  let lineNumber = 0;
  for (const line of text.split("\n")) {
    lineNumber++;
    if (line.trim() === "") continue;
    const match = /^([A-Za-z0-9+/]+={0,2}) ([0-9]{1,9})\r?$/.exec(line);
    if (!match) fail(lineNumber, `${JSON.stringify(line.slice(0, 60))} is not "base64 rank"`);
    const rank = Number(match[2]);
    if (ranks.has(rank)) fail(lineNumber, `rank ${rank} is there twice`);
    if (ranks.size === mostRanks) fail(lineNumber, `there are more than ${mostRanks} ranks`);
    ranks.add(rank);
    entries.push([spell(match[1], lineNumber), rank]);
  }
  const vocab = new Map(entries.sort(([, a], [, b]) => a - b));
  if (vocab.size !== entries.length) fail(lineNumber, "a token is there twice");
  const missing = byteToCharacter.findIndex((character) => !vocab.has(character));
  if (missing !== -1) fail(lineNumber, `no token stands for the single byte ${missing}`);
  return vocab;
}

function spell(base64: string, lineNumber: number): string {
  let binary = "";
  try {
    binary = atob(base64);
  } catch {
    fail(lineNumber, `${JSON.stringify(base64.slice(0, 60))} is not base64`);
  }
  if (binary.length > longestToken) fail(lineNumber, `a token has ${binary.length} bytes`);
  let token = "";
  for (let i = 0; i < binary.length; i++) token += byteToCharacter[binary.charCodeAt(i)];
  return token;
}

/** For each token that two lower ranks can be joined to, its halves, lowest rank first. */
function recoverMerges(ranks: ReadonlyMap<string, number>): [string, string][] {
  const merges: [string, string][] = [];
  for (const [token, rank] of ranks) {
    if (token.length === 1) continue;
    const cuts = cutByLowerRanks(token, rank, ranks);
    if (cuts.length === 3) merges.push([token.slice(0, cuts[1]), token.slice(cuts[1])]);
  }
  return merges;
}

/** Where the parts of the token begin, and its end, once everything of a rank below `limit` is joined. */
function cutByLowerRanks(token: string, limit: number, ranks: ReadonlyMap<string, number>): number[] {
  const cuts = Array.from({ length: token.length + 1 }, (_, i) => i);
  const rankAt = (part: number) =>
    part + 2 < cuts.length ? (ranks.get(token.slice(cuts[part], cuts[part + 2])) ?? limit) : limit;
  const joined = cuts.map((_, part) => rankAt(part)); // rank of part and the next one together
  while (cuts.length > 3) {
    let best = 0;
    for (let part = 1; part + 2 < cuts.length; part++) if (joined[part] < joined[best]) best = part;
    if (joined[best] >= limit) break;
    cuts.splice(best + 1, 1);
    joined.splice(best + 1, 1);
    joined[best] = rankAt(best);
    if (best > 0) joined[best - 1] = rankAt(best - 1);
  }
  return cuts;
}

function fail(line: number, problem: string): never {
  throw new RangeError(`fromTiktoken: line ${line}: ${problem}. The file is damaged, or no tiktoken rank file.`);
}
