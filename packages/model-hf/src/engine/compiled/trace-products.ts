/**
 * Products with weights and look-ups in them, as nodes that fit how each weight is stored.
 *
 * With int8, x is rounded to 8 bits where it stands (DynamicQuantizeLinear), whole numbers are multiplied, and the two
 * scales give the result its size again. Written with standard operators, which ONNX Runtime fuses into one of its own.
 * @module
 */
import type { GraphWriter } from "./graph-writer.ts";
import { blockSize, type CompiledWeight, type StoredNumbers } from "./stored-weight.ts";
import type { Traced } from "./traced.ts";

type Int8 = Extract<StoredNumbers, { form: "int8" }>;
type Blocks = Extract<StoredNumbers, { form: "blocks" }>;

/** Declares a weight. One in few bits has no value of its own: `Products` reads its parts. */
export function placeWeight(graph: GraphWriter, weight: CompiledWeight): Traced {
  const { name, shape, outputMajor, stored } = weight;
  const features = shape[shape.length - 1];
  if (stored.form === "float32")
    return { name: graph.weight(name, "float32", shape, stored.data), features, outputMajor };
  if (stored.form !== "float16") return { name: "", features, outputMajor, inFewBits: weight };
  const half = graph.weight(`${name}.float16`, "float16", shape, stored.data);
  if (stored.multiplied) return { name: half, features, outputMajor, half: true };
  return { name: graph.node("Cast", [half], { attributes: { to: 1 } }), features, outputMajor };
}

export class Products {
  readonly #graph: GraphWriter;
  /** Values rounded to 8 bits, by the value: queries, keys and values are made from the same one. */
  readonly #rounded = new Map<string, string[]>();
  readonly #half = new Map<string, string>();

  constructor(graph: GraphWriter) {
    this.#graph = graph;
  }

  /** x · weight, [batch, seq, in] → [batch, seq, out]. */
  multiply(x: string, weight: Traced): string {
    const { name, outputMajor, inFewBits, half } = weight;
    if (half) {
      const product = this.#node("MatMul", [this.#halved(x), outputMajor ? this.#turned(name) : name]);
      return this.#node("Cast", [product], { to: 1 });
    }
    if (!inFewBits) return this.#node("MatMul", [x, outputMajor ? this.#turned(name) : name]);
    const stored = inFewBits.asMatrix ?? inFewBits.stored;
    if (stored.form === "blocks") return this.#multiplyBlocks(x, inFewBits, stored);
    return this.#multiplyInt8(x, inFewBits, stored as Int8);
  }

  /** Rows of a table [entries, width]: ids [batch, seq] → [batch, seq, width]. */
  lookUp(table: Traced, ids: string): string {
    if (!table.inFewBits) {
      const rows = this.#node("Gather", [table.name, ids], { axis: 0 });
      return table.half ? this.#node("Cast", [rows], { to: 1 }) : rows;
    }
    const { values, scales } = this.#placeInt8(table.inFewBits, table.inFewBits.stored as Int8);
    const rows = this.#node("Cast", [this.#node("Gather", [values, ids], { axis: 0 })], { to: 1 });
    const scale = this.#node("Unsqueeze", [this.#node("Gather", [scales, ids], { axis: 0 }), this.#graph.ints([-1])]);
    return this.#node("Mul", [rows, scale]);
  }

  #multiplyInt8(x: string, weight: CompiledWeight, stored: Int8): string {
    const { values, scales } = this.#placeInt8(weight, stored);
    const [rounded, scale, zero] = this.#round(x);
    const matrix = weight.outputMajor ? this.#turned(values) : values;
    const whole = this.#node("Cast", [this.#node("MatMulInteger", [rounded, matrix, zero])], { to: 1 });
    return this.#node("Mul", [whole, this.#node("Mul", [scale, scales])]);
  }

  #multiplyBlocks(x: string, { name, shape, outputMajor }: CompiledWeight, { bits, data, scales }: Blocks): string {
    const [rows, cols] = outputMajor ? [shape[1], shape[0]] : shape;
    const blocks = Math.ceil(rows / blockSize);
    const packed = [cols, blocks, (blockSize * bits) / 8];
    const inputs = [
      x,
      this.#graph.weight(`${name}.blocks${bits}`, "uint8", packed, data),
      this.#graph.weight(`${name}.blocks${bits}.scales`, "float32", [cols * blocks], scales),
    ];
    // 4: activations may be rounded to 8 bits, block by block. Natively that decodes 4 times as fast with 4 bits and 200
    // times with 8 (2,048², one thread, onnxruntime-node 1.30); in WebAssembly it changes nothing.
    const attributes = { K: rows, N: cols, bits, block_size: blockSize, accuracy_level: 4 };
    return this.#graph.node("MatMulNBits", inputs, { domain: "com.microsoft", attributes });
  }

  #placeInt8({ name, shape }: CompiledWeight, { data, scales }: Int8): { values: string; scales: string } {
    return {
      values: this.#graph.weight(`${name}.int8`, "int8", shape, data),
      scales: this.#graph.weight(`${name}.scales`, "float32", [scales.length], scales),
    };
  }

  #round(x: string): string[] {
    let made = this.#rounded.get(x);
    if (!made) this.#rounded.set(x, (made = this.#graph.nodes("DynamicQuantizeLinear", [x], 3)));
    return made;
  }

  #halved(x: string): string {
    let made = this.#half.get(x);
    if (!made) this.#half.set(x, (made = this.#node("Cast", [x], { to: 10 })));
    return made;
  }

  #turned(table: string): string {
    return this.#node("Transpose", [table], { perm: [1, 0] });
  }

  #node(op: string, inputs: string[], attributes: Record<string, number | number[]> = {}): string {
    return this.#graph.node(op, inputs, { attributes });
  }
}
