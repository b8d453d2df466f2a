/**
 * The tokenizer: text → added tokens and normalized parts → words → tokens → special tokens around them, and back.
 * @module
 */
import { AddedTokens } from "./added-tokens.ts";
import { type Builder, buildComponent, Config, show } from "./config.ts";
import { DecodeStream } from "./decode-stream.ts";
import type { Decoder } from "./decoders/decoders.ts";
import { concatEncodings, Encoding } from "./encoding.ts";
import { IdBuffer } from "./id-buffer.ts";
import type { Model, ModelOptions } from "./models/model.ts";
import type { Normalizer } from "./normalizers/simple-normalizers.ts";
import { type Build, Pipeline, type Shortcut } from "./pipeline.ts";
import { type PostProcessor, specialEncoding } from "./post-processors/post-processor.ts";
import type { PreTokenizer } from "./pre-tokenizers/splitting.ts";
import {
  type Padding,
  padEncodings,
  readPadding,
  readTruncation,
  type Truncation,
  truncateEncodings,
} from "./truncation-and-padding.ts";
import { characterLength } from "./unicode.ts";

/** The component types that can be built, by the name the file gives them. */
export interface Components {
  normalizers: Record<string, Builder<Normalizer>>;
  preTokenizers: Record<string, Builder<PreTokenizer>>;
  models: Record<string, Builder<Model>>;
  postProcessors: Record<string, Builder<PostProcessor>>;
  decoders: Record<string, Builder<Decoder>>;
  /** Faster ways to the same ids, to be tried in order; without them every text takes the long way. */
  shortcuts?: readonly Shortcut[];
}

export interface EncodeOptions {
  /** A second text: "question" and "context", two sentences to compare. */
  pair?: string;
  /** Whether the post-processor adds its tokens. Default true. */
  addSpecialTokens?: boolean;
  /** Default: what the file says. Null for none. */
  truncation?: Truncation | null;
  /** Default: what the file says. Null for none. */
  padding?: Padding | null;
  /** What offsets count. Default "utf16", JavaScript's string indices. */
  offsets?: "utf16" | "codepoint";
  /** BPE only: the probability that a merge is passed over, 0 … 1, so that a text is cut differently each time. Default: what the file says. */
  dropout?: number;
  /** The source of randomness for dropout, in [0, 1). Default `Math.random`. */
  random?: () => number;
}

export interface DecodeOptions {
  /** Leaves special tokens out. Default false. */
  skipSpecialTokens?: boolean;
}

const encodeOptionNames = ["pair", "addSpecialTokens", "truncation", "padding", "offsets", "dropout", "random"];

/** A tokenizer's insides, for what this package builds on it: `trace`, streams. */
export interface Insides {
  pipeline: Pipeline;
  /** The file without its long lists. */
  json: Record<string, unknown>;
  build: Build & { postProcessor(json: unknown): PostProcessor };
  /** The ids around a text; -1 stands for the text. */
  frame(addSpecialTokens: boolean): number[];
}

/** Only for this package. */
export let insidesOf: (tokenizer: Tokenizer) => Insides;

export class Tokenizer {
  /** The file, parsed or as bytes. */
  readonly #json: Record<string, unknown> | Uint8Array;
  readonly #pipeline: Pipeline;
  readonly #postProcessor: PostProcessor | null;
  readonly #decoder: Decoder | null;
  readonly #buffer = new IdBuffer();
  /** Ids around a text, by whether special tokens are added; -1 stands for the text. */
  readonly #frames = new Map<boolean, number[]>();
  readonly #truncation: Truncation | null;
  readonly #padding: Padding | null;
  readonly #insides: Insides;

  static {
    insidesOf = (tokenizer) => tokenizer.#insides;
  }

