/**
 * Beams over sessions: each beam is a session of its own.
 *
 * Beams share most of what they have written. A beam that goes on from another one's text therefore takes a session over
 * as it is where it can, and otherwise crops one back to what both texts share and reads the few tokens that differ.
 * No engine has to know about beams for that.
 * @module
 */
import type { DecodingModel } from "@llm-anatomy/sampling";
import type { Session } from "../engine/engine.ts";
import type { Model } from "../model/model.ts";

interface Row {
  session: Session;
  /** What the session has read. */
  held: number[];
}

export interface BeamRows extends DecodingModel {
  dispose(): Promise<void>;
}

/** Rows that all read `sourceIds` through the encoder. */
export function createBeamRows(model: Model, sourceIds: ArrayLike<number>): BeamRows {
  const source = { ids: Int32Array.from(sourceIds), batch: 1 };
  let rows: (Row | undefined)[] = [];
  let spare: Row[] = [];
  /** What each row is to have read. */
  let texts: number[][] = [];

  return {
    async step(tokens, { rows: count }) {
      const perRow = tokens.length / count;
      let logits = new Float32Array(0);
      for (let r = 0; r < count; r++) {
        const row = rows[r] ?? spare.pop() ?? { session: await model.createSession({ source }), held: [] };
        rows[r] = row;
        texts[r] = [...(texts[r] ?? []), ...tokens.subarray(r * perRow, (r + 1) * perRow)];
        const own = await read(row, texts[r]);
        if (r === 0) logits = new Float32Array(count * own.length);
        logits.set(own, r * own.length);
      }
      return { logits };
    },
    reorder(from) {
      const free = new Set([...rows, ...spare].filter((row) => row !== undefined));
      texts = from.map((row) => texts[row]);
      // Those that can go on as they are choose first.
      const next = from.map((row) => (free.delete(rows[row]!) ? rows[row] : undefined));
      rows = next.map((row, i) => row ?? takeClosest(free, texts[i]));
      spare = [...free];
    },
    async dispose() {
      for (const row of [...rows, ...spare]) await row?.session.dispose();
      rows = [];
      spare = [];
    },
  };
}

/** Logits after `ids`. At least the last token is read, because its logits are asked for. */
async function read(row: Row, ids: number[]): Promise<Float32Array> {
  const { session } = row;
  const shared = Math.min(sharedLength(row.held, ids), ids.length - 1);
  if (shared < session.length) session.crop(shared);
  const { data } = await session.append(ids.slice(shared));
  row.held = ids;
  return data;
}

function takeClosest(free: Set<Row>, ids: number[]): Row | undefined {
  let best: Row | undefined;
  for (const row of free) if (!best || sharedLength(row.held, ids) > sharedLength(best.held, ids)) best = row;
  if (best) free.delete(best);
  return best;
}

function sharedLength(a: readonly number[], b: readonly number[]): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length;
}
