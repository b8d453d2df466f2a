/** SentencePiece's view of spaces: each becomes a visible "▁", and words begin with it. @module */
import type { Builder, Config } from "../config.ts";
import { mapCharacters, type Sources } from "../piece.ts";
import { type PreTokenizer, slicePiece, splitAtMatches } from "./splitting.ts";

export interface MetaspaceOptions {
  replacement: string;
  prependScheme: "first" | "never" | "always";
  split: boolean;
}

/** `add_prefix_space` is how older files say `prepend_scheme`; `str_rep` repeats `replacement`. */
export function readMetaspace(config: Config): MetaspaceOptions {
  const replacement = config.character("replacement");
  let prependScheme: MetaspaceOptions["prependScheme"] = config.oneOf(
    "prepend_scheme",
    ["first", "never", "always"],
    "always",
  );
  if (!config.boolean("add_prefix_space", true)) {
    if (config.has("prepend_scheme") && prependScheme !== "never") {
      config.fail("add_prefix_space", `is false but prepend_scheme is "${prependScheme}". Set one of the two.`);
    }
    prependScheme = "never";
  }
  config.string("str_rep", "");
  return { replacement, prependScheme, split: config.boolean("split", true) };
}

export const metaspace: Builder<PreTokenizer> = (config) => {
  const { replacement, prependScheme, split } = readMetaspace(config);
  return {
    split(piece) {
      let marked = piece.rewritten((text, sources) =>
        mapCharacters(text, sources, (character) => (character === " " ? replacement : character)),
      );
      const wanted = prependScheme === "always" || (prependScheme === "first" && piece.origin === 0);
      if (wanted && !marked.text.startsWith(replacement)) {
        marked = marked.rewritten((text, sources) => prependMark(text, sources, replacement));
      }
      if (!split) return [marked];
      const matches: number[] = [];
      for (let at = marked.text.indexOf(replacement); at >= 0; at = marked.text.indexOf(replacement, at + 1)) {
        matches.push(at, at + replacement.length);
      }
      return slicePiece(marked, splitAtMatches(marked.text.length, matches, "MergedWithNext"));
    },
  };
};

function prependMark(text: string, sources: Sources | null, mark: string): string {
  if (sources) {
    for (let i = 0; i < mark.length; i++) sources.push(0);
    for (let i = 0; i < text.length; i++) sources.push(i);
  }
  return mark + text;
}
