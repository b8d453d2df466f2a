/**
 * Whether a text may be cut before its spaces, each part be encoded alone, and the result be the same.
 *
 * A cut lies between a visible ASCII character and a space. For that to be harmless, no normalizer may look across it, the
 * pre-tokenizer has to split there anyway (or no token may reach across), and what is done to the beginning or the end of a
 * text must not be done to every part. Each component is checked for that; whatever is not known to be safe says no.
 * @module
 */

import type { AddedTokens } from "../added-tokens.ts";
import { flatten } from "../config.ts";
import type { BytePairEncoding } from "../models/byte-pair-encoding.ts";
import type { Model } from "../models/model.ts";
import type { CutPlan } from "./cut-plan.ts";
import { atEnd, atOrigin, atStart } from "./direct-encoder.ts";
import { dropsUnknown, joinsUnknown } from "./merge-borders.ts";
import type { Scanner } from "./unit-window.ts";
import { knownSplit } from "./word-plan.ts";

type Json = Record<string, unknown>;

/** Whether added tokens of the second round have no space in them and none to swallow around them. */
export function keepsSpaces({ secondRound }: AddedTokens): boolean {
  return [...secondRound].every(([text, { lstrip, rstrip }]) => /^[!-~]+$/.test(text) && !lstrip && !rstrip);
}

/** Null: texts have to go through whole. */
export function planSpaces(json: Json, model: Model, added: AddedTokens): CutPlan | null {
  if (!keepsSpaces(added)) return null;
  const normalizers = flatten(json.normalizer, "normalizers");
  const normalized = spacesAfter(normalizers);
  if (!normalized) return null;
  let { spaces } = normalized;
  const preTokenizers = flatten(json.pre_tokenizer, "pretokenizers");
  const effects = new Set<Effect>();
  let placeMask = 0;
  for (const step of preTokenizers) {
    const effect = effectAtSpaces(step, spaces);
    if (effect === "unsafe") return null;
    effects.add(effect);
    if (step.type === "Metaspace" && step.prepend_scheme === "first") placeMask |= atOrigin;
    // What spaces look like to the parts that follow.
    if (step.type === "ByteLevel") spaces = new Set(["Ġ"]);
    if (step.type === "Metaspace") spaces = new Set([step.replacement as string]);
  }
  const splits = effects.has("splits");
  const words = splits ? "split" : effects.has("local") ? "mixed" : "whole";
  const cutsAfter = splits ? visibleCharacters : cutsInWords(json.model as Json, model, spaces, words);
  if (cutsAfter.length === 0) return null;
  for (const step of normalizers) {
    if (step.type === "Prepend" || isAtStart(step) || (step.type === "Strip" && step.strip_left)) placeMask |= atStart;
    if (step.type === "Strip" && step.strip_right) placeMask |= atEnd;
  }
  // Spaces are put around ideographs; what keeps no spaces splits there.
  const dropsSpaces = ["BertPreTokenizer", "WhitespaceSplit", "Whitespace"].includes(preTokenizers[0]?.type as string);
  const ideographs = dropsSpaces && normalizers.length === 1 && normalizers[0].handle_chinese_chars === true;
  return {
    scanner: createSpaceScanner(cutsAfter, normalized.beforeVisible, ideographs),
    placeMask,
    words,
    normalizerAt: (place) => normalizerAt(normalizers, place),
  };
}

/** What is known about spaces after normalization, at the places where a text is cut. */
interface NormalizedSpaces {
  /** What a space may be. */
  spaces: Set<string>;
  /** Only where a visible character follows the space: several, or one and a newline, may become something else. */
  beforeVisible: boolean;
}

