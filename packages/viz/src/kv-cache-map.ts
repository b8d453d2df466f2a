/**
 * A KV-cache map shows the slots of a cache, row by row (a layer, a sequence, a page), and what each one holds.
 * @module
 */
import {
  checkKeys,
  count,
  numberWithin,
  oneOf,
  optionalText,
  plainArray,
  strings,
  text,
  withoutAbsent,
} from "./checks.ts";
import { bytes, plural, quoted } from "./words.ts";

/** kept: filled before · new: filled by this step · shared: also another sequence's · evicted: thrown out · free: allocated, empty */
export const slotStates = ["kept", "new", "shared", "evicted", "free"] as const;
export type SlotState = (typeof slotStates)[number];

export interface Slot {
  state: SlotState;
  /** Position in the text of the token whose keys and values lie here. */
  position?: number;
  token?: string;
}

export interface KvCacheMapInput {
  /** The slots, if they differ from row to row. */
  rows?: readonly { label: string; slots: readonly Slot[] }[];
  /** Or the short form: this many layers, all alike … */
  layers?: number;
  /** … with this many slots (default: as many as are filled) … */
  capacity?: number;
  /** … the first `length` of them filled … */
  length?: number;
  /** … of which the last `fresh` in this step (default 0). */
  fresh?: number;
  /** The texts of the filled positions. */
  tokens?: readonly string[];
  /** Bytes of keys and values in one slot of one row. */
  bytesPerSlot?: number;
  title?: string;
}

export interface KvCacheMap {
  kind: "kv-cache-map";
  title?: string;
  rows: { label: string; slots: Slot[] }[];
  bytesPerSlot?: number;
}

const where = "kvCacheMap";
const known = ["rows", "layers", "capacity", "length", "fresh", "tokens", "bytesPerSlot", "title"];

/**
 * The figure of a cache, from its slots or from its sizes.
 *
 * @throws TypeError | RangeError for unknown keys, both forms at once, or a length above the capacity
 * @example kvCacheMap({ layers: 2, capacity: 8, length: 3, fresh: 1, tokens: ["The", " cat", " sat"] })
 */
export function kvCacheMap(input: KvCacheMapInput): KvCacheMap {
  checkKeys(where, input, known);
  const short = (["layers", "capacity", "length", "fresh", "tokens"] as const).filter(
    (key) => input[key] !== undefined,
  );
  if (input.rows !== undefined && short.length > 0) {
    throw new TypeError(
      `${where}: rows and ${short[0]} are both given. Pass rows, or layers with length and capacity.`,
    );
  }
  return withoutAbsent({
    kind: "kv-cache-map" as const,
    title: optionalText(where, "title", input.title),
    rows: input.rows === undefined ? layersAlike(input) : readRows(input.rows),
    bytesPerSlot:
      input.bytesPerSlot === undefined ? undefined : numberWithin(where, "bytesPerSlot", input.bytesPerSlot, 0),
  });
}

function layersAlike(input: KvCacheMapInput): KvCacheMap["rows"] {
  const layers = count(where, "layers", input.layers ?? 1, 1);
  const length = count(where, "length", input.length ?? input.tokens?.length);
  const capacity = count(where, "capacity", input.capacity ?? length, length);
  const fresh = count(where, "fresh", input.fresh ?? 0, 0, length);
  const tokens = input.tokens && strings(where, "tokens", input.tokens);
  if (tokens && tokens.length < length) {
    throw new RangeError(
      `${where}: tokens has ${tokens.length} elements but ${length} slots are filled. Give one for each.`,
    );
  }
  const slot = (i: number): Slot => {
    if (i >= length) return { state: "free" };
    const filled: Slot = { state: i >= length - fresh ? "new" : "kept", position: i };
    return tokens ? { ...filled, token: tokens[i] } : filled;
  };
  return Array.from({ length: layers }, (_, layer) => ({
    label: `layer ${layer}`,
    slots: Array.from({ length: capacity }, (_, i) => slot(i)),
  }));
}

function readRows(value: unknown): KvCacheMap["rows"] {
  return plainArray(where, "rows", value).map((row, r) => {
    checkKeys(`${where}: rows[${r}]`, row, ["label", "slots"]);
    const slots = plainArray(where, `rows[${r}].slots`, row.slots).map((slot, s) => {
      const at = `rows[${r}].slots[${s}]`;
      checkKeys(`${where}: ${at}`, slot, ["state", "position", "token"]);
      return withoutAbsent({
        state: oneOf(where, `${at}.state`, slot.state, slotStates),
        position: slot.position === undefined ? undefined : count(where, `${at}.position`, slot.position),
        token: optionalText(where, `${at}.token`, slot.token),
      });
    });
    return { label: text(where, `rows[${r}].label`, row.label), slots };
  });
}

/** How many slots of each state a row has, and the bytes of all that are filled. */
export function kvCacheMapText(figure: KvCacheMap): string {
  const lines = [`${figure.title ?? "KV cache"}: ${sayTotal(figure)}`];
  const said = figure.rows.map(({ slots }) => sayRow(slots));
  if (said.length > 1 && said.every((row) => row === said[0])) {
    lines.push(`  each row (${figure.rows[0].label} to ${figure.rows[said.length - 1].label}): ${said[0]}`);
  } else {
    figure.rows.forEach(({ label }, r) => {
      lines.push(`  ${label}: ${said[r]}`);
    });
  }
  return lines.join("\n");
}

/** `2 rows, 6 of 16 slots filled, 1.5 kB of 4.1 kB`. */
export function sayTotal({ rows, bytesPerSlot }: KvCacheMap): string {
  const all = rows.flatMap(({ slots }) => slots);
  const filled = all.filter(isFilled).length;
  const memory =
    bytesPerSlot === undefined ? "" : `, ${bytes(filled * bytesPerSlot)} of ${bytes(all.length * bytesPerSlot)}`;
  return `${plural(rows.length, "row")}, ${filled} of ${plural(all.length, "slot")} filled${memory}`;
}

function sayRow(slots: Slot[]): string {
  const counts = slotStates
    .map((state) => [state, slots.filter((slot) => slot.state === state).length] as const)
    .filter(([, howMany]) => howMany > 0);
  const tokens = slots.filter((slot) => isFilled(slot) && slot.token !== undefined).map((slot) => slot.token);
  const holds = tokens.length > 0 ? `; holds ${quoted(tokens.join("|"))}` : "";
  return `${counts.map(([state, howMany]) => `${howMany} ${state}`).join(", ")}${holds}`;
}

/** One slot in words: `layer 0, slot 2: “ sat”, position 2, new`. */
export function saySlot({ rows }: KvCacheMap, r: number, s: number): string {
  const { state, token, position } = rows[r].slots[s];
  const held = [token === undefined ? "" : quoted(token), position === undefined ? "" : `position ${position}`, state];
  return `${rows[r].label}, slot ${s}: ${held.filter(Boolean).join(", ")}`;
}

const isFilled = ({ state }: Slot) => state !== "free" && state !== "evicted";
