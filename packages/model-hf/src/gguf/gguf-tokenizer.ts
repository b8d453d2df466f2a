/**
 * A tokenizer.json out of GGUF's metadata: pieces with scores (SentencePiece), byte pairs with merges, or word pieces.
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md#tokenizer
 * @module
 */
import {
  pieceTypes,
  type SentencePieceModel,
  tokenizerJsonFromFiles,
  tokenizerJsonOfPieces,
} from "@llm-anatomy/tokenizer/formats";
import { CheckpointError } from "../errors.ts";
import { type JsonObject, parseJson } from "../source/source.ts";
import type { Metadata } from "./gguf-header.ts";
import { preTokenizerOfArchitecture, preTokenizers } from "./pre-tokenizers.ts";

const key = (name: string) => `tokenizer.ggml.${name}`;

/** @throws CheckpointError for a kind of tokenizer, or a way to cut texts, that is not known, by its name */
export function tokenizerFile(metadata: Metadata, name: string): JsonObject {
  const own = metadata["tokenizer.huggingface.json"];
  if (typeof own === "string") return parseJson(own, `${name}: tokenizer.huggingface.json`, "tokenizer.json");
  const vocabulary = new Vocabulary(metadata, name);
  switch (vocabulary.model) {
    case "gpt2":
      return bytePairs(vocabulary);
    case "llama":
      return pieces(vocabulary, "bpe");
    case "t5":
      return pieces(vocabulary, "unigram");
    case "bert":
      return wordPieces(vocabulary);
    default:
      throw vocabulary.error(
        `${key("model")} is "${vocabulary.model}", which is not supported; supported: gpt2, llama, t5, bert`,
      );
  }
}

/** Special tokens by their texts, and the chat template. */
export function tokenizerConfig(metadata: Metadata): JsonObject {
  const tokens = metadata[key("tokens")] as string[] | undefined;
  const ids = specialIds(metadata);
  const texts = Object.entries(ids).flatMap(([role, id]) => {
    const text = id === undefined ? undefined : tokens?.[id];
    return text === undefined ? [] : [[`${role}_token`, text]];
  });
  const template = metadata["tokenizer.chat_template"];
  return {
    tokenizer_class: "PreTrainedTokenizerFast",
    ...Object.fromEntries(texts),
    ...(typeof template === "string" && { chat_template: template }),
  };
}

/** Every token that ends an answer counts: that of a text, that of a turn, that of a message. */
export function generationConfig(metadata: Metadata): JsonObject {
  const { bos, pad } = specialIds(metadata);
  const ends = ["eos", "eot", "eom"].map((role) => metadata[key(`${role}_token_id`)]);
  const eos = [...new Set(ends.filter((id) => typeof id === "number"))];
  return {
    ...(bos !== undefined && { bos_token_id: bos }),
    ...(eos.length > 0 && { eos_token_id: eos.length === 1 ? eos[0] : eos }),
    ...(pad !== undefined && { pad_token_id: pad }),
  };
}

type Role = "bos" | "eos" | "unk" | "sep" | "pad" | "mask";

/** What llama.cpp takes where a file does not say. */
const usualIds: Record<string, Partial<Record<Role, number>>> = {
  llama: { bos: 1, eos: 2, unk: 0 },
  t5: { eos: 1, unk: 2, pad: 0 },
  bert: { bos: 101, unk: 100, sep: 102, pad: 0, mask: 103 },
};

function specialIds(metadata: Metadata): Partial<Record<Role, number>> {
  const id = (...names: string[]) => {
    for (const name of names) {
      const value = metadata[key(`${name}_token_id`)];
      if (typeof value === "number") return value;
    }
    return undefined;
  };
  const usual = usualIds[String(metadata[key("model")])] ?? {};
  return {
    bos: id("bos", "cls") ?? usual.bos,
    eos: id("eos") ?? usual.eos,
    unk: id("unknown") ?? usual.unk,
    sep: id("seperator", "separator") ?? usual.sep, // the usual spelling is the first
    pad: id("padding") ?? usual.pad,
    mask: id("mask") ?? usual.mask,
  };
}

