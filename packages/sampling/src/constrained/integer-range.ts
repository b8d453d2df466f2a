/** Integers between two bounds, as a pattern over their digits. @module */
import { characters, choice, literal, type Pattern, repeat, sequence } from "./pattern.ts";

const maxDigits = 15;

/**
 * Matches the decimal texts of the integers from `min` to `max` (either may be infinite), without leading zeros.
 * Unbounded sides are limited to 15 digits.
 *
 * @throws RangeError if there is no integer between them
 * @example
 * integerRange(8, 12); // matches 8, 9, 10, 11 and 12
 */
export function integerRange(min: number, max: number): Pattern {
  const largest = 10 ** maxDigits - 1;
  const from = Math.max(Math.ceil(min), -largest);
  const to = Math.min(Math.floor(max), largest);
  if (!(from <= to)) throw new RangeError(`constraint: there is no integer from ${min} to ${max}.`);
  const options: Pattern[] = [];
  if (from < 0) options.push(sequence(literal("-"), choice(...byLength(Math.max(1, -to), -from))));
  if (to >= 0) options.push(...byLength(Math.max(0, from), to));
  return choice(...options);
}

/** 0 <= from <= to: one pattern for each number of digits. */
function byLength(from: number, to: number): Pattern[] {
  const options: Pattern[] = [];
  for (let length = String(from).length; length <= String(to).length; length++) {
    const low = Math.max(from, length === 1 ? 0 : 10 ** (length - 1));
    const high = Math.min(to, 10 ** length - 1);
    options.push(sameLength(String(low), String(high)));
  }
  return options;
}

/** Numbers between two of the same number of digits: the first digit is the lower bound's, the upper bound's, or between. */
function sameLength(low: string, high: string): Pattern {
  if (low === "") return sequence();
  const [first, last] = [Number(low[0]), Number(high[0])];
  const rest = low.length - 1;
  if (/^0+$/.test(low) && /^9+$/.test(high)) return repeat(digits(0, 9), low.length, low.length);
  if (first === last) return sequence(literal(low[0]), sameLength(low.slice(1), high.slice(1)));
  const options: Pattern[] = [
    sequence(literal(low[0]), sameLength(low.slice(1), "9".repeat(rest))),
    sequence(literal(high[0]), sameLength("0".repeat(rest), high.slice(1))),
  ];
  if (last - first > 1) options.push(sequence(digits(first + 1, last - 1), repeat(digits(0, 9), rest, rest)));
  return choice(...options);
}

const digits = (from: number, to: number) => characters([0x30 + from, 0x30 + to]);
