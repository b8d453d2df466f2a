/**
 * An attention matrix shows, for every token that asks (a row, the query), how much it takes from every token it may
 * see (the columns, the keys).
 * @module
 */
import {
  checkKeys,
  count,
  numberWithin,
  oneOf,
  optionalText,
  plainArray,
  sameLength,
  strings,
  withoutAbsent,
} from "./checks.ts";
import { number, percent, plural, quoted } from "./words.ts";

/** `null` and -Infinity stand for a masked pair. */
type Cell = number | null;

export interface AttentionMatrixInput {
  /**
   * [queries][keys], or [heads][queries][keys], or a tensor `{ data, shape }` with shape [queries, keys],
   * [heads, queries, keys] or [1, heads, queries, keys].
   */
  weights: readonly unknown[] | { data: ArrayLike<number>; shape: readonly number[] };
  /** The tokens, when queries and keys are the same text. */
  tokens?: readonly string[];
  queryTokens?: readonly string[];
  keyTokens?: readonly string[];
  /** Names of the heads; "head 0", "head 1" … if absent. */
  headNames?: readonly string[];
  /** "weights" (default): each row is positive and sums to 1, or is all masked. "scores": any numbers, before softmax. */
  unit?: "weights" | "scores";
  /** Later keys are masked, whatever is in their place. Default false. */
  causal?: boolean;
  title?: string;
}

export interface AttentionMatrix {
  kind: "attention-matrix";
  title?: string;
  unit: "weights" | "scores";
  queryTokens: string[];
  keyTokens: string[];
  headNames: string[];
  /** [heads][queries][keys]; null is masked */
  weights: Cell[][][];
}

const where = "attentionMatrix";
const known = ["weights", "tokens", "queryTokens", "keyTokens", "headNames", "unit", "causal", "title"];
const rowSumTolerance = 0.02; // weights written with two digits, or stored in float16, still count

/**
 * The figure of one layer's attention.
 *
 * Shape:  weights [heads][queries][keys], one head may stand without its list
 * @throws TypeError | RangeError for unknown keys, ragged rows, or weights whose rows do not sum to 1
 * @example attentionMatrix({ tokens: ["The", " cat"], weights: [[1, 0], [0.3, 0.7]], causal: true })
 */
export function attentionMatrix(input: AttentionMatrixInput): AttentionMatrix {
  checkKeys(where, input, known);
  const unit = oneOf(where, "unit", input.unit ?? "weights", ["weights", "scores"]);
  const heads = readHeads(input.weights);
  const numQueries = heads[0].length;
  const numKeys = heads[0][0].length;
  const names = (name: "queryTokens" | "keyTokens", wanted: number): string[] => {
    const own = input[name] === undefined ? "tokens" : name;
    const value = input[name] ?? input.tokens;
    if (value === undefined) return Array.from({ length: wanted }, (_, i) => String(i));
    const list = strings(where, own, value);
    sameLength(where, own, list.length, `a ${name === "queryTokens" ? "column" : "row"} of weights`, wanted);
    return list;
  };
  const headNames = input.headNames
    ? strings(where, "headNames", input.headNames)
    : heads.map((_, head) => `head ${head}`);
  sameLength(where, "headNames", headNames.length, "weights", heads.length);
  const shift = numKeys - numQueries; // queries are the last positions when there are more keys
  const weights = heads.map((rows, head) =>
    rows.map((row, q) => {
      if (row.length !== numKeys || rows.length !== numQueries) {
        const got = `[${rows.length}][${row.length}]`;
        throw new RangeError(
          `${where}: head ${head} is ${got} at row ${q} but [${numQueries}][${numKeys}] is expected.`,
        );
      }
      const cells = row.map((value, k): Cell => {
        if ((input.causal && k > q + shift) || value === null || value === -Infinity) return null;
        return numberWithin(where, `weights[${head}][${q}][${k}]`, value, unit === "weights" ? 0 : -Infinity);
      });
      if (unit === "weights") checkRowSum(cells, `weights[${head}][${q}]`);
      return cells;
    }),
  );
  return withoutAbsent({
    kind: "attention-matrix" as const,
    title: optionalText(where, "title", input.title),
    unit,
    queryTokens: names("queryTokens", numQueries),
    keyTokens: names("keyTokens", numKeys),
    headNames,
    weights,
  });
}

