/**
 * Tokenizer classes whose files are vocab.json and merges.txt: GPT-2 and its relatives, CLIP, Qwen2.
 * @module
 */
import type { Component } from "../training/tokenizer-file.ts";
import type { FileReader, Role, SpecialTokens } from "./checkpoint-files.ts";
import { parseMergesText, parseVocabJson } from "./vocabulary-files.ts";

/** What a class makes of its files: all of a tokenizer.json but the added tokens. */
export interface Pipeline {
  vocab: Map<string, number> | [string, number][];
  model: (vocab: Pipeline["vocab"]) => Component;
  normalizer: Component | null;
  preTokenizer: Component | null;
  postProcessor: Component | null;
  decoder: Component | null;
}

export interface TokenizerClass {
  /** Special tokens of the class where the files name none. */
  defaults: Partial<Record<Role, string>>;
  maskStripsLeft?: boolean;
  build(files: FileReader, special: SpecialTokens["text"]): Pipeline;
}

/** An option of tokenizer_config.json that is true or false. */
export function flag(files: FileReader, key: string, fallback: boolean): boolean {
  const value = files.json("tokenizer_config.json")[key] ?? fallback;
  if (typeof value !== "boolean") throw new TypeError(`tokenizer_config.json: ${key} has to be true or false.`);
  return value;
}

/** The token of a role with its id. @throws RangeError if the vocabulary lacks it */
export function tokenOf(role: Role, special: SpecialTokens["text"], vocab: Pipeline["vocab"]): [string, number] {
  const text = special[role];
  if (text === undefined) throw new RangeError(`tokenizer_config.json: ${role}_token is missing but has to be there.`);
  const id = Array.isArray(vocab) ? vocab.findIndex(([piece]) => piece === text) : (vocab.get(text) ?? -1);
  if (id === -1) throw new RangeError(`vocabulary: has no token ${JSON.stringify(text)}, which is the ${role}_token.`);
  return [text, id];
}

const byteLevelDecoder = { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true };

export function byteLevel(add_prefix_space: boolean, use_regex = true): Component {
  return { type: "ByteLevel", add_prefix_space, trim_offsets: true, use_regex };
}

function bpe(files: FileReader, { endOfWordSuffix = "", unkToken = null as string | null } = {}) {
  const merges = parseMergesText(files.text(files.find(["merges.txt"])));
  return {
    vocab: parseVocabJson(files.json(files.find(["vocab.json"]))),
    model: (vocab: Pipeline["vocab"]): Component => ({
      type: "BPE",
      dropout: null,
      unk_token: unkToken,
      continuing_subword_prefix: "",
      end_of_word_suffix: endOfWordSuffix,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(vocab),
      merges,
    }),
  };
}

const gpt2: TokenizerClass = {
  defaults: { bos: "<|endoftext|>", eos: "<|endoftext|>", unk: "<|endoftext|>" },
  build(files, special) {
    const model = bpe(files);
    const addsBos = flag(files, "add_bos_token", false);
    return {
      ...model,
      normalizer: null,
      preTokenizer: byteLevel(flag(files, "add_prefix_space", false)),
      postProcessor: addsBos
        ? template(["bos"], [], special, model.vocab, { pairTypes: true, secondBefore: [] })
        : { ...byteLevel(true), trim_offsets: false },
      decoder: byteLevelDecoder,
    };
  },
};

const roberta: TokenizerClass = {
  defaults: { bos: "<s>", eos: "</s>", sep: "</s>", cls: "<s>", unk: "<unk>", pad: "<pad>", mask: "<mask>" },
  maskStripsLeft: true,
  build(files, special) {
    const model = bpe(files);
    const add_prefix_space = flag(files, "add_prefix_space", false);
    return {
      ...model,
      normalizer: null,
      preTokenizer: byteLevel(add_prefix_space),
      postProcessor: {
        type: "RobertaProcessing",
        sep: tokenOf("sep", special, model.vocab),
        cls: tokenOf("cls", special, model.vocab),
        trim_offsets: flag(files, "trim_offsets", true),
        add_prefix_space,
      },
      decoder: byteLevelDecoder,
    };
  },
};

const clip: TokenizerClass = {
  defaults: { bos: "<|startoftext|>", eos: "<|endoftext|>", unk: "<|endoftext|>", pad: "<|endoftext|>" },
  build(files, special) {
    const model = bpe(files, { endOfWordSuffix: "</w>", unkToken: special.unk ?? null });
    const words = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";
    return {
      ...model,
      normalizer: {
        type: "Sequence",
        normalizers: [
          { type: "NFC" },
          { type: "Replace", pattern: { Regex: "\\s+" }, content: " " },
          { type: "Lowercase" },
        ],
      },
      preTokenizer: {
        type: "Sequence",
        pretokenizers: [
          { type: "Split", pattern: { Regex: words }, behavior: "Removed", invert: true },
          byteLevel(false),
        ],
      },
      postProcessor: {
        type: "RobertaProcessing",
        sep: tokenOf("eos", special, model.vocab),
        cls: tokenOf("bos", special, model.vocab),
        trim_offsets: false,
        add_prefix_space: false,
      },
      decoder: byteLevelDecoder,
    };
  },
};

const qwen2: TokenizerClass = {
  defaults: { eos: "<|endoftext|>", unk: "<|endoftext|>", pad: "<|endoftext|>" },
  build(files) {
    const words =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    return {
      ...bpe(files),
      normalizer: { type: "NFC" },
      preTokenizer: {
        type: "Sequence",
        pretokenizers: [
          { type: "Split", pattern: { Regex: words }, behavior: "Isolated", invert: false },
          byteLevel(flag(files, "add_prefix_space", false), false),
        ],
      },
      postProcessor: { ...byteLevel(true), trim_offsets: false },
      decoder: byteLevelDecoder,
    };
  },
};

/**
 * A TemplateProcessing with these roles before and behind each sequence.
 * Type ids are 0, or with `pairTypes` 1 for the second sequence.
 */
export function template(
  before: Role[],
  behind: Role[],
  special: SpecialTokens["text"],
  vocab: Pipeline["vocab"],
  { pairTypes = false, secondBefore = before } = {},
): Component {
  const tokens = [...new Set([...before, ...behind])].map((role) => tokenOf(role, special, vocab));
  const item = (role: Role, type_id: number) => ({ SpecialToken: { id: special[role], type_id } });
  const side = (sequence: "A" | "B", type_id: number, first: Role[]) => [
    ...first.map((role) => item(role, type_id)),
    { Sequence: { id: sequence, type_id } },
    ...behind.map((role) => item(role, type_id)),
  ];
  return {
    type: "TemplateProcessing",
    single: side("A", 0, before),
    pair: [...side("A", 0, before), ...side("B", pairTypes ? 1 : 0, secondBefore)],
    special_tokens: Object.fromEntries(tokens.map(([id, number]) => [id, { id, ids: [number], tokens: [id] }])),
  };
}

export const bytePairClasses: Record<string, TokenizerClass> = {
  GPT2Tokenizer: gpt2,
  CodeGenTokenizer: gpt2,
  RobertaTokenizer: roberta,
  LongformerTokenizer: roberta,
  BartTokenizer: roberta,
  LEDTokenizer: roberta,
  CLIPTokenizer: clip,
  Qwen2Tokenizer: qwen2,
};
