/**
 * Training speed beside the Rust library (through @anush008/tokenizers), same text, same options, same result.
 *
 * The text is the King James Bible (`apt-get install bible-kjv`), nine tenths to train on and the rest to measure what was
 * learned. The binding trains from a file with the trainers' default options only, so those are used: BPE and WordPiece
 * with 30,000 tokens, Unigram with 8,000. Before anything is timed, the vocabularies are compared.
 *
 * `--quick` runs everything once on a tenth of the text; `--rounds N` times N rounds (default 5), turn by turn.
 * @module
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Tokenizer as RustTokenizer } from "@anush008/tokenizers";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import {
  type Component,
  type TokenizerFile,
  trainBPE,
  trainUnigram,
  trainWordLevel,
  trainWordPiece,
} from "@llm-anatomy/tokenizer/training";
import { loadCorpus } from "../embeddings/corpus.ts";
import { digits, table } from "../side-by-side.ts";

const quick = process.argv.includes("--quick");
const roundsAt = process.argv.indexOf("--rounds");
const rounds = roundsAt > 0 ? Number(process.argv[roundsAt + 1]) : quick ? 1 : 5;

const { verses } = loadCorpus();
const lines = (quick ? verses.slice(0, 3000) : verses).map((verse) => `${verse}\n`); // the file's lines keep their ends
const training = lines.slice(0, Math.floor(lines.length * 0.9));
const heldOut = lines.slice(training.length).join("");
const megabytes = Buffer.byteLength(training.join("")) / 1e6;

const folder = mkdtempSync(join(tmpdir(), "tokenizer-training-"));
const file = join(folder, "training.txt");
writeFileSync(file, training.join(""));

const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
const metaspace = { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true };
const bertNormalizer = {
  ...{ type: "BertNormalizer", clean_text: true, handle_chinese_chars: true },
  ...{ strip_accents: null, lowercase: true },
};

interface Contest {
  name: string;
  ours: () => Promise<TokenizerFile>;
  /** A tokenizer.json with an empty model for the Rust library to train. */
  empty: { model: Component; pre_tokenizer: Component; normalizer?: Component };
  /** Do both hold the same? What may differ is said where it does. */
  same: (ours: Component, theirs: Component) => boolean;
}

const bpe = { type: "BPE", vocab: {}, merges: [] };
const contests: Contest[] = [
  {
    name: "BPE, bytes, 30,000 tokens",
    ours: () => trainBPE(training, { preTokenizer: byteLevel, initialAlphabet: [] }),
    empty: { model: bpe, pre_tokenizer: byteLevel },
    same: (ours, theirs) => equal(ours.vocab, theirs.vocab) && equal(ours.merges, theirs.merges),
  },
  {
    name: "WordPiece, 30,000 tokens",
    ours: () => trainWordPiece(training, { specialTokens: [] }),
    empty: {
      model: {
        type: "WordPiece",
        vocab: {},
        unk_token: "[UNK]",
        continuing_subword_prefix: "##",
        max_input_chars_per_word: 100,
      },
      pre_tokenizer: { type: "BertPreTokenizer" },
      normalizer: bertNormalizer,
    },
    // Ids of the reference differ from run to run, and with them ties; ours also has "[UNK]".
    same: (ours, theirs) => Math.abs(size(ours.vocab) - size(theirs.vocab)) <= 1,
  },
  {
    name: "Unigram, 8,000 pieces, seeds of the reference",
    ours: () => trainUnigram(training, { unkToken: null, seedCounting: "distinctWords" }),
    empty: { model: { type: "Unigram", vocab: [["a", 0]], unk_id: null }, pre_tokenizer: metaspace },
    // Losses that tie may round either way.
    same: (ours, theirs) => sharedPieces(ours.vocab, theirs.vocab) >= 0.999,
  },
  {
    name: "WordLevel, 30,000 words",
    ours: () => trainWordLevel(training),
    empty: { model: { type: "WordLevel", vocab: {}, unk_token: "<unk>" }, pre_tokenizer: { type: "Whitespace" } },
    same: (ours, theirs) => size(ours.vocab) === size(theirs.vocab) + 1, // ours has "<unk>"
  },
];

function trainRust({
  model,
  pre_tokenizer,
  normalizer = null as unknown as Component,
}: Contest["empty"]): RustTokenizer {
  const parts = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [],
    post_processor: null,
    decoder: null,
  };
  const tokenizer = RustTokenizer.fromString(JSON.stringify({ ...parts, normalizer, pre_tokenizer, model }));
  tokenizer.train([file]);
  return tokenizer;
}

