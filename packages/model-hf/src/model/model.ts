/** A loaded model: what callers hold. @module */
import type { Tokenizer } from "@llm-anatomy/tokenizer";
import type { ModelSpec } from "@llm-anatomy/transformer";
import type { Edit, Engine, Outputs, Session, SessionOptions, SourceInput, Tensor } from "../engine/engine.ts";
import type { EngineChoice } from "../engine/engine-speeds.ts";
import { CheckpointError } from "../errors.ts";
import type { JsonObject, Source } from "../source/source.ts";
import type { Embeddings, EmbedOptions } from "../tasks/embed.ts";
import type { Perplexity, PerplexityOptions } from "../tasks/perplexity.ts";
import type { ChatMessage, ChatOptions } from "./chat.ts";
import { type GeneratedToken, type GenerateOptions, generateTokens } from "./generate.ts";
import {
  type FeatureInput,
  frameSource,
  type InputOptions,
  isFeatures,
  type ModelInput,
  prepareInput,
} from "./input.ts";
import { refusePlaceholders } from "./placeholders.ts";
import { matchPlaces } from "./places.ts";
import { decoderStart, endTokens } from "./special-tokens.ts";

export interface TraceOptions extends InputOptions {
  /** Names of places, or patterns with `*`: `"blocks.*.attention.weights"`. See `probeTable`. */
  capture: readonly string[];
}

export interface TraceOutput extends Outputs {
  ids: number[];
  /** The tokens' texts, when the model has a tokenizer. */
  tokens?: string[];
  values: Record<string, Tensor>;
}

export interface ModelParts {
  name: string;
  config: JsonObject;
  generationConfig: JsonObject;
  spec: ModelSpec;
  engine: Engine;
  choice: EngineChoice;
  tokenizer: Tokenizer | null;
  source: Source;
}

export class Model {
  readonly name: string;
  /** config.json as it is in the checkpoint. */
  readonly config: Readonly<JsonObject>;
  readonly generationConfig: Readonly<JsonObject>;
  readonly spec: ModelSpec;
  readonly engine: Engine;
  /** Why it is this engine. */
  readonly engineChoice: EngineChoice;
  /** The checkpoint's files, for what else lies beside the weights. */
  readonly source: Source;
  readonly #tokenizer: Tokenizer | null;

  constructor({ name, config, generationConfig, spec, engine, choice, tokenizer, source }: ModelParts) {
    this.name = name;
    this.config = config;
    this.generationConfig = generationConfig;
    this.spec = spec;
    this.engine = engine;
    this.engineChoice = choice;
    this.source = source;
    this.#tokenizer = tokenizer;
  }