/** The tokens of a file, checked. */
class Vocabulary {
  readonly metadata: Metadata;
  readonly #name: string;
  readonly model: string;
  readonly tokens: string[];
  readonly types: (typeof pieceTypes)[number][];
  readonly ids: Partial<Record<Role, number>>;

  constructor(metadata: Metadata, name: string) {
    this.metadata = metadata;
    this.#name = name;
    this.model = String(metadata[key("model")]);
    this.tokens = this.list("tokens", "string");
    const types = metadata[key("token_type")] === undefined ? [] : this.list("token_type", "number");
    this.types = this.tokens.map((_, id) => {
      const type = pieceTypes[(types[id] ?? 1) - 1];
      if (type) return type;
      throw this.error(`${key("token_type")} of token ${id} is ${types[id]} but has to be 1 to ${pieceTypes.length}`);
    });
    this.ids = specialIds(metadata);
  }

  list<Kind extends "string" | "number">(name: string, kind: Kind): (Kind extends "string" ? string : number)[] {
    const value = this.metadata[key(name)];
    if (Array.isArray(value) && value.every((item) => typeof item === kind)) return value as never;
    throw this.error(`${key(name)} is ${value === undefined ? "missing" : `no list of ${kind}s`}`);
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.metadata[key(name)] ?? fallback;
    if (typeof value === "boolean") return value;
    throw this.error(`${key(name)} is ${JSON.stringify(value)} but has to be true or false`);
  }

  /** The token of a role, which has to be there. */
  token(role: Role): { content: string; id: number } {
    const id = this.ids[role];
    if (id !== undefined && id < this.tokens.length) return { content: this.tokens[id], id };
    throw this.error(`it has ${this.tokens.length} tokens, and the ${role} token has the id ${id}`);
  }

  error(problem: string): CheckpointError {
    return new CheckpointError(`${this.#name}: its tokenizer cannot be used: ${problem}.`, {
      code: "config-unsupported",
      file: "tokenizer.json",
    });
  }

  /** Tokens that are found in texts before anything else. */
  added(): JsonObject[] {
    const common = { single_word: false, lstrip: false, rstrip: false, normalized: false };
    return this.tokens.flatMap((content, id) => {
      const type = this.types[id];
      if (type !== "control" && type !== "unknown" && type !== "userDefined") return [];
      return [{ id, content, ...common, special: type !== "userDefined" }];
    });
  }

  /** A TemplateProcessing with what begins and ends each text, or null where nothing does. */
  template(usual: { bos: boolean; eos: boolean }): JsonObject | null {
    const before = this.flag("add_bos_token", usual.bos) ? [this.token("bos")] : [];
    const behind = this.flag("add_eos_token", usual.eos) ? [this.token("eos")] : [];
    if (before.length + behind.length === 0) return null;
    const item = (type_id: number) => (token: { content: string }) => ({
      SpecialToken: { id: token.content, type_id },
    });
    const side = (id: "A" | "B", type_id: number) => [
      ...before.map(item(type_id)),
      { Sequence: { id, type_id } },
      ...behind.map(item(type_id)),
    ];
    return {
      type: "TemplateProcessing",
      single: side("A", 0),
      pair: [...side("A", 0), ...side("B", 1)],
      special_tokens: Object.fromEntries(
        [...before, ...behind].map(({ content, id }) => [content, { id: content, ids: [id], tokens: [content] }]),
      ),
    };
  }
}