function readModel(tokenizer: RustTokenizer): Component {
  const saved = join(folder, "tokenizer.json");
  tokenizer.save(saved);
  return JSON.parse(readFileSync(saved, "utf8")).model;
}

/** Seconds of a run with the Rust library on as many threads as there are cores, or on one. */
function timeRust(contest: Contest, threads: "all" | "one"): number {
  process.env.TOKENIZERS_PARALLELISM = threads === "all" ? "true" : "false";
  const start = performance.now();
  trainRust(contest.empty);
  return (performance.now() - start) / 1000;
}

async function timeOurs(contest: Contest): Promise<number> {
  const start = performance.now();
  await contest.ours();
  return (performance.now() - start) / 1000;
}

async function benchContests(): Promise<string> {
  const times = contests.map(() => ({ ours: [] as number[], one: [] as number[], all: [] as number[] }));
  for (const contest of contests) {
    const theirs = readModel(trainRust(contest.empty));
    const { model } = await contest.ours();
    if (!contest.same(model, theirs)) throw new Error(`${contest.name}: the two trained different vocabularies`);
  }
  for (let round = 0; round < rounds; round++) {
    for (const [i, contest] of contests.entries()) {
      times[i].ours.push(await timeOurs(contest));
      times[i].one.push(timeRust(contest, "one"));
      times[i].all.push(timeRust(contest, "all"));
    }
  }
  const rows = contests.map(({ name }, i) => {
    const [ours, one, all] = [times[i].ours, times[i].one, times[i].all].map(median);
    return [name, `${digits(ours)} s`, `${digits(one)} s`, `${digits(all)} s`, `${digits(one / ours)}×`];
  });
  return table(["", "here", "Rust, 1 thread", `Rust, ${cpus().length} threads`, "against 1 thread"], rows);
}

/** Twice the merges, or twice the text, should cost about twice the time or less. */
async function benchGrowth(): Promise<string> {
  const grow = async (share: number, vocabSize: number) => {
    const texts = training.slice(0, Math.floor(training.length * share));
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      await trainBPE(texts, { vocabSize });
      seconds.push((performance.now() - start) / 1000);
    }
    return `${digits(median(seconds))} s`;
  };
  const sizes = [4000, 8000, 16_000];
  const rows = await inTurn([1 / 4, 1 / 2, 1], async (share) => [
    `${digits(megabytes * share)} MB`,
    ...(await inTurn(sizes, (vocabSize) => grow(share, vocabSize))),
  ]);
  return table(["trainBPE", ...sizes.map((vocabSize) => `${vocabSize.toLocaleString("en")} tokens`)], rows);
}

/** Tokens for the text that was held out: fewer is better. */
async function compareSeeds(): Promise<string> {
  const rows = await inTurn([2000, 8000, 16_000], async (vocabSize) => {
    const tokens = await inTurn(["distinctWords", "corpus"] as const, async (seedCounting) => {
      const trained = await trainUnigram(training, { vocabSize, seedCounting });
      return Tokenizer.fromJSON(trained).encode(heldOut).ids.length;
    });
    const change = `${(100 * (tokens[1] / tokens[0] - 1)).toFixed(1)} %`;
    return [vocabSize.toLocaleString("en"), ...tokens.map((count) => count.toLocaleString("en")), change];
  });
  return table(["Unigram, pieces", "seeds of the reference", "seeds counted in the corpus", "tokens"], rows);
}

async function inTurn<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await run(item));
  return results;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

const size = (vocab: unknown): number => Object.keys(vocab as object).length;

function equal(a: unknown, b: unknown): boolean {
  const normal = (value: unknown) =>
    JSON.stringify(Array.isArray(value) ? value : Object.entries(value as object).sort(([x], [y]) => (x < y ? -1 : 1)));
  return normal(a) === normal(b);
}

function sharedPieces(ours: unknown, theirs: unknown): number {
  const known = new Set((theirs as [string, number][]).map(([piece]) => piece));
  return (ours as [string, number][]).filter(([piece]) => known.has(piece)).length / known.size;
}

console.log(
  `${cpus()[0].model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, pnpm bench tokenizer-training; ` +
    `${digits(megabytes)} MB of English, median of ${rounds}\n`,
);
try {
  console.log(`${await benchContests()}\n`);
  console.log(`${await benchGrowth()}\n`);
  console.log(await compareSeeds());
} finally {
  rmSync(folder, { recursive: true });
}
