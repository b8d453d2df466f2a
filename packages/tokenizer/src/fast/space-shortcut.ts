/** The short way of other tokenizers: what lies between spaces is encoded alone, and remembered. @module */
import { flatten } from "../config.ts";
import type { Normalizer } from "../normalizers/simple-normalizers.ts";
import type { Build, Pipeline, Shortcut } from "../pipeline.ts";
import { createPieceEncoder, type PieceEncoder } from "./piece-encoder.ts";
import { planSpaces } from "./space-plan.ts";

/** Null where a text has to go through whole. */
export function createSpaceEncoder(
  pipeline: Pipeline,
  json: Record<string, unknown>,
  build: Build,
): PieceEncoder | null {
  const { added, model } = pipeline;
  const plan = model.isRandom ? null : planSpaces(json, model, added);
  if (!plan) return null;
  const middle = plan.normalizerAt(0);
  if (middle && !leavesVisibleAsciiAlone(build.normalizer(middle))) return null;
  if (model.type === "Unigram" && plan.words === "whole" && added.looksInNormalized) return null;
  return createPieceEncoder(plan, pipeline, json, build);
}

export const spaceShortcut: Shortcut = (pipeline, json, build) => {
  const encoder = createSpaceEncoder(pipeline, json, build);
  if (!encoder) return null;
  return { encode: (part, out) => encoder.encode(part, out, part.origin === 0), locate: encoder.locate };
};

/**
 * The same, to be tried before other ways: where there is a normalizer, and not only a Unicode form, which takes little time, it is
 * better asked about pieces that are new than about whole texts.
 */
export const normalizedSpaceShortcut: Shortcut = (pipeline, json, build) => {
  const isQuick = ({ type }: Record<string, unknown>) => /^NFK?[CD]$/.test(type as string);
  return flatten(json.normalizer, "normalizers").every(isQuick) ? null : spaceShortcut(pipeline, json, build);
};

/** Whether visible ASCII characters stay visible ASCII characters. */
function leavesVisibleAsciiAlone(normalizer: Normalizer): boolean {
  for (let unit = 0x21; unit < 0x7f; unit++) {
    if (!/^[!-~]+$/.test(normalizer.normalize(String.fromCharCode(unit), null))) return false;
  }
  return true;
}
