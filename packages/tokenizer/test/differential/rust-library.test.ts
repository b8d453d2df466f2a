/**
 * Random tokenizers, random texts, two answers: this package's and the Rust library's (through @anush008/tokenizers).
 *
 * `LLM_ANATOMY_FUZZ=20000` tries more, `LLM_ANATOMY_SEED=…` others.
 */
import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";
import { Tokenizer, TokenizerError } from "../../src/index.ts";
import { trainBPE, trainUnigram, trainWordLevel, trainWordPiece } from "../../src/training/index.ts";
import {
  Dice,
  type Json,
  randomAddedTokens,
  randomDecoder,
  randomNormalizer,
  randomPostProcessor,
  randomPreTokenizer,
  randomText,
  sequenceOf,
} from "./random-tokenizer.ts";

const rounds = Number(process.env.LLM_ANATOMY_FUZZ ?? 120);
const seed = Number(process.env.LLM_ANATOMY_SEED ?? 1);
const { texts } = JSON.parse(readFileSync(new URL("../training/fixtures/rust-trainers.json", import.meta.url), "utf8"));
const specialTokens = ["<unk>", "<s>"];

async function models(): Promise<Json[]> {
  const files = await Promise.all([
    trainBPE(texts, { vocabSize: 600, specialTokens }),
    trainBPE(texts, { vocabSize: 500, specialTokens, unkToken: "<unk>", preTokenizer: { type: "Whitespace" } }),
    trainBPE(texts, {
      vocabSize: 500,
      specialTokens,
      unkToken: "<unk>",
      endOfWordSuffix: "</w>",
      preTokenizer: { type: "Whitespace" },
    }),
    trainBPE(texts, {
      vocabSize: 500,
      specialTokens,
      unkToken: "<unk>",
      continuingSubwordPrefix: "##",
      preTokenizer: { type: "Whitespace" },
    }),
    trainWordPiece(texts, { vocabSize: 400, specialTokens, unkToken: "<unk>" }),
    trainUnigram(texts, { vocabSize: 400, specialTokens }),
    trainWordLevel(texts, { vocabSize: 200, specialTokens, unkToken: "<unk>" }),
  ]);
  return files.map(({ model }) => model as unknown as Json);
}

function vary(model: Json, dice: Dice): Json {
  const varied = { ...model };
  if (model.type === "BPE") {
    varied.fuse_unk = dice.bool();
    varied.ignore_merges = dice.chance(0.3);
    if (dice.chance(0.2)) varied.unk_token = null;
  }
  // (Offsets of a spelt-out prefix lie behind the word, and are what the reference happens to make of them.)
  const hasAffix = model.continuing_subword_prefix || model.end_of_word_suffix;
  if (!hasAffix && (model.type === "BPE" || model.type === "Unigram") && dice.chance(0.4)) {
    varied.byte_fallback = true;
    const bytes = Array.from(
      { length: dice.chance(0.8) ? 256 : 200 },
      (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
    );
    if (Array.isArray(model.vocab)) varied.vocab = [...model.vocab, ...bytes.map((token) => [token, -20])];
    else {
      const vocab = { ...(model.vocab as Record<string, number>) };
      for (const token of bytes) vocab[token] ??= Object.keys(vocab).length;
      varied.vocab = vocab;
    }
  }
  return varied;
}

function randomFile(dice: Dice, trained: Json[]): Json {
  const model = vary(dice.pick(trained), dice);
  const vocab = model.vocab as Record<string, number> | [string, number][];
  const known = new Map(Array.isArray(vocab) ? vocab.map(([token], id) => [token, id]) : Object.entries(vocab));
  let next = known.size;
  const added = randomAddedTokens(dice).map((token) => ({
    ...token,
    id: known.get(token.content as string) ?? next++,
  }));
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: sequenceOf(dice, "normalizers", () => randomNormalizer(dice)),
    pre_tokenizer: sequenceOf(dice, "pretokenizers", () => randomPreTokenizer(dice)),
    post_processor: randomPostProcessing(dice),
    decoder: sequenceOf(dice, "decoders", () => randomDecoder(dice)),
    model,
  };
}

/** The reference panics where two post-processors in a row add tokens. */
function randomPostProcessing(dice: Dice): Json | null {
  if (dice.chance(0.2)) return null;
  const last = randomPostProcessor(dice);
  return dice.bool()
    ? last
    : {
        type: "Sequence",
        processors: [{ type: "ByteLevel", trim_offsets: true, add_prefix_space: dice.bool() }, last],
      };
}

