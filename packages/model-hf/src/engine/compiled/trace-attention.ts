/**
 * Attention as nodes: one GroupQueryAttention where that says it all, MatMul – Softmax – MatMul where somebody looks
 * inside or a mask is asked for that the fused operator does not know.
 * @module
 */
import type { AttentionCall } from "@llm-anatomy/transformer";
import type { GraphWriter } from "./graph-writer.ts";
import type { Traced, TracedMemory } from "./traced.ts";
import { type GraphVariant, hiddenScore, type StackInputs } from "./tracing-ops.ts";

type Call = AttentionCall<Traced>;

/** What a cached array is called when it comes out: `past_key_values.3.key` → `present.3.key`. */
export function presentName(past: string): string {
  return past.replace("past_key_values", "present");
}

export class TracedAttention {
  readonly #graph: GraphWriter;
  readonly #variant: GraphVariant;
  readonly #inputs: StackInputs;
  readonly #firstKeys: string;
  readonly #made = new Map<string, string>();

  /** `firstKeys` is the cached array that tells how many tokens came before. */
  constructor(graph: GraphWriter, variant: GraphVariant, inputs: StackInputs, firstKeys: string) {
    this.#graph = graph;
    this.#variant = variant;
    this.#inputs = inputs;
    this.#firstKeys = firstKeys;
  }

