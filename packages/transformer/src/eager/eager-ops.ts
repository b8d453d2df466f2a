/**
 * The operations carried out at once, on arrays, by kernels.
 *
 * Intermediate values lie in an arena inside the kernels' own memory, so that nothing is copied and, once the arena
 * has seen a step, nothing is allocated.
 * @module
 */
import { type RotarySpec, relativePositionBucket, rotaryAngles, rotaryFrequencies } from "@llm-anatomy/attention";
import type { Activation, Kernels } from "@llm-anatomy/kernels";
import type { KVCache } from "@llm-anatomy/kv-cache";
import { distanceIndex } from "../distance-buckets.ts";
import { windowCount } from "../model/embedding.ts";
import type { AttentionCall, DistanceBuckets, Memory, Ops, RelativeBuckets } from "../ops.ts";
import type { WindowSpec } from "../spec.ts";
import { Arena } from "./arena.ts";
import { attend, hideScores, mixValues, scoreDistances, scoreKeys, softmaxWithSinks } from "./attention.ts";
import { gatherRows, keepBestGroups, scatterAdd } from "./experts.ts";
import { cachedMemory, denseMemory, type EagerMemory, type EagerTensor } from "./tensor.ts";

/** What one run is about. Everything is [batch, seq] unless it says otherwise. */
export interface EagerRun {
  batch: number;
  seqLen: number;
  /** Absent for models that see all tokens at once. */
  cache?: KVCache;
  /** Tokens in the cache before this run. */
  past: number;
  /** [batch, past + seq]: 1 for a token, 0 for padding. Absent: no padding. */
  padding?: Uint8Array;
  /** [batch, sourceLen]: the same for an encoder's output. */
  sourcePadding?: Uint8Array;
  /** Keys and values of cross attention, kept between runs. */
  crossMemories?: EagerMemory[];
  /** One more than the largest position, for rotary kinds that depend on the length. */
  length: number;
  /** Which positions of each sequence the head is asked for: all, or one index per sequence. */
  asked: "all" | Int32Array;
  observed?: ReadonlySet<string>;
  /** Called at each observed place. What it returns replaces the values; `undefined` leaves them. */
  onProbe?(name: string, x: EagerTensor): Float32Array | undefined | void;
}

interface Angles {
  run: EagerRun | null;
  cos: Float32Array;
  sin: Float32Array;
}

export class EagerOps implements Ops<EagerTensor> {
  readonly kernels: Kernels;
  readonly arena: Arena;
  #run!: EagerRun;
  #angles = new Map<RotarySpec, Angles>();

  constructor(kernels: Kernels) {
    this.kernels = kernels;
    this.arena = new Arena(kernels.memory);
  }

  /** Begins a run; results of the run before are gone. */
  begin(run: EagerRun): void {
    this.#run = run;
    this.arena.reset();
  }

  embed(table: EagerTensor, ids: EagerTensor): EagerTensor {
    const [batch, seq] = ids.shape;
    const out = this.arena.take(batch, seq, table.matrix!.cols);
    this.kernels.gatherRows(out.data, table.matrix!, ids.ids!);
    return out;
  }

  windows(x: EagerTensor, window: WindowSpec): EagerTensor {
    const { size, stride, padding } = window;
    const [batch, frames, features] = x.shape;
    const count = windowCount(frames, window);
    const out = this.arena.take(batch, count, size * features);
    out.data.fill(0);
    for (let b = 0; b < batch; b++) {
      for (let i = 0; i < count * size; i++) {
        const frame = Math.floor(i / size) * stride - padding + (i % size);
        if (frame < 0 || frame >= frames) continue;
        const from = (b * frames + frame) * features;
        out.data.set(x.data.subarray(from, from + features), (b * count * size + i) * features);
      }
    }
    return out;
  }

