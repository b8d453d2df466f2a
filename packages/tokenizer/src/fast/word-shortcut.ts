/** The short way of byte-level tokenizers: words go from the text straight to their bytes, or to the cache. @module */
import type { IdBuffer } from "../id-buffer.ts";
import type { Piece } from "../piece.ts";
import type { Shortcut } from "../pipeline.ts";
import { createByteEncoder } from "./byte-encoder.ts";
import { DirectEncoder } from "./direct-encoder.ts";
import { wholeText } from "./unit-window.ts";
import { createWordLocator } from "./word-locator.ts";
import { planWords } from "./word-plan.ts";
import { createWordScanner } from "./word-scanner.ts";

export const wordShortcut: Shortcut = (pipeline, json, build) => {
  const { added, normalizer } = pipeline;
  const bytes = createByteEncoder(pipeline.model);
  const plan = bytes && planWords(json.pre_tokenizer);
  if (!plan) return null;
  const { style, addPrefixSpace } = plan;
  const splitter = plan.splitter && build.preTokenizer(plan.splitter);
  let encoder: DirectEncoder | null = null; // made at the first text: loading stays quick
  const encodePiece = (piece: Piece, out: IdBuffer) => {
    encoder ??= new DirectEncoder(
      style ? createWordScanner(style) : wholeText,
      0,
      (units, start, end, _1, _2, _3, ids) => {
        bytes.encode(units, start, end, ids);
        return true;
      },
    );
    const text = addPrefixSpace && piece.text[0] !== " " ? ` ${piece.text}` : piece.text;
    encoder.encode(text, 0, text.length, out);
  };
  return {
    encode(part, out) {
      for (const piece of added.normalize(part, normalizer)) {
        if (piece.addedId >= 0) out.push(piece.addedId);
        else if (splitter) for (const word of splitter.split(piece)) encodePiece(word, out);
        else encodePiece(piece, out);
      }
    },
    locate: addPrefixSpace ? undefined : createWordLocator(pipeline, bytes, style ?? splitter!),
  };
};
