/**
 * A token strip shows a text as the pieces a tokenizer cut it into, in reading order.
 * @module
 */
import {
  checkKeys,
  count,
  numberWithin,
  optionalText,
  plainArray,
  sameLength,
  strings,
  withoutAbsent,
} from "./checks.ts";
import { number, plural, quoted } from "./words.ts";

export interface TokenStripInput {
  /** Each token's text, as it is to be shown. */
  tokens: readonly string[];
  /** Token ids. */
  ids?: ArrayLike<number>;
  /** Which word of the text a token belongs to, or null: tokens of a word share a colour. As `encode` gives it. */
  wordIds?: ArrayLike<number | null>;
  /** 1 for special tokens, which are drawn apart. As `encode` gives it. */
  specialTokensMask?: ArrayLike<number>;
  /** A number per token, such as its surprise, shown as depth of colour. */
  values?: ArrayLike<number>;
  /** What the values are, with unit: "surprise, bits". */
  valueLabel?: string;
  title?: string;
}

export interface TokenStrip {
  kind: "token-strip";
  tokens: string[];
  ids?: number[];
  wordIds?: (number | null)[];
  specialTokensMask?: number[];
  values?: number[];
  valueLabel?: string;
  title?: string;
}

const where = "tokenStrip";
const known = ["tokens", "ids", "wordIds", "specialTokensMask", "values", "valueLabel", "title"];

/**
 * The figure of a tokenized text.
 *
 * @throws TypeError | RangeError for unknown keys, wrong types, or lists that are not as long as `tokens`
 * @example tokenStrip({ tokens: ["The", " cat"], ids: [464, 3797] })
 */
export function tokenStrip(input: TokenStripInput): TokenStrip {
  checkKeys(where, input, known);
  const tokens = strings(where, "tokens", input.tokens);
  const perToken = <T>(name: keyof TokenStripInput, read: (value: unknown, at: string) => T): T[] | undefined => {
    if (input[name] === undefined) return undefined;
    const list = plainArray(where, name, input[name]);
    sameLength(where, name, list.length, "tokens", tokens.length);
    return list.map((value, i) => read(value, `${name}[${i}]`));
  };
  return withoutAbsent({
    kind: "token-strip" as const,
    title: optionalText(where, "title", input.title),
    tokens,
    ids: perToken("ids", (value, at) => count(where, at, value)),
    wordIds: perToken("wordIds", (value, at) => (value === null ? null : count(where, at, value))),
    specialTokensMask: perToken("specialTokensMask", (value, at) => count(where, at, value, 0, 1)),
    values: perToken("values", (value, at) => numberWithin(where, at, value)),
    valueLabel: optionalText(where, "valueLabel", input.valueLabel),
  });
}

/** What the strip shows, token by token. */
export function tokenStripText(figure: TokenStrip): string {
  const words = figure.wordIds && new Set(figure.wordIds.filter((word) => word !== null)).size;
  const ofWords = words ? ` of ${plural(words, "word")}` : "";
  const head = `${figure.title ? `${figure.title}: ` : ""}${plural(figure.tokens.length, "token")}${ofWords}`;
  return [head, ...figure.tokens.map((_, i) => `  ${i + 1}. ${sayToken(figure, i)}`)].join("\n");
}

/** One token in words: `“ cat”, id 3,797, special token, surprise, bits: 4.1`. */
export function sayToken(figure: TokenStrip, i: number): string {
  const parts = [quoted(figure.tokens[i])];
  if (figure.ids) parts.push(`id ${figure.ids[i]}`);
  if (figure.specialTokensMask?.[i]) parts.push("special token");
  if (figure.values) parts.push(`${figure.valueLabel ?? "value"}: ${number(figure.values[i])}`);
  return parts.join(", ");
}
