/**
 * The three tokenizers, each of another family so that lessons have all of them, trained by @llm-anatomy/tokenizer.
 * @module
 */

import {
  type TokenizerFile,
  trainBPE,
  trainUnigram,
  trainWordPiece,
} from "../../packages/tokenizer/src/training/index.ts";
import { specialTokens } from "../tiny-corpus/src/markers.ts";

/** Byte-level BPE for tiny-llama and tiny-moe: any text can be encoded. No token marks a beginning: a text is only its words. */
export function causalTokenizer(texts: Iterable<string>): Promise<TokenizerFile> {
  return trainBPE(texts, { vocabSize: 3072, specialTokens: [...specialTokens] });
}

/** Unigram with ▁ for spaces for tiny-t5: a text ends with </s>. */
export function sequenceTokenizer(texts: Iterable<string>): Promise<TokenizerFile> {
  const end = { SpecialToken: { id: "</s>", type_id: 0 } };
  return trainUnigram(texts, {
    vocabSize: 2048,
    specialTokens: ["<pad>", "</s>", "<unk>"],
    postProcessor: {
      type: "TemplateProcessing",
      single: [{ Sequence: { id: "A", type_id: 0 } }, end],
      pair: [{ Sequence: { id: "A", type_id: 0 } }, end, { Sequence: { id: "B", type_id: 0 } }, end],
      special_tokens: { "</s>": { id: "</s>", ids: [1], tokens: ["</s>"] } },
    },
  });
}

const bertTokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

/** Lower-case WordPiece for tiny-bert: [CLS] text [SEP]. */
export function textTokenizer(texts: Iterable<string>): Promise<TokenizerFile> {
  const special = (token: string, type_id = 0) => ({ SpecialToken: { id: token, type_id } });
  const entry = (token: string) => ({ id: token, ids: [bertTokens.indexOf(token)], tokens: [token] });
  return trainWordPiece(texts, {
    vocabSize: 4096,
    specialTokens: bertTokens,
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    preTokenizer: { type: "BertPreTokenizer" },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    postProcessor: {
      type: "TemplateProcessing",
      single: [special("[CLS]"), { Sequence: { id: "A", type_id: 0 } }, special("[SEP]")],
      pair: [
        special("[CLS]"),
        { Sequence: { id: "A", type_id: 0 } },
        special("[SEP]"),
        { Sequence: { id: "B", type_id: 1 } },
        special("[SEP]", 1),
      ],
      special_tokens: { "[CLS]": entry("[CLS]"), "[SEP]": entry("[SEP]") },
    },
  });
}