function bytePairs(vocabulary: Vocabulary): JsonObject {
  const { metadata, tokens } = vocabulary;
  const architecture = String(metadata["general.architecture"]);
  const given = metadata[key("pre")] ?? "default";
  const name = given === "default" ? preTokenizerOfArchitecture[architecture] : String(given);
  const known = name !== undefined && Object.hasOwn(preTokenizers, name) ? preTokenizers[name] : undefined;
  if (!known) {
    throw vocabulary.error(
      `${key("pre")} is ${JSON.stringify(metadata[key("pre")] ?? null)}, which does not say how ${architecture} texts are cut; known: ${Object.keys(preTokenizers).join(", ")}`,
    );
  }
  const merges = vocabulary.list("merges", "string").map((merge, rank) => {
    const space = merge.indexOf(" ", 1); // a half may itself begin with a space
    if (space < 0)
      throw vocabulary.error(
        `${key("merges")} has ${JSON.stringify(merge)} at ${rank}, but a merge is two pieces with a space between`,
      );
    return [merge.slice(0, space), merge.slice(space + 1)];
  });
  const byteLevel = { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true };
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: vocabulary.added(),
    normalizer: known.normalizer,
    pre_tokenizer: { type: "Sequence", pretokenizers: known.steps },
    post_processor: vocabulary.template({ bos: known.addsBos ?? false, eos: false }) ?? {
      ...byteLevel,
      trim_offsets: false,
    },
    decoder: byteLevel,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: "",
      end_of_word_suffix: "",
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: known.ignoreMerges ?? false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges,
    },
  };
}

function pieces(vocabulary: Vocabulary, modelType: "bpe" | "unigram"): JsonObject {
  const { metadata, tokens, types, ids } = vocabulary;
  const scores = vocabulary.list("scores", "number");
  if (scores.length < tokens.length)
    throw vocabulary.error(`it has ${tokens.length} tokens but ${scores.length} scores`);
  const charsmap = metadata[key("precompiled_charsmap")];
  const unknown = vocabulary.token("unk").id;
  const model: SentencePieceModel = {
    pieces: tokens.map((piece, id) => ({ piece, score: scores[id], type: id === unknown ? "unknown" : types[id] })),
    modelType,
    byteFallback: types.includes("byte"),
    treatWhitespaceAsSuffix: false,
    unkId: unknown,
    bosId: ids.bos ?? -1,
    eosId: ids.eos ?? -1,
    padId: ids.pad ?? -1,
    precompiledCharsmap: Array.isArray(charsmap) ? Uint8Array.from(charsmap as number[]) : new Uint8Array(0),
    addDummyPrefix: vocabulary.flag("add_space_prefix", true),
    removeExtraWhitespaces: vocabulary.flag("remove_extra_whitespaces", false),
    escapeWhitespaces: true,
  };
  const json = tokenizerJsonOfPieces(model);
  const isBpe = modelType === "bpe";
  return { ...json, post_processor: vocabulary.template({ bos: isBpe, eos: !isBpe }) as never };
}

/** GGUF marks how words begin (▁), vocab.txt how they go on (##). */
function wordPieces(vocabulary: Vocabulary): JsonObject {
  const { tokens, types } = vocabulary;
  const lines = tokens.map((token, id) => {
    if (types[id] === "control" || /^\[.*\]$/.test(token)) return token;
    return token.startsWith("▁") ? token.slice(1) : `##${token}`;
  });
  // Older files do not say whether case counts; a vocabulary of lower-case texts has no capitals.
  const hasCapitals = tokens.some(
    (token, id) => types[id] === "normal" && !/^\[.*\]$/.test(token) && /[A-Z]/.test(token),
  );
  const lowercase = vocabulary.flag("normalizer.lowercase", !hasCapitals);
  const roles = { cls_token: "bos", sep_token: "sep", unk_token: "unk", pad_token: "pad" } as const;
  const special = Object.entries(roles).map(([name, role]) => [name, vocabulary.token(role).content]);
  const config = {
    tokenizer_class: "BertTokenizer",
    do_lower_case: lowercase,
    strip_accents: vocabulary.flag("normalizer.strip_accents", lowercase),
    ...Object.fromEntries(special),
  };
  const file = tokenizerJsonFromFiles({ "vocab.txt": `${lines.join("\n")}\n`, "tokenizer_config.json": config });
  return file as unknown as JsonObject;
}
