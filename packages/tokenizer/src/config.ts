/**
 * Reading a tokenizer.json with suspicion.
 *
 * The file comes from strangers. Every value that counts is checked once, here. Keys that nobody asks for are passed over, as
 * the reference does: files carry left-over keys of the components they once had. Errors name the path, the value and what is
 * supported.
 * @module
 */

/** A tokenizer.json that cannot be used: `path` says where in the file. */
export class TokenizerError extends Error {
  override readonly name = "TokenizerError";
  readonly path: string;
  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.path = path;
  }
}

/** A value as the message shows it: JSON, cut after 60 characters. */
export function show(value: unknown): string {
  const text = value === undefined ? "undefined" : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** A cursor over one JSON object. Each getter checks the type. */
export class Config {
  readonly path: string;
  readonly value: Record<string, unknown>;

  /** @throws TokenizerError if `value` is not an object */
  constructor(value: unknown, path: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new TokenizerError(path, `is ${show(value)} but has to be an object.`);
    }
    this.value = value as Record<string, unknown>;
    this.path = path;
  }

  /** Whether the key is present and not null. */
  has(key: string): boolean {
    return this.raw(key) !== undefined;
  }

  /** The value as it is; null counts as absent. */
  raw(key: string): unknown {
    return Object.hasOwn(this.value, key) ? (this.value[key] ?? undefined) : undefined;
  }

  string(key: string, fallback?: string): string {
    return this.#checked(key, fallback, (value) => typeof value === "string", "a string");
  }

  boolean(key: string, fallback?: boolean): boolean {
    return this.#checked(key, fallback, (value) => typeof value === "boolean", "true or false");
  }

  number(key: string, fallback?: number): number {
    return this.#checked(key, fallback, (value) => typeof value === "number", "a number");
  }

  /** A whole number: an id, a length, a limit. */
  integer(key: string, fallback?: number): number {
    const accepts = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
    return this.#checked(key, fallback, accepts, "a whole number of at least 0");
  }

  /** A string of exactly one character. */
  character(key: string): string {
    return this.#checked<string>(key, undefined, (v) => typeof v === "string" && [...v].length === 1, "one character");
  }

  array(key: string, fallback?: unknown[]): unknown[] {
    return this.#checked(key, fallback, Array.isArray, "an array");
  }

  oneOf<T extends string>(key: string, choices: readonly T[], fallback?: T): T {
    return this.#checked(key, fallback, (value) => choices.includes(value as T), `one of ${choices.join(", ")}`);
  }

  /** A cursor over the object at `key`. */
  object(key: string): Config {
    return new Config(this.raw(key), `${this.path}.${key}`);
  }

  fail(key: string, problem: string): never {
    throw new TokenizerError(`${this.path}.${key}`, problem);
  }

  #checked<T>(key: string, fallback: T | undefined, accepts: (value: unknown) => boolean, wanted: string): T {
    const value = this.raw(key);
    if (value === undefined && fallback !== undefined) return fallback;
    if (!accepts(value)) this.fail(key, `is ${show(this.value[key])} but has to be ${wanted}.`);
    return value as T;
  }
}

export function isId(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}

/** How one type of component is made from its part of the file. */
export type Builder<T> = (config: Config, build: (value: unknown, path: string) => T) => T;

/** Makes the component that `value.type` names. `what` is the kind, for messages: "normalizer", "decoder". */
export function buildComponent<T>(value: unknown, path: string, what: string, builders: Record<string, Builder<T>>): T {
  const config = new Config(value, path);
  const type = config.string("type");
  if (!Object.hasOwn(builders, type)) {
    const supported = Object.keys(builders).join(", ");
    config.fail("type", `is ${show(type)}, a ${what} that is not supported here. Supported: ${supported}.`);
  }
  return builders[type](config, (inner, innerPath) => buildComponent(inner, innerPath, what, builders));
}

/** The parts of a component, sequences within sequences opened. */
export function flatten(component: unknown, key: string): Record<string, unknown>[] {
  if (typeof component !== "object" || component === null) return [];
  const json = component as Record<string, unknown>;
  return json.type === "Sequence" ? (json[key] as unknown[]).flatMap((part) => flatten(part, key)) : [json];
}
