/**
 * Tokenizer classes whose file is a SentencePiece model: Llama, Gemma, T5, XLM-RoBERTa, DeBERTa v2.
 * @module
 */
import type { Component } from "../training/tokenizer-file.ts";
import { flag, type Pipeline, type TokenizerClass, template } from "./byte-pair-classes.ts";
import type { FileReader, Role } from "./checkpoint-files.ts";
import { fromSentencePiece } from "./sentencepiece.ts";

type Piece = [piece: string, score: number];

/** The pipeline of the model file by itself, as SentencePiece runs it. */
function sentencePiece(files: FileReader, names: string[]): Omit<Pipeline, "postProcessor"> {
  const kwargs = files.json("tokenizer_config.json").sp_model_kwargs;
  if (kwargs !== undefined && kwargs !== null && Object.keys(kwargs).length > 0) {
    throw new RangeError(
      `tokenizer_config.json: sp_model_kwargs is ${JSON.stringify(kwargs)}, which is not supported. Only {} is.`,
    );
  }
  const file = fromSentencePiece(files.bytes(files.find(names)));
  const { vocab, ...model } = file.model;
  return {
    vocab: Array.isArray(vocab) ? (vocab as Piece[]) : new Map(Object.entries(vocab as Record<string, number>)),
    model: (changed) => ({
      ...(model as Component),
      vocab: Array.isArray(changed) ? changed : Object.fromEntries(changed),
    }),
    normalizer: file.normalizer,
    preTokenizer: file.pre_tokenizer,
    decoder: file.decoder,
  };
}

/** The classes below are all of the Unigram type. */
function unigramVocab({ vocab }: Pick<Pipeline, "vocab">, name: string): Piece[] {
  if (Array.isArray(vocab)) return vocab;
  throw new RangeError(`${name}: its SentencePiece model has to be of the type unigram but is of the type bpe.`);
}

const modelFile = ["tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "spm.model"];

function bosAndEos(files: FileReader): [before: Role[], behind: Role[]] {
  return [flag(files, "add_bos_token", true) ? ["bos"] : [], flag(files, "add_eos_token", false) ? ["eos"] : []];
}

const llama: TokenizerClass = {
  defaults: { bos: "<s>", eos: "</s>", unk: "<unk>" },
  build(files, special) {
    const pipeline = sentencePiece(files, modelFile);
    const postProcessor = template(...bosAndEos(files), special, pipeline.vocab);
    const addsPrefix = flag(files, "add_prefix_space", true);
    const space = { type: "Replace", pattern: { String: " " }, content: "▁" };
    if (!flag(files, "legacy", true)) {
      // Only the start of the whole text gets a ▁; in the legacy form every part between special tokens does.
      const prepend_scheme = addsPrefix ? "first" : "never";
      const preTokenizer = { type: "Metaspace", replacement: "▁", prepend_scheme, split: false };
      return { ...pipeline, normalizer: null, preTokenizer, postProcessor };
    }
    const prepend = addsPrefix ? [{ type: "Prepend", prepend: "▁" }] : [];
    return {
      ...pipeline,
      normalizer: { type: "Sequence", normalizers: [...prepend, space] },
      preTokenizer: null,
      postProcessor,
    };
  },
};

const gemma: TokenizerClass = {
  defaults: { bos: "<bos>", eos: "<eos>", unk: "<unk>", pad: "<pad>" },
  build(files, special) {
    const pipeline = sentencePiece(files, modelFile);
    return { ...pipeline, postProcessor: template(...bosAndEos(files), special, pipeline.vocab) };
  },
};

const t5: TokenizerClass = {
  defaults: { eos: "</s>", unk: "<unk>", pad: "<pad>" },
  build(files, special) {
    const pipeline = sentencePiece(files, modelFile);
    const vocab = [...unigramVocab(pipeline, "T5Tokenizer")];
    const count = files.json("tokenizer_config.json").extra_ids ?? 100;
    if (!Number.isInteger(count) || (count as number) < 0 || (count as number) > 10_000) {
      throw new RangeError(
        `tokenizer_config.json: extra_ids is ${count} but has to be a whole number from 0 to 10000.`,
      );
    }
    const known = new Set(vocab.map(([piece]) => piece));
    for (let i = (count as number) - 1; i >= 0; i--) {
      if (!known.has(`<extra_id_${i}>`)) vocab.push([`<extra_id_${i}>`, 0]);
    }
    return { ...pipeline, vocab, postProcessor: template([], ["eos"], special, vocab) };
  },
};

const xlmRoberta: TokenizerClass = {
  defaults: { bos: "<s>", eos: "</s>", sep: "</s>", cls: "<s>", unk: "<unk>", pad: "<pad>", mask: "<mask>" },
  maskStripsLeft: true,
  build(files, special) {
    const pipeline = sentencePiece(files, modelFile);
    // fairseq's order: its own four tokens, the pieces from number 3 on, the mask.
    const pieces = unigramVocab(pipeline, "XLMRobertaTokenizer").slice(3);
    const first: Piece[] = ["<s>", "<pad>", "</s>", "<unk>"].map((token) => [token, 0]);
    const vocab: Piece[] = [...first, ...pieces, ["<mask>", 0]];
    const processor = template(["cls"], ["sep"], special, vocab, { secondBefore: ["sep"] });
    return {
      ...pipeline,
      vocab,
      model: (changed) => ({ ...pipeline.model(changed), unk_id: 3 }),
      postProcessor: processor,
    };
  },
};

const debertaV2: TokenizerClass = {
  defaults: { bos: "[CLS]", eos: "[SEP]", unk: "[UNK]", sep: "[SEP]", pad: "[PAD]", cls: "[CLS]", mask: "[MASK]" },
  build(files, special) {
    const pipeline = sentencePiece(files, modelFile);
    if (flag(files, "split_by_punct", false)) {
      throw new RangeError("tokenizer_config.json: split_by_punct is true, which is not supported. Only false is.");
    }
    const vocab = unigramVocab(pipeline, "DebertaV2Tokenizer");
    const own = (pipeline.normalizer?.normalizers as Component[] | undefined) ?? [];
    const lowercase: Component[] = flag(files, "do_lower_case", false) ? [{ type: "Lowercase" }] : [];
    return {
      ...pipeline,
      vocab,
      normalizer: { type: "Sequence", normalizers: [...lowercase, ...own] },
      postProcessor: template(["cls"], ["sep"], special, vocab, { pairTypes: true, secondBefore: [] }),
    };
  },
};

export const sentencePieceClasses: Record<string, TokenizerClass> = {
  LlamaTokenizer: llama,
  GemmaTokenizer: gemma,
  T5Tokenizer: t5,
  XLMRobertaTokenizer: xlmRoberta,
  DebertaV2Tokenizer: debertaV2,
};
