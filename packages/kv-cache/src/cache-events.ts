/**
 * What happens inside a cache, as it happens.
 * @module
 */

/** Positions are absolute. */
export type CacheEvent =
  | { type: "append"; layer: number; newLen: number; length: number }
  /** Positions from `from` up to but not including `to` are forgotten. */
  | { type: "drop"; layer: number; from: number; to: number }
  | { type: "evict"; layer: number; held: number; kept: number }
  | { type: "grow"; layer: number; capacity: number }
  | { type: "crop"; length: number }
  | { type: "select"; rows: number[] }
  | { type: "fork" }
  | { type: "dispose" };

export type OnCacheEvent = (event: CacheEvent) => void;

/**
 * Keeps the last `limit` events: pass `log.record` as `onEvent`.
 *
 * @example
 * const log = createEventLog();
 * const cache = createDynamicCache(shape, { onEvent: log.record });
 */
export function createEventLog({ limit = 1000 }: { limit?: number } = {}): {
  events: CacheEvent[];
  record: OnCacheEvent;
} {
  const events: CacheEvent[] = [];
  return {
    events,
    record(event) {
      if (events.length === limit) events.shift();
      events.push(event);
    },
  };
}