  /** q [batch, seq, heads, headDim] → [batch, seq, heads · valueDim]. */
  fused(q: Traced, memory: TracedMemory, call: Call): Traced {
    if (!this.#canFuse(call))
      return this.mix(this.weights(this.mask(this.scores(q, memory, call), memory, call), call), memory, call);
    const flat = (x: Traced) => this.#node("Reshape", [x.name, this.#graph.ints([0, 0, -1])]);
    const { seqlens, total } = this.#lengths();
    const inputs = [
      flat(q),
      flat(memory.keys),
      flat(memory.values),
      memory.past!.keys,
      memory.past!.values,
      seqlens,
      total,
    ];
    if (call.sinks) inputs.push("", "", "", "", call.sinks.name);
    const attributes: Record<string, number> = {
      num_heads: call.numHeads,
      kv_num_heads: call.numKvHeads,
      scale: call.scale,
    };
    if (call.window !== undefined) attributes.local_window_size = call.window;
    if (call.softcap !== undefined) attributes.softcap = call.softcap;
    const [name, keys, values] = this.#graph.nodes("GroupQueryAttention", inputs, 3, {
      domain: "com.microsoft",
      attributes,
    });
    memory.present = { keys, values };
    this.#giveOut(memory);
    return { name, features: call.numHeads * call.valueDim };
  }

  /** [batch, heads, seq, keys]. */
  scores(q: Traced, memory: TracedMemory, { numKvHeads, headDim, numHeads, scale, softcap }: Call): Traced {
    const { keys } = this.#present(memory);
    const headsFirst = this.#node("Transpose", [q.name], { perm: [0, 2, 1, 3] });
    const grouped = this.#node("Reshape", [headsFirst, this.#graph.ints([0, numKvHeads, -1, headDim])]);
    const scaled = this.#node("Mul", [grouped, this.#graph.scalar(scale)]);
    const product = this.#node("MatMul", [scaled, this.#node("Transpose", [keys], { perm: [0, 1, 3, 2] })]);
    let name = this.#node("Reshape", [product, this.#graph.ints([0, numHeads, -1, 0])], { allowzero: 0 });
    if (softcap !== undefined) {
      const bounded = this.#node("Tanh", [this.#node("Mul", [name, this.#graph.scalar(1 / softcap)])]);
      name = this.#node("Mul", [bounded, this.#graph.scalar(softcap)]);
    }
    return { name, features: 0 };
  }

  mask(scores: Traced, memory: TracedMemory, call: Call): Traced {
    let { name } = scores;
    if (call.bias) name = this.#node("Add", [name, call.bias.name]);
    if (call.alibi) name = this.#node("Add", [name, this.#alibi(call)]);
    const visible = this.#visible(memory, call);
    if (visible) name = this.#node("Where", [visible, name, this.#graph.scalar(hiddenScore)]);
    return { name, features: 0 };
  }

  weights(masked: Traced, { sinks, numHeads }: Call): Traced {
    if (!sinks) return { name: this.#node("Softmax", [masked.name], { axis: -1 }), features: 0 };
    const column = this.#node("Reshape", [sinks.name, this.#graph.ints([1, numHeads, 1, 1])]);
    const rows = this.#node("Slice", [this.#node("Shape", [masked.name]), ...[0, 3].map((i) => this.#graph.ints([i]))]);
    const shape = this.#node("Concat", [rows, this.#graph.ints([1])], { axis: 0 });
    const joined = this.#node("Concat", [masked.name, this.#node("Expand", [column, shape])], { axis: -1 });
    const softmax = this.#node("Softmax", [joined], { axis: -1 });
    return { name: this.#node("Slice", [softmax, ...[0, -1, -1].map((i) => this.#graph.ints([i]))]), features: 0 };
  }

  /** weights [batch, heads, seq, keys] · v → [batch, seq, heads · valueDim]. */
  mix(weights: Traced, memory: TracedMemory, { numKvHeads, numHeads, valueDim }: Call): Traced {
    const { values } = this.#present(memory);
    const grouped = this.#reshapeKeepingLast(weights.name, numKvHeads);
    const product = this.#node("MatMul", [grouped, values]);
    const heads = this.#node("Reshape", [product, this.#graph.ints([0, numHeads, -1, valueDim])]);
    const positionsFirst = this.#node("Transpose", [heads], { perm: [0, 2, 1, 3] });
    const name = this.#node("Reshape", [positionsFirst, this.#graph.ints([0, 0, numHeads * valueDim])]);
    return { name, features: numHeads * valueDim };
  }

  /** 1 where a position is a token, 0 where it is padding: [batch, seq, 1]; null when there is no padding. */
  tokenMask(): string | null {
    const { mask } = this.#inputs;
    if (mask === null) return null;
    return this.#once("tokens", () =>
      this.#node("Unsqueeze", [this.#node("Cast", [mask], { to: 1 }), this.#graph.ints([-1])]),
    );
  }

  /** Index of each query among all keys: [seq, 1]. */
  queryPositions(): string {
    return this.#once("queries", () => {
      const { past, total } = this.#counts();
      return this.#node("Reshape", [this.#range(past, total), this.#graph.ints([-1, 1])]);
    });
  }

  /** Index of each key: [1, keys]. */
  keyPositions(): string {
    return this.#once("keys", () => {
      const { total } = this.#counts();
      return this.#node("Reshape", [this.#range(this.#graph.int(0), total), this.#graph.ints([1, -1])]);
    });
  }

  /**
   * The fused operator is causal, knows no padding and no biases, and wants a cache and heads of a multiple of 8. On WebGPU it
   * gives wrong numbers with a softcap (onnxruntime-web 1.30, SwiftShader: Gemma 2's keys of block 1 are off by 3).
   */
  #canFuse({ causal, bias, alibi, chunk, cross, headDim, valueDim, softcap, sinks }: Call): boolean {
    const onGpu = this.#variant.device === "webgpu";
    return (
      !(onGpu && (softcap !== undefined || sinks)) &&
      this.#variant.cached &&
      !this.#variant.padded &&
      causal &&
      !bias &&
      !alibi &&
      chunk === undefined &&
      !cross &&
      headDim === valueDim &&
      headDim % 8 === 0
    );
  }

  /** All keys and values [batch, kvHeads, keys, dim]: earlier ones and this run's. */
  #present(memory: TracedMemory): { keys: string; values: string } {
    if (memory.present) return memory.present;
    const headsFirst = (x: Traced) => this.#node("Transpose", [x.name], { perm: [0, 2, 1, 3] });
    const join = (past: string | undefined, x: Traced) =>
      past === undefined ? headsFirst(x) : this.#node("Concat", [past, headsFirst(x)], { axis: 2 });
    memory.present = { keys: join(memory.past?.keys, memory.keys), values: join(memory.past?.values, memory.values) };
    this.#giveOut(memory);
    return memory.present;
  }

  #giveOut({ past, present }: TracedMemory): void {
    if (!past) return;
    this.#graph.node("Identity", [present!.keys], { outputs: [presentName(past.keys)] });
    this.#graph.node("Identity", [present!.values], { outputs: [presentName(past.values)] });
  }

  /** True where a query may see a key, broadcast to [batch, heads, seq, keys]; null when it may see all. */
  #visible(_memory: TracedMemory, { causal, window, chunk, cross }: Call): string | null {
    const key = `visible:${causal}:${window}:${chunk}:${cross}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known === "" ? null : known;
    const parts: string[] = [];
    const queries = () => this.queryPositions();
    const keys = () => this.keyPositions();
    if (causal) parts.push(this.#node("LessOrEqual", [keys(), queries()]));
    if (window !== undefined) {
      const distance = this.#node("Sub", [queries(), keys()]);
      const size = causal ? distance : this.#node("Abs", [distance]);
      parts.push(this.#node("Less", [size, this.#graph.int(window)]));
    }
    if (chunk !== undefined) {
      const chunkOf = (index: string) => this.#node("Div", [index, this.#graph.int(chunk)]);
      parts.push(this.#node("Equal", [chunkOf(queries()), chunkOf(keys())]));
    }
    const mask = cross ? this.#inputs.sourceMask : this.#inputs.mask;
    if (mask !== null)
      parts.push(this.#node("Unsqueeze", [this.#node("Cast", [mask], { to: 9 }), this.#graph.ints([1, 2])]));
    const visible = parts.length === 0 ? null : parts.reduce((a, b) => this.#node("And", [a, b]));
    this.#made.set(key, visible ?? "");
    return visible;
  }

  /** slope · key position: [1 or batch, heads, 1, keys]. */
  #alibi({ alibi, numHeads }: Call): string {
    return this.#once(`alibi:${alibi!.positions}:${alibi!.slopes[0]}`, () => {
      const exact = this.#node("Reshape", [this.#graph.floats(alibi!.slopes), this.#graph.ints([1, numHeads, 1, 1])]);
      const slopes = alibi!.rounding === "bfloat16" ? this.#throughBfloat16(exact) : exact;
      const bias = this.#node("Mul", [slopes, this.#node("Cast", [this.#alibiPositions(alibi!.positions)], { to: 1 })]);
      const rounded = alibi!.rounding === "bfloat16" ? this.#throughBfloat16(bias) : bias;
      return alibi!.scale === undefined ? rounded : this.#node("Mul", [rounded, this.#graph.scalar(alibi!.scale)]);
    });
  }

  #throughBfloat16(x: string): string {
    return this.#node("Cast", [this.#node("Cast", [x], { to: 16 })], { to: 1 });
  }

  #alibiPositions(kind: "unpadded" | "index"): string {
    const { mask } = this.#inputs;
    if (kind === "index" || mask === null) {
      const { total } = this.#counts();
      const last = this.#node("Sub", [total, this.#graph.int(1)]);
      return this.#node("Sub", [this.keyPositions(), last]);
    }
    const counted = this.#node("CumSum", [mask, this.#graph.int(1)]);
    const fromZero = this.#node("Mul", [this.#node("Sub", [counted, this.#graph.int(1)]), mask]);
    return this.#node("Unsqueeze", [fromZero, this.#graph.ints([1, 2])]);
  }

  /** Tokens before this run, and after it. */
  #counts(): { past: string; total: string } {
    const seq = this.#once("seq", () => this.#size(this.#inputs.ids, 1));
    if (!this.#variant.cached) return { past: this.#graph.int(0), total: seq };
    const past = this.#once("past", () => this.#size(this.#firstKeys, 2));
    return { past, total: this.#once("total", () => this.#node("Add", [past, seq])) };
  }

  /** What GroupQueryAttention wants to know: int32 [batch] of total - 1, and an int32 total. */
  #lengths(): { seqlens: string; total: string } {
    const total = this.#once("total32", () => this.#node("Cast", [this.#counts().total], { to: 6 }));
    const seqlens = this.#once("seqlens", () => {
      const last = this.#node("Sub", [total, this.#node("Cast", [this.#graph.int(1)], { to: 6 })]);
      const batch = this.#node("Reshape", [this.#size(this.#inputs.ids, 0), this.#graph.ints([1])]);
      return this.#node("Expand", [last, batch]);
    });
    return { seqlens, total };
  }

  #size(value: string, axis: number): string {
    return this.#node("Gather", [this.#node("Shape", [value]), this.#graph.int(axis)], { axis: 0 });
  }

  #range(start: string, end: string): string {
    return this.#node("Range", [start, end, this.#graph.int(1)]);
  }

  /** [batch, heads, seq, keys] → [batch, groups, heads / groups · seq, keys]. */
  #reshapeKeepingLast(x: string, groups: number): string {
    return this.#node("Reshape", [x, this.#graph.ints([0, groups, -1, 0])]);
  }

  #once(key: string, make: () => string): string {
    let name = this.#made.get(key);
    if (name === undefined) this.#made.set(key, (name = make()));
    return name;
  }

  #node(op: string, inputs: string[], attributes: Record<string, number | string | number[]> = {}): string {
    return this.#graph.node(op, inputs, { attributes });
  }
}
