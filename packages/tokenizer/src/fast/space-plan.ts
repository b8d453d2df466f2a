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
import type { Model } from "../models/model.ts";
import { atEnd, atOrigin, atStart } from "./direct-encoder.ts";
import type { Scanner } from "./unit-window.ts";
import { knownSplit } from "./word-plan.ts";

type Json = Record<string, unknown>;

export interface SpacePlan {
  scanner: Scanner;
  /** Which of atStart, atEnd, atOrigin make a difference. */
  placeMask: number;
  /** Each piece begins a word; or a text between added tokens is one word; or neither. */
  words: "split" | "whole" | "mixed";
  /** The normalizer's part of the file for a piece at that place. */
  normalizerAt(place: number): Json | null;
}

/** Whether added tokens of the second round have no space in them and none to swallow around them. */
export function keepsSpaces({ secondRound }: AddedTokens): boolean {
  return [...secondRound].every(([text, { lstrip, rstrip }]) => /^[!-~]+$/.test(text) && !lstrip && !rstrip);
}

/** Null: texts have to go through whole. */
export function planSpaces(json: Json, model: Model, added: AddedTokens): SpacePlan | null {
  if (!keepsSpaces(added)) return null;
  const normalizers = flatten(json.normalizer, "normalizers");
  const normalized = spacesAfter(normalizers);
  if (!normalized) return null;
  let spaces = normalized;
  const preTokenizers = flatten(json.pre_tokenizer, "pretokenizers");
  let splits = false;
  let placeMask = 0;
  for (const step of preTokenizers) {
    const effect = effectAtSpaces(step, spaces);
    if (effect === "unsafe") return null;
    if (effect === "splits") splits = true;
    if (step.type === "Metaspace" && step.prepend_scheme === "first") placeMask |= atOrigin;
    // What spaces look like to the parts that follow.
    if (step.type === "ByteLevel") spaces = new Set(["Ġ"]);
    if (step.type === "Metaspace") spaces = new Set([step.replacement as string]);
  }
  if (!splits && !canCutInside(json.model as Json, model, spaces)) return null;
  for (const step of normalizers) {
    if (step.type === "Prepend" || (step.type === "Strip" && step.strip_left)) placeMask |= atStart;
    if (step.type === "Strip" && step.strip_right) placeMask |= atEnd;
  }
  const isWhole = preTokenizers.every(({ type, split }) => type === "Metaspace" && split === false);
  // Spaces are put around ideographs; what keeps no spaces splits there.
  const dropsSpaces = ["BertPreTokenizer", "WhitespaceSplit", "Whitespace"].includes(preTokenizers[0]?.type as string);
  const ideographs = dropsSpaces && normalizers.length === 1 && normalizers[0].handle_chinese_chars === true;
  return {
    scanner: createSpaceScanner(ideographs),
    placeMask,
    words: splits ? "split" : isWhole ? "whole" : "mixed",
    normalizerAt: (place) => normalizerAt(normalizers, place),
  };
}

/** What a space may be after normalization; null if a normalizer may look across a cut. */
function spacesAfter(normalizers: Json[]): Set<string> | null {
  const spaces = new Set([" "]);
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
    if (local.includes(type) || type === "Precompiled") continue;
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
    } else if (literal === undefined || /[!-~][^!-~]/.test(literal)) return null;
  }
  return spaces;
}

/** What a pre-tokenizer does between a visible character and a space (which may look like any of `spaces` now). */
function effectAtSpaces(step: Json, spaces: Set<string>): "splits" | "local" | "unsafe" {
  const plainSpace = spaces.size === 1 && spaces.has(" ");
  const only = (...allowed: string[]) => [...spaces].every((space) => allowed.includes(space));
  switch (step.type) {
    case "Whitespace":
    case "WhitespaceSplit":
    case "BertPreTokenizer":
      return plainSpace ? "splits" : "unsafe";
    case "ByteLevel":
      return step.use_regex !== false && plainSpace ? "splits" : "local";
    case "Metaspace":
      if (!only(" ", step.replacement as string)) return "unsafe";
      return step.split === false ? "local" : "splits";
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
      return literal === " " && !spaces.has(" ") && step.invert !== true ? "local" : "unsafe";
    }
    default:
      return "unsafe";
  }
}

/** Without a split there: whether no token reaches across, and the model treats words alike wherever they stand. */
function canCutInside(json: Json, model: Model, spaces: Set<string>): boolean {
  if (model.type !== "BPE") return false;
  if (json.ignore_merges === true || json.continuing_subword_prefix || json.end_of_word_suffix) return false;
  for (const space of spaces) if (model.tokenToId(space) === undefined) return false;
  const crossing = new RegExp(
    `[!-~][${[...spaces].map((space) => `\\u{${space.codePointAt(0)!.toString(16)}}`).join("")}]`,
    "u",
  );
  for (const [token] of model.vocabulary) if (crossing.test(token)) return false;
  return true;
}

/** The normalizers that apply to a piece which is at the start or end of its text, or not. */
function normalizerAt(normalizers: Json[], place: number): Json | null {
  const steps = normalizers.flatMap((step) => {
    if (step.type === "Prepend") return place & atStart ? [step] : [];
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

/** Pieces that begin with a space (after the first); with `ideographs` each of those is a piece, too, for they are set apart before anything else. */
function createSpaceScanner(ideographs: boolean): Scanner {
  const isIdeograph = (unit: number) => unit >= 0x4e00 && unit <= 0x9fff;
  const isCut = (before: number, after: number) => {
    if (after === 0x20) return visible(before);
    return ideographs && (isIdeograph(before) || isIdeograph(after)); // there will be spaces on both sides
  };
  return {
    scan(units, start, end) {
      let at = start;
      while (at < end && units[at] === 0x20) at++; // spaces go with what follows
      if (at < end) at++;
      while (at < end && !isCut(units[at - 1], units[at])) at++;
      return at;
    },
    lastCut(units, end) {
      for (let at = end - 1; at > 0; at--) if (isCut(units[at - 1], units[at])) return at;
      return 0;
    },
  };
}
