/**
 * Tokens that were added beside the model's vocabulary, found in the text before anything else happens to it.
 *
 * There are two rounds: tokens with `normalized: false` (special tokens, mostly) are looked for in the text as it is; then
 * each part between them is normalized, and the others are looked for in the result. Of several that match at one place the
 * longest wins.
 * @module
 */
import { Config, isId, show, TokenizerError } from "./config.ts";
import type { Model } from "./models/model.ts";
import type { Normalizer } from "./normalizers/simple-normalizers.ts";
import type { Piece } from "./piece.ts";
import { rustWordSet } from "./regex/character-sets.ts";
import { characterLength, isWhitespace } from "./unicode.ts";

export interface AddedToken {
  id: number;
  content: string;
  /** Only where no letter, digit or underscore touches it. */
  singleWord: boolean;
  /** Swallows white space on its left. */
  lstrip: boolean;
  /** Swallows white space on its right. */
  rstrip: boolean;
  /** Looked for in the normalized text, in its own normalized form. */
  normalized: boolean;
  /** Left out by `decode(ids, { skipSpecialTokens: true })`. */
  special: boolean;
}

export class AddedTokens {
  readonly byId = new Map<number, AddedToken>();
  readonly byContent = new Map<string, number>();
  readonly #special = new Set<string>();
  readonly #plain: Finder | null;
  readonly #normalized: Finder | null;

  constructor(list: unknown[], model: Model, normalizer: Normalizer | null) {
    const read = list.map((value, i) => readAddedToken(value, `added_tokens[${i}]`));
    const tokens = this.#assignIds(read, model);
    const searched = this.#searched(tokens);
    const finders = (normalized: boolean) => {
      const form = (content: string) => (normalized && normalizer ? normalizer.normalize(content, null) : content);
      const byText = new Map<string, AddedToken>();
      for (const token of searched) {
        if (token.normalized !== normalized) continue;
        const text = form(token.content);
        // Of two with the same text the first counts.
        if (text !== "" && !byText.has(text)) byText.set(text, this.byId.get(token.id)!);
      }
      return byText.size > 0 ? new Finder(byText) : null;
    };
    this.#plain = finders(false);
    this.#normalized = finders(true);
  }

  isSpecial(content: string): boolean {
    return this.#special.has(content);
  }

  /** Cuts a text into added tokens and normalized parts between them. */
  split(piece: Piece, normalizer: Normalizer | null): Piece[] {
    return this.splitPlain(piece).flatMap((part) => (part.addedId >= 0 ? [part] : this.normalize(part, normalizer)));
  }

  /** The first round: tokens that are looked for in the text as it is. */
  splitPlain(piece: Piece): Piece[] {
    return this.#plain ? this.#plain.split(piece) : [piece];
  }

  /** The second round: normalizes a part and looks for the other tokens in it. */
  normalize(part: Piece, normalizer: Normalizer | null): Piece[] {
    const normalized = normalizer ? part.rewritten((text, sources) => normalizer.normalize(text, sources)) : part;
    return this.splitNormalized(normalized).filter((p) => p.text !== "");
  }

  /** Tokens that are looked for in the normalized text. */
  splitNormalized(normalized: Piece): Piece[] {
    return this.#normalized ? this.#normalized.split(normalized) : [normalized];
  }

  /** The length of the longest token, in UTF-16 units. */
  get longest(): number {
    let longest = 0;
    for (const content of this.byContent.keys()) longest = Math.max(longest, content.length);
    return longest;
  }

  /** Whether there are tokens of the second round. */
  get looksInNormalized(): boolean {
    return this.#normalized !== null;
  }

  /** The tokens of the second round, by the text that is looked for. */
  get secondRound(): ReadonlyMap<string, AddedToken> {
    return this.#normalized?.byText ?? new Map();
  }

  /** What is looked for: special tokens first. Of one that the list has twice, its first special form alone. */
  #searched(tokens: AddedToken[]): AddedToken[] {
    const special = new Map<string, AddedToken>();
    for (const token of tokens) if (token.special && !special.has(token.content)) special.set(token.content, token);
    return [...special.values(), ...tokens.filter(({ content }) => !special.has(content))];
  }

  /** Ids as the reference gives them: an existing token keeps the model's id, a new one gets the next free id. */
  #assignIds(read: AddedToken[], model: Model): AddedToken[] {
    for (const token of read) if (token.special && token.content) this.#special.add(token.content);
    let nextId = model.size;
    const kept: AddedToken[] = [];
    const seen = new Set<string>();
    for (const token of read) {
      const all = JSON.stringify({ ...token, id: 0 });
      if (token.content === "" || seen.has(all)) continue; // the last one counts, unless it says what another said before
      seen.add(all);
      const id = this.byContent.get(token.content) ?? model.tokenToId(token.content) ?? nextId++;
      const assigned = { ...token, id };
      this.byContent.set(token.content, id);
      this.byId.set(id, assigned);
      kept.push(assigned);
    }
    return kept;
  }
}

function readAddedToken(value: unknown, path: string): AddedToken {
  const config = new Config(value, path);
  const id = config.raw("id");
  if (!isId(id)) throw new TokenizerError(`${path}.id`, `is ${show(id)} but has to be a token id.`);
  const token = {
    id,
    content: config.string("content"),
    singleWord: config.boolean("single_word"),
    lstrip: config.boolean("lstrip"),
    rstrip: config.boolean("rstrip"),
    normalized: config.boolean("normalized"),
    special: config.boolean("special"),
  };
  return token;
}

const endsWithWord = new RegExp(`${rustWordSet}$`, "v");
const startsWithWord = new RegExp(`^${rustWordSet}`, "v");

/** Finds the longest of many texts at each place: one regular expression of alternatives, longest first. */
class Finder {
  readonly byText: ReadonlyMap<string, AddedToken>;
  readonly #pattern: RegExp;

  constructor(byText: Map<string, AddedToken>) {
    this.byText = byText;
    const longestFirst = [...byText.keys()].sort((a, b) => b.length - a.length);
    this.#pattern = new RegExp(longestFirst.map(escapeRegex).join("|"), "gu");
  }

  split(piece: Piece): Piece[] {
    const { text } = piece;
    const pieces: Piece[] = [];
    let last = 0;
    this.#pattern.lastIndex = 0;
    for (let match = this.#pattern.exec(text); match; match = this.#pattern.exec(text)) {
      const token = this.byText.get(match[0])!;
      let start = match.index;
      let end = start + match[0].length;
      if (token.singleWord && touchesWord(text, start, end)) continue;
      if (token.lstrip) {
        while (start > 0 && isWhitespace(text.charCodeAt(start - 1))) start--;
        start = Math.max(start, last); // the token before may have swallowed them already
      }
      if (token.rstrip) while (end < text.length && isWhitespace(text.charCodeAt(end))) end++;
      if (last < start) pieces.push(piece.slice(last, start));
      if (start < end) pieces.push(piece.slice(start, end, token.id)); // else nothing of it is left
      last = end;
    }
    if (pieces.length === 0) return [piece];
    if (last < text.length) pieces.push(piece.slice(last, text.length));
    return pieces;
  }
}

function touchesWord(text: string, start: number, end: number): boolean {
  if (start > 0 && endsWithWord.test(text.slice(Math.max(0, start - 2), start))) return true;
  return end < text.length && startsWithWord.test(text.slice(end, end + characterLength(text, end)));
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
