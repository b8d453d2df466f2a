/**
 * Judges tokenizers: every array that the reference data offers, for every text, pair, truncation, padding and decoding.
 *
 * The folder has `texts.json` and pairs of folders: files to load (`tokenizers/<name>/tokenizer.json.gz`,
 * `variants/<name>.json`) and what the reference made of them (`expected/<name>.json.gz`, `variants_expected/…`).
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Encoding, type Padding, Tokenizer, type Truncation } from "@llm-anatomy/tokenizer";
import type { Report, Run, RunOptions } from "./report.ts";

interface ExpectedEncoding {
  id?: string;
  ids?: number[];
  tokens?: string[];
  offsets?: number[];
  word_ids?: (number | null)[];
  type_ids?: number[];
  attention_mask?: number[];
  special_tokens_mask?: number[];
  sequence_ids?: (number | null)[];
  ids_nospecial?: number[];
  decoded?: string;
  decoded_skip?: string;
  decoded_nospecial?: string;
  overflowing?: ExpectedEncoding[];
  alt_0_23_2?: Record<string, unknown>;
  error?: string;
}

interface TruncPadCase {
  name: string;
  trunc?: { max_length: number; strategy: string; direction: string; stride: number };
  pad?: Record<string, unknown>;
  inputs: [string, string?][];
  outputs: ExpectedEncoding[];
  outputs_0_23_2?: ExpectedEncoding[];
}

interface Expected {
  vocab_size?: number;
  vocab_size_with_added?: number;
  texts?: Record<string, ExpectedEncoding>;
  pairs?: Record<string, ExpectedEncoding>;
  trunc_pad?: TruncPadCase[];
  decode_random?: { ids: number[]; decoded: string; decoded_skip: string }[];
  as_is?: { cases: ExpectedEncoding[] };
}

interface Texts {
  texts: Map<string, string>;
  pairs: Map<string, [string, string]>;
}

export const run: Run = async (folder, options, report) => {
  const all = JSON.parse(readFileSync(join(folder, "texts.json"), "utf8")) as {
    texts: { id: string; text: string }[];
    pairs?: { id: string; a: string; b: string }[];
  };
  const texts: Texts = {
    texts: new Map(all.texts.map(({ id, text }) => [id, text])),
    pairs: new Map((all.pairs ?? []).map(({ id, a, b }) => [id, [a, b]])),
  };
  judgeFolder(folder, "tokenizers", "expected", texts, options, report);
  judgeFolder(folder, "variants", "variants_expected", texts, options, report);
};

function judgeFolder(
  folder: string,
  files: string,
  expectations: string,
  texts: Texts,
  options: RunOptions,
  report: Report,
): void {
  if (!existsSync(join(folder, files))) return;
  for (const entry of readdirSync(join(folder, files)).sort()) {
    const name = entry.replace(/\.json(\.gz)?$/, "");
    if (name === "index" || !options.only(name)) continue;
    const path = ["", "/tokenizer.json.gz", "/tokenizer.json"]
      .map((tail) => join(folder, files, entry + tail))
      .find((candidate) => existsSync(candidate) && /\.json(\.gz)?$/.test(candidate));
    const expectedPath = [".json.gz", ".json"]
      .map((tail) => join(folder, expectations, name + tail))
      .find((candidate) => existsSync(candidate));
    if (!path) report.skip(`${files}/${name}`, "has no tokenizer.json");
    else if (!expectedPath) report.skip(`${files}/${name}`, `has no expected values in ${expectations}`);
    else judgeTokenizer(`${files}/${name}`, path, JSON.parse(readText(expectedPath)) as Expected, texts, report);
  }
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

function judgeTokenizer(name: string, path: string, expected: Expected, texts: Texts, report: Report): void {
  let tokenizer: Tokenizer;
  try {
    tokenizer = Tokenizer.fromJSON(readText(path));
  } catch (error) {
    report.fail(`${name} load`, String(error));
    return;
  }
  const judge = (id: string, check: () => string | null) => {
    try {
      const difference = check();
      if (difference === null) report.pass(`${name} ${id}`);
      else report.fail(`${name} ${id}`, difference);
    } catch (error) {
      report.fail(
        `${name} ${id}`,
        error instanceof Error ? (error.stack ?? error.message).slice(0, 300) : String(error),
      );
    }
  };
  judge("load parsed", () => {
    const other = Tokenizer.fromJSON(JSON.parse(readText(path)));
    const text = texts.texts.get(Object.keys(expected.texts ?? {})[0] ?? "") ?? "";
    return differs("ids of the parsed file", other.encodeIds(text), tokenizer.encodeIds(text));
  });
  if (expected.vocab_size_with_added !== undefined) {
    judge("vocab_size_with_added", () => differs("size", tokenizer.vocabSize, expected.vocab_size_with_added));
  }
  for (const [id, want] of Object.entries(expected.texts ?? {})) {
    const text = texts.texts.get(id);
    if (text === undefined) report.skip(`${name} ${id}`, "texts.json has no such text");
    else judge(id, () => judgeText(tokenizer, text, undefined, want));
  }
  for (const [id, want] of Object.entries(expected.pairs ?? {})) {
    const pair = texts.pairs.get(id);
    if (pair === undefined) report.skip(`${name} pair ${id}`, "texts.json has no such pair");
    else judge(`pair ${id}`, () => judgeText(tokenizer, pair[0], pair[1], want));
  }
  for (const want of expected.trunc_pad ?? []) judge(want.name, () => judgeTruncation(tokenizer, want));
  for (const [i, { ids, decoded, decoded_skip }] of (expected.decode_random ?? []).entries()) {
    judge(
      `decode_random ${i}`,
      () =>
        differs("decoded", tokenizer.decode(ids), decoded) ??
        differs("decoded_skip", tokenizer.decode(ids, { skipSpecialTokens: true }), decoded_skip),
    );
  }
  for (const want of expected.as_is?.cases ?? []) {
    const text = texts.texts.get(want.id ?? "");
    if (text === undefined) report.skip(`${name} as_is ${want.id}`, "texts.json has no such text");
    else judge(`as_is ${want.id}`, () => compare(tokenizer.encode(text, { offsets: "codepoint" }), want));
  }
}

const off = { truncation: null, padding: null } as const;

function judgeText(
  tokenizer: Tokenizer,
  text: string,
  pair: string | undefined,
  want: ExpectedEncoding,
): string | null {
  const encoding = tokenizer.encode(text, { pair, ...off, offsets: "codepoint" });
  const plainIds = tokenizer.encode(text, { pair, ...off, addSpecialTokens: false }).ids;
  const problem = compare(encoding, want) ?? differs("ids_nospecial", plainIds, want.ids_nospecial ?? plainIds);
  if (problem !== null) return problem;
  if (pair === undefined) {
    // The other ways to the same answer: ids alone, and offsets in UTF-16 units.
    const offsets = inCodePoints(text, tokenizer.encode(text, off).offsets);
    const other =
      differs("encodeIds", tokenizer.encodeIds(text), encoding.ids) ??
      differs("offsets from UTF-16", offsets, encoding.offsets.flat());
    if (other !== null) return other;
  }
  if (want.decoded === undefined) return null;
  return (
    differs("decoded", tokenizer.decode(encoding.ids), want.decoded) ??
    differs("decoded_skip", tokenizer.decode(encoding.ids, { skipSpecialTokens: true }), want.decoded_skip) ??
    (want.decoded_nospecial === undefined
      ? null
      : differs("decoded_nospecial", tokenizer.decode(plainIds), want.decoded_nospecial))
  );
}

function judgeTruncation(tokenizer: Tokenizer, want: TruncPadCase): string | null {
  const options = {
    truncation: want.trunc ? toTruncation(want.trunc) : null,
    padding: want.pad ? toPadding(want.pad) : null,
    offsets: "codepoint",
  } as const;
  const inputs = want.inputs.map(([a, b]) => (b === undefined ? a : ([a, b] as [string, string])));
  const encodings = tokenizer.encodeBatch(inputs, options);
  const against = (outputs: ExpectedEncoding[]): string | null => {
    for (const [i, output] of outputs.entries()) {
      const problem = compare(encodings[i], output);
      if (problem !== null) return `[${i}] ${problem}`;
    }
    return null;
  };
  const problem = against(want.outputs);
  if (problem === null || !want.outputs_0_23_2) return problem;
  return against(want.outputs_0_23_2) === null ? null : problem;
}

function toTruncation(trunc: NonNullable<TruncPadCase["trunc"]>): Truncation {
  const strategies = { LongestFirst: "longest_first", OnlyFirst: "only_first", OnlySecond: "only_second" } as const;
  return {
    maxLength: trunc.max_length,
    strategy: strategies[trunc.strategy as keyof typeof strategies],
    direction: trunc.direction === "Left" ? "left" : "right",
    stride: trunc.stride,
  };
}

function toPadding(pad: Record<string, unknown>): Padding {
  const known = ["max_length", "direction", "pad_to_multiple_of", "pad_id", "pad_type_id", "pad_token"];
  const unknown = Object.keys(pad).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`pad has keys this judge does not know: ${unknown.join(", ")}`);
  return {
    length: pad.max_length as number | undefined,
    direction: pad.direction === "Left" || pad.direction === "left" ? "left" : "right",
    padToMultipleOf: (pad.pad_to_multiple_of as number | null) ?? undefined,
    padId: pad.pad_id as number | undefined,
    padTypeId: pad.pad_type_id as number | undefined,
    padToken: pad.pad_token as string | undefined,
  };
}

/** Compares every array that is there; masks and type ids that are left out mean all ones and all zeros. */
function compare(got: Encoding, want: ExpectedEncoding): string | null {
  const zeros = () => got.ids.map(() => 0);
  const full = want.tokens !== undefined;
  return (
    differs("ids", got.ids, want.ids) ??
    (full ? differs("tokens", got.tokens, want.tokens) : null) ??
    (want.offsets ? differs("offsets", got.offsets.flat(), want.offsets) : null) ??
    (want.word_ids ? differs("word_ids", got.wordIds, want.word_ids) : null) ??
    (full ? differs("type_ids", got.typeIds, want.type_ids ?? zeros()) : null) ??
    (full ? differs("special_tokens_mask", got.specialTokensMask, want.special_tokens_mask ?? zeros()) : null) ??
    (full ? differs("attention_mask", got.attentionMask, want.attention_mask ?? got.ids.map(() => 1)) : null) ??
    (want.sequence_ids ? differs("sequence_ids", got.sequenceIds, want.sequence_ids) : null) ??
    compareOverflow(got, want)
  );
}

