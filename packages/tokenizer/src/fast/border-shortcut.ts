/** The short way of tokenizers whose words have certain borders: what lies between them is encoded alone, and remembered. @module */
import type { Build, Pipeline, Shortcut } from "../pipeline.ts";
import { planBorders } from "./border-plan.ts";
import { createPieceEncoder, type PieceEncoder } from "./piece-encoder.ts";
import { planWords } from "./word-plan.ts";

/** Null where borders are rare, or where there is a scanner for the words themselves. */
export function createBorderEncoder(
  pipeline: Pipeline,
  json: Record<string, unknown>,
  build: Build,
): PieceEncoder | null {
  if (pipeline.model.isRandom || planWords(json.pre_tokenizer)?.style) return null;
  const plan = planBorders(json, pipeline.added, build);
  return plan && createPieceEncoder(plan, pipeline, json, build);
}

export const borderShortcut: Shortcut = (pipeline, json, build) => {
  const encoder = createBorderEncoder(pipeline, json, build);
  return encoder && { encode: (part, out) => encoder.encode(part, out, false), locate: encoder.locate };
};
