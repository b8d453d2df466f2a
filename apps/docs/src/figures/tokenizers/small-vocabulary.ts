/** A vocabulary small enough to draw, with probabilities made up for it, and the words that fall into more than one cut. @module */
import { combine, createTokenizer, type Tokenizer, unigram, wordPiece } from "@llm-anatomy/tokenizer/components";

/** How often each piece occurs, per million pieces. */
export const frequencies: Readonly<Record<string, number>> = {
  un: 4000,
  una: 100,
  able: 3000,
  ble: 300,
  no: 3000,
  now: 2000,
  where: 2500,
  here: 2600,
  her: 1800,
  hand: 1500,
  hands: 700,
  some: 2500,
  ome: 20,
  the: 9000,
  ...Object.fromEntries([..."abcdefghijklmnopqrstuvwxyz"].map((letter) => [letter, 800])),
};

/** No more than it takes: these are in the page from the beginning. */
const components = combine({ models: { Unigram: unigram, WordPiece: wordPiece } });

/** The vocabulary without some of its pieces, as a tokenizer of either kind. */
export function smallTokenizer(kind: "Unigram" | "WordPiece", without: ReadonlySet<string>): Tokenizer {
  const pieces = Object.keys(frequencies).filter((piece) => !without.has(piece));
  const weighed = {
    type: "Unigram",
    unk_id: 0,
    vocab: [["<unk>", -20], ...pieces.map((piece) => [piece, Math.log(frequencies[piece] / 1e6)])],
    byte_fallback: false,
  };
  const listed = {
    type: "WordPiece",
    unk_token: "<unk>",
    continuing_subword_prefix: "",
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(["<unk>", ...pieces].map((piece, id) => [piece, id])),
  };
  const parts = { truncation: null, padding: null, added_tokens: [], normalizer: null, pre_tokenizer: null };
  const model = kind === "Unigram" ? weighed : listed;
  return createTokenizer({ version: "1.0", ...parts, post_processor: null, decoder: null, model }, components);
}