  /**
   * `bytes` are what `json` was read from, where `json` itself does not have everything.
   * @throws TokenizerError that names the place in the file, the value, and what is supported
   */
  constructor(json: unknown, components: Components, bytes?: Uint8Array) {
    const config = new Config(json, "tokenizer.json");
    this.#json = bytes ?? config.value;
    const version = config.string("version", "1.0");
    if (version !== "1.0") config.fail("version", `is ${show(version)} but only "1.0" is supported.`);
    for (const key of Object.keys(config.value))
      if (!sections.includes(key)) config.fail(key, "is no part of a tokenizer.json.");
    const optional = <T>(key: string, what: string, builders: Record<string, Builder<T>>): T | null =>
      config.has(key) ? buildComponent(config.raw(key), key, what, builders) : null;
    this.#truncation = config.has("truncation") ? readTruncation(config.object("truncation")) : null;
    this.#padding = config.has("padding") ? readPadding(config.object("padding")) : null;
    const normalizer = optional("normalizer", "normalizer", components.normalizers);
    const preTokenizer = optional("pre_tokenizer", "pre-tokenizer", components.preTokenizers);
    this.#postProcessor = optional("post_processor", "post-processor", components.postProcessors);
    this.#decoder = optional("decoder", "decoder", components.decoders);
    const model = buildComponent(withModelType(config.raw("model")), "model", "model", components.models);
    const added = new AddedTokens(config.array("added_tokens", []), model, normalizer);
    const build: Insides["build"] = {
      normalizer: (part) => buildComponent(part, "normalizer", "normalizer", components.normalizers),
      preTokenizer: (part) => buildComponent(part, "pre_tokenizer", "pre-tokenizer", components.preTokenizers),
      postProcessor: (part) => buildComponent(part, "post_processor", "post-processor", components.postProcessors),
    };
    const parts = { normalizer, preTokenizer, model, added };
    this.#pipeline = new Pipeline(config.value, parts, build, components.shortcuts ?? []);
    const { normalizer: normalizerJson, pre_tokenizer, post_processor } = config.value;
    const { vocab: _vocab, merges: _merges, ...flags } = config.value.model as Record<string, unknown>;
    const short = { normalizer: normalizerJson, pre_tokenizer, post_processor, model: flags };
    this.#insides = { pipeline: this.#pipeline, json: short, build, frame: (special) => this.#frame(special) };
  }

  /**
   * Text to ids, with everything about them.
   * @throws TypeError on an option that does not exist
   */
  encode(text: string, options: EncodeOptions = {}): Encoding {
    checkOptions("encode", options, encodeOptionNames);
    const encoding = this.#encode(text, options);
    const padding = options.padding === undefined ? this.#padding : options.padding;
    if (padding) padEncodings([encoding], padding);
    return encoding;
  }

  /** Several texts, or [text, pair] couples; padding without a length fills up to the longest of them. */
  encodeBatch(texts: (string | [text: string, pair: string])[], options: Omit<EncodeOptions, "pair"> = {}): Encoding[] {
    checkOptions("encodeBatch", options, encodeOptionNames.slice(1));
    const encodings = texts.map((text) =>
      typeof text === "string" ? this.#encode(text, options) : this.#encode(text[0], { ...options, pair: text[1] }),
    );
    const padding = options.padding === undefined ? this.#padding : options.padding;
    if (padding) padEncodings(encodings, padding);
    return encodings;
  }

  /** Only the ids, whatever the file says about truncation and padding. */
  encodeIds(text: string, options: Pick<EncodeOptions, "addSpecialTokens" | "dropout" | "random"> = {}): number[] {
    checkOptions("encodeIds", options, ["addSpecialTokens", "dropout", "random"]);
    if (options.dropout !== undefined || options.random)
      return this.encode(text, { ...options, truncation: null, padding: null }).ids;
    return this.#encodeIds(text, options.addSpecialTokens ?? true);
  }

