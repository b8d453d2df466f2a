/**
 * Tokenizer classes whose file is vocab.txt: BERT and its relatives, MPNet.
 * @module
 */
import type { Component } from "../training/tokenizer-file.ts";
import { flag, type Pipeline, type TokenizerClass, template } from "./byte-pair-classes.ts";
import type { FileReader, SpecialTokens } from "./checkpoint-files.ts";
import { parseVocabText } from "./vocabulary-files.ts";

function wordPiece(files: FileReader, special: SpecialTokens["text"]): Omit<Pipeline, "postProcessor"> {
  if (!flag(files, "do_basic_tokenize", true)) {
    throw new RangeError("tokenizer_config.json: do_basic_tokenize is false, which is not supported. Only true is.");
  }
  const strip = files.json("tokenizer_config.json").strip_accents ?? null;
  if (strip !== null && typeof strip !== "boolean") {
    throw new TypeError("tokenizer_config.json: strip_accents has to be true, false or null.");
  }
  return {
    vocab: parseVocabText(files.text(files.find(["vocab.txt"]))),
    model: (vocab): Component => ({
      type: "WordPiece",
      unk_token: special.unk,
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocab),
    }),
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: flag(files, "tokenize_chinese_chars", true),
      strip_accents: strip,
      lowercase: flag(files, "do_lower_case", true),
    },
    preTokenizer: { type: "BertPreTokenizer" },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
  };
}

const bert: TokenizerClass = {
  defaults: { unk: "[UNK]", sep: "[SEP]", pad: "[PAD]", cls: "[CLS]", mask: "[MASK]" },
  build(files, special) {
    const pipeline = wordPiece(files, special);
    const options = { pairTypes: true, secondBefore: [] };
    return { ...pipeline, postProcessor: template(["cls"], ["sep"], special, pipeline.vocab, options) };
  },
};

const mpnet: TokenizerClass = {
  defaults: { bos: "<s>", eos: "</s>", sep: "</s>", cls: "<s>", unk: "[UNK]", pad: "<pad>", mask: "<mask>" },
  maskStripsLeft: true,
  build(files, special) {
    const pipeline = wordPiece(files, special);
    // <s> A </s> </s> B </s>, with type 1 for B and the </s> behind it
    const processor = template(["cls"], ["sep"], special, pipeline.vocab, { pairTypes: true, secondBefore: [] });
    const pair = processor.pair as object[];
    const separator = { SpecialToken: { id: special.sep, type_id: 0 } };
    return { ...pipeline, postProcessor: { ...processor, pair: pair.toSpliced(3, 0, separator) } };
  },
};

export const wordPieceClasses: Record<string, TokenizerClass> = {
  BertTokenizer: bert,
  DistilBertTokenizer: bert,
  ElectraTokenizer: bert,
  MobileBertTokenizer: bert,
  ConvBertTokenizer: bert,
  MPNetTokenizer: mpnet,
};
