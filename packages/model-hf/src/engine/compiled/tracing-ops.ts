/**
 * The operations written down as nodes of an ONNX graph.
 *
 * Where ONNX Runtime has a fused operator (GroupQueryAttention, RotaryEmbedding, SimplifiedLayerNormalization) it is
 * used, unless somebody looks inside it: then the same thing is written in pieces that can be looked at.
 * @module
 */
import { type RotarySpec, rotaryFrequencies } from "@llm-anatomy/attention";
import type { Activation } from "@llm-anatomy/kernels";
import type {
  AttentionCall,
  DistanceBuckets,
  Memory,
  Ops,
  RelativeBuckets,
  WindowSpec,
} from "@llm-anatomy/transformer";
import type { Device } from "../engine.ts";
import type { GraphWriter } from "./graph-writer.ts";
import { presentName, TracedAttention } from "./trace-attention.ts";
import { Products } from "./trace-products.ts";
import { bucketNodes, distanceNodes } from "./trace-relative-bias.ts";
import { lengthDependentFrequencies } from "./trace-rotary.ts";
import type { Traced, TracedMemory } from "./traced.ts";

/** Which graph is wanted: what it reads besides tokens, and what it gives out besides the result. */
export interface GraphVariant {
  /**
   * Of an encoder–decoder: both, or one of the two, which then meet in the keys and values of cross attention; "merged"
   * is a decoder that makes those itself, from the encoder's output, in its first step.
   */
  part: "whole" | "encoder" | "decoder" | "merged";
  /** Keys and values of earlier tokens come in, all of them go out. */
  cached: boolean;
  /** [batch, past + seq]: a mask of padding comes in. */
  padded: boolean;
  /** [batch, sourceLen]: the same of what an encoder–decoder reads. */
  sourcePadded: boolean;
  logits: "all" | "last";
  capture: readonly string[];
  /** Places whose values come in, under `edit:<place>`. */
  replace: readonly string[];
  /** Where it will run, when that is known: fused operators do not do the same everywhere. */
  device?: Device;
  /** Only inputs and outputs that published ONNX checkpoints have, by their names: everything else is computed in the graph. */
  published?: boolean;
}

/** What the inputs of one stack are called. */
export interface StackInputs {
  ids: string;
  positions: string;
  /** [batch, frames, features], of a stack that reads a spectrogram. */
  frames?: string;
  /** Mask of its padding; null when there is none. */
  mask: string | null;
  /** Mask of the padding of what its cross attention reads. */
  sourceMask: string | null;
}

/** Inputs cos and sin [batch · seq, half] of one kind of rotary embedding, for the positions in an input. */
export interface TracedRotary {
  positions: string;
  cos: string;
  sin: string;
  spec: RotarySpec;
}

/** Name of a cached array: of the sequence itself, or of an encoder's output. */
export function cacheName(layer: number, of: "" | "decoder." | "encoder.", part: "key" | "value"): string {
  return `past_key_values.${layer}.${of}${part}`;
}

/** Value that hides a key: finite, so that a row with nothing to see does not become NaN and spread. */
export const hiddenScore = -3e38;

export class TracingOps implements Ops<Traced> {
  readonly graph: GraphWriter;
  readonly variant: GraphVariant;
  /** Angles that come in with each run. */
  readonly rotaries: TracedRotary[] = [];
  readonly #attention: TracedAttention;
  readonly #products: Products;
  readonly #angles = new Map<RotarySpec, { cos: string; sin: string; index: string }>();
  readonly #positions: string;
  readonly #ownCache: "" | "decoder.";

  constructor(graph: GraphWriter, variant: GraphVariant, inputs: StackInputs) {
    this.graph = graph;
    this.variant = variant;
    this.#positions = inputs.positions;
    this.#ownCache = variant.part === "decoder" || variant.part === "merged" ? "decoder." : "";
    this.#products = new Products(graph);
    this.#attention = new TracedAttention(graph, variant, inputs, cacheName(0, this.#ownCache, "key"));
  }

