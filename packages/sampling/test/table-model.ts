/** A model that is a table: logits after token t are last[t] + previous[token before t]. It checks its own bookkeeping. */
import type { DecodingModel } from "../src/index.ts";

export interface Table {
  vocab: number;
  last: Float32Array;
  previous: Float32Array;
}

export function decodeTable(json: { vocab: number; last: string; previous: string }): Table {
  return { vocab: json.vocab, last: decodeFloats(json.last), previous: decodeFloats(json.previous) };
}

export function decodeFloats(base64: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(base64, "base64")).buffer);
}

/** A table of random numbers. */
export function randomTable(random: () => number, vocab: number, spread: number): Table {
  const normal = () => spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const values = () => Float32Array.from({ length: vocab * vocab }, normal);
  return { vocab, last: values(), previous: values() };
}

export interface TableModel extends DecodingModel {
  /** What each row has read. */
  rows: number[][];
  /** How often step was called. */
  steps: number;
}

/** Hidden states are the embedding-like rows of `last`. */
export function tableModel({ vocab, last, previous }: Table): TableModel {
  let logits = new Float32Array(0);
  return {
    rows: [[]],
    steps: 0,
    step(tokens, { rows, positions, hidden }) {
      this.steps++;
      if (rows !== this.rows.length) throw new Error(`step got ${rows} rows but the model has ${this.rows.length}`);
      const count = tokens.length / rows;
      const kept = positions === "all" ? count : 1;
      logits.fill(Number.NaN); // whoever still reads the last step's logits finds out
      logits = new Float32Array(rows * kept * vocab);
      const states = new Float32Array(rows * kept * vocab);
      for (let row = 0; row < rows; row++) {
        for (let t = 0; t < count; t++) {
          const read = this.rows[row];
          read.push(tokens[row * count + t]);
          const place = row * kept + (t - (count - kept));
          if (t < count - kept) continue;
          const token = read[read.length - 1];
          for (let id = 0; id < vocab; id++) {
            const before = read.length > 1 ? previous[read[read.length - 2] * vocab + id] : 0;
            logits[place * vocab + id] = last[token * vocab + id] + before;
            states[place * vocab + id] = previous[token * vocab + id];
          }
        }
      }
      return { logits, hidden: hidden ? states : undefined };
    },
    reorder(rows) {
      this.rows = rows.map((row) => [...this.rows[row]]);
    },
    crop(length) {
      for (const row of this.rows) row.length = length;
    },
  };
}
