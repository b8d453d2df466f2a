/** The metadata that say in a GGUF file what a tokenizer.json says. @module */
import { bool, bytes, floats, ints, type Metadata, string, strings, uint32 } from "./gguf-writer.ts";

interface TokenizerJson {
  added_tokens?: { id: number; content: string; special: boolean }[];
  normalizer?: unknown;
  model: {
    type?: string;
    vocab: Record<string, number> | [string, number][];
    merges?: (string | [string, string])[];
    unk_token?: string | null;
    unk_id?: number;
  };
}

const pieceType = { normal: 1, unknown: 2, control: 3, userDefined: 4, unused: 5, byte: 6 } as const;

export interface TokenizerOptions {
  /** How texts are cut: llama.cpp's name. */
  pre?: string;
  addBos?: boolean;
  addEos?: boolean;
  addSpacePrefix?: boolean;
  /** Texts of special tokens, as tokenizer_config.json has them. */
  special?: Partial<Record<"bos" | "eos" | "unknown" | "seperator" | "padding" | "mask", string>>;
  chatTemplate?: string;
  /** Rows of the token table: where there are more than tokens, some stand for nothing. */
  size?: number;
}

export function tokenizerMetadata(tokenizer: TokenizerJson, options: TokenizerOptions = {}): Metadata {
  const { model, added_tokens: added = [] } = tokenizer;
  const pairs = Array.isArray(model.vocab)
    ? model.vocab.map(([piece], id) => [piece, id] as const)
    : Object.entries(model.vocab);
  const ids = [...pairs.map(([, id]) => id), ...added.map(({ id }) => id)];
  const count = ids.reduce((max, id) => Math.max(max, id + 1), options.size ?? 0);
  const tokens = Array.from({ length: count }, (_, id) => `[PAD${id}]`);
  const types: number[] = new Array(count).fill(pieceType.unused);
  for (const [piece, id] of pairs) {
    tokens[id] = piece;
    types[id] = /^<0x[0-9A-F]{2}>$/.test(piece) ? pieceType.byte : pieceType.normal;
  }
  const unknown = model.unk_token ?? (model.unk_id === undefined ? undefined : tokens[model.unk_id]);
  for (const { id, content, special } of added) {
    tokens[id] = content;
    types[id] = content === unknown ? pieceType.unknown : special ? pieceType.control : pieceType.userDefined;
  }
  if (unknown !== undefined) types[tokens.indexOf(unknown)] = pieceType.unknown;
  const kind = model.type ?? (Array.isArray(model.vocab) ? "Unigram" : model.merges ? "BPE" : "WordPiece");
  const named = Object.entries({ unknown, ...options.special }).filter(([, text]) => text !== undefined);
  const special = named.map(([role, text]) => [`tokenizer.ggml.${role}_token_id`, uint32(idOf(text!, tokens))]);
  const isPieces = kind === "Unigram" || (kind === "BPE" && tokens.some((token) => token.startsWith("▁")));
  return {
    ...(kind === "WordPiece"
      ? { "tokenizer.ggml.model": string("bert"), "tokenizer.ggml.tokens": strings(tokens.map(asPhantom(types))) }
      : {
          "tokenizer.ggml.model": string(kind === "Unigram" ? "t5" : isPieces ? "llama" : "gpt2"),
          "tokenizer.ggml.tokens": strings(tokens),
        }),
    ...(options.pre !== undefined && { "tokenizer.ggml.pre": string(options.pre) }),
    ...(isPieces && { "tokenizer.ggml.scores": floats(scoresOf(tokenizer, tokens)) }),
    "tokenizer.ggml.token_type": ints(types),
    ...(kind === "BPE" &&
      !isPieces && {
        "tokenizer.ggml.merges": strings((model.merges ?? []).map((m) => (typeof m === "string" ? m : m.join(" ")))),
      }),
    ...Object.fromEntries(special),
    ...(options.addBos !== undefined && { "tokenizer.ggml.add_bos_token": bool(options.addBos) }),
    ...(options.addEos !== undefined && { "tokenizer.ggml.add_eos_token": bool(options.addEos) }),
    ...(options.addSpacePrefix !== undefined && { "tokenizer.ggml.add_space_prefix": bool(options.addSpacePrefix) }),
    ...charsmap(tokenizer.normalizer),
    ...(options.chatTemplate !== undefined && { "tokenizer.chat_template": string(options.chatTemplate) }),
  };
}

function idOf(token: string, tokens: readonly string[]): number {
  const id = tokens.indexOf(token);
  if (id >= 0) return id;
  throw new RangeError(`tokenizerMetadata: the vocabulary has no token ${JSON.stringify(token)}.`);
}

/** How words begin is marked instead of how they go on. */
const asPhantom = (types: readonly number[]) => (token: string, id: number) =>
  types[id] === pieceType.control || types[id] === pieceType.unknown || types[id] === pieceType.unused
    ? token
    : token.startsWith("##")
      ? token.slice(2)
      : `▁${token}`;

/** A merge that comes early scores best: a piece scores as the best merge that makes it. */
function scoresOf({ model }: TokenizerJson, tokens: readonly string[]): number[] {
  if (Array.isArray(model.vocab)) {
    const scores = new Map(model.vocab);
    return tokens.map((token) => scores.get(token) ?? -10000);
  }
  const ranks = new Map<string, number>();
  for (const [rank, merge] of (model.merges ?? []).entries()) {
    const piece = (typeof merge === "string" ? merge.split(" ") : merge).join("");
    if (!ranks.has(piece)) ranks.set(piece, rank);
  }
  return tokens.map((token) => -(ranks.get(token) ?? 1e6));
}

/** The table of a Precompiled normalizer, wherever it is. */
function charsmap(normalizer: unknown): Metadata {
  const found = JSON.stringify(normalizer ?? null).match(/"precompiled_charsmap":"([^"]*)"/)?.[1];
  if (!found) return {};
  return {
    "tokenizer.ggml.precompiled_charsmap": bytes([...Buffer.from(found, "base64")]),
    "tokenizer.ggml.remove_extra_whitespaces": bool(true),
  };
}

/** The 256 printable characters that stand for bytes in byte-level vocabularies, by byte. */
export const byteAlphabet: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  return printable ? String.fromCharCode(byte) : String.fromCharCode(256 + unprintableBefore(byte));
});

function unprintableBefore(byte: number): number {
  return byte <= 32 ? byte : byte <= 160 ? byte - 127 + 33 : 67;
}

/** A token per ASCII character, for models that have no tokenizer of their own, and names for further ids: all are valid UTF-8. */
export function byteTokenizer(size: number): TokenizerJson {
  const vocab = Object.fromEntries(
    Array.from({ length: size }, (_, id) => [id < 128 ? byteAlphabet[id] : `<${id}>`, id]),
  );
  return { model: { type: "BPE", vocab, merges: [] } };
}