  embed(table: Traced, ids: Traced): Traced {
    return { name: this.#products.lookUp(table, ids.name), features: table.features };
  }

  windows(x: Traced, { size, stride, padding }: WindowSpec): Traced {
    const pads = this.graph.ints([0, padding, 0, 0, padding, 0]);
    const padded = this.#node("Pad", [x.name, pads]);
    const ints = (value: number) => this.graph.ints([value]);
    const end = (back: number) => (back === 0 ? ints(Number.MAX_SAFE_INTEGER) : ints(-back));
    // The i-th frame of every window: each stride-th frame from i on, as long as the window still fits.
    const parts = Array.from({ length: size }, (_, i) =>
      this.#node("Slice", [padded, ints(i), end(size - 1 - i), ints(1), ints(stride)]),
    );
    return { name: this.#node("Concat", parts, { axis: -1 }), features: size * x.features };
  }

  linear(x: Traced, weight: Traced, bias?: Traced): Traced {
    const product = this.#products.multiply(x.name, weight);
    const name = bias ? this.#node("Add", [product, bias.name]) : product;
    return { name, features: weight.features };
  }

  add(a: Traced, b: Traced): Traced {
    return { ...a, name: this.#node("Add", [a.name, b.name]) };
  }

  multiply(a: Traced, b: Traced): Traced {
    return { ...a, name: this.#node("Mul", [a.name, b.name]) };
  }

  scale(x: Traced, factor: number): Traced {
    return { ...x, name: this.#node("Mul", [x.name, this.graph.scalar(factor)]) };
  }

  shift(x: Traced, amount: number): Traced {
    return { ...x, name: this.#node("Add", [x.name, this.graph.scalar(amount)]) };
  }

  clip(x: Traced, low: number, high: number): Traced {
    const bound = (limit: number) => (Number.isFinite(limit) ? this.graph.scalar(limit) : "");
    return { ...x, name: this.#node("Clip", [x.name, bound(low), bound(high)]) };
  }

  softcap(x: Traced, cap: number): Traced {
    return this.scale({ ...x, name: this.#node("Tanh", [this.scale(x, 1 / cap).name]) }, cap);
  }

  activation(x: Traced, kind: Activation): Traced {
    return { ...x, name: this.#activation(x.name, kind) };
  }

  gatedActivation(gate: Traced, up: Traced, kind: Activation): Traced {
    return this.multiply(this.activation(gate, kind), up);
  }

  layerNorm(x: Traced, p: { weight?: Traced; bias?: Traced; epsilon: number }): Traced {
    const inputs = [x.name, p.weight?.name ?? this.#ones(x.features)];
    if (p.bias) inputs.push(p.bias.name);
    return { ...x, name: this.#node("LayerNormalization", inputs, { axis: -1, epsilon: p.epsilon }) };
  }

  rmsNorm(x: Traced, p: { weight?: Traced; epsilon: number; weightOffset?: number }): Traced {
    let weight = p.weight?.name ?? this.#ones(x.features);
    if (p.weightOffset) weight = this.#node("Add", [weight, this.graph.scalar(p.weightOffset)]);
    const attributes = { axis: -1, epsilon: p.epsilon };
    return { ...x, name: this.#node("SimplifiedLayerNormalization", [x.name, weight], attributes) };
  }

  softmax(x: Traced): Traced {
    return { ...x, name: this.#node("Softmax", [x.name], { axis: -1 }) };
  }

  clearPadding(x: Traced): Traced {
    const tokens = this.#attention.tokenMask(); // [batch, seq, 1], or null
    return tokens === null ? x : { ...x, name: this.#node("Mul", [x.name, tokens]) };
  }

  splitHeads(x: Traced, heads: number): Traced {
    const features = x.features / heads;
    return { name: this.#node("Reshape", [x.name, this.graph.ints([0, 0, heads, features])]), heads, features };
  }

  mergeHeads(x: Traced): Traced {
    return { name: this.#node("Reshape", [x.name, this.graph.ints([0, 0, -1])]), features: x.features * x.heads! };
  }

  slice(x: Traced, start: number, end: number): Traced {
    const inputs = [x.name, ...[start, end, -1].map((value) => this.graph.ints([value]))];
    return { name: this.#node("Slice", inputs), heads: x.heads, features: end - start };
  }

  concat(parts: Traced[]): Traced {
    const features = parts.reduce((sum, part) => sum + part.features, 0);
    const heads = Math.max(...parts.map((part) => part.heads ?? 0)) || undefined;
    const names = parts.map((part) => this.#repeatHead(part, heads));
    return { name: this.#node("Concat", names, { axis: -1 }), heads, features };
  }

  askedPositions(x: Traced): Traced {
    if (this.variant.logits === "all") return x;
    return this.#positionsFrom(x, -1, Number.MAX_SAFE_INTEGER);
  }

  poolPositions(x: Traced, which: "first" | "last" | "mean"): Traced {
    if (which === "first") return this.#positionsFrom(x, 0, 1);
    const tokens = this.#attention.tokenMask(); // [batch, seq, 1], or null
    if (which === "last" && tokens === null) return this.#positionsFrom(x, -1, Number.MAX_SAFE_INTEGER);
    if (which === "last") return { ...x, name: this.#lastToken(x.name, tokens!) };
    if (tokens === null)
      return { ...x, name: this.#node("ReduceMean", [x.name, this.graph.ints([1])], { keepdims: 1 }) };
    const sum = this.#node("ReduceSum", [this.#node("Mul", [x.name, tokens]), this.graph.ints([1])], { keepdims: 1 });
    const count = this.#node("ReduceSum", [tokens, this.graph.ints([1])], { keepdims: 1 });
    return { ...x, name: this.#node("Div", [sum, count]) };
  }

  /** x [batch, seq, heads, headDim]; the operator wants [batch, seq, heads · headDim]. */
  rotary(x: Traced, spec: RotarySpec): Traced {
    const { cos, sin, index } = this.#anglesFor(spec);
    const flat = this.#node("Reshape", [x.name, this.graph.ints([0, 0, -1])]);
    const rotated = this.graph.node("RotaryEmbedding", [flat, index, cos, sin], {
      domain: "com.microsoft",
      attributes: {
        interleaved: spec.interleaved ? 1 : 0,
        rotary_embedding_dim: spec.dims,
        num_heads: x.heads!,
      },
    });
    return { ...x, name: this.#node("Reshape", [rotated, this.graph.ints([0, 0, -1, x.features])]) };
  }

  remember(layer: number, keys: Traced, values: Traced): TracedMemory {
    const past = this.variant.cached
      ? { keys: cacheName(layer, this.#ownCache, "key"), values: cacheName(layer, this.#ownCache, "value") }
      : undefined;
    return { keys, values, past };
  }

  rememberOnce(layer: number, compute: () => Memory<Traced>): Memory<Traced> {
    const { part } = this.variant;
    if (part !== "decoder" && part !== "merged") return compute();
    const given = { keys: cacheName(layer, "encoder.", "key"), values: cacheName(layer, "encoder.", "value") };
    const present = part === "decoder" ? given : this.#joinSource(given, compute());
    const nothing: Traced = { name: "", features: 0 };
    const memory: TracedMemory = { keys: nothing, values: nothing, present };
    return memory;
  }

  /** What came in with the cache, and what was made of the encoder's output in this run: one of the two is empty. */
  #joinSource(given: { keys: string; values: string }, { keys, values }: Memory<Traced>) {
    const join = (past: string, x: Traced) =>
      this.graph.node("Concat", [past, this.headsFirst(x)], { attributes: { axis: 2 }, outputs: [presentName(past)] });
    return { keys: join(given.keys, keys), values: join(given.values, values) };
  }

  /** [batch, kvHeads, sourceLen, dim] of keys and values as projections make them. */
  headsFirst(x: Traced): string {
    return this.#node("Transpose", [x.name], { perm: [0, 2, 1, 3] });
  }

  attention(q: Traced, memory: Memory<Traced>, call: AttentionCall<Traced>): Traced {
    return this.#attention.fused(q, memory as TracedMemory, call);
  }

  attentionScores(q: Traced, memory: Memory<Traced>, call: AttentionCall<Traced>): Traced {
    return this.#attention.scores(q, memory as TracedMemory, call);
  }

  maskScores(scores: Traced, memory: Memory<Traced>, call: AttentionCall<Traced>): Traced {
    return this.#attention.mask(scores, memory as TracedMemory, call);
  }

  attentionWeights(masked: Traced, call: AttentionCall<Traced>): Traced {
    return this.#attention.weights(masked, call);
  }

  mixValues(weights: Traced, memory: Memory<Traced>, call: AttentionCall<Traced>): Traced {
    return this.#attention.mix(weights, memory as TracedMemory, call);
  }

  relativePositionBias(table: Traced, buckets: RelativeBuckets): Traced {
    const index = bucketNodes(this.graph, buckets, this.#attention.queryPositions(), this.#attention.keyPositions());
    const gathered = this.#node("Gather", [table.name, index], { axis: 0 }); // [seq, keys, heads]
    const headsFirst = this.#node("Transpose", [gathered], { perm: [2, 0, 1] });
    return { name: this.#node("Unsqueeze", [headsFirst, this.graph.ints([0])]), features: 0 };
  }

  keepBestGroups(x: Traced, groups: number, keep: number, rankBy: "best" | "two-best"): Traced {
    const grouped = this.#node("Reshape", [x.name, this.graph.ints([0, 0, groups, -1])]); // [batch, seq, groups, size]
    const best = this.#top(grouped, rankBy === "best" ? 1 : 2);
    const rank = this.#node("ReduceSum", [best, this.graph.ints([-1])], { keepdims: 0 });
    const worstKept = this.#node("Slice", [
      this.#top(rank, keep),
      ...[keep - 1, keep, -1].map((i) => this.graph.ints([i])),
    ]);
    const kept = this.#node("Unsqueeze", [this.#node("GreaterOrEqual", [rank, worstKept]), this.graph.ints([-1])]);
    const masked = this.#node("Where", [kept, grouped, this.graph.scalar(0)]);
    return { ...x, name: this.#node("Reshape", [masked, this.graph.ints([0, 0, -1])]) };
  }

  wholeTable(table: Traced): Traced {
    return { name: this.#node("Unsqueeze", [table.name, this.graph.ints([0])]), features: table.features };
  }

  distanceScores(x: Traced, vectors: Traced, distances: DistanceBuckets, of: "query" | "key"): Traced {
    const headsFirst = (value: string) => this.#node("Transpose", [value], { perm: [0, 2, 1, 3] });
    const byVector = this.#node("MatMul", [
      headsFirst(x.name),
      this.#node("Transpose", [vectors.name], { perm: [0, 2, 3, 1] }),
    ]);
    const [queries, keys] = [this.#attention.queryPositions(), this.#attention.keyPositions()];
    // Rows of `byVector` are queries, or keys: then the result is turned.
    const index = distanceNodes(this.graph, distances, queries, keys);
    const rows = of === "query" ? index : this.#node("Transpose", [index], { perm: [1, 0] });
    const shape = this.#node(
      "Concat",
      [
        this.#node("Slice", [this.#node("Shape", [byVector]), ...[0, 3].map((i) => this.graph.ints([i]))]),
        this.graph.ints([1]),
      ],
      { axis: 0 },
    );
    const picked = this.#node("GatherElements", [byVector, this.#node("Expand", [rows, shape])], { axis: -1 });
    return { name: of === "query" ? picked : this.#node("Transpose", [picked], { perm: [0, 1, 3, 2] }), features: 0 };
  }

  topK(x: Traced, k: number): { values: Traced; indices: Traced } {
    const [values, indices] = this.graph.nodes("TopK", [x.name, this.graph.ints([k])], 2, { attributes: { axis: -1 } });
    return { values: { name: values, features: k }, indices: { name: indices, features: k } };
  }

  take(x: Traced, indices: Traced): Traced {
    const name = this.#node("GatherElements", [x.name, indices.name], { axis: -1 });
    return { name, features: indices.features };
  }

  normalizeSum(x: Traced, epsilon = 0): Traced {
    let sum = this.#node("ReduceSum", [x.name, this.graph.ints([-1])], { keepdims: 1 });
    if (epsilon) sum = this.#node("Add", [sum, this.graph.scalar(epsilon)]);
    return { ...x, name: this.#node("Div", [x.name, sum]) };
  }

  /** Every expert runs on every position, and counts with the weight the router gave it, mostly 0. */
  mixExperts(
    x: Traced,
    chosen: { indices: Traced; weights: Traced },
    numExperts: number,
    expert: (index: number, input: Traced) => Traced,
  ): Traced {
    let sum: Traced | undefined;
    for (let index = 0; index < numExperts; index++) {
      const isChosen = this.#node("Equal", [chosen.indices.name, this.graph.ints([index])]);
      const share = this.#node("Where", [isChosen, chosen.weights.name, this.graph.scalar(0)]);
      const weight = this.#node("ReduceSum", [share, this.graph.ints([-1])], { keepdims: 1 });
      const weighted = this.multiply(expert(index, x), { name: weight, features: 1 });
      sum = sum ? this.add(sum, weighted) : weighted;
    }
    return sum!;
  }

  probe(name: string, x: Traced): Traced {
    const value = this.variant.replace.includes(name) ? `edit:${name}` : x.name;
    if (this.variant.capture.includes(name)) {
      this.graph.node("Identity", [value], { outputs: [`probe:${name}`] });
    }
    return { ...x, name: value };
  }

  observed(...names: string[]): boolean {
    const { capture, replace } = this.variant;
    return names.some((name) => capture.includes(name) || replace.includes(name));
  }

  enter(name: string): number {
    return this.graph.enterScope(name);
  }

  leave(scope: number, result: Traced): Traced {
    this.graph.leaveScope(scope);
    return result;
  }

  #node(op: string, inputs: string[], attributes: Record<string, number | string | number[]> = {}): string {
    return this.graph.node(op, inputs, { attributes });
  }

  /** x [batch, seq, features] at the last position where `tokens` [batch, seq, 1] is 1. */
  #lastToken(x: string, tokens: string): string {
    const counted = this.#node("CumSum", [tokens, this.graph.int(1)]);
    const last = this.#node("ArgMax", [counted], { axis: 1, keepdims: 1 }); // the first of the largest: [batch, 1, 1]
    const index = this.#node("Expand", [
      last,
      this.#node("Shape", [this.#node("ReduceMax", [x, this.graph.ints([1])], { keepdims: 1 })]),
    ]);
    return this.#node("GatherElements", [x, index], { axis: 1 });
  }

  /** One head for each of `heads`. */
  #repeatHead(x: Traced, heads: number | undefined): string {
    if (x.heads === heads || x.heads === undefined) return x.name;
    return this.#node("Expand", [x.name, this.graph.ints([1, 1, heads!, 1])]);
  }

  #top(x: string, k: number): string {
    return this.graph.nodes("TopK", [x, this.graph.ints([k])], 2, { attributes: { axis: -1 } })[0];
  }

  #activation(x: string, kind: Activation): string {
    const microsoft = (op: string, attributes: Record<string, number>) =>
      this.graph.node(op, [x], { domain: "com.microsoft", attributes });
    switch (kind) {
      case "relu":
        return this.#node("Relu", [x]);
      case "relu-squared": {
        const positive = this.#node("Relu", [x]);
        return this.#node("Mul", [positive, positive]);
      }
      case "gelu":
        return this.#node("Gelu", [x], { approximate: "none" });
      case "gelu-tanh":
        return this.#node("Gelu", [x], { approximate: "tanh" });
      case "quick-gelu":
        return microsoft("QuickGelu", { alpha: 1.702 });
      case "silu":
        return microsoft("QuickGelu", { alpha: 1 });
      case "sigmoid":
        return this.#node("Sigmoid", [x]);
      case "tanh":
        return this.#node("Tanh", [x]);
      case "mish":
        return this.#node("Mul", [x, this.#node("Tanh", [this.#node("Softplus", [x])])]);
      case "leaky-relu":
        return this.#node("LeakyRelu", [x], { alpha: 0.01 });
      case "relu6":
        return this.#node("Clip", [x, this.graph.scalar(0), this.graph.scalar(6)]);
      case "gelu-10":
        return this.#node("Clip", [this.#activation(x, "gelu"), this.graph.scalar(-10), this.graph.scalar(10)]);
      case "laplace":
        return this.#laplace(x);
      case "linear":
        return x;
    }
  }

  /** (1 + erf((x - mean) / (deviation · √2))) / 2 */
  #laplace(x: string): string {
    const scaled = this.#node("Div", [
      this.#node("Sub", [x, this.graph.scalar(Math.SQRT1_2)]),
      this.graph.scalar(0.282095 * Math.SQRT2),
    ]);
    const grown = this.#node("Add", [this.#node("Erf", [scaled]), this.graph.scalar(1)]);
    return this.#node("Mul", [grown, this.graph.scalar(0.5)]);
  }

  #ones(features: number): string {
    return this.graph.floats(new Float32Array(features).fill(1));
  }

  #positionsFrom(x: Traced, start: number, end: number): Traced {
    const inputs = [x.name, ...[start, end, 1].map((value) => this.graph.ints([value]))];
    return { ...x, name: this.#node("Slice", inputs) };
  }

  /**
   * Tables of cos and sin [batch · seq, half] with a row for each token of this run, and their row numbers [batch, seq].
   * They come in with each run: a GPU's cos and sin are right to 3 digits only, and worse far from 0. In files for others,
   * who know of no such inputs, the graph computes them.
   */
  #anglesFor(spec: RotarySpec): { cos: string; sin: string; index: string } {
    const known = this.#angles.get(spec);
    if (known) return known;
    const shape = this.#node("Shape", [this.#positions]);
    const count = this.#node("ReduceProd", [shape], { keepdims: 0 });
    const rows = this.#node("Range", [this.graph.int(0), count, this.graph.int(1)]);
    const index = this.#node("Reshape", [rows, shape]);
    const tables = this.variant.published ? this.#computedAngles(spec) : this.#givenAngles(spec);
    const made = { ...tables, index };
    this.#angles.set(spec, made);
    return made;
  }

  #givenAngles(spec: RotarySpec): { cos: string; sin: string } {
    const name = `${this.#positions}:rotary:${this.rotaries.length}`;
    const dims = [null, spec.dims / 2];
    const cos = this.graph.input(`${name}:cos`, "float32", dims);
    const sin = this.graph.input(`${name}:sin`, "float32", dims);
    this.rotaries.push({ positions: this.#positions, cos, sin, spec });
    return { cos, sin };
  }

  #computedAngles(spec: RotarySpec): { cos: string; sin: string } {
    const { inverseFrequencies, attentionFactor } = rotaryFrequencies(spec);
    const frequencies =
      spec.kind === "dynamic" || spec.kind === "longrope"
        ? lengthDependentFrequencies(this.graph, spec, this.#positions)
        : this.graph.floats(inverseFrequencies);
    const positions = this.#node("Cast", [this.#positions], { to: 1 });
    const column = this.#node("Reshape", [positions, this.graph.ints([-1, 1])]);
    const angles = this.#node("Mul", [column, frequencies]);
    const table = (op: string) => {
      const values = this.#node(op, [angles]);
      return attentionFactor === 1 ? values : this.#node("Mul", [values, this.graph.scalar(attentionFactor)]);
    };
    return { cos: table("Cos"), sin: table("Sin") };
  }
}
