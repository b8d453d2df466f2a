/**
 * Which positions stay: decisions over numbers, without arrays.
 *
 * A policy is described by plain data ({@link PolicySpec}), so that it can be serialised, shown and compared. What it
 * decides is carried out by policy-cache.ts on whatever storage there is.
 * @module
 */
import { checkSize } from "./checks.ts";
import { type EvictingSpec, type EvictionRule, evictionRule } from "./eviction.ts";

/** Every position stays. */
export interface KeepAllSpec {
  kind: "keep-all";
}

/**
 * For models whose queries see the last `window` keys, themselves included: older ones are never read again.
 * Jiang et al. 2023 (Mistral 7B), section 2, https://arxiv.org/abs/2310.06825
 */
export interface SlidingWindowSpec {
  kind: "sliding-window";
  window: number;
  /** How many tokens `crop` can take back. They are held in addition to the window; the model's mask hides them. Default 0. */
  rollback?: number;
}

/**
 * StreamingLLM: the first `sinks` positions and the last `window`.
 * Models pour attention they have no use for onto the first tokens; drop those, and everything falls apart.
 * Xiao et al. 2023, https://arxiv.org/abs/2309.17453
 */
export interface SinksSpec {
  kind: "sinks";
  sinks: number;
  /** Newest positions seen by a query, itself included. */
  window: number;
  rollback?: number;
  /**
   * How keys were rotated, so that sinks can be turned to stand right before the window, as if nothing lay between.
   * null: their keys stay as they are, and their distance grows with the text (models without rotary embedding).
   */
  rotary: RotaryTurn | null;
}

/** How keys were rotated: the frequencies of rotary embedding, and which dims are a pair. */
export interface RotaryTurn {
  /** Radians per position, one per pair. */
  inverseFrequencies: ArrayLike<number>;
  /** Pairs (2i, 2i + 1); otherwise (i, i + pairs). */
  interleaved: boolean;
}

export type PolicySpec = KeepAllSpec | SlidingWindowSpec | SinksSpec | EvictingSpec;

/** A policy ready to decide. */
export interface CachePolicy {
  readonly spec: PolicySpec;
  readonly lossy: boolean;
  /** The first positions are never dropped. */
  readonly pinned: number;
  /** How keys of pinned positions are turned after a drop. */
  readonly rotary: RotaryTurn | null;
  /** How many of the newest positions stay when others are appended; Infinity for all. */
  readonly recent: number;
  /** How many of the newest positions the next query reads, itself not counted: what `crop` has to leave intact. */
  readonly reads: number;
  /** For policies that choose by attention weights. */
  readonly eviction: EvictionRule | null;
}

/** @throws TypeError for an unknown kind, RangeError for numbers out of range */
export function createPolicy(spec: PolicySpec, layer: number, numLayers: number): CachePolicy {
  const plain = { spec, lossy: false, pinned: 0, rotary: null, eviction: null };
  const everything = Number.POSITIVE_INFINITY;
  switch (spec.kind) {
    case "keep-all":
      return { ...plain, recent: everything, reads: 0 };
    case "sliding-window": {
      const { window, rollback = 0 } = spec;
      checkSize("sliding-window", "window", window, 1);
      checkSize("sliding-window", "rollback", rollback, 0);
      return { ...plain, recent: window - 1 + rollback, reads: window - 1 };
    }
    case "sinks": {
      const { sinks, window, rollback = 0, rotary } = spec;
      checkSize("sinks", "sinks", sinks, 0);
      checkSize("sinks", "window", window, 1);
      checkSize("sinks", "rollback", rollback, 0);
      if (rotary === undefined) {
        throw new TypeError("sinks: rotary is missing. Pass the model's rotary frequencies, or null if it has none.");
      }
      return { ...plain, lossy: true, pinned: sinks, rotary, recent: window - 1 + rollback, reads: window - 1 };
    }
    default:
      return { ...plain, lossy: true, recent: everything, reads: 0, eviction: evictionRule(spec, layer, numLayers) };
  }
}
