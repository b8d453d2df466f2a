/**
 * Probability bars show how likely each of a few outcomes is, and how much is left for everything else.
 * @module
 */
import { checkKeys, count, numberWithin, optionalText, plainArray, text, withoutAbsent } from "./checks.ts";
import { percent, quoted } from "./words.ts";

export interface ProbabilityBarsInput {
  /** In the order in which they are drawn. */
  bars: readonly { label: string; probability: number; note?: string }[];
  /** Index of the bar that was chosen, marked. */
  chosen?: number;
  /** Default "Everything else", drawn when the bars sum to less than 1. */
  restLabel?: string;
  title?: string;
}

export interface ProbabilityBars {
  kind: "probability-bars";
  title?: string;
  bars: { label: string; probability: number; note?: string }[];
  chosen?: number;
  restLabel?: string;
}

const where = "probabilityBars";

/**
 * The figure of a distribution, or of its likeliest part.
 *
 * Units:  fractions in [0, 1], together at most 1
 * @throws TypeError | RangeError for unknown keys, or probabilities that sum to more than 1
 * @example probabilityBars({ bars: [{ label: " mat", probability: 0.6 }, { label: " sofa", probability: 0.1 }], chosen: 0 })
 */
export function probabilityBars(input: ProbabilityBarsInput): ProbabilityBars {
  checkKeys(where, input, ["bars", "chosen", "restLabel", "title"]);
  const bars = plainArray(where, "bars", input.bars).map((bar, i) => {
    checkKeys(`${where}: bars[${i}]`, bar, ["label", "probability", "note"]);
    return withoutAbsent({
      label: text(where, `bars[${i}].label`, bar.label),
      probability: numberWithin(where, `bars[${i}].probability`, bar.probability, 0, 1 + 1e-6), // float32 softmax can pass 1 a little
      note: optionalText(where, `bars[${i}].note`, bar.note),
    });
  });
  const sum = bars.reduce((total, { probability }) => total + probability, 0);
  if (sum > 1.001)
    throw new RangeError(
      `${where}: the probabilities sum to ${sum} but may reach 1 at most. Divide by the sum, or apply softmax.`,
    );
  return withoutAbsent({
    kind: "probability-bars" as const,
    title: optionalText(where, "title", input.title),
    bars,
    chosen: input.chosen === undefined ? undefined : count(where, "chosen", input.chosen, 0, bars.length - 1),
    restLabel: optionalText(where, "restLabel", input.restLabel),
  });
}

/** What the bars leave: 1 minus their sum, or 0 if that is only rounding. */
export function restOf(figure: ProbabilityBars): number {
  const rest = 1 - figure.bars.reduce((sum, bar) => sum + bar.probability, 0);
  return rest > 5e-4 ? rest : 0;
}

/** The bars as a numbered list. */
export function probabilityBarsText(figure: ProbabilityBars): string {
  const lines = figure.bars.map((_, i) => `  ${i + 1}. ${sayBar(figure, i)}`);
  const rest = restOf(figure);
  if (rest > 0) lines.push(`  ${figure.restLabel ?? "Everything else"}: ${percent(rest)}`);
  return [`${figure.title ?? "Probabilities"}:`, ...lines].join("\n");
}

/** One bar in words: `“ mat”: 60 %, chosen`. */
export function sayBar(figure: ProbabilityBars, i: number): string {
  const { label, probability, note } = figure.bars[i];
  return `${quoted(label)}: ${percent(probability)}${i === figure.chosen ? ", chosen" : ""}${note ? ` (${note})` : ""}`;
}
