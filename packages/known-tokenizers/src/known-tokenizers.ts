/**
 * Which tokenizers there are, where they come from, and under which licence.
 *
 * Each address is spelled out as `new URL("literal", import.meta.url)`, because that is the form by which bundlers know
 * that a file belongs to the program.
 * @module
 */

export interface KnownTokenizer {
  /** As `loadTokenizerJSON` takes it. */
  readonly name: string;
  /** For a list to choose from. */
  readonly title: string;
  /** Models that read with it. */
  readonly models: string;
  /** How it cuts words into tokens. */
  readonly kind: "byte-level BPE" | "BPE with byte fallback" | "WordPiece" | "Unigram";
  readonly year: number;
  /** Tokens in all. */
  readonly vocabSize: number;
  /** SPDX identifier. */
  readonly licence: "MIT" | "Apache-2.0";
  /** Who published the vocabulary, and where. */
  readonly source: string;
  /** The packed file: `file:` in Node, in a page the address that the bundler gave it. */
  readonly file: URL;
}

/** By year. */
export const knownTokenizers = [
  {
    name: "bert-base-uncased",
    title: "BERT uncased",
    models: "BERT, MiniLM and other sentence embedders",
    kind: "WordPiece",
    year: 2018,
    vocabSize: 30_522,
    licence: "Apache-2.0",
    source: "Google, https://huggingface.co/google-bert/bert-base-uncased",
    file: new URL("../files/bert-base-uncased.packed", import.meta.url),
  },
  {
    name: "bert-base-cased",
    title: "BERT cased",
    models: "BERT and taggers made from it",
    kind: "WordPiece",
    year: 2018,
    vocabSize: 28_996,
    licence: "Apache-2.0",
    source: "Google, https://huggingface.co/google-bert/bert-base-cased",
    file: new URL("../files/bert-base-cased.packed", import.meta.url),
  },
  {
    name: "gpt2",
    title: "GPT-2",
    models: "GPT-2, GPT-3",
    kind: "byte-level BPE",
    year: 2019,
    vocabSize: 50_257,
    licence: "MIT",
    source: "OpenAI, r50k_base of https://github.com/openai/tiktoken",
    file: new URL("../files/gpt2.packed", import.meta.url),
  },
  {
    name: "t5",
    title: "T5",
    models: "T5, Flan-T5",
    kind: "Unigram",
    year: 2019,
    vocabSize: 32_100,
    licence: "Apache-2.0",
    source: "Google, https://huggingface.co/google-t5/t5-small",
    file: new URL("../files/t5.packed", import.meta.url),
  },
  {
    name: "cl100k",
    title: "GPT-4",
    models: "GPT-3.5, GPT-4",
    kind: "byte-level BPE",
    year: 2023,
    vocabSize: 100_261,
    licence: "MIT",
    source: "OpenAI, cl100k_base of https://github.com/openai/tiktoken",
    file: new URL("../files/cl100k.packed", import.meta.url),
  },
  {
    name: "phi-3",
    title: "Phi-3",
    models: "Phi-3 mini; the pieces are those of Llama 2",
    kind: "BPE with byte fallback",
    year: 2024,
    vocabSize: 32_011,
    licence: "MIT",
    source: "Microsoft, https://huggingface.co/microsoft/Phi-3-mini-4k-instruct",
    file: new URL("../files/phi-3.packed", import.meta.url),
  },
  {
    name: "o200k",
    title: "GPT-4o",
    models: "GPT-4o, GPT-4.1, o1, o3",
    kind: "byte-level BPE",
    year: 2024,
    vocabSize: 200_000,
    licence: "MIT",
    source: "OpenAI, o200k_base of https://github.com/openai/tiktoken",
    file: new URL("../files/o200k.packed", import.meta.url),
  },
  {
    name: "smollm2",
    title: "SmolLM2",
    models: "SmolLM, SmolLM2",
    kind: "byte-level BPE",
    year: 2024,
    vocabSize: 49_152,
    licence: "Apache-2.0",
    source: "Hugging Face, https://huggingface.co/HuggingFaceTB/SmolLM2-135M",
    file: new URL("../files/smollm2.packed", import.meta.url),
  },
  {
    name: "qwen3",
    title: "Qwen 3",
    models: "Qwen 3; the same words as Qwen 2 and 2.5",
    kind: "byte-level BPE",
    year: 2025,
    vocabSize: 151_669,
    licence: "Apache-2.0",
    source: "Alibaba Cloud, https://huggingface.co/Qwen/Qwen3-0.6B",
    file: new URL("../files/qwen3.packed", import.meta.url),
  },
] as const satisfies readonly KnownTokenizer[];