/** Null if a normalizer may look across a cut. */
function spacesAfter(normalizers: Json[]): NormalizedSpaces | null {
  const spaces = new Set([" "]);
  let beforeVisible = false;
  const local = [
    "NFC",
    "NFD",
    "NFKC",
    "NFKD",
    "Lowercase",
    "StripAccents",
    "Nmt",
    "BertNormalizer",
    "Strip",
    "Prepend",
  ];
  for (const step of normalizers) {
    const type = step.type as string;
    // Precompiled: the encoder that uses this plan has made sure that it leaves visible ASCII and the space alone.
    if (local.includes(type) || type === "Precompiled" || isAtStart(step)) continue;
    if (type !== "Replace") return null;
    const pattern = step.pattern as Json;
    const content = step.content as string;
    const regex = pattern.Regex as string | undefined;
    const isRun = regex !== undefined && /^(?:\\s| |\[ \])(?:\+|\{\d+,?\d*\})$/.test(regex);
    const literal = (pattern.String ??
      (regex !== undefined && /^[^\\^$.|?*+()[\]{}]+$/.test(regex) ? regex : undefined)) as string | undefined;
    if (isRun || literal === " ") {
      if (content.length !== 1 || visible(content.charCodeAt(0))) return null;
      if (!isRun || content !== " ") {
        if (!isRun) spaces.delete(" ");
        spaces.add(content);
      }
    } else if (literal === undefined) {
      if (!isWhitespaceAndMore(regex)) return null;
      beforeVisible = true;
    } else if (!keepsEdges(literal, content)) return null;
  }
  return { spaces, beforeVisible };
}

/** Whether a replacement leaves cuts as they are: what it takes away lies on one side of each, and visible text stays visible. */
function keepsEdges(literal: string, content: string): boolean {
  if (/ |[!-~][^!-~]/.test(literal)) return false;
  return !/[!-~]$/.test(literal) || /^[!-~]+$/.test(content);
}

/** Whether an expression matches white space only, and not a space that stands alone (` *\n`). */
function isWhitespaceAndMore(regex: string | undefined): boolean {
  if (regex === undefined || !/^(?:(?:[ \n\r\t]|\\[nrt])(?:[*+?]|\{\d+(?:,\d*)?\})?)+$/.test(regex)) return false;
  return !new RegExp(regex).test("a a");
}

/** Whether a step puts something before a text, as `Prepend` does: expressions that match nothing, at the start of a text alone. */
function isAtStart({ type, pattern }: Json): boolean {
  return type === "Replace" && ["\\A", "(?<!\\n)^"].includes((pattern as Json).Regex as string);
}

/** What a pre-tokenizer does between a visible character and a space: where it does not split, it may split elsewhere, or not at all. */
type Effect = "splits" | "local" | "nothing" | "unsafe";

/** @param spaces what a space may look like now */
function effectAtSpaces(step: Json, spaces: Set<string>): Effect {
  const plainSpace = spaces.size === 1 && spaces.has(" ");
  const only = (...allowed: string[]) => [...spaces].every((space) => allowed.includes(space));
  switch (step.type) {
    case "Whitespace":
    case "WhitespaceSplit":
    case "BertPreTokenizer":
      return plainSpace ? "splits" : "unsafe";
    case "ByteLevel":
      if (!plainSpace) return "unsafe"; // it may put a space before each piece
      return step.use_regex !== false ? "splits" : "local";
    case "Metaspace":
      if (!only(" ", step.replacement as string)) return "unsafe";
      return step.split === false ? "nothing" : "splits";
    case "CharDelimiterSplit":
      return only(step.delimiter as string) ? "splits" : "unsafe";
    case "Digits":
      return "local";
    case "Punctuation":
      return ["Isolated", "Contiguous", "Removed", undefined].includes(step.behavior as string) ? "local" : "unsafe";
    case "Split": {
      if (knownSplit(step) && plainSpace) return "splits";
      const { String: literal, Regex: regex } = step.pattern as Json;
      // Digits in fixed numbers, as Falcon groups them: nothing of it is a space.
      if (typeof regex === "string" && /^(?:(?:\[0-9\]|\\d|\\p\{N\})(?:\+|\{\d+(?:,\d*)?\})?)+$/.test(regex)) {
        return step.behavior === "Isolated" && step.invert !== true ? "local" : "unsafe";
      }
      // Gemma's: it cannot match any more, since its spaces have become something else.
      return literal === " " && !spaces.has(" ") && step.invert !== true ? "nothing" : "unsafe";
    }
    default:
      return "unsafe";
  }
}

