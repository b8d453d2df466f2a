/**
 * The operations counted instead of carried out: a value is its shape.
 *
 * The third thing that `Ops` can mean, beside computing and writing a graph down. So the count is of the model that runs,
 * and nobody keeps a formula per family.
 * @module
 */

import { windowCount } from "../model/embedding.ts";
import type { AttentionCall, Memory, Ops } from "../ops.ts";
import type { WindowSpec } from "../spec.ts";
import { type ModelPart, sizeOf } from "./parameters.ts";
import type { Shaped } from "./weight-shapes.ts";

/** What one run reads and computes. */
export interface Tally {
  /** Floating-point operations of linear maps, two for each multiply-add, by the part of the model they belong to. */
  linear: Record<ModelPart, number>;
  /** q · k and weights · v, of the pairs that the mask lets through. */
  attention: number;
  /** Additions, activations, norms, softmax …: one for each number they make. */
  elementwise: number;
  /** Learned numbers that the run reads, each once. */
  weightsRead: number;
  /** Numbers that attention reads from the keys and values of its memory, and that the run adds to them. */
  memoryRead: number;
  memoryWritten: number;
}

/** Where a run stands. */
export interface CountedRun {
  batch: number;
  /** Tokens of this run. */
  seqLen: number;
  /** Tokens already in the cache. */
  past: number;
  /** Positions the head is asked for. */
  asked: "all" | "last";
  /** Tokens of an encoder's output, whose keys and values are there already. */
  sourceLen: number;
}

interface CountedMemory extends Memory<Shaped> {
  length: number;
}

export class CountingOps implements Ops<Shaped> {
  readonly tally: Tally = {
    linear: { embedding: 0, attention: 0, mlp: 0, norms: 0, head: 0 },
    attention: 0,
    elementwise: 0,
    weightsRead: 0,
    memoryRead: 0,
    memoryWritten: 0,
  };
  readonly #run: CountedRun;
  readonly #part: (weight: Shaped) => ModelPart;
  readonly #read = new Set<Shaped>();

  constructor(run: CountedRun, part: (weight: Shaped) => ModelPart) {
    this.#run = run;
    this.#part = part;
  }

  embed(table: Shaped, ids: Shaped): Shaped {
    const made = { shape: [...ids.shape, table.shape[1]] };
    this.tally.weightsRead += sizeOf(made);
    return made;
  }

  windows(x: Shaped, window: WindowSpec): Shaped {
    const [batch, frames, features] = x.shape;
    return { shape: [batch, windowCount(frames, window), window.size * features] };
  }

