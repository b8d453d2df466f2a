/**
 * Remembers the tokens of pieces of text with their places, so that asking for offsets costs little more than ids do.
 *
 * Everything is counted from where the piece begins. When the memory is full, all is forgotten: that bounds it.
 * @module
 */
import type { TokenSink } from "../token-sink.ts";

/** The tokens of a piece, as parallel lists. */
export interface PlacedTokens {
  ids: readonly number[];
  tokens: readonly string[];
  starts: readonly number[];
  ends: readonly number[];
  /** The number of each token's word, and how many words there are. */
  words: readonly number[];
  wordCount: number;
}

const maxUnits = 256;
/** Of all pieces and their tokens together: some 10 MB of lists and strings. */
const maxEntries = 1 << 17;

export class PlaceMemory {
  readonly #known = new Map<string, PlacedTokens>();
  #entries = 0;

  /** What is known about a piece, or what `encode` says; `place` tells apart pieces that are encoded differently. */
  get(piece: string, place: number, encode: () => PlacedTokens): PlacedTokens {
    const known = this.find(piece, place);
    if (known) return known;
    const tokens = encode();
    this.store(piece, place, tokens);
    return tokens;
  }

  find(piece: string, place: number): PlacedTokens | undefined {
    return piece.length > maxUnits ? undefined : this.#known.get(keyOf(piece, place));
  }

  store(piece: string, place: number, tokens: PlacedTokens): void {
    if (piece.length > maxUnits) return;
    this.#entries += 4 + tokens.ids.length;
    if (this.#entries > maxEntries) {
      this.#known.clear();
      this.#entries = 4 + tokens.ids.length;
    }
    this.#known.set(keyOf(piece, place), tokens);
  }
}

function keyOf(piece: string, place: number): string {
  return place === 0 ? piece : `${place}\0${piece}`;
}

/** Collects what a sink has got since it was made. */
export function placedTokens({ encoding, word }: TokenSink, from: number): PlacedTokens {
  const { ids, tokens, offsets, wordIds } = encoding;
  return {
    ids,
    tokens,
    starts: offsets.map(([start]) => start - from),
    ends: offsets.map(([, end]) => end - from),
    words: wordIds as number[],
    wordCount: word,
  };
}