const visibleCharacters = Array.from({ length: 0x7f - 0x21 }, (_, i) => String.fromCharCode(0x21 + i)).join("");

/**
 * Without a split there: the visible characters behind which no token reaches across, if the model treats words alike wherever
 * they stand.
 */
function cutsInWords(json: Json, model: Model, spaces: Set<string>, words: CutPlan["words"]): string {
  if (model.type !== "BPE" && !(model.type === "Unigram" && words === "whole")) return "";
  if (json.ignore_merges === true || json.continuing_subword_prefix || json.end_of_word_suffix) return "";
  for (const space of spaces) if (!isKnown(model, space)) return "";
  const crossed = crossedBy(model, spaces);
  const bpe = model.type === "BPE" ? (model as BytePairEncoding) : null;
  if (bpe && crossed.size > 0 && joinsUnknown(bpe)) return ""; // any character that is unknown may be crossed, too
  const dropped = bpe !== null && dropsUnknown(bpe);
  return [...visibleCharacters].filter((c) => !crossed.has(c) && !(dropped && !isKnown(model, c))).join("");
}

/** The visible characters that a space follows in some token. */
function crossedBy(model: Model, spaces: Set<string>): Set<string> {
  const anySpace = [...spaces].map((space) => `\\u{${space.codePointAt(0)!.toString(16)}}`).join("");
  const crossing = new RegExp(`[!-~][${anySpace}]`, "u");
  const all = new RegExp(crossing, "gu");
  const crossed = new Set<string>();
  for (const [token] of model.vocabulary) {
    if (crossing.test(token)) for (const [pair] of token.matchAll(all)) crossed.add(pair[0]);
  }
  return crossed;
}

/** Whether a character is a token, and not the unknown one. */
function isKnown(model: Model, character: string): boolean {
  return model.tokenToId(character) !== undefined && (model as Model & { unkToken?: string }).unkToken !== character;
}

/** The normalizers that apply to a piece which is at the start or end of its text, or not. */
function normalizerAt(normalizers: Json[], place: number): Json | null {
  const steps = normalizers.flatMap((step) => {
    if (step.type === "Prepend" || isAtStart(step)) return place & atStart ? [step] : [];
    if (step.type !== "Strip") return [step];
    const strip_left = step.strip_left === true && (place & atStart) !== 0;
    const strip_right = step.strip_right === true && (place & atEnd) !== 0;
    return strip_left || strip_right ? [{ ...step, strip_left, strip_right }] : [];
  });
  return steps.length === 0 ? null : { type: "Sequence", normalizers: steps };
}

function visible(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f;
}

/**
 * Pieces that begin with a space (after the first).
 * @param cutsAfter the visible characters behind which a text may be cut
 * @param beforeVisible whether a visible character has to follow the space
 * @param ideographs whether each of those is a piece, too, for they are set apart before anything else
 */
function createSpaceScanner(cutsAfter: string, beforeVisible: boolean, ideographs: boolean): Scanner {
  const cuts = new Uint8Array(0x10000);
  for (const character of cutsAfter) cuts[character.charCodeAt(0)] = 1;
  const isIdeograph = (unit: number) => unit >= 0x4e00 && unit <= 0x9fff;
  const isCut = (units: Uint16Array, at: number, end: number) => {
    const before = units[at - 1];
    const after = units[at];
    if (after === 0x20) return cuts[before] === 1 && !(beforeVisible && !(at + 1 < end && visible(units[at + 1])));
    return ideographs && (isIdeograph(before) || isIdeograph(after)); // there will be spaces on both sides
  };
  return {
    scan(units, start, end) {
      let at = start;
      while (at < end && units[at] === 0x20) at++; // spaces go with what follows
      if (at < end) at++;
      while (at < end && !isCut(units, at, end)) at++;
      return at;
    },
    lastCut(units, end) {
      for (let at = end - 1; at > 0; at--) if (isCut(units, at, end)) return at;
      return 0;
    },
  };
}
