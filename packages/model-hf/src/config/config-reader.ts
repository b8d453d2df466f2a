/**
 * Reads a config.json key by key, and knows at the end which keys nobody asked for.
 *
 * A key that is silently ignored can change the mathematics. So every key is either read by the architecture,
 * known to have no influence on what the model computes, or an error.
 * @module
 */
import { CheckpointError } from "../errors.ts";
import type { JsonObject } from "../source/source.ts";
import { harmlessKeys } from "./harmless-keys.ts";

export class ConfigReader {
  readonly #config: JsonObject;
  readonly #file: string;
  readonly #path: string;
  readonly #read = new Set<string>();

  constructor(config: JsonObject, file: string, path = "") {
    this.#config = config;
    this.#file = file;
    this.#path = path;
  }

  /** A number the model cannot do without. */
  number(key: string, fallback?: number): number {
    const value = this.optionalNumber(key) ?? fallback;
    if (value === undefined) throw this.error(key, "is missing");
    return value;
  }

  optionalNumber(key: string): number | undefined {
    return this.#get(key, "a number", (value): value is number => typeof value === "number" && Number.isFinite(value));
  }

  boolean(key: string, fallback: boolean): boolean {
    return this.optionalBoolean(key) ?? fallback;
  }

  optionalBoolean(key: string): boolean | undefined {
    return this.#get(key, "true or false", (value): value is boolean => typeof value === "boolean");
  }

  string(key: string, fallback?: string): string {
    const value = this.#get(key, "a string", (value): value is string => typeof value === "string") ?? fallback;
    if (value === undefined) throw this.error(key, "is missing");
    return value;
  }

  numbers(key: string): number[] | undefined {
    return this.#get(
      key,
      "a list of numbers",
      (value): value is number[] => Array.isArray(value) && value.every((item) => typeof item === "number"),
    );
  }

  strings(key: string): string[] | undefined {
    return this.#get(
      key,
      "a list of strings",
      (value): value is string[] => Array.isArray(value) && value.every((item) => typeof item === "string"),
    );
  }

  /** A value of any form, which the caller takes apart. */
  nested(key: string): unknown {
    this.#read.add(key);
    return this.#config[key] ?? undefined;
  }

  /** A nested object, with keys that have to be accounted for too. */
  object(key: string): ConfigReader | undefined {
    const value = this.#get(
      key,
      "an object",
      (value): value is JsonObject => typeof value === "object" && !Array.isArray(value),
    );
    return value && new ConfigReader(value, this.#file, this.#path ? `${this.#path}.${key}` : key);
  }

  /** Whether the file has the key at all, be it with null, which often says "none" where absence says "the usual". */
  mentions(key: string): boolean {
    return key in this.#config;
  }

  has(key: string): boolean {
    return this.#config[key] !== undefined && this.#config[key] !== null;
  }

  /** Keys that this architecture knows and that change nothing here. */
  ignore(...keys: string[]): this {
    for (const key of keys) this.#read.add(key);
    return this;
  }

  /** Accepts a key only with one of these values; the others change the mathematics in a way that is not built. */
  only<V extends string | number | boolean>(key: string, ...allowed: (V | null | undefined)[]): void {
    const value = this.#config[key] ?? undefined;
    this.#read.add(key);
    if (value === undefined || allowed.includes(value as V)) return;
    throw this.error(
      key,
      `is ${JSON.stringify(value)}, which is not supported; supported: ${allowed.map((v) => JSON.stringify(v)).join(", ")}`,
    );
  }

  /** @throws CheckpointError for keys that nothing has read. `ignored` are keys that the caller vouches for. */
  finish(ignored: readonly string[] = []): void {
    const vouched = new Set(ignored);
    const left = Object.entries(this.#config).filter(
      ([key, value]) => !this.#read.has(key) && !harmlessKeys.has(key) && !vouched.has(key) && !isNothing(value),
    );
    if (left.length === 0) return;
    const names = left.map(([key, value]) => `${key}=${JSON.stringify(value)?.slice(0, 60)}`).join(", ");
    throw this.error(
      left[0][0],
      `is not known for this model type (${names}). It may change what the model computes. If it does not, pass ignoreConfigKeys: ${JSON.stringify(left.map(([key]) => key))}`,
    );
  }

  error(key: string, problem: string): CheckpointError {
    return new CheckpointError(`${this.#file}: ${this.#path ? `${this.#path}.` : ""}${key} ${problem}.`, {
      code: "config-unsupported",
      file: "config.json",
    });
  }

  #get<V>(key: string, kind: string, is: (value: unknown) => value is V): V | undefined {
    this.#read.add(key);
    const value = this.#config[key];
    if (value === undefined || value === null) return undefined;
    if (!is(value)) throw this.error(key, `is ${JSON.stringify(value)} but has to be ${kind}`);
    return value;
  }
}

/** What a config holds to say "not used". */
function isNothing(value: unknown): boolean {
  if (value === null || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value as object).length === 0;
}
