/**
 * From tokens to ids and back. Names such as "constructor" and "__proto__" are tokens like any other.
 * @module
 */
import { type Config, isId, show, TokenizerError } from "../config.ts";

export interface Vocabulary extends Iterable<[token: string, id: number]> {
  /** Number of tokens. */
  readonly size: number;
  /** Whether some tokens share an id, so that an id does not say which token it was. */
  readonly sharesIds: boolean;
  /** The token of an id. */
  token(id: number): string | undefined;
  /** The id of a token, or -1. */
  get(token: string): number;
  /** The id of the token that `text` has from `start` to `end`, or -1. */
  getPart(text: string, start: number, end: number): number;
  /** The id of the token whose UTF-8 is bytes[start..end], or -1. */
  getBytes(bytes: Uint8Array, start: number, end: number): number;
  /** `read(bytes, start, end)` of the UTF-8 of a token that exists. */
  readBytes<T>(id: number, read: (bytes: Uint8Array, start: number, end: number) => T): T;
}

/** The vocabulary at `key`: `{ token: id }`, or one that was made while the file was read (`ByteVocabulary`). */
export function readVocabulary(config: Config, key: string): Vocabulary {
  const raw = config.raw(key);
  if (isVocabulary(raw)) return raw;
  const ids = new Map<string, number>();
  const tokens = new Map<number, string>();
  for (const [token, id] of Object.entries(config.object(key).value)) {
    if (!isId(id) || id >= 0x7fffffff) {
      throw new TokenizerError(`${config.path}.${key}[${show(token)}]`, `is ${show(id)} but has to be a token id.`);
    }
    ids.set(token, id);
    tokens.set(id, token);
  }
  const get = (token: string) => ids.get(token) ?? -1;
  return {
    size: ids.size,
    sharesIds: tokens.size < ids.size,
    token: (id) => tokens.get(id),
    get,
    getPart: (text, start, end) => get(text.slice(start, end)),
    getBytes: (bytes, start, end) => get(new TextDecoder().decode(bytes.subarray(start, end))),
    readBytes(id, read) {
      const bytes = new TextEncoder().encode(tokens.get(id));
      return read(bytes, 0, bytes.length);
    },
    [Symbol.iterator]: () => ids.entries(),
  };
}

/** Nothing that was parsed has a function in it. */
function isVocabulary(raw: unknown): raw is Vocabulary {
  return typeof raw === "object" && raw !== null && typeof (raw as Partial<Vocabulary>).readBytes === "function";
}