function compareOverflow(got: Encoding, want: ExpectedEncoding): string | null {
  if (!want.overflowing) return null;
  const count = differs("number of overflowing", got.overflowing.length, want.overflowing.length);
  if (count !== null) return count;
  for (const [i, part] of want.overflowing.entries()) {
    const problem = compare(got.overflowing[i], part);
    if (problem !== null) return `overflowing[${i}] ${problem}`;
  }
  return null;
}

/** Offsets in UTF-16 units, turned into code points by counting. */
function inCodePoints(text: string, offsets: [number, number][]): number[] {
  const index = new Map<number, number>([[0, 0]]);
  let units = 0;
  let count = 0;
  for (const character of text) {
    units += character.length;
    index.set(units, ++count);
  }
  return offsets.flat().map((unit) => index.get(unit) ?? -1);
}

function differs(what: string, got: unknown, want: unknown): string | null {
  if (Array.isArray(got) && Array.isArray(want)) {
    for (let i = 0; i < Math.max(got.length, want.length); i++) {
      if (got[i] === want[i]) continue;
      return `${what}[${i}] is ${JSON.stringify(got[i])} but ${JSON.stringify(want[i])} was expected (${got.length} and ${want.length} entries)`;
    }
    return null;
  }
  return got === want ? null : `${what} is ${JSON.stringify(got)} but ${JSON.stringify(want)} was expected`;
}