  clearPadding(x: EagerTensor): EagerTensor {
    const { past, padding } = this.#run;
    if (!padding) return x;
    const [batch, seq, features] = x.shape;
    const out = this.arena.like(x);
    out.data.set(x.data);
    for (let b = 0; b < batch; b++) {
      for (let t = 0; t < seq; t++) {
        const row = (b * seq + t) * features;
        if (padding[b * (past + seq) + past + t] === 0) out.data.fill(0, row, row + features);
      }
    }
    return out;
  }

  linear(x: EagerTensor, weight: EagerTensor, bias?: EagerTensor): EagerTensor {
    const [batch, seq] = x.shape;
    const out = this.arena.take(batch, seq, weight.matrix!.rows);
    this.kernels.linear(out.data, x.data, weight.matrix!, bias ? bias.data : null, batch * seq);
    return out;
  }

  add(a: EagerTensor, b: EagerTensor): EagerTensor {
    return this.#elementwise(a, b, "add");
  }

  multiply(a: EagerTensor, b: EagerTensor): EagerTensor {
    return this.#elementwise(a, b, "multiply");
  }

  scale(x: EagerTensor, factor: number): EagerTensor {
    const out = this.arena.like(x);
    this.kernels.scale(out.data, x.data, factor);
    return out;
  }

  shift(x: EagerTensor, amount: number): EagerTensor {
    const out = this.arena.like(x);
    for (let i = 0; i < out.data.length; i++) out.data[i] = x.data[i] + amount;
    return out;
  }

  clip(x: EagerTensor, low: number, high: number): EagerTensor {
    const out = this.arena.like(x);
    for (let i = 0; i < out.data.length; i++) out.data[i] = Math.min(Math.max(x.data[i], low), high);
    return out;
  }

  softcap(x: EagerTensor, cap: number): EagerTensor {
    const out = this.arena.like(x);
    this.kernels.scale(out.data, x.data, 1 / cap);
    this.kernels.activation(out.data, out.data, "tanh");
    this.kernels.scale(out.data, out.data, cap);
    return out;
  }

  activation(x: EagerTensor, kind: Activation): EagerTensor {
    const out = this.arena.like(x);
    this.kernels.activation(out.data, x.data, kind);
    return out;
  }

  gatedActivation(gate: EagerTensor, up: EagerTensor, kind: Activation): EagerTensor {
    const out = this.arena.like(gate);
    this.kernels.gatedActivation(out.data, gate.data, up.data, kind);
    return out;
  }

  layerNorm(x: EagerTensor, p: { weight?: EagerTensor; bias?: EagerTensor; epsilon: number }): EagerTensor {
    const out = this.arena.like(x);
    const { rows, cols } = rowsOf(x);
    this.kernels.layerNorm(out.data, x.data, p.weight?.data ?? null, p.bias?.data ?? null, {
      rows,
      cols,
      epsilon: p.epsilon,
    });
    return out;
  }

  rmsNorm(x: EagerTensor, p: { weight?: EagerTensor; epsilon: number; weightOffset?: number }): EagerTensor {
    const out = this.arena.like(x);
    const { rows, cols } = rowsOf(x);
    const { epsilon, weightOffset } = p;
    this.kernels.rmsNorm(out.data, x.data, p.weight?.data ?? null, { rows, cols, epsilon, weightOffset });
    return out;
  }

  softmax(x: EagerTensor): EagerTensor {
    const out = this.arena.like(x);
    this.kernels.softmax(out.data, x.data, rowsOf(x));
    return out;
  }

  splitHeads(x: EagerTensor, heads: number): EagerTensor {
    return this.arena.view(x, x.shape[0], x.shape[1], heads, x.shape[2] / heads);
  }

  mergeHeads(x: EagerTensor): EagerTensor {
    return this.arena.view(x, x.shape[0], x.shape[1], x.shape[2] * x.shape[3]);
  }