function readHeads(value: AttentionMatrixInput["weights"]): unknown[][][] {
  if (typeof value === "object" && value !== null && "data" in value) return readTensor(value);
  const outer = plainArray(where, "weights", value);
  const isRow = (item: unknown) =>
    ArrayBuffer.isView(item) || (Array.isArray(item) && !Array.isArray(item[0]) && !ArrayBuffer.isView(item[0]));
  const heads = outer.length > 0 && isRow(outer[0]) ? [outer] : outer;
  const read = heads.map((rows, head) =>
    plainArray(where, `weights[${head}]`, rows).map((row, q) => plainArray(where, `weights[${head}][${q}]`, row)),
  );
  if (!read[0]?.[0]?.length) throw new RangeError(`${where}: weights is empty. Give at least one query and one key.`);
  return read;
}

function readTensor({ data, shape }: { data: ArrayLike<number>; shape: readonly number[] }): unknown[][][] {
  const dims = shape.length === 4 && shape[0] === 1 ? shape.slice(1) : shape.length === 2 ? [1, ...shape] : [...shape];
  if (dims.length !== 3) {
    throw new RangeError(`${where}: weights has shape [${shape.join(", ")}] but [heads, queries, keys] is expected.`);
  }
  const [heads, queries, keys] = dims.map((dim, i) => count(where, `weights.shape[${i}]`, dim, 1));
  sameLength(where, "weights.data", data.length, `shape [${shape.join(", ")}]`, heads * queries * keys);
  return Array.from({ length: heads }, (_, head) =>
    Array.from({ length: queries }, (_, q) =>
      Array.from({ length: keys }, (_, k) => data[(head * queries + q) * keys + k]),
    ),
  );
}

function checkRowSum(cells: Cell[], name: string): void {
  const seen = cells.filter((cell) => cell !== null);
  const sum = seen.reduce((total, weight) => total + weight, 0);
  if (seen.length === 0 || sum === 0 || Math.abs(sum - 1) <= rowSumTolerance) return;
  throw new RangeError(
    `${where}: ${name} sums to ${sum} but weights sum to 1. For numbers before softmax pass unit: "scores".`,
  );
}

/** For every head and query, the keys it takes most from. */
export function attentionMatrixText(figure: AttentionMatrix): string {
  const { headNames, queryTokens, keyTokens, unit } = figure;
  const what = unit === "weights" ? "Attention" : "Attention scores";
  const size = `${plural(headNames.length, "head")}, ${plural(queryTokens.length, "query token")}, ${plural(keyTokens.length, "key token")}`;
  const lines = [`${figure.title ?? what}: ${size}`];
  headNames.forEach((name, head) => {
    lines.push(`${name}:`);
    queryTokens.forEach((_, q) => {
      lines.push(`  ${sayRow(figure, head, q)}`);
    });
  });
  return lines.join("\n");
}

/** One query in words: `“sat” looks at “cat” 62 %, “The” 30 %`. */
export function sayRow(figure: AttentionMatrix, head: number, q: number, most = 3): string {
  const row = figure.weights[head][q];
  const order = row.flatMap((_, k) => (row[k] === null ? [] : [k])).sort((a, b) => row[b]! - row[a]!);
  const subject = quoted(figure.queryTokens[q]);
  if (order.length === 0) return `${subject} looks at nothing: every key is masked`;
  if (figure.unit === "weights" && row[order[0]] === 0) return `${subject} looks at nothing`;
  const named = order.slice(0, most).filter((k) => figure.unit === "scores" || row[k]! > 0);
  const said = named.map((k) => `${quoted(figure.keyTokens[k])} ${sayValue(figure, row[k]!)}`);
  const rest =
    figure.unit === "weights" && order.length > named.length ? 1 - named.reduce((sum, k) => sum + row[k]!, 0) : 0;
  if (rest > 0.0005) said.push(`${plural(order.length - named.length, "other")} ${percent(rest)}`);
  return `${subject} ${figure.unit === "weights" ? "looks at" : "scores"} ${said.join(", ")}`;
}

/** One cell in words: `“sat” looks at “cat”: 62 %`. */
export function sayCell(figure: AttentionMatrix, head: number, q: number, k: number): string {
  const value = figure.weights[head][q][k];
  const [query, key] = [quoted(figure.queryTokens[q]), quoted(figure.keyTokens[k])];
  if (value === null) return `${query} may not look at ${key}: masked`;
  return `${query} ${figure.unit === "weights" ? "looks at" : "scores"} ${key}: ${sayValue(figure, value)}`;
}

const sayValue = (figure: AttentionMatrix, value: number) =>
  figure.unit === "weights" ? percent(value) : number(value);
