/**
 * Between which characters a tokenizer's texts may be cut, and each part be encoded alone.
 *
 * That is where the pre-tokenizer makes a border between words in any case, and nothing before it looks across. Each part of
 * the file becomes a step that says so of two characters; what comes after a border gets the words one by one and does not
 * matter any more. Of components that are not named here nothing is known: texts are not cut on their account.
 * @module
 */
import type { AddedTokens } from "../added-tokens.ts";
import { flatten } from "../config.ts";
import type { Build } from "../pipeline.ts";
import type { Behavior } from "../pre-tokenizers/splitting.ts";
import { rustWordSet, whitespaceSet } from "../regex/character-sets.ts";
import { type MatchShape, matchShape } from "../regex/match-shape.ts";
import { parseRegex } from "../regex/parse.ts";
import type { RegexNode } from "../regex/syntax-tree.ts";
import { punctuationCharacters } from "../unicode-tables.ts";
import { addedTokensRule, type BorderRule, opaqueRule, ShapeSigns, splitRule } from "./border-rules.ts";
import { type BorderStep, CharacterBorders } from "./character-borders.ts";
import type { CutPlan } from "./cut-plan.ts";
import { gpt2Expression } from "./word-scanner.ts";

type Json = Record<string, unknown>;

/** Null where there would be few borders. */
export function planBorders(json: Json, added: AddedTokens, build: Build): CutPlan | null {
  const normalizers = flatten(json.normalizer, "normalizers");
  const preTokenizers = flatten(json.pre_tokenizer, "pretokenizers");
  if (preTokenizers.length === 0) return null;
  // A piece does not know whether it is the beginning of the text.
  if (preTokenizers.some((step) => step.type === "Metaspace" && step.prepend_scheme === "first")) return null;
  const rewriting = normalizers.map((step) => rewritingSteps(step, build));
  if (rewriting.includes(null)) return null;
  const scanner = new CharacterBorders([
    ...(rewriting as BorderStep[][]).flat(),
    { rule: addedTokensRule(added.secondRound) },
    ...preTokenizers.flatMap(splittingRules).map((rule) => ({ rule })),
  ]);
  if (!scanner.cutsBetween("e", " ") && !scanner.cutsBetween("e", ".")) return null;
  return { scanner, placeMask: 0, words: "split", normalizerAt: () => (json.normalizer as Json | null) ?? null };
}

/** What a normalizer does; null if it is none that goes character by character. */
function rewritingSteps(step: Json, build: Build): BorderStep[] | null {
  switch (step.type) {
    case "NFC":
    case "NFD":
    case "NFKC":
    case "NFKD":
    case "BertNormalizer":
    case "StripAccents":
    case "Lowercase":
    case "Nmt": {
      const normalizer = build.normalizer(step);
      return [{ rewrite: (image) => (combines(image) ? null : normalizer.normalize(image, null)) }];
    }
    case "Replace": {
      const shape = shapeOf(step.pattern as Json);
      return shape && replacing(new ShapeSigns(shape), step.content as string);
    }
    default:
      return null;
  }
}

/** Whether a text may combine with a character before it: it begins with a mark, or with a vowel or final of a Korean syllable. */
function combines(text: string): boolean {
  return /^[\p{M}\u1160-\u11ff]/u.test(text.normalize("NFKD"));
}

/** A character is replaced wherever it stands, or nowhere; if it is sometimes, what it becomes is not known. */
function replacing(signs: ShapeSigns, content: string): BorderStep[] {
  const rule: BorderRule = {
    sign: (character) => signs.sign(character),
    looksAcross: (before, after) => signs.areJoined(before, after),
    cuts: () => false,
  };
  const rewrite = (image: string) => {
    const characters = [...image].map((character) => signs.sign(character));
    if (!characters.some((sign) => signs.mayMatch(sign))) return image;
    return characters.length === 1 && signs.alwaysMatches(characters[0]) ? content : null;
  };
  return [{ rule }, { rewrite }];
}

function splittingRules(step: Json): BorderRule[] {
  switch (step.type) {
    case "Split":
      return [split(shapeOf(step.pattern as Json), step.behavior as Behavior, step.invert === true)];
    case "Whitespace":
      return [split(wordsOrPunctuation, "Removed", true)];
    case "WhitespaceSplit":
      return [split(whitespace, "Removed")];
    case "BertPreTokenizer":
      return [split(whitespace, "Removed"), split(oneOf(punctuationCharacters().source), "Isolated")];
    case "Punctuation":
      return [split(oneOf(punctuationCharacters().source), (step.behavior ?? "Isolated") as Behavior)];
    case "Digits":
      return [split(oneOf("\\p{N}"), step.individual_digits === true ? "Isolated" : "Contiguous")];
    case "CharDelimiterSplit":
      return [split(shapeOf({ String: step.delimiter }), "Removed")];
    case "ByteLevel":
      // What follows gets other characters.
      if (step.add_prefix_space === true || step.use_regex === false) return [opaqueRule];
      return [split(shapeOf({ Regex: gpt2Expression }), "Isolated"), opaqueRule];
    default:
      return [opaqueRule];
  }
}

function split(shape: MatchShape | null, behavior: Behavior, invert = false): BorderRule {
  return (shape && splitRule(shape, behavior, invert)) ?? opaqueRule;
}

/** Of `{"String": text}` or `{"Regex": expression}`, which have been read before. */
function shapeOf({ String: text, Regex: expression }: Json): MatchShape | null {
  if (typeof expression === "string") return matchShape(parseRegex(expression, "pattern"));
  const nodes = [...(text as string)].map(
    (character): RegexNode => ({ type: "literal", codePoint: character.codePointAt(0)!, ignoreCase: false }),
  );
  return matchShape({ type: "sequence", nodes });
}

function oneOf(source: string): MatchShape | null {
  return matchShape({ type: "set", source });
}

const run = (source: string): RegexNode => ({
  type: "repeat",
  node: { type: "set", source },
  min: 1,
  max: Number.POSITIVE_INFINITY,
  mode: "greedy",
});
const whitespace = oneOf(whitespaceSet);
const wordsOrPunctuation = matchShape({
  type: "choice",
  nodes: [run(rustWordSet), run(`[^${rustWordSet}${whitespaceSet}]`)],
});
