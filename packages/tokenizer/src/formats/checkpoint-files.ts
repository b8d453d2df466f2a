/**
 * The tokenizer files of a checkpoint directory, and the special tokens they name.
 *
 * Before tokenizer.json, what was special stood in up to four files: tokenizer_config.json, special_tokens_map.json,
 * added_tokens.json, and the defaults of the tokenizer's class. Here they become one list.
 * @module
 */
import type { AddedTokenFields } from "../training/tokenizer-file.ts";
import { parseJson } from "./vocabulary-files.ts";

/** File name → text, bytes, or for JSON the parsed object. */
export type CheckpointFiles = Record<string, string | Uint8Array | object>;

/** What a special token is for; also the keys of tokenizer_config.json with "_token" behind them. */
export const roles = ["bos", "eos", "unk", "sep", "pad", "cls", "mask"] as const;
export type Role = (typeof roles)[number];

type TokenFields = Omit<AddedTokenFields, "id">;

export interface SpecialTokens {
  /** The text of the token of each role, if there is one. */
  text: Partial<Record<Role, string>>;
  /** All special and added tokens with the ids that the files give them, if any. */
  tokens: (TokenFields & { id: number | undefined })[];
}

export class FileReader {
  readonly #files: CheckpointFiles;

  constructor(files: CheckpointFiles) {
    this.#files = files;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#files, name);
  }

  /** The first of these files that is there. @throws RangeError if none is */
  find(names: readonly string[]): string {
    const found = names.find((name) => this.has(name));
    if (found === undefined) {
      const given = Object.keys(this.#files).join(", ") || "none";
      throw new RangeError(`tokenizerFromFiles: ${names.join(" or ")} is missing. Given: ${given}. Add the file.`);
    }
    return found;
  }

  text(name: string): string {
    const file = this.#files[name];
    if (typeof file === "string") return file;
    if (file instanceof Uint8Array) return new TextDecoder().decode(file);
    throw new TypeError(`tokenizerFromFiles: ${name} is an object but has to be text or bytes.`);
  }

  bytes(name: string): Uint8Array {
    const file = this.#files[name];
    if (file instanceof Uint8Array) return file;
    throw new TypeError(`tokenizerFromFiles: ${name} has to be a Uint8Array. Read the file without an encoding.`);
  }

  /** The parsed object, or an empty one if there is no such file. */
  json(name: string): Record<string, unknown> {
    if (!this.has(name)) return {};
    const file = this.#files[name];
    const isParsed = typeof file === "object" && !(file instanceof Uint8Array);
    const value: unknown = isParsed ? file : parseJson(this.text(name), name);
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new TypeError(`${name}: has to be an object.`);
    }
    return value as Record<string, unknown>;
  }
}

/**
 * The special tokens of a checkpoint. `defaults` are those of its tokenizer class; `maskStripsLeft` says whether the class
 * makes a mask token given as plain text swallow the space before it.
 */
export function readSpecialTokens(
  files: FileReader,
  defaults: Partial<Record<Role, string>>,
  { maskStripsLeft = false } = {},
): SpecialTokens {
  const config = files.json("tokenizer_config.json");
  const map = files.json("special_tokens_map.json");
  const text: Partial<Record<Role, string>> = {};
  const tokens = new Map<string, SpecialTokens["tokens"][number]>();
  const add = (fields: TokenFields, id?: number) => {
    const known = tokens.get(fields.content);
    tokens.set(fields.content, { ...(known ?? fields), id: known?.id ?? id });
  };

  const decoder = config.added_tokens_decoder ?? {};
  for (const [id, value] of Object.entries(decoder as object)) {
    if (!/^[0-9]{1,9}$/.test(id)) fail(`added_tokens_decoder has the id ${JSON.stringify(id)}`);
    add(readToken(value, `added_tokens_decoder[${id}]`, false), Number(id));
  }
  for (const role of roles) {
    const key = `${role}_token`;
    const given = Object.hasOwn(config, key) ? config[key] : Object.hasOwn(map, key) ? map[key] : defaults[role];
    if (given === undefined || given === null) continue;
    const token = readToken(given, key, true);
    if (role === "mask" && maskStripsLeft && typeof given === "string") token.lstrip = true;
    text[role] = token.content;
    add(token);
  }
  const additional = config.additional_special_tokens ?? map.additional_special_tokens ?? [];
  if (!Array.isArray(additional)) fail("additional_special_tokens has to be an array");
  for (const value of additional as unknown[]) add(readToken(value, "additional_special_tokens", true));
  for (const [content, id] of Object.entries(files.json("added_tokens.json"))) {
    if (!Number.isInteger(id))
      throw new TypeError(`added_tokens.json: ${JSON.stringify(content)} has no whole number.`);
    add({ ...plainToken(content), normalized: true }, id as number);
  }
  return { text, tokens: [...tokens.values()] };
}

function readToken(value: unknown, where: string, special: boolean): TokenFields {
  if (typeof value === "string") return { ...plainToken(value), special };
  if (typeof value !== "object" || value === null) fail(`${where} has to be text or an object with content`);
  const fields = value as Record<string, unknown>;
  if (typeof fields.content !== "string" || fields.content === "") fail(`${where}.content has to be text`);
  const flag = (key: string, fallback: boolean) => {
    if (fields[key] !== undefined && typeof fields[key] !== "boolean") fail(`${where}.${key} has to be true or false`);
    return (fields[key] as boolean | undefined) ?? fallback;
  };
  return {
    content: fields.content as string,
    single_word: flag("single_word", false),
    lstrip: flag("lstrip", false),
    rstrip: flag("rstrip", false),
    normalized: flag("normalized", false),
    special: flag("special", special),
  };
}

function plainToken(content: string): TokenFields {
  return { content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: false };
}

function fail(problem: string): never {
  throw new TypeError(`tokenizer_config.json: ${problem}.`);
}