  linear(x: Shaped, weight: Shaped, bias?: Shaped): Shaped {
    const [outputs, inputs] = weight.shape;
    const rows = sizeOf(x) / inputs;
    this.tally.linear[this.#part(weight)] += 2 * rows * inputs * outputs;
    this.#reads(weight, bias);
    if (bias) this.tally.elementwise += rows * outputs;
    return { shape: [...x.shape.slice(0, -1), outputs] };
  }

  add(a: Shaped, b: Shaped): Shaped {
    this.#reads(b.shape.length === 1 ? b : undefined);
    return this.#elementwise(a);
  }

  multiply(a: Shaped, b: Shaped): Shaped {
    return this.add(a, b);
  }

  clearPadding = (x: Shaped) => x;
  scale = (x: Shaped) => this.#elementwise(x);
  shift = (x: Shaped) => this.#elementwise(x);
  clip = (x: Shaped) => this.#elementwise(x);
  softcap = (x: Shaped) => this.#elementwise(x);
  activation = (x: Shaped) => this.#elementwise(x);
  gatedActivation = (gate: Shaped) => this.#elementwise(gate);
  softmax = (x: Shaped) => this.#elementwise(x);
  rotary = (x: Shaped) => this.#elementwise(x);
  normalizeSum = (x: Shaped) => this.#elementwise(x);
  keepBestGroups = (x: Shaped) => this.#elementwise(x);

  layerNorm(x: Shaped, { weight, bias }: { weight?: Shaped; bias?: Shaped }): Shaped {
    this.#reads(weight, bias);
    return this.#elementwise(x);
  }

  rmsNorm(x: Shaped, { weight }: { weight?: Shaped }): Shaped {
    this.#reads(weight);
    return this.#elementwise(x);
  }

  splitHeads(x: Shaped, heads: number): Shaped {
    const [batch, seq, features] = x.shape;
    return { shape: [batch, seq, heads, features / heads] };
  }

  mergeHeads(x: Shaped): Shaped {
    const [batch, seq, heads, dim] = x.shape;
    return { shape: [batch, seq, heads * dim] };
  }

  slice(x: Shaped, start: number, end: number): Shaped {
    return { shape: [...x.shape.slice(0, -1), end - start] };
  }

  concat(parts: Shaped[]): Shaped {
    const [first] = parts;
    return { shape: [...first.shape.slice(0, -1), parts.reduce((sum, { shape }) => sum + shape[shape.length - 1], 0)] };
  }

  askedPositions(x: Shaped): Shaped {
    const [batch, seq, features] = x.shape;
    return { shape: [batch, this.#run.asked === "last" ? 1 : seq, features] };
  }

  poolPositions(x: Shaped): Shaped {
    return { shape: [x.shape[0], 1, x.shape[2]] };
  }

  remember(_layer: number, keys: Shaped, values: Shaped): CountedMemory {
    this.tally.memoryWritten += sizeOf(keys) + sizeOf(values);
    return { keys, values, length: this.#run.past + this.#run.seqLen };
  }

  rememberOnce(_layer: number, compute: () => Memory<Shaped>): CountedMemory {
    return { ...compute(), length: this.#run.sourceLen };
  }

  attention(q: Shaped, memory: Memory<Shaped>, call: AttentionCall<Shaped>): Shaped {
    const [batch, seq, heads] = q.shape;
    const { length } = memory as CountedMemory;
    const { headDim, valueDim, numKvHeads } = call;
    const pairs = batch * heads * visiblePairs(seq, length, call);
    this.tally.attention += 2 * pairs * (headDim + valueDim);
    this.tally.elementwise += pairs; // softmax
    this.tally.memoryRead += batch * numKvHeads * keysSeen(seq, length, call) * (headDim + valueDim);
    return { shape: [batch, seq, heads * valueDim] };
  }

  /** Nobody looks inside a count, so attention is always in one piece. */
  attentionScores(): never {
    throw new TypeError("CountingOps: attention is counted in one piece.");
  }
  maskScores = () => this.attentionScores();
  attentionWeights = () => this.attentionScores();
  mixValues = () => this.attentionScores();

  relativePositionBias(table: Shaped): Shaped {
    this.#reads(table);
    const { past, seqLen } = this.#run;
    return { shape: [1, table.shape[1], seqLen, past + seqLen] };
  }

  wholeTable(table: Shaped): Shaped {
    this.#reads(table);
    return { shape: [1, ...table.shape] };
  }

  distanceScores(x: Shaped): Shaped {
    const [batch, seq, heads, dim] = x.shape;
    this.tally.attention += 2 * batch * heads * seq * seq * dim;
    return { shape: [batch, heads, seq, seq] };
  }

  topK(x: Shaped, k: number): { values: Shaped; indices: Shaped } {
    const made = { shape: [...x.shape.slice(0, -1), k] };
    return { values: made, indices: made };
  }

  take = (_x: Shaped, indices: Shaped) => indices;

  /** Positions are spread evenly over as many experts as they can reach. */
  mixExperts(
    x: Shaped,
    { indices }: { indices: Shaped },
    numExperts: number,
    expert: (index: number, input: Shaped) => Shaped,
  ): Shaped {
    const choices = sizeOf(indices);
    const reached = Math.min(numExperts, choices);
    for (let index = 0; index < reached; index++) {
      const rows = Math.floor((choices + index) / reached);
      this.#elementwise(expert(index, { shape: [1, rows, x.shape[2]] }));
    }
    return { shape: x.shape };
  }

  probe = (_name: string, x: Shaped) => x;
  observed = () => false;
  enter = () => 0;
  leave = (_scope: number, result: Shaped) => result;

  #elementwise(x: Shaped): Shaped {
    this.tally.elementwise += sizeOf(x);
    return { shape: x.shape };
  }

  #reads(...weights: (Shaped | undefined)[]): void {
    for (const weight of weights) {
      if (!weight || this.#read.has(weight)) continue;
      this.#read.add(weight);
      this.tally.weightsRead += sizeOf(weight);
    }
  }
}

type Sight = Pick<AttentionCall<Shaped>, "causal" | "window" | "chunk" | "cross">;

/** How many keys the query at `position` of `length` sees, and the first of them. */
function sight(position: number, length: number, { causal, window, chunk, cross }: Sight): [from: number, to: number] {
  if (cross) return [0, length];
  let from = 0;
  let to = causal ? position + 1 : length;
  if (window !== undefined) from = Math.max(from, position - window + 1);
  if (window !== undefined && !causal) to = Math.min(to, position + window);
  if (chunk !== undefined) {
    const start = position - (position % chunk);
    from = Math.max(from, start);
    to = Math.min(to, start + chunk);
  }
  return [from, to];
}

/** Pairs of a query and a key it sees, for the last `seq` positions of `length`. */
function visiblePairs(seq: number, length: number, call: Sight): number {
  let pairs = 0;
  for (let i = 0; i < seq; i++) {
    const [from, to] = sight(length - seq + i, length, call);
    pairs += to - from;
  }
  return pairs;
}

/** Keys that at least one of those queries sees. */
function keysSeen(seq: number, length: number, call: Sight): number {
  return sight(length - 1, length, call)[1] - sight(length - seq, length, call)[0];
}
