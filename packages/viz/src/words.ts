/** How numbers and tokens are said, the same in text twins, readouts and labels. @module */

/** A token in quotes, with what cannot be seen spelled out: `“ the”`, `“↵”`. */
export function quoted(token: string): string {
  return `“${visible(token)}”`;
}

/** Line ends, tabs and control characters as signs; spaces stay spaces. */
export function visible(token: string): string {
  return token.replace(/[\p{Cc}\p{Cf}]/gu, (character) => {
    if (character === "\n") return "↵";
    if (character === "\t") return "⇥";
    if (character === "\u200d" || character === "\ufe0f") return character; // they hold emoji together
    return `<${character.codePointAt(0)!.toString(16).padStart(2, "0")}>`;
  });
}

const space = "\u00a0"; // a number and its sign stay on one line

/** A fraction as a percentage with as many digits as tell something: `61 %`, `4.2 %`, `0.03 %`. */
export function percent(fraction: number): string {
  const value = fraction * 100;
  if (value === 0) return `0${space}%`;
  if (value < 0.001) return `less than 0.001${space}%`;
  if (value >= 99.95 && value < 100) return `more than 99.9${space}%`;
  return `${significant(value, value >= 10 ? 3 : 2)}${space}%`;
}

/** A number with four significant digits and thousands separated: `1,234,567`, `0.0123`. */
export function number(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString("en-US");
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e15) return value.toExponential(2);
  return size >= 1000 ? value.toLocaleString("en-US", { maximumFractionDigits: 1 }) : significant(value, 4);
}

/** Bytes in the unit that keeps the number short: `1.5 MB` is 1,500,000 bytes. */
export function bytes(value: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB", "PB"];
  let unit = 0;
  let left = value;
  while (left >= 1000 && unit < units.length - 1) {
    left /= 1000;
    unit++;
  }
  return `${unit === 0 ? left : significant(left, 3)} ${units[unit]}`;
}

/** `1 token`, `2 tokens`. */
export function plural(howMany: number, noun: string): string {
  return `${number(howMany)} ${noun}${howMany === 1 ? "" : "s"}`;
}

function significant(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}
