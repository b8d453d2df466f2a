/** The short way of other tokenizers: what lies between spaces is encoded alone, and remembered. @module */
import type { IdBuffer } from "../id-buffer.ts";
import type { Normalizer } from "../normalizers/simple-normalizers.ts";
import { Piece } from "../piece.ts";
import type { Build, Pipeline, Shortcut } from "../pipeline.ts";
import { atOrigin, DirectEncoder } from "./direct-encoder.ts";
import { planSpaces, type SpacePlan } from "./space-plan.ts";
import { WordEncoder } from "./word-encoder.ts";

/** Encodes parts of a text; see `DirectEncoder.encode` for `isOrigin` and `edges`. */
export interface SpaceEncoder extends Pick<SpacePlan, "scanner" | "placeMask"> {
  encode(part: Piece, out: IdBuffer, isOrigin: boolean, edges?: number): void;
}

/** Null where a text has to go through whole. */
export function createSpaceEncoder(
  pipeline: Pipeline,
  json: Record<string, unknown>,
  build: Build,
): SpaceEncoder | null {
  const { added, model } = pipeline;
  if (model.isRandom || !added.secondRoundIsLocal) return null;
  const plan = planSpaces(json, model);
  if (!plan) return null;
  const middle = plan.normalizerAt(0);
  if (middle && !leavesVisibleAsciiAlone(build.normalizer(middle))) return null;
  const normalizers = new Map<number, Normalizer | null>();
  const normalizerAt = (place: number) => {
    if (!normalizers.has(place)) {
      const part = plan.normalizerAt(place);
      normalizers.set(place, part && build.normalizer(part));
    }
    return normalizers.get(place)!;
  };
  const scanner = { ...plan.scanner };
  const { placeMask } = plan;
  let encoder: DirectEncoder | null = null;
  const words = model.type === "BPE" ? new WordEncoder(model) : undefined;
  return {
    scanner,
    placeMask,
    encode(part, out, isOrigin, edges) {
      encoder ??= new DirectEncoder(scanner, placeMask, (_units, start, end, place, text, textStart, ids) => {
        const first = (place & atOrigin) !== 0;
        const piece = new Piece(text.slice(textStart, textStart + end - start), first ? 0 : 1, first);
        pipeline.encodeNormalized(added.normalize(piece, normalizerAt(place)), ids, words);
      });
      encoder.encode(part.text, 0, part.text.length, out, isOrigin, edges);
    },
  };
}

export const spaceShortcut: Shortcut = (pipeline, json, build) => {
  const encoder = createSpaceEncoder(pipeline, json, build);
  return encoder && ((part, out) => encoder.encode(part, out, part.origin === 0));
};

/** Whether visible ASCII characters stay visible ASCII characters. */
function leavesVisibleAsciiAlone(normalizer: Normalizer): boolean {
  for (let unit = 0x21; unit < 0x7f; unit++) {
    if (!/^[!-~]$/.test(normalizer.normalize(String.fromCharCode(unit), null))) return false;
  }
  return true;
}