interface Answer {
  ids: number[];
  tokens: string[];
  offsets: number[][];
  words: (number | null)[];
  special: number[];
  types: number[];
  decoded: string;
  decodedSkip: string;
}

type Reply = { answers: (Answer | { error: string })[] } | { refused: string } | { panicked: true };

/** Asks the process of the Rust library; a new one after a panic. */
class RustLibrary {
  #process: ChildProcess | null = null;

  async ask(file: string, inputs: unknown): Promise<Reply> {
    const child = this.#process ?? fork(join(import.meta.dirname, "rust-answers.mjs"), { stdio: "ignore" });
    this.#process = child;
    return new Promise((resolve) => {
      const end = () => {
        this.#process = null;
        resolve({ panicked: true });
      };
      child.once("exit", end);
      child.once("message", (reply: Reply) => {
        child.off("exit", end);
        resolve(reply);
      });
      child.send({ file, inputs });
    });
  }

  end(): void {
    this.#process?.kill();
  }
}

function ourAnswer(tokenizer: Tokenizer, text: string, pair: string | undefined): Answer {
  const encoding = tokenizer.encode(text, { pair, offsets: "codepoint" });
  const { ids, tokens, offsets, wordIds: words, specialTokensMask: special, typeIds: types } = encoding;
  if (pair === undefined) expect(tokenizer.encodeIds(text)).toEqual(ids);
  return {
    ids,
    tokens,
    offsets,
    words,
    special,
    types,
    decoded: tokenizer.decode(ids),
    decodedSkip: tokenizer.decode(ids, { skipSpecialTokens: true }),
  };
}

it(`encode(text) and decode(ids) agree with the Rust library for ${rounds} random tokenizers`, async () => {
  const dice = new Dice(seededRandom(seed));
  const trained = await models();
  const problems: string[] = [];
  const rust = new RustLibrary();
  let answered = 0;
  let panics = 0;
  for (let round = 0; round < rounds; round++) {
    const file = randomFile(dice, trained);
    const inputs = Array.from({ length: 6 }, (_, i): [string, string | undefined] => [
      randomText(dice),
      i > 4 ? randomText(dice) : undefined,
    ]);
    const { model, ...shown } = file;
    const say = (problem: string) => problems.push(`${(model as Json).type} ${JSON.stringify(shown)}\n  ${problem}`);
    const reply = await rust.ask(JSON.stringify(file), inputs);
    if ("panicked" in reply) panics++;
    if (!("answers" in reply)) continue; // no tokenizer to the reference: ours may be stricter or more lenient
    let ours: Tokenizer;
    try {
      ours = Tokenizer.fromJSON(file);
    } catch (error) {
      if (!(error instanceof TokenizerError && /not supported|exponentially/.test(error.message))) say(`${error}`);
      continue; // refused by name
    }
    const before = problems.length;
    for (const [i, [text, pair]] of inputs.entries()) {
      const theirs = reply.answers[i];
      let answer: Answer;
      try {
        answer = ourAnswer(ours, text, pair);
      } catch (error) {
        if (!("error" in theirs)) say(`${JSON.stringify(text)}: ${error}`);
        continue;
      }
      answered++;
      if ("error" in theirs) say(`${JSON.stringify(text)}: only the reference fails: ${theirs.error}`);
      else
        for (const key of Object.keys(theirs) as (keyof Answer)[]) {
          const [mine, want] = [JSON.stringify(answer[key]), JSON.stringify(theirs[key])];
          if (mine === want) continue;
          say(
            `${JSON.stringify(text)}${pair === undefined ? "" : `, ${JSON.stringify(pair)}`}: ${key}\n    ours ${mine}\n    rust ${want}\n    tokens ${JSON.stringify(theirs.tokens)}`,
          );
          break;
        }
      if (problems.length > before) break; // one problem of a tokenizer is enough
    }
    if (problems.length >= 20) break;
  }
  rust.end();
  if (rounds > 120) console.log(`${answered} texts answered by both, ${panics} panics of the reference`);
  expect(problems.join("\n\n")).toBe("");
  expect(answered).toBeGreaterThan(2 * rounds);
}, 600_000);
