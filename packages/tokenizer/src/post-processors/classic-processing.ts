/** The post-processors that came before templates: BERT's, RoBERTa's, and the trimming of byte-level offsets. @module */
import { byteToCharacter } from "../byte-characters.ts";
import { type Builder, type Config, isId, show } from "../config.ts";
import { concatEncodings, type Encoding } from "../encoding.ts";
import { isWhitespace } from "../unicode.ts";
import { type PostProcessor, specialEncoding, withOverflow } from "./post-processor.ts";

function readTokenPair(config: Config, key: string): [string, number] {
  const value = config.raw(key);
  if (!Array.isArray(value) || value.length !== 2 || typeof value[0] !== "string" || !isId(value[1])) {
    config.fail(key, `is ${show(value)} but has to be ["token", id].`);
  }
  return [value[0], value[1]];
}

/**
 * The reference goes by keys, not by `type`: what has these two is one of the classic ones, a template with left-over keys
 * included, and which of them the other two keys say.
 */
export function isClassic(config: Config): boolean {
  return [config.raw("sep"), config.raw("cls")].every((pair) => Array.isArray(pair) && pair.length === 2);
}

/** `[CLS] A [SEP]` and `[CLS] A [SEP] B [SEP]`, the second text and its end with type id 1. */
const bert: Builder<PostProcessor> = (config) => {
  const sep = readTokenPair(config, "sep");
  const cls = readTokenPair(config, "cls");
  return {
    addedTokens: (isPair) => (isPair ? 3 : 2),
    process(encodings, addSpecialTokens) {
      if (!addSpecialTokens) return encodings;
      return encodings.map((encoding, i) =>
        withOverflow(encoding, (part) => surround(part, i, i === 0 ? [cls] : [], [sep], [0, i])),
      );
    },
  };
};

/** `<s> A </s>` and `<s> A </s></s> B </s>`, all type ids 0. */
const roberta: Builder<PostProcessor> = (config) => {
  const sep = readTokenPair(config, "sep");
  const cls = readTokenPair(config, "cls");
  const trimOffsets = config.boolean("trim_offsets");
  const addPrefixSpace = config.boolean("add_prefix_space");
  return {
    addedTokens: (isPair) => (isPair ? 4 : 2),
    process(encodings, addSpecialTokens) {
      for (const encoding of encodings) {
        if (trimOffsets) trimAll(encoding, addPrefixSpace);
        encoding.typeIds.fill(0);
      }
      if (!addSpecialTokens) return encodings;
      return encodings.map((encoding, i) =>
        withOverflow(encoding, (part) => {
          part.typeIds.fill(0);
          return surround(part, i, i === 0 ? [cls] : [sep], [sep], [0, 0]);
        }),
      );
    },
  };
};

/** RoBERTa's if all its keys are there, else BERT's. */
export const classicProcessing: Builder<PostProcessor> = (config, build) =>
  ["trim_offsets", "add_prefix_space"].every((key) => typeof config.raw(key) === "boolean")
    ? roberta(config, build)
    : bert(config, build);

export { classicProcessing as bertProcessing, classicProcessing as robertaProcessing };

function surround(
  encoding: Encoding,
  sequence: number,
  before: [string, number][],
  after: [string, number][],
  typeIds: [number, number],
): Encoding {
  const inner = concatEncodings([encoding]);
  inner.overflowing = [];
  inner.sequenceRanges.clear();
  inner.sequenceRanges.set(sequence, [0, inner.length]);
  inner.specialTokensMask.fill(0);
  inner.attentionMask.fill(1);
  return concatEncodings([specialEncoding(before, typeIds[0]), inner, specialEncoding(after, typeIds[1])]);
}

/** Takes the spaces that byte-level tokens begin and end with out of their offsets. */
export const byteLevelProcessing: Builder<PostProcessor> = (config) => {
  const addPrefixSpace = config.boolean("add_prefix_space");
  const trimOffsets = config.boolean("trim_offsets");
  config.boolean("use_regex", true); // matters to the pre-tokenizer of the same name only
  return {
    addedTokens: () => 0,
    process(encodings) {
      encodings.forEach((encoding, i) => {
        if (trimOffsets) trimAll(encoding, addPrefixSpace);
        encoding.sequenceRanges.set(i, [0, encoding.length]);
      });
      return encodings;
    },
  };
};

function trimAll(encoding: Encoding, addPrefixSpace: boolean): void {
  for (const part of [encoding, ...encoding.overflowing]) trimOffsetsOf(part, addPrefixSpace);
}

const isSpace = (text: string, i: number) => text[i] === byteToCharacter[0x20] || isWhitespace(text.charCodeAt(i));

function trimOffsetsOf(encoding: Encoding, addPrefixSpace: boolean): void {
  encoding.tokens.forEach((token, i) => {
    let leading = 0;
    while (leading < token.length && isSpace(token, leading)) leading++;
    let trailing = 0;
    while (trailing < token.length && isSpace(token, token.length - 1 - trailing)) trailing++;
    if (leading === 0 && trailing === 0) return;
    let [start, end] = encoding.offsets[i];
    // A single space before the first word is the one that add_prefix_space put there: nothing of the text.
    if (addPrefixSpace && leading === 1 && (i === 0 || start === 0)) leading = 0;
    start = Math.min(start + leading, end);
    if (end >= trailing) end = Math.max(end - trailing, start);
    encoding.offsets[i] = [start, end];
  });
}