  /** @throws CheckpointError when the checkpoint has none */
  get tokenizer(): Tokenizer {
    if (this.#tokenizer) return this.#tokenizer;
    throw new CheckpointError(
      `${this.name}: has no tokenizer.json, so text cannot be turned into tokens. Pass token ids, or add the file.`,
      { code: "file-missing", file: "tokenizer.json" },
    );
  }

  get hasTokenizer(): boolean {
    return this.#tokenizer !== null;
  }

  /** One pass over all tokens. */
  async forward(input: ModelInput, options: InputOptions = {}): Promise<Outputs> {
    return (await this.engine.forward(this.#prepare(input, options))).outputs;
  }

  /** One pass, with the values of the captured places. */
  async trace(input: ModelInput, { capture, ...options }: TraceOptions): Promise<TraceOutput> {
    return this.#observe(input, options, capture, new Map());
  }

  /**
   * One pass in which some places are changed. An edit gets a place's values and returns what replaces them, or
   * changes `value.data` and returns nothing; everything after that place sees the change.
   */
  async patch(
    input: ModelInput,
    edits: Readonly<Record<string, Edit>>,
    { capture = [], ...options }: InputOptions & { capture?: readonly string[] } = {},
  ): Promise<TraceOutput> {
    const patterns = Object.keys(edits);
    const places = new Map<string, Edit>(); // in the model's order: an edit sees what earlier ones did
    for (const place of matchPlaces(patterns, this.spec)) {
      places.set(place, edits[patterns.findLast((pattern) => matchPlaces([pattern], this.spec).includes(place))!]);
    }
    return this.#observe(input, options, capture, places);
  }

  /** What the encoder reads of a prompt, and what the decoder begins with. */
  #begin(
    prompt: string | ArrayLike<number> | FeatureInput,
    addSpecialTokens?: boolean,
  ): { source?: SourceInput; promptIds: ArrayLike<number> } {
    // An encoder–decoder reads the prompt, and writes from a token of its own.
    const start = () => [decoderStart(this.generationConfig, this.config)];
    if (typeof prompt === "object" && isFeatures(prompt)) return { source: frameSource(prompt), promptIds: start() };
    const ids = typeof prompt === "string" ? this.#encode(prompt, addSpecialTokens) : prompt;
    refusePlaceholders(ids, this.config);
    if (!this.spec.encoder) return { promptIds: ids };
    return { source: { ids: Int32Array.from(ids), batch: 1 }, promptIds: start() };
  }

  /** A sequence that keeps its keys and values between calls. */
  createSession(options?: SessionOptions): Promise<Session> {
    return this.engine.createSession(options);
  }

  /** Continues a prompt. Yields each token as it is chosen; ending the loop early, or the signal, stops the work. */
  async *generate(
    prompt: string | ArrayLike<number> | FeatureInput,
    options: GenerateOptions = {},
  ): AsyncGenerator<GeneratedToken> {
    const { source, promptIds } = this.#begin(prompt, options.addSpecialTokens);
    const session = await this.createSession({ source });
    try {
      yield* generateTokens(
        {
          session,
          promptIds,
          decoder: this.#tokenizer?.createDecodeStream({ skipSpecialTokens: true }),
          stopTokens: endTokens(this.generationConfig, this.config),
          generationConfig: this.generationConfig,
          maxPositions: this.spec.embedding.learnedPositions ? this.spec.maxPositions : Number.POSITIVE_INFINITY,
        },
        options,
      );
    } finally {
      await session.dispose();
    }
  }

  /**
   * Answers a conversation, told by the checkpoint's own chat template. The answer ends with the token that ends a
   * message there. Tools are described to the model; a call it makes is text of the answer, in the model's own format.
   */
  async *chat(messages: readonly ChatMessage[], options: ChatOptions = {}): AsyncGenerator<GeneratedToken> {
    const { chat } = await import("./chat.ts"); // only those who chat need the template language
    yield* chat(this, messages, options);
  }

  /** One vector per text, pooled as the checkpoint says. See `embed` of the tasks. */
  async embed(texts: string | readonly string[], options: EmbedOptions = {}): Promise<Embeddings> {
    const { embed } = await import("../tasks/embed.ts");
    return embed(this, texts, options);
  }

  /** How likely the model finds a text. See `perplexity` of the tasks. */
  async score(text: string | ArrayLike<number>, options: PerplexityOptions = {}): Promise<Perplexity> {
    const { perplexity } = await import("../tasks/perplexity.ts");
    return perplexity(this, text, options);
  }

  async dispose(): Promise<void> {
    await this.engine.dispose();
  }

  async #observe(
    input: ModelInput,
    options: InputOptions,
    capture: readonly string[],
    edits: ReadonlyMap<string, Edit>,
  ): Promise<TraceOutput> {
    const prepared = this.#prepare(input, options);
    const { outputs, values } = await this.engine.forward({
      ...prepared,
      capture: matchPlaces(capture, this.spec),
      edits,
    });
    const ids = Array.from(prepared.ids);
    return {
      ...outputs,
      ids,
      tokens: this.#tokenizer ? ids.map((id) => this.tokenizer.decode([id])) : undefined,
      values,
    };
  }

  #prepare(input: ModelInput, options: InputOptions) {
    const { spec, config } = this;
    return prepareInput(input, options, { spec, config, encode: (text) => this.#encode(text) });
  }

  /** What tokenizer.json says about cutting and filling up is meant for training and left out, as the reference does. */
  #encode(text: string, addSpecialTokens = true): number[] {
    return this.tokenizer.encode(text, { addSpecialTokens, truncation: null, padding: null }).ids;
  }
}
