/** From a normalized text to the ids of a byte-level tokenizer: words go straight to their bytes, or to the cache. @module */
import type { IdBuffer } from "../id-buffer.ts";
import type { Model } from "../models/model.ts";
import type { Piece } from "../piece.ts";
import type { Build } from "../pipeline.ts";
import type { PreTokenizer } from "../pre-tokenizers/splitting.ts";
import { type ByteEncoder, createByteEncoder } from "./byte-encoder.ts";
import { DirectEncoder } from "./direct-encoder.ts";
import { wholeText } from "./unit-window.ts";
import { planWords, type WordPlan } from "./word-plan.ts";
import { createWordScanner } from "./word-scanner.ts";

export class ByteWords {
  readonly bytes: ByteEncoder;
  readonly plan: WordPlan;
  /** Cuts a text into words, if no scanner does. */
  readonly splitter: PreTokenizer | null;
  #encoder: DirectEncoder | null = null; // made at the first text: loading stays quick

  constructor(bytes: ByteEncoder, plan: WordPlan, splitter: PreTokenizer | null) {
    this.bytes = bytes;
    this.plan = plan;
    this.splitter = splitter;
  }

  /** Appends the ids of parts that have been normalized. */
  encode(parts: readonly Piece[], out: IdBuffer): void {
    for (const piece of parts) {
      if (piece.addedId >= 0) out.push(piece.addedId);
      else if (this.splitter) for (const word of this.splitter.split(piece)) this.#encode(word.text, out);
      else this.#encode(piece.text, out);
    }
  }

  #encode(given: string, out: IdBuffer): void {
    const { style, addPrefixSpace } = this.plan;
    this.#encoder ??= new DirectEncoder(
      style ? createWordScanner(style) : wholeText,
      0,
      (units, start, end, _1, _2, _3, ids) => {
        this.bytes.encode(units, start, end, ids);
        return true;
      },
    );
    const text = addPrefixSpace && given[0] !== " " ? ` ${given}` : given;
    this.#encoder.encode(text, 0, text.length, out);
  }
}

/** Null if the tokenizer is not byte-level, or its words depend on more than their text. */
export function createByteWords(model: Model, json: Record<string, unknown>, build: Build): ByteWords | null {
  const bytes = createByteEncoder(model);
  const plan = bytes && planWords(json.pre_tokenizer);
  return plan && new ByteWords(bytes, plan, plan.splitter && build.preTokenizer(plan.splitter));
}
