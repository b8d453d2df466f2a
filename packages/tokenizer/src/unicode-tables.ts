/**
 * Where the reference's Unicode tables are older than JavaScript's.
 *
 * Three of its parts are frozen in time: normalization and combining marks about Unicode 9, punctuation and control
 * characters about Unicode 8. Characters that came later are, to them, neither marks nor punctuation, and have no
 * decomposition: U+32FF, the era Reiwa, stays itself under NFKC. The lists are what differs, found by trying every code
 * point; a test tries a sample again.
 * @module
 */
import { classOf } from "./regex/character-sets.ts";

/** Marks of today that are not combining marks to the reference. */
const laterMarks =
  "7fd 897-89f 8ca-8d3 9fe afa-aff b55 c04 c3c cf3 d00 d3b-d3c d81 eba ece 1715 180f 1abf-1add 1ae0-1aeb 1cf7 1df6-1dfa a82c " +
  "a8ff 10d24-10d27 10d69-10d6d 10eab-10eac 10efa-10eff 10f46-10f50 10f82-10f85 11070 11073-11074 110c2 11145-11146 111c9 " +
  "111ce-111cf 11241 1133b 113b8-113d2 113e1-113e2 1145e 1182c-1183a 11930-11943 119d1-119e0 119e4 11a01-11a0a 11a33-11a39 " +
  "11a3b-11a3e 11a47 11a51-11a5b 11a8a-11a99 11b60-11b67 11d31-11d45 11d47 11d8a-11d97 11ef3-11ef6 11f00-11f03 11f34-11f42 " +
  "11f5a 13440 13447-13455 1611e-1612f 16f4f 16f7f-16f87 16fe4 16ff0-16ff1 1cf00-1cf2d 1cf30-1cf46 1e08f 1e130-1e136 1e2ae " +
  "1e2ec-1e2ef 1e4ec-1e4ef 1e5ee-1e5ef 1e6e3-1e6f5";

/** More that are not nonspacing marks to the part of the reference that strips accents for BERT. */
const laterNonspacing =
  "8d4-8e1 1885-1886 1dfb a8c5 a9bd 1123e 11438-11446 11c30-11c3f 11c92-11cb6 1e000-1e02a 1e944-1e94a";

/** Characters with a decomposition that the reference does not know, and those they would be composed of. */
const laterDecompositions =
  "32ff a7f1-a7f4 ab69 105c9 105d2 105da 105e4 10781-107ba 11383 11385 1138e 11391 16d63 16d67-16d6a 1ccd6-1ccf9 1e030-1e06d " +
  "1f16c 1fbf0-1fbf9";

const laterPunctuation =
  "61d 9fd a76 c77 c84 1b4e-1b4f 1b7d-1b7f 2e43-2e4f 2e52-2e5d 10d6e 10ead 10ed0 10f55-10f59 10f86-10f89 113d4-113d8 " +
  "1144b-1145d 11660-1166c 116b9 1183b 11944-11946 119e2 11a3f-11a46 11a9a-11aa2 11b00-11b09 11be1 11c41-11c45 11c70-11c71 " +
  "11ef7-11ef8 11f43-11f4f 11fff 12ff1-12ff2 16d6d-16d6f 16e97-16e9a 16fe2 1e5ff 1e95e-1e95f";

/** Made at the first call: a class of this size takes a while to compile. */
function once(make: () => string): () => RegExp {
  let pattern: RegExp | null = null;
  return () => {
    pattern ??= new RegExp(make(), "v");
    return pattern;
  };
}

/** Combining marks: what StripAccents removes. */
export const combiningMarks = once(() => `[[\\p{M}--[${classOf(laterMarks)}]]\\u{1cf2}\\u{1cf3}]`);

/** Nonspacing marks: what BERT's normalizer strips. */
export const nonspacingMarks = once(
  () => `[[\\p{Mn}--[${classOf(`${laterMarks} ${laterNonspacing}`)}]]\\u{1734}\\u{1171e}]`,
);

/** Characters that normalization leaves alone, and that nothing combines with. */
export const notNormalized = once(() => `[${classOf(`${laterMarks} ${laterDecompositions}`)}]`);

/** Punctuation: Unicode's, and all that ASCII has of symbols. */
export const punctuationCharacters = once(
  () => `[[\\p{P}--[${classOf(laterPunctuation)}]]!-\\/:-@\\[-\\x60\\{-~\\u{166d}\\u{111c9}]`,
);

/** Control, format and private-use characters. */
export const controlCharacters = once(
  () => `[[\\p{Cc}\\p{Cf}\\p{Co}]--[\\t\\n\\r${classOf("890-891 8e2 110cd 13430-1343f")}]]`,
);
