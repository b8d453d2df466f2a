/**
 * Reads a request's parameters. What is wrong is named with its value, and so is every parameter that nobody reads: an
 * answer is never made without something that was asked for.
 * @module
 */
import { ApiError } from "./api-error.ts";

export class RequestReader {
  readonly #body: Record<string, unknown>;
  readonly #known = new Set<string>();

  /** @throws ApiError if the body is not an object */
  constructor(body: unknown) {
    if (typeof body !== "object" || body === null || Array.isArray(body))
      throw new ApiError(400, "The body has to be a JSON object.");
    this.#body = body as Record<string, unknown>;
  }

  /** Any value; null is the same as none. */
  take(name: string): unknown {
    this.#known.add(name);
    return this.#body[name] ?? undefined;
  }

  number(name: string, least: number, most: number): number | undefined {
    const value = this.take(name);
    if (value === undefined || (typeof value === "number" && value >= least && value <= most)) return value;
    throw this.wrong(name, `a number between ${least} and ${most}`);
  }

  integer(name: string, least: number, most: number): number | undefined {
    const value = this.number(name, least, most);
    if (value === undefined || Number.isInteger(value)) return value;
    throw this.wrong(name, "a whole number");
  }

  boolean(name: string): boolean | undefined {
    const value = this.take(name);
    if (value === undefined || typeof value === "boolean") return value;
    throw this.wrong(name, "true or false");
  }

  /** A text, or a list of texts. */
  texts(name: string): string[] | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    const list = Array.isArray(value) ? value : [value];
    if (list.every((item) => typeof item === "string")) return list;
    throw this.wrong(name, "a text or a list of texts");
  }

  /** Parameters that clients send and that change no answer. */
  ignore(...names: string[]): void {
    for (const name of names) this.#known.add(name);
  }

  /** A parameter of which only some values can be had: those that ask for what is done anyway. */
  only(name: string, allowed: readonly unknown[], why: string): void {
    const value = this.take(name);
    if (value === undefined) return;
    const text = JSON.stringify(value);
    if (allowed.some((one) => JSON.stringify(one) === text)) return;
    throw new ApiError(400, `${name} is ${shortened(text)}, but ${why}.`, { param: name, code: "unsupported_value" });
  }

  wrong(name: string, expected: string): ApiError {
    const text = shortened(JSON.stringify(this.#body[name]) ?? "missing");
    return new ApiError(400, `${name} is ${text} but has to be ${expected}.`, { param: name, code: "invalid_value" });
  }

  /** @throws ApiError for the first parameter that was not read, with those that there are */
  finish(): void {
    for (const name of Object.keys(this.#body)) {
      if (this.#known.has(name)) continue;
      throw new ApiError(400, `There is no parameter ${name}. There are ${[...this.#known].sort().join(", ")}.`, {
        param: name,
        code: "unknown_parameter",
      });
    }
  }
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
