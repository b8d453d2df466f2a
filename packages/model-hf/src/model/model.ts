/** A loaded model: what callers hold. @module */
import type { Tokenizer } from "@llm-anatomy/tokenizer";
import type { ModelSpec } from "@llm-anatomy/transformer";
import type { Edit, Engine, Outputs, Session, SessionOptions, SourceInput, Tensor } from "../engine/engine.ts";
import { CheckpointError } from "../errors.ts";
import type { JsonObject } from "../source/source.ts";
import { type GeneratedToken, type GenerateOptions, generateTokens } from "./generate.ts";
import {
  type FeatureInput,
  frameSource,
  type InputOptions,
  isFeatures,
  type ModelInput,
  prepareInput,
} from "./input.ts";
import { matchPlaces } from "./places.ts";

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
  tokenizer: Tokenizer | null;
}

export class Model {
  readonly name: string;
  /** config.json as it is in the checkpoint. */
  readonly config: Readonly<JsonObject>;
  readonly generationConfig: Readonly<JsonObject>;
  readonly spec: ModelSpec;
  readonly engine: Engine;
  readonly #tokenizer: Tokenizer | null;

  constructor({ name, config, generationConfig, spec, engine, tokenizer }: ModelParts) {
    this.name = name;
    this.config = config;
    this.generationConfig = generationConfig;
    this.spec = spec;
    this.engine = engine;
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
  #begin(prompt: string | ArrayLike<number> | FeatureInput): { source?: SourceInput; promptIds: ArrayLike<number> } {
    // An encoder–decoder reads the prompt, and writes from a token of its own.
    const start = () => [decoderStart(this.generationConfig, this.config)];
    if (typeof prompt === "object" && isFeatures(prompt)) return { source: frameSource(prompt), promptIds: start() };
    const ids = typeof prompt === "string" ? this.tokenizer.encode(prompt).ids : prompt;
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
    const { source, promptIds } = this.#begin(prompt);
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
    return prepareInput(input, options, (text) => this.tokenizer.encode(text).ids);
  }
}

/** The token that an encoder–decoder starts writing from. */
function decoderStart(...configs: JsonObject[]): number {
  for (const { decoder_start_token_id: id } of configs) if (typeof id === "number") return id;
  throw new CheckpointError("config.json: has no decoder_start_token_id, so an encoder–decoder cannot start.", {
    code: "config-unsupported",
    file: "config.json",
  });
}

/** End-of-sequence tokens: generation_config.json's, otherwise config.json's. */
function endTokens(...configs: JsonObject[]): number[] {
  for (const { eos_token_id: id } of configs) {
    if (typeof id === "number") return [id];
    if (Array.isArray(id)) return id.filter((item) => typeof item === "number");
  }
  return [];
}
