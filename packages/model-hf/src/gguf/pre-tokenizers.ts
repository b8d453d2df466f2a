/**
 * How texts are cut before byte pairs are joined, by the name that a GGUF file has for it (`tokenizer.ggml.pre`).
 *
 * Each is the pipeline of the tokenizer.json of the models that the name stands for. A name that is not here is refused:
 * cut differently, a text becomes other tokens, and a model answers worse without a sign of why.
 * @module
 */

type Component = { type: string } & Record<string, unknown>;

export interface PreTokenizer {
  normalizer: Component | null;
  steps: Component[];
  /** Words that are in the vocabulary are taken whole, whatever the merges say. */
  ignoreMerges?: boolean;
  /** Whether a text begins with a token of its own where the file does not say. */
  addsBos?: boolean;
}

const nfc: Component = { type: "NFC" };
/** GPT-2's rule is in ByteLevel itself. */
const gpt2Words: Component = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
const bytes: Component = { ...gpt2Words, use_regex: false };
const digit: Component = { type: "Digits", individual_digits: true };
const split = (regex: string): Component => ({
  type: "Split",
  pattern: { Regex: regex },
  behavior: "Isolated",
  invert: false,
});

const contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const otherSigns = " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
/** GPT-4's rule, and its kin: numbers in groups of at most three digits, or digit by digit. */
const gpt4Words = (number: string) => `${contractions}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|${number}|${otherSigns}`;
/** Words end where a capital begins: GPT-4o, and Mistral's Tekken without contractions. */
const casedWords = (ending: string, number: string) => {
  const upper = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
  const lower = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
  const before = "[^\\r\\n\\p{L}\\p{N}]?";
  return [
    `${before}${upper}*${lower}+${ending}`,
    `${before}${upper}+${lower}*${ending}`,
    number,
    " ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*",
    "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  ].join("|");
};
const deepseekWords =
  "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

const kinds = {
  gpt2: { normalizer: null, steps: [gpt2Words] },
  gptNeoX: { normalizer: nfc, steps: [gpt2Words] },
  digitsApart: { normalizer: null, steps: [digit, gpt2Words] },
  commandR: { normalizer: nfc, steps: [digit, gpt2Words] },
  gpt4: { normalizer: null, steps: [split(gpt4Words("\\p{N}{1,3}")), bytes] },
  llama3: { normalizer: null, steps: [split(gpt4Words("\\p{N}{1,3}")), bytes], ignoreMerges: true, addsBos: true },
  qwen2: { normalizer: nfc, steps: [split(gpt4Words("\\p{N}")), bytes] },
  stablelm2: { normalizer: null, steps: [split(gpt4Words("\\p{N}")), bytes] },
  gpt4o: { normalizer: null, steps: [split(casedWords(`${contractions}?`, "\\p{N}{1,3}")), bytes] },
  tekken: { normalizer: null, steps: [split(casedWords("", "\\p{N}")), bytes], ignoreMerges: true, addsBos: true },
  falcon: {
    normalizer: null,
    steps: [
      { type: "Punctuation", behavior: "Contiguous" },
      gpt2Words,
      { type: "Digits", individual_digits: false },
      split("[0-9][0-9][0-9]"),
    ],
  },
  bloom: { normalizer: null, steps: [split(" ?[^(\\s|.,!?…。，、।۔،)]+"), bytes] },
  deepseekCoder: {
    normalizer: null,
    steps: [...["[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", "[一-龥ࠀ-一가-퟿]+"].map(split), digit, bytes],
  },
  deepseekV3: { normalizer: null, steps: [...["\\p{N}{1,3}", "[一-龥぀-ゟ゠-ヿ]+", deepseekWords].map(split), bytes] },
} satisfies Record<string, PreTokenizer>;

const names: Record<keyof typeof kinds, string> = {
  gpt2: "gpt-2 phi-2 jais jina-es jina-de jina-v2-es jina-v2-de jina-v1-en jina-v2-code roberta-bpe modern-bert exaone4 gigachat mellum trillion granite-docling a.x-4.0",
  gptNeoX: "mpt olmo",
  digitsApart: "starcoder refact smollm codeshell exaone minerva-7b",
  commandR: "command-r",
  gpt4: "dbrx smaug-bpe chatglm-bpe glm4",
  llama3: "llama3 llama-v3 llama-bpe falcon3 falcon-h1 midm-2.0 lfm2",
  qwen2: "qwen2 deepseek-r1-qwen megrez hunyuan",
  stablelm2: "stablelm2",
  gpt4o: "gpt-4o llama4 kanana2",
  tekken: "tekken",
  falcon: "falcon",
  bloom: "bloom poro-chat gpt3-finnish",
  deepseekCoder: "deepseek-coder",
  deepseekV3: "deepseek-v3 hunyuan-dense joyai-llm",
};

/** By `tokenizer.ggml.pre`. */
export const preTokenizers: Readonly<Record<string, PreTokenizer>> = Object.fromEntries(
  Object.entries(names).flatMap(([kind, list]) =>
    list.split(" ").map((name) => [name, kinds[kind as keyof typeof kinds] as PreTokenizer]),
  ),
);

/** What files from before there was such a name (and "default", of converters that did not know it) mean, by architecture. */
export const preTokenizerOfArchitecture: Readonly<Record<string, string>> = {
  gpt2: "gpt-2",
  gptneox: "olmo",
  phi2: "phi-2",
  bloom: "bloom",
  falcon: "falcon",
  mpt: "mpt",
  "command-r": "command-r",
  starcoder2: "starcoder",
  qwen2: "qwen2",
  qwen2moe: "qwen2",
};
