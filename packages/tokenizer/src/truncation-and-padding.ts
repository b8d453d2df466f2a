/** Making encodings fit: cutting off what is too long, filling up what is too short. @module */
import { type Config, show } from "./config.ts";
import { type Encoding, sliceEncoding } from "./encoding.ts";

export interface Truncation {
  /** Most tokens that may be left, special tokens included. */
  maxLength: number;
  /** Which text of a pair gives way. Default "longest_first". */
  strategy?: "longest_first" | "only_first" | "only_second";
  /** How many tokens an overflowing part repeats from the part before. Default 0. */
  stride?: number;
  /** The end that is cut. Default "right". */
  direction?: "left" | "right";
}

export interface Padding {
  /** The length to reach; without it that of the longest encoding of the batch. */
  length?: number;
  /** Rounds the length up. */
  padToMultipleOf?: number;
  /** Default "right". */
  direction?: "left" | "right";
  /** Default 0. */
  padId?: number;
  /** Default 0. */
  padTypeId?: number;
  /** Default "[PAD]". */
  padToken?: string;
}

/** Sixteen times the longest context there is; more would only fill the memory. */
const longestPadding = 2 ** 24;

const strategies = { LongestFirst: "longest_first", OnlyFirst: "only_first", OnlySecond: "only_second" } as const;
const directions = { Left: "left", Right: "right" } as const;

/** The `truncation` of a tokenizer.json. */
export function readTruncation(config: Config): Truncation {
  const truncation: Truncation = {
    maxLength: config.integer("max_length"),
    strategy: strategies[config.oneOf("strategy", ["LongestFirst", "OnlyFirst", "OnlySecond"])],
    stride: config.integer("stride"),
    direction: directions[config.oneOf("direction", ["Left", "Right"], "Right")],
  };
  return truncation;
}

/** The `padding` of a tokenizer.json. */
export function readPadding(config: Config): Padding {
  const padding: Padding = {
    direction: directions[config.oneOf("direction", ["Left", "Right"])],
    padToMultipleOf: config.integer("pad_to_multiple_of", 0),
    padId: config.integer("pad_id"),
    padTypeId: config.integer("pad_type_id"),
    padToken: config.string("pad_token"),
  };
  const strategy = config.raw("strategy");
  if (typeof strategy === "object") {
    const fixed = config.object("strategy");
    padding.length = fixed.integer("Fixed");
    if (padding.length > longestPadding) {
      fixed.fail("Fixed", `is ${padding.length} but at most ${longestPadding} is supported.`);
    }
  } else if (strategy !== "BatchLongest") {
    config.fail("strategy", `is ${show(strategy)} but has to be "BatchLongest" or {"Fixed": length}.`);
  }
  return padding;
}

/**
 * Cuts one encoding or a pair so that together they have at most `maxLength` tokens.
 * @throws RangeError if the text that has to give way is too short, or the stride does not fit
 */
export function truncateEncodings(encodings: Encoding[], options: Truncation): Encoding[] {
  const { maxLength, strategy = "longest_first" } = options;
  const lengths = encodings.map((encoding) => encoding.length);
  const excess = lengths.reduce((a, b) => a + b, 0) - maxLength;
  if (maxLength > 0 && excess <= 0) return encodings;
  if (maxLength === 0) return encodings.map((encoding) => truncate(encoding, 0, options));
  if (strategy === "longest_first") {
    const targets = encodings.length === 1 ? [maxLength] : shares(lengths[0], lengths[1], maxLength);
    return encodings.map((encoding, i) => truncate(encoding, targets[i], options));
  }
  const which = strategy === "only_first" ? 0 : 1;
  if (which >= encodings.length) {
    throw new RangeError(
      `truncation: strategy is "${strategy}" but there is only one text. Pass a pair or "only_first".`,
    );
  }
  if (lengths[which] <= excess) {
    throw new RangeError(
      `truncation: ${excess} tokens have to go to reach ${maxLength}, but the text that "${strategy}" cuts has ` +
        `${lengths[which]}. Use "longest_first" or a larger maxLength.`,
    );
  }
  return encodings.map((encoding, i) => (i === which ? truncate(encoding, lengths[i] - excess, options) : encoding));
}

/** How many tokens each of two texts may keep: the longer one gives way first, then both share. */
function shares(first: number, second: number, maxLength: number): [number, number] {
  let short = Math.min(first, second);
  let long = short > maxLength ? short : Math.max(short, maxLength - short);
  if (short + long > maxLength) {
    short = Math.floor(maxLength / 2);
    long = short + (maxLength % 2);
  }
  return first > second ? [long, short] : [short, long];
}

function truncate(encoding: Encoding, maxLength: number, options: Truncation): Encoding {
  const { stride = 0, direction = "right" } = options;
  const { length } = encoding;
  if (maxLength >= length) return encoding;
  if (maxLength === 0) {
    const empty = sliceEncoding(encoding, 0, 0);
    empty.overflowing = [encoding];
    return empty;
  }
  if (stride >= maxLength) {
    throw new RangeError(
      `truncation: stride is ${stride} but has to be less than the ${maxLength} tokens that are left for the text.`,
    );
  }
  const parts: Encoding[] = [];
  const step = maxLength - stride;
  if (direction === "right") {
    for (let start = 0; ; start += step) {
      const end = Math.min(start + maxLength, length);
      parts.push(sliceEncoding(encoding, start, end));
      if (end === length) break;
    }
  } else {
    for (let end = length; ; end -= step) {
      const start = Math.max(0, end - maxLength);
      parts.push(sliceEncoding(encoding, start, end));
      if (start === 0) break;
    }
  }
  parts[0].overflowing = parts.slice(1);
  return parts[0];
}

/** Fills encodings (and what was cut off them) up to a common length, in place. */
export function padEncodings(encodings: Encoding[], options: Padding): void {
  const multiple = options.padToMultipleOf ?? 0;
  let length = options.length ?? encodings.reduce((longest, encoding) => Math.max(longest, encoding.length), 0);
  if (multiple > 0) length = Math.ceil(length / multiple) * multiple;
  for (const encoding of encodings) {
    for (const part of encoding.overflowing) pad(part, length, options);
    pad(encoding, length, options);
  }
}

function pad(encoding: Encoding, length: number, options: Padding): void {
  const missing = length - encoding.length;
  if (missing <= 0) return;
  const fill = <T>(column: T[], make: () => T): void => {
    const { length: old } = column;
    for (let i = 0; i < missing; i++) column.push(make());
    if (options.direction !== "left") return;
    column.copyWithin(missing, 0, old);
    for (let i = 0; i < missing; i++) column[i] = make();
  };
  fill(encoding.ids, () => options.padId ?? 0);
  fill(encoding.tokens, () => options.padToken ?? "[PAD]");
  fill(encoding.offsets, () => [0, 0]);
  fill(encoding.typeIds, () => options.padTypeId ?? 0);
  fill(encoding.wordIds, () => null);
  fill(encoding.specialTokensMask, () => 1);
  fill(encoding.attentionMask, () => 0);
  if (options.direction !== "left") return;
  for (const [sequence, [start, end]] of encoding.sequenceRanges) {
    encoding.sequenceRanges.set(sequence, [start + missing, end + missing]);
  }
}
