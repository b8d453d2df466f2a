/**
 * Whether a tokenizer is byte-level with a known word pattern: then words go from the text straight to their bytes.
 * @module
 */
import { flatten } from "../config.ts";
import type { Style } from "./word-scanner.ts";
import { gpt2Expression, knownExpressions } from "./word-scanner.ts";

type Json = Record<string, unknown>;

export interface WordPlan {
  /** How words are scanned; null: by `splitter`, the pre-tokenizer's part of the file without the spelling in bytes. */
  style: Style | null;
  splitter: Json | null;
  /** A space goes before a text that does not begin with one. */
  addPrefixSpace: boolean;
}

/** Reads a pre-tokenizer's part of the file, which has been checked before. Null: it has to go the long way. */
export function planWords(preTokenizer: unknown): WordPlan | null {
  const steps = flatten(preTokenizer, "pretokenizers");
  const digitsApart = steps[0]?.type === "Digits" && steps[0].individual_digits === true;
  if (digitsApart) steps.shift();
  const last = steps.pop();
  if (last?.type !== "ByteLevel") return null;
  const addPrefixSpace = last.add_prefix_space === true;
  if (steps.length === 0 && last.use_regex !== false) {
    if (digitsApart && addPrefixSpace) return null; // every piece between digits would get a space
    return { style: { ...knownExpressions.get(gpt2Expression)!, digitsApart }, splitter: null, addPrefixSpace };
  }
  if (addPrefixSpace) return null; // every piece would get one
  const style = steps.length === 1 && !digitsApart && last.use_regex === false ? knownSplit(steps[0]) : null;
  if (style) return { style, splitter: null, addPrefixSpace };
  const all = flatten(preTokenizer, "pretokenizers").slice(0, -1);
  if (last.use_regex !== false)
    all.push({ type: "Split", pattern: { Regex: gpt2Expression }, behavior: "Isolated", invert: false });
  // Metaspace and ByteLevel rewrite the text, and may not be repeated on its parts.
  if (all.some((step) => step.type === "Metaspace" || step.type === "ByteLevel")) return null;
  return { style: null, splitter: { type: "Sequence", pretokenizers: all }, addPrefixSpace };
}

/** The style of a Split at a known expression. Those match every character, so "removing the rest" removes nothing. */
export function knownSplit(step: Json): Style | null {
  const expression = (step.pattern as Json | undefined)?.Regex;
  if (step.type !== "Split" || typeof expression !== "string") return null;
  const keepsAll = step.invert === true ? step.behavior === "Removed" : step.behavior === "Isolated";
  return keepsAll ? (knownExpressions.get(expression) ?? null) : null;
}