  slice(x: EagerTensor, start: number, end: number): EagerTensor {
    const { rows, cols } = rowsOf(x);
    const width = end - start;
    const out = takeRows(this.arena, x, width);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < width; i++) out.data[row * width + i] = x.data[row * cols + start + i];
    }
    return out;
  }

  concat(parts: EagerTensor[]): EagerTensor {
    const widest = parts.reduce((a, b) => (b.shape.length === 4 && b.shape[2] > a.shape[2] ? b : a));
    const width = parts.reduce((sum, part) => sum + rowsOf(part).cols, 0);
    const out = takeRows(this.arena, widest, width);
    const rows = out.data.length / width;
    let offset = 0;
    for (const part of parts) {
      const { rows: partRows, cols } = rowsOf(part);
      const repeat = rows / partRows; // one head serves all
      for (let row = 0; row < rows; row++) {
        const from = Math.floor(row / repeat) * cols;
        for (let i = 0; i < cols; i++) out.data[row * width + offset + i] = part.data[from + i];
      }
      offset += cols;
    }
    return out;
  }

  askedPositions(x: EagerTensor): EagerTensor {
    const { asked } = this.#run;
    if (asked === "all" || (x.shape[0] === 1 && x.shape[1] === 1)) return x;
    return this.#pickPositions(x, (b) => asked[b]);
  }

  poolPositions(x: EagerTensor, which: "first" | "last" | "mean"): EagerTensor {
    if (which === "first") return this.#pickPositions(x, () => 0);
    const { past, padding } = this.#run;
    const isToken = (b: number, t: number) => !padding || padding[b * (past + x.shape[1]) + past + t] === 1;
    if (which === "mean") return meanPositions(this.arena, x, isToken);
    return this.#pickPositions(x, (b) => {
      let last = x.shape[1] - 1;
      while (last > 0 && !isToken(b, last)) last--;
      return last;
    });
  }

  rotary(x: EagerTensor, spec: RotarySpec, positions: EagerTensor): EagerTensor {
    const { cos, sin } = this.#anglesFor(spec, positions.ids!);
    const [batch, seq, heads, headDim] = x.shape;
    const rows = batch * seq;
    this.kernels.rotary(x.data, cos, sin, {
      rows,
      heads,
      headDim,
      half: cos.length / rows,
      interleaved: spec.interleaved,
    });
    return x;
  }

  // #region remember
  remember(layer: number, keys: EagerTensor, values: EagerTensor): EagerMemory {
    const { cache } = this.#run;
    if (!cache) return denseMemory(keys, values);
    cache.append(layer, keys.data, values.data, keys.shape[1]);
    return cachedMemory(layer, cache.view(layer), keys, values);
  }
  // #endregion remember

  rememberOnce(layer: number, compute: () => Memory<EagerTensor>): Memory<EagerTensor> {
    const kept = this.#run.crossMemories;
    if (!kept) {
      const { keys, values } = compute();
      return denseMemory(keys, values);
    }
    if (!kept[layer]) {
      const { keys, values } = compute(); // they outlive the run, so they leave the arena
      kept[layer] = denseMemory(this.#copy(keys), this.#copy(values));
    }
    return kept[layer];
  }

  attention(q: EagerTensor, memory: Memory<EagerTensor>, call: AttentionCall<EagerTensor>): EagerTensor {
    return attend(this, q, memory as EagerMemory, call, this.#run);
  }

  attentionScores(q: EagerTensor, memory: Memory<EagerTensor>, call: AttentionCall<EagerTensor>): EagerTensor {
    return scoreKeys(this, q, memory as EagerMemory, call);
  }

  maskScores(scores: EagerTensor, _memory: Memory<EagerTensor>, call: AttentionCall<EagerTensor>): EagerTensor {
    return hideScores(this, scores, call, this.#run);
  }

  attentionWeights(masked: EagerTensor, call: AttentionCall<EagerTensor>): EagerTensor {
    return softmaxWithSinks(this, masked, call);
  }

  mixValues(weights: EagerTensor, memory: Memory<EagerTensor>, call: AttentionCall<EagerTensor>): EagerTensor {
    const { layer } = memory as EagerMemory;
    const mixed = mixValues(this, weights, memory as EagerMemory, call);
    // Only now: a cache that evicts by attention does so here, and then the values lie elsewhere.
    if (layer !== undefined) this.#run.cache!.observe(layer, weights.data, weights.shape[2]);
    return mixed;
  }

  relativePositionBias(table: EagerTensor, buckets: RelativeBuckets): EagerTensor {
    const { past, seqLen } = this.#run;
    const [, heads] = table.shape;
    const keyLen = past + seqLen;
    const out = this.arena.take(1, heads, seqLen, keyLen);
    for (let i = 0; i < seqLen; i++) {
      for (let j = 0; j < keyLen; j++) {
        const bucket = relativePositionBucket(j - (past + i), buckets);
        for (let h = 0; h < heads; h++) out.data[(h * seqLen + i) * keyLen + j] = table.data[bucket * heads + h];
      }
    }
    return out;
  }

  keepBestGroups(x: EagerTensor, groups: number, keep: number, rankBy: "best" | "two-best"): EagerTensor {
    const out = this.arena.like(x);
    keepBestGroups(out.data, x.data, { ...rowsOf(x), groups, keep, rankBy });
    return out;
  }

  wholeTable(table: EagerTensor): EagerTensor {
    const [entries, features] = table.shape;
    const out = this.arena.take(1, entries, features);
    this.kernels.gatherRows(
      out.data,
      table.matrix!,
      Int32Array.from({ length: entries }, (_, i) => i),
    );
    return out;
  }

  distanceScores(x: EagerTensor, vectors: EagerTensor, distances: DistanceBuckets, of: "query" | "key"): EagerTensor {
    const [batch, seq, heads] = x.shape;
    const out = this.arena.take(batch, heads, seq, seq);
    scoreDistances(out.data, x, vectors, (i, j) => distanceIndex(i - j, distances), of);
    return out;
  }

  topK(x: EagerTensor, k: number): { values: EagerTensor; indices: EagerTensor } {
    const { rows, cols } = rowsOf(x);
    const values = takeRows(this.arena, x, k);
    const indices = takeRows(this.arena, x, k);
    for (let row = 0; row < rows; row++) {
      for (let rank = 0; rank < k; rank++) {
        let best = -1;
        for (let i = 0; i < cols; i++) {
          if (best >= 0 && !(x.data[row * cols + i] > x.data[row * cols + best])) continue;
          if (!taken(indices.data, row * k, rank, i)) best = i;
        }
        indices.data[row * k + rank] = best;
        values.data[row * k + rank] = x.data[row * cols + best];
      }
    }
    return { values, indices };
  }

  take(x: EagerTensor, indices: EagerTensor): EagerTensor {
    const { rows, cols } = rowsOf(x);
    const k = rowsOf(indices).cols;
    const out = this.arena.like(indices);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < k; i++) out.data[row * k + i] = x.data[row * cols + indices.data[row * k + i]];
    }
    return out;
  }

  normalizeSum(x: EagerTensor, epsilon = 0): EagerTensor {
    const { rows, cols } = rowsOf(x);
    const out = this.arena.like(x);
    for (let row = 0; row < rows; row++) {
      let sum = epsilon;
      for (let i = 0; i < cols; i++) sum += x.data[row * cols + i];
      for (let i = 0; i < cols; i++) out.data[row * cols + i] = x.data[row * cols + i] / sum;
    }
    return out;
  }

  mixExperts(
    x: EagerTensor,
    chosen: { indices: EagerTensor; weights: EagerTensor },
    numExperts: number,
    expert: (index: number, input: EagerTensor) => EagerTensor,
  ): EagerTensor {
    const out = this.arena.like(x);
    out.data.fill(0);
    for (let index = 0; index < numExperts; index++) {
      const scope = this.arena.enter();
      const gathered = gatherRows(this.arena, x, chosen.indices, index);
      if (gathered) scatterAdd(out, expert(index, gathered), chosen, index);
      this.arena.release(scope);
    }
    return out;
  }

  probe(name: string, x: EagerTensor): EagerTensor {
    const { observed, onProbe } = this.#run;
    if (!onProbe || !observed?.has(name)) return x;
    const replacement = onProbe(name, x);
    if (!replacement) return x;
    const out = this.arena.like(x);
    out.data.set(replacement);
    return out;
  }

  /** A cache that evicts by attention looks inside too. */
  observed(...names: string[]): boolean {
    const { observed, cache } = this.#run;
    return cache?.observes || (observed !== undefined && names.some((name) => observed.has(name)));
  }

  enter(): number {
    return this.arena.enter();
  }

  leave(scope: number, result: EagerTensor): EagerTensor {
    return this.arena.leave(scope, result);
  }

  #copy(x: EagerTensor): EagerTensor {
    const data = this.kernels.memory.allocate(Float32Array, x.data.length);
    data.set(x.data);
    return { shape: [...x.shape], data };
  }

  #elementwise(a: EagerTensor, b: EagerTensor, operation: "add" | "multiply"): EagerTensor {
    const out = this.arena.like(a);
    if (a.data.length === b.data.length) {
      this.kernels[operation](out.data, a.data, b.data);
      return out;
    }
    const { rows, cols } = rowsOf(a);
    const perRow = b.shape.length > 1; // [batch, seq, 1]; otherwise per column, [features]
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < cols; i++) {
        const left = a.data[row * cols + i];
        const right = perRow ? b.data[row] : b.data[i % b.data.length];
        out.data[row * cols + i] = operation === "add" ? left + right : left * right;
      }
    }
    return out;
  }

  #pickPositions(x: EagerTensor, position: (batch: number) => number): EagerTensor {
    const [batch, seq, features] = x.shape;
    const out = this.arena.take(batch, 1, features);
    for (let b = 0; b < batch; b++) {
      const row = (b * seq + position(b)) * features;
      for (let i = 0; i < features; i++) out.data[b * features + i] = x.data[row + i];
    }
    return out;
  }

  /** The angles of this run's positions, computed once for all layers that rotate alike. */
  #anglesFor(spec: RotarySpec, positions: Int32Array): Angles {
    let angles = this.#angles.get(spec);
    if (!angles) this.#angles.set(spec, (angles = { run: null, cos: new Float32Array(0), sin: new Float32Array(0) }));
    if (angles.run === this.#run) return angles;
    const { cos, sin } = rotaryAngles(rotaryFrequencies(spec, { sequenceLength: this.#run.length }), positions);
    angles.run = this.#run;
    if (angles.cos.length !== cos.length) {
      if (angles.cos.length > 0) for (const old of [angles.cos, angles.sin]) this.kernels.memory.free(old);
      angles.cos = this.kernels.memory.allocate(Float32Array, cos.length);
      angles.sin = this.kernels.memory.allocate(Float32Array, sin.length);
    }
    angles.cos.set(cos);
    angles.sin.set(sin);
    return angles;
  }
}

/** A tensor seen as rows of its last axis. */
export function rowsOf(x: EagerTensor): { rows: number; cols: number } {
  const cols = x.shape[x.shape.length - 1];
  return { rows: x.data.length / cols, cols };
}

/** A tensor shaped as x, but with another last axis. */
function takeRows(arena: Arena, x: EagerTensor, width: number): EagerTensor {
  return x.shape.length === 4
    ? arena.take(x.shape[0], x.shape[1], x.shape[2], width)
    : arena.take(x.shape[0], x.shape[1], width);
}

function taken(indices: Float32Array, start: number, count: number, candidate: number): boolean {
  for (let i = 0; i < count; i++) if (indices[start + i] === candidate) return true;
  return false;
}

function meanPositions(arena: Arena, x: EagerTensor, isToken: (b: number, t: number) => boolean): EagerTensor {
  const [batch, seq, features] = x.shape;
  const out = arena.take(batch, 1, features);
  out.data.fill(0);
  for (let b = 0; b < batch; b++) {
    let count = 0;
    for (let t = 0; t < seq; t++) {
      if (!isToken(b, t)) continue;
      count++;
      for (let i = 0; i < features; i++) out.data[b * features + i] += x.data[(b * seq + t) * features + i];
    }
    for (let i = 0; i < features; i++) out.data[b * features + i] /= count;
  }
  return out;
}
