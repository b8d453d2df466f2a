/** Our trainers against Hugging Face's: fixtures/rust-trainers.json, made by tools/tokenizer-fixtures. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Component, trainBPE, trainUnigram, trainWordLevel, trainWordPiece } from "../../src/training/index.ts";
import { learnBPE } from "../../src/training/learn-bpe.ts";
import { Pace } from "../../src/training/pacing.ts";
import { pipelineSplit } from "../../src/training/pipeline-split.ts";
import { countWords } from "../../src/training/word-counts.ts";

interface Case {
  type: "BPE" | "WordPiece" | "WordLevel" | "Unigram";
  normalizer: Component | null;
  pre_tokenizer: Component | null;
  options: Record<string, never>;
  repeats: boolean;
  vocab: string[] | [string, number][];
  merges?: [string, string][];
}

const fixture = JSON.parse(readFileSync(new URL("fixtures/rust-trainers.json", import.meta.url), "utf8"));
const texts: string[] = fixture.texts;
const cases: Record<string, Case> = fixture.cases;

/** `vocab_size` → `vocabSize`, and the three names that differ in more than their spelling. */
function ourOptions({ options, normalizer, pre_tokenizer }: Case): object {
  const renamed: Record<string, string> = { n_sub_iterations: "subIterations" };
  const camel = (key: string) => renamed[key] ?? key.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  const ours = Object.entries(options).map(([key, value]) => [camel(key), value]);
  return { normalizer, preTokenizer: pre_tokenizer, ...Object.fromEntries(ours) };
}

describe("the trainers equal those of Hugging Face's Rust library", () => {
  const names = (type: string, repeats: boolean) =>
    Object.keys(cases).filter((name) => cases[name].type === type && cases[name].repeats === repeats);

  it.each(names("BPE", true))("trainBPE gives the vocabulary and the merges of case %s", async (name) => {
    const { model } = await trainBPE(texts, ourOptions(cases[name]));
    expect(model.merges).toEqual(cases[name].merges);
    expect([...Object.entries(model.vocab)].sort(([, a], [, b]) => a - b).map(([token]) => token)).toEqual(
      cases[name].vocab,
    );
  });

  // Characters with a prefix or suffix get their ids in the order of a hash table there, another one in each run, and
  // ties between pairs go by id. Started with the ids of the recorded run, we make the same choices to the end.
  it.each(names("BPE", false).filter((name) => name !== "bpe-limit-alphabet"))(
    "learnBPE, given the first ids of the recorded run, goes on like case %s",
    async (name) => {
      const { vocab, merges, options } = cases[name];
      const prefix: string = options.continuing_subword_prefix ?? "";
      const suffix: string = options.end_of_word_suffix ?? "";
      const learned = await learnBPE(await wordsOf(cases[name]), firstTokens(vocab as string[], prefix, suffix), {
        vocabSize: options.vocab_size,
        minFrequency: 1,
        maxTokenLength: Number.POSITIVE_INFINITY,
        initialAlphabet: [],
        continuingSubwordPrefix: prefix,
        endOfWordSuffix: suffix,
        pace: new Pace({}),
      });
      expect(learned.tokens).toEqual(vocab);
      expect(learned.merges.map(([left, right]) => [learned.tokens[left], learned.tokens[right]])).toEqual(merges);
    },
  );

  it("learnBPE, given the first ids of the recorded run, gives the vocabulary of case word-piece", async () => {
    const { vocab, options } = cases["word-piece"];
    const specials: string[] = options.special_tokens;
    const learned = await learnBPE(
      await wordsOf(cases["word-piece"]),
      [...specials, ...firstTokens((vocab as string[]).slice(specials.length), "##", "")],
      {
        vocabSize: options.vocab_size,
        minFrequency: 1,
        maxTokenLength: Number.POSITIVE_INFINITY,
        initialAlphabet: [],
        continuingSubwordPrefix: "##",
        endOfWordSuffix: "",
        pace: new Pace({}),
      },
    );
    expect(learned.tokens).toEqual(vocab);
    const { model } = await trainWordPiece(texts, ourOptions(cases["word-piece"]));
    expect(Object.keys(model.vocab)).toHaveLength(vocab.length);
  });

  it("trainBPE(texts, { limitAlphabet }) keeps the more frequent characters of case bpe-limit-alphabet", async () => {
    const { vocab } = cases["bpe-limit-alphabet"];
    const { model } = await trainBPE(texts, ourOptions(cases["bpe-limit-alphabet"]));
    const single = (tokens: string[]) => tokens.filter((token) => [...token].length === 1).sort();
    const [ours, theirs] = [single(Object.keys(model.vocab)), single(vocab as string[])];
    expect(ours).toHaveLength(30);
    // Only characters as frequent as the 30th may differ: which of them stay is a matter of hash order there.
    const frequency = new Map<string, number>();
    for (const [word, count] of await wordsOf(cases["bpe-limit-alphabet"])) {
      for (const character of word) frequency.set(character, (frequency.get(character) ?? 0) + count);
    }
    const ranked = [...frequency.values()].sort((a, b) => b - a);
    const differ = [...ours, ...theirs].filter((c) => ours.includes(c) !== theirs.includes(c));
    expect(differ.filter((character) => frequency.get(character) !== ranked[29])).toEqual([]);
  });

  it.each(names("WordLevel", true))("trainWordLevel gives the vocabulary of case %s", async (name) => {
    const { model } = await trainWordLevel(texts, ourOptions(cases[name]));
    const ordered = Object.entries(model.vocab).sort(([, a], [, b]) => a - b);
    expect(ordered.map(([token]) => token)).toEqual(cases[name].vocab);
  });

  it.each(names("Unigram", false))("trainUnigram gives the pieces and scores of case %s", async (name) => {
    const theirs = new Map(cases[name].vocab as [string, number][]);
    const { model } = await trainUnigram(texts, { ...ourOptions(cases[name]), seedCounting: "distinctWords" });
    expect(new Set(model.vocab.map(([piece]) => piece))).toEqual(new Set(theirs.keys()));
    // Characters that the training lost come back 0.0001 above each other, there in hash order, here by code point.
    const lost = 0.0001 * model.vocab.length;
    for (const [piece, score] of model.vocab) {
      // 1e-9: sums over the words are taken in another order
      const tolerance = [...piece].length === 1 ? lost : 1e-9;
      expect(Math.abs(score - theirs.get(piece)!), piece).toBeLessThan(tolerance);
    }
    expect(model.vocab.slice(3).every(([, score], i) => score <= model.vocab[i + 2][1])).toBe(true);
  });
});

/** Words and counts as the trainer sees them. */
function wordsOf({ normalizer, pre_tokenizer }: Case): Promise<Map<string, number>> {
  return countWords(texts, pipelineSplit({ normalizer, preTokenizer: pre_tokenizer }), new Pace({}));
}

/** The tokens before the first merge: single characters, with prefix, suffix, both or none. */
function firstTokens(tokens: string[], prefix: string, suffix: string): string[] {
  const isMerged = (token: string) => {
    const bare = token.slice(token.startsWith(prefix) ? prefix.length : 0);
    const inner = suffix && bare.endsWith(suffix) ? bare.slice(0, -suffix.length) : bare;
    return [...inner].length > 1;
  };
  return tokens.slice(0, tokens.findIndex(isMerged));
}