  /** Ids to text. Ids that do not exist are left out. */
  decode(ids: ArrayLike<number>, options: DecodeOptions = {}): string {
    checkOptions("decode", options, ["skipSpecialTokens"]);
    const tokens: string[] = [];
    for (let i = 0; i < ids.length; i++) {
      const token = this.idToToken(ids[i]);
      if (token !== undefined && !(options.skipSpecialTokens && this.#pipeline.added.isSpecial(token)))
        tokens.push(token);
    }
    return this.#decoder ? (tokens.length > 0 ? this.#decoder.decode(tokens).join("") : "") : tokens.join(" ");
  }

  /** For ids that come one by one: each `push(id)` returns the text that it completes, never half a character. */
  createDecodeStream(options: DecodeOptions = {}): DecodeStream {
    return new DecodeStream((ids) => this.decode(ids, options));
  }

  tokenToId(token: string): number | undefined {
    const { added, model } = this.#pipeline;
    return added.byContent.get(token) ?? model.tokenToId(token);
  }

  idToToken(id: number): string | undefined {
    const { added, model } = this.#pipeline;
    return added.byId.get(id)?.content ?? model.idToToken(id);
  }

  /** Number of different tokens, added ones included. */
  get vocabSize(): number {
    const { added, model } = this.#pipeline;
    let { size } = model;
    for (const content of added.byContent.keys()) if (model.tokenToId(content) === undefined) size++;
    return size;
  }

  /** The tokenizer.json this tokenizer was made from. */
  toJSON(): Record<string, unknown> {
    return this.#json instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(this.#json)) : this.#json;
  }

  /** Padding apart: it may have to look at the other encodings of a batch. */
  #encode(givenText: string, options: EncodeOptions): Encoding {
    const { pair, addSpecialTokens = true } = options;
    const text = wellFormed("encode", givenText);
    const truncation = options.truncation === undefined ? this.#truncation : options.truncation;
    const dropout = checkedDropout(options.dropout, this.#pipeline.model);
    const modelOptions = dropout === undefined ? undefined : { dropout, random: options.random };
    const codePoints = options.offsets === "codepoint";
    const full = () => this.#encodeFully(text, pair, addSpecialTokens, truncation, codePoints, modelOptions);
    // Only ids now, the rest when it is asked for; unless it is needed anyway, or would come out differently.
    const padding = options.padding === undefined ? this.#padding : options.padding;
    const isRandom = this.#pipeline.model.isRandom || options.dropout !== undefined;
    if (pair !== undefined || truncation || padding || isRandom) return full();
    return new Encoding(this.#encodeIds(text, addSpecialTokens), full);
  }

  #encodeIds(text: string, addSpecialTokens: boolean): number[] {
    const buffer = this.#buffer;
    buffer.length = 0;
    this.#pipeline.encodeInto(wellFormed("encodeIds", text), buffer);
    const ids = buffer.toArray();
    const frame = this.#frame(addSpecialTokens);
    if (frame.length === 1 && frame[0] === -1) return ids;
    return frame.flatMap((id) => (id === -1 ? ids : id));
  }

  #frame(addSpecialTokens: boolean): number[] {
    let frame = this.#frames.get(addSpecialTokens);
    if (!frame) {
      const marker = specialEncoding([["", -1]], 0);
      frame = this.#postProcess([marker], addSpecialTokens).ids;
      this.#frames.set(addSpecialTokens, frame);
    }
    return frame;
  }

  #encodeFully(
    text: string,
    pair: string | undefined,
    addSpecialTokens: boolean,
    truncation: Truncation | null,
    codePoints: boolean,
    modelOptions: ModelOptions | undefined,
  ): Encoding {
    const texts = pair === undefined ? [text] : [text, wellFormed("encode", pair)];
    let encodings = texts.map((one, i) => this.#pipeline.encode(one, i, codePoints, modelOptions));
    if (truncation) {
      const added = addSpecialTokens ? (this.#postProcessor?.addedTokens(texts.length === 2) ?? 0) : 0;
      if (truncation.maxLength < added) {
        throw new RangeError(
          `encode: truncation.maxLength is ${truncation.maxLength} but the special tokens alone are ${added}.`,
        );
      }
      encodings = truncateEncodings(encodings, { ...truncation, maxLength: truncation.maxLength - added });
    }
    const encoding = this.#postProcess(encodings, addSpecialTokens);
    if (!codePoints) keepPairsTogether(encoding, texts);
    return encoding;
  }

  #postProcess(encodings: Encoding[], addSpecialTokens: boolean): Encoding {
    if (!this.#postProcessor) {
      if (encodings.length === 1) return encodings[0];
      for (const [i, encoding] of encodings.entries()) encoding.sequenceRanges.set(i, [0, encoding.length]);
      return concatEncodings(encodings);
    }
    encodings.forEach((encoding, i) => {
      for (const part of [encoding, ...encoding.overflowing]) part.sequenceRanges.set(i, [0, part.length]);
      encoding.typeIds.fill(i);
    });
    return concatEncodings(this.#postProcessor.process(encodings, addSpecialTokens));
  }
}

/**
 * Post-processors move offsets by a number of characters, which may end inside a surrogate pair: moves a start to the end of
 * the pair and an end to its start.
 */
export function keepPairsTogether(encoding: Encoding, texts: string[]): void {
  if (!texts.some((text) => /[\ud800-\udbff]/.test(text))) return;
  for (const part of [encoding, ...encoding.overflowing]) {
    part.sequenceIds.forEach((sequence, i) => {
      if (sequence === null) return;
      const text = texts[sequence];
      const [start, end] = part.offsets[i];
      const inside = (at: number) => at > 0 && at < text.length && characterLength(text, at - 1) === 2;
      if (inside(start) || inside(end)) {
        const fixedStart = inside(start) ? start + 1 : start;
        part.offsets[i] = [fixedStart, Math.max(fixedStart, inside(end) ? end - 1 : end)];
      }
    });
  }
}

export function checkedDropout(dropout: number | undefined, model: Model): number | undefined {
  if (dropout === undefined) return undefined;
  if (model.type !== "BPE") throw new TypeError(`encode: dropout is for BPE models, and this one is ${model.type}.`);
  if (dropout >= 0 && dropout <= 1) return dropout;
  throw new RangeError(`encode: dropout is ${dropout} but has to satisfy 0 <= dropout <= 1. Pass a share such as 0.1.`);
}

/** All keys a file may have. Deeper down unknown keys are passed over; here the reference refuses them, too. */
const sections = [
  "version",
  "truncation",
  "padding",
  "added_tokens",
  "normalizer",
  "pre_tokenizer",
  "post_processor",
  "decoder",
  "model",
];

/** Files from before models had a `type`: it follows from what is there. */
function withModelType(model: unknown): unknown {
  if (typeof model !== "object" || model === null || Object.hasOwn(model, "type")) return model;
  const has = (key: string) => Object.hasOwn(model, key);
  const type = has("merges")
    ? "BPE"
    : has("continuing_subword_prefix")
      ? "WordPiece"
      : Array.isArray((model as { vocab?: unknown }).vocab)
        ? "Unigram"
        : "WordLevel";
  return { type, ...model };
}

/** Halves of surrogate pairs become U+FFFD: they are no characters, and UTF-8 cannot hold them. */
export function wellFormed(call: string, text: string): string {
  if (typeof text !== "string") throw new TypeError(`${call}: the text is ${show(text)} but has to be a string.`);
  const es2024 = text as unknown as { isWellFormed(): boolean; toWellFormed(): string };
  return es2024.isWellFormed() ? text : es2024.toWellFormed();
}

export function checkOptions(call: string, options: object, known: string[]): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw new TypeError(`${call}: "${key}" is not an option. Options: ${known.join(", ")}.`);
    }
  }
}
