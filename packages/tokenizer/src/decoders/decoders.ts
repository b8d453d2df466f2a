/** Decoders turn tokens into the pieces of a text; the text is the pieces joined. @module */
import { characterToByte } from "../byte-characters.ts";
import type { Builder, Config } from "../config.ts";
import { findMatches } from "../find-matches.ts";
import { type ReadPattern, readLiteral } from "../literal-pattern.ts";
import { readMetaspace } from "../pre-tokenizers/metaspace.ts";

export interface Decoder {
  decode(tokens: string[]): string[];
}

/** One decoder after another. */
export const decoderSequence: Builder<Decoder> = (config, build) => {
  const parts = config.array("decoders").map((part, i) => build(part, `${config.path}.decoders[${i}]`));
  return { decode: (tokens) => parts.reduce((current, part) => part.decode(current), tokens) };
};

/** Byte characters back to bytes, and those to text. A token that has other characters stands for itself. */
export const byteLevelDecoder: Builder<Decoder> = (config) => {
  config.boolean("add_prefix_space", true);
  config.boolean("trim_offsets", true);
  config.boolean("use_regex", true); // the three matter to the other components of this name
  return { decode: (tokens) => [bytesToText(tokens.flatMap(tokenBytes))] };
};

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function bytesToText(bytes: number[]): string {
  return decoder.decode(Uint8Array.from(bytes));
}

function tokenBytes(token: string): number[] {
  const bytes: number[] = [];
  for (let i = 0; i < token.length; i++) {
    const unit = token.charCodeAt(i);
    const byte = unit < characterToByte.length ? characterToByte[unit] : -1;
    if (byte < 0) return [...encoder.encode(token)];
    bytes.push(byte);
  }
  return bytes;
}

/** `##` joins a token to the one before; the others are set apart by a space. */
export const wordPieceDecoder: Builder<Decoder> = (config) => {
  const prefix = config.string("prefix");
  const cleanup = config.boolean("cleanup");
  return {
    decode: (tokens) =>
      tokens.map((token, i) => {
        const text = i === 0 ? token : token.startsWith(prefix) ? token.slice(prefix.length) : ` ${token}`;
        return cleanup ? cleanUp(text) : text;
      }),
  };
};

/** Undoes the spaces that splitting put before punctuation and English contractions. */
function cleanUp(text: string): string {
  return text
    .replaceAll(" .", ".")
    .replaceAll(" ?", "?")
    .replaceAll(" !", "!")
    .replaceAll(" ,", ",")
    .replaceAll(" ' ", "'")
    .replaceAll(" n't", "n't")
    .replaceAll(" 'm", "'m")
    .replaceAll(" do not", " don't")
    .replaceAll(" 's", "'s")
    .replaceAll(" 've", "'ve")
    .replaceAll(" 're", "'re");
}

/** "▁" back to a space; the one that was put before the first word goes. */
export const metaspaceDecoder: Builder<Decoder> = (config) => {
  const { replacement, prependScheme } = readMetaspace(config);
  return {
    decode: (tokens) =>
      tokens.map((token, i) => token.replaceAll(replacement, i === 0 && prependScheme !== "never" ? "" : " ")),
  };
};

/** The end-of-word suffix becomes a space, except on the last token. */
export const bpeDecoder: Builder<Decoder> = (config) => {
  const suffix = config.string("suffix");
  return {
    decode: (tokens) => tokens.map((token, i) => token.replaceAll(suffix, () => (i === tokens.length - 1 ? "" : " "))),
  };
};

/** Connectionist temporal classification: repeats collapse, padding vanishes, the word delimiter becomes a space. */
export const ctc: Builder<Decoder> = (config) => {
  const padToken = config.string("pad_token");
  const wordDelimiter = config.string("word_delimiter_token");
  const cleanup = config.boolean("cleanup");
  return {
    decode: (tokens) =>
      tokens
        .filter((token, i) => i === 0 || token !== tokens[i - 1])
        .map((token) => {
          const text = token.replaceAll(padToken, "");
          return cleanup ? cleanUp(text).replaceAll(wordDelimiter, " ") : text;
        })
        .filter((text) => text !== ""),
  };
};

/** Replaces plain text inside every token. */
export const replaceLiteralDecoder: Builder<Decoder> = (config) => createReplaceDecoder(config, readLiteral);

export function createReplaceDecoder(config: Config, read: ReadPattern): Decoder {
  const pattern = read(config, "pattern");
  const content = config.string("content");
  return {
    decode: (tokens) =>
      tokens.map((token) => {
        const matches = findMatches(pattern, token);
        let text = "";
        let last = 0;
        for (let i = 0; i < matches.length; i += 2) {
          text += token.slice(last, matches[i]) + content;
          last = matches[i + 1];
        }
        return text + token.slice(last);
      }),
  };
}

/** Joins all tokens into one. */
export const fuse: Builder<Decoder> = () => ({ decode: (tokens) => [tokens.join("")] });

/** Takes up to `start` characters off the front of every token and `stop` off its end, if they are `content`. */
export const stripDecoder: Builder<Decoder> = (config) => {
  const content = config.character("content");
  const start = config.integer("start");
  const stop = config.integer("stop");
  return {
    decode: (tokens) =>
      tokens.map((token) => {
        let from = 0;
        for (let n = 0; n < start && token.startsWith(content, from); n++) from += content.length;
        let to = token.length;
        for (
          let n = 0;
          n < stop && to > from && token.endsWith(content) && token.startsWith(content, to - content.length);
          n++
        )
          to -= content.length;
        return token.slice(from, to);
      }),
  };
};

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Runs of `<0x0A>` tokens become text; of a run that is no UTF-8 every byte becomes U+FFFD. */
export const byteFallback: Builder<Decoder> = () => ({
  decode(tokens) {
    const result: string[] = [];
    let bytes: number[] = [];
    const flush = () => {
      if (bytes.length === 0) return;
      try {
        result.push(strict.decode(Uint8Array.from(bytes)));
      } catch {
        for (const _ of bytes) result.push("\ufffd");
      }
      bytes = [];
    };
    for (const token of tokens) {
      const match = /^<0x([0-9A-Fa-f]{2})>$/.exec(token);
      if (match) bytes.push(Number.parseInt(match[1], 16));
      else {
        flush();
        result.push(token);
      }
    }
    flush();
    return result;
  },
});
