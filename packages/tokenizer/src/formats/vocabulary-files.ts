/**
 * The three kinds of vocabulary file from before there was a tokenizer.json: vocab.json, merges.txt, vocab.txt.
 * @module
 */

/** Four times the largest vocabulary known (262,144): what is larger is damaged, or made to exhaust memory. */
const mostTokens = 2 ** 20;

/**
 * `vocab.json`: an object of token → id. Takes its text or the parsed object.
 * @throws TypeError, RangeError that name the token
 */
export function parseVocabJson(source: string | object, file = "vocab.json"): Map<string, number> {
  const value: unknown = typeof source === "string" ? parseJson(source, file) : source;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`${file}: has to be an object of token → id. Check that it is the right file.`);
  }
  const vocab = new Map<string, number>();
  const ids = new Set<number>();
  for (const [token, id] of Object.entries(value)) {
    if (!Number.isInteger(id) || id < 0 || id > 0xffffffff) {
      throw new RangeError(
        `${file}: token ${show(token)} has the id ${show(id)}, which has to be a whole number >= 0.`,
      );
    }
    if (ids.has(id)) throw new RangeError(`${file}: token ${show(token)} has the id ${id}, as another token has.`);
    if (ids.size === mostTokens) throw new RangeError(`${file}: has more than ${mostTokens} tokens.`);
    ids.add(id);
    vocab.set(token, id);
  }
  return vocab;
}

/**
 * `merges.txt`: one merge per line, two tokens with a space between them; a first line that begins with "#version" is skipped.
 * @throws RangeError that names the line
 */
export function parseMergesText(text: string, file = "merges.txt"): [string, string][] {
  const merges: [string, string][] = [];
  text.split("\n").forEach((rawLine, index) => {
    const line = rawLine.endsWith("\r") ? rawLine.slice(0, -1) : rawLine;
    if (line === "" || (index === 0 && line.startsWith("#version"))) return;
    const halves = line.split(" ");
    if (halves.length !== 2 || halves.includes("")) {
      throw new RangeError(
        `${file}: line ${index + 1} is ${show(line)} but has to be two tokens with a space between.`,
      );
    }
    if (merges.length === mostTokens) throw new RangeError(`${file}: has more than ${mostTokens} merges.`);
    merges.push([halves[0], halves[1]]);
  });
  return merges;
}

/**
 * `vocab.txt`: one token per line, the line's number from 0 is its id. Of a token that is there twice the later id counts.
 * @throws RangeError for a file without tokens or with too many
 */
export function parseVocabText(text: string, file = "vocab.txt"): Map<string, number> {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (lines.length === 0) throw new RangeError(`${file}: is empty.`);
  if (lines.length > mostTokens) throw new RangeError(`${file}: has ${lines.length} lines, more than ${mostTokens}.`);
  return new Map(lines.map((line, id) => [line.endsWith("\r") ? line.slice(0, -1) : line, id]));
}

/** @throws SyntaxError that names the file */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`${file}: is not JSON (${(cause as Error).message}). Download it again.`, { cause });
  }
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
