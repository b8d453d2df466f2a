/** The short way of other tokenizers: what lies between spaces is encoded alone, and remembered. @module */
import type { Normalizer } from "../normalizers/simple-normalizers.ts";
import { Piece } from "../piece.ts";
import type { Shortcut } from "../pipeline.ts";
import { atOrigin, DirectEncoder } from "./direct-encoder.ts";
import { planSpaces } from "./space-plan.ts";

export const spaceShortcut: Shortcut = (pipeline, json, build) => {
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
  let encoder: DirectEncoder | null = null;
  return (part, out) => {
    encoder ??= new DirectEncoder(scanner, plan.placeMask, (_units, start, end, place, text, textStart, ids) => {
      const first = (place & atOrigin) !== 0;
      const piece = new Piece(text.slice(textStart, textStart + end - start), first ? 0 : 1, first);
      pipeline.encodeNormalized(added.normalize(piece, normalizerAt(place)), ids);
    });
    encoder.encode(part.text, 0, part.text.length, out, part.origin === 0);
  };
};

/** Whether visible ASCII characters stay visible ASCII characters. */
function leavesVisibleAsciiAlone(normalizer: Normalizer): boolean {
  for (let unit = 0x21; unit < 0x7f; unit++) {
    if (!/^[!-~]$/.test(normalizer.normalize(String.fromCharCode(unit), null))) return false;
  }
  return true;
}
