/** Matrix products, plain and quantised, convolution and Einsum. @module */
import type { Dim } from "../model.ts";
import { addDims, broadcast, mergeDims, type Shape, ShapeProblem, showShape } from "./dims.ts";
import { forEach, type RuleInput, type ShapeRules } from "./rules.ts";

export const productRules: ShapeRules = {
  ...forEach("MatMul MatMulInteger", (node) => [matMul(node.shape(0), node.shape(1))]),
  ...forEach("DynamicQuantizeMatMul MatMulIntegerToFloat", (node) => [matMul(node.shape(0), node.shape(1))]),
  FusedMatMul: (node) => {
    const [a, b] = [0, 1].map((input) => {
      const shape = node.shape(input);
      const transposed = node.int(input === 0 ? "transA" : "transB") === 1 && shape && shape.length > 1;
      return transposed ? [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!] : shape;
    });
    return node.int("transBatchA") || node.int("transBatchB") ? [] : [matMul(a, b)];
  },
  Gemm: (node) => {
    const [a, b] = [node.shape(0), node.shape(1)];
    if (!a || !b) return [];
    if (a.length !== 2 || b.length !== 2) {
      throw new ShapeProblem(`A ${showShape(a)} and B ${showShape(b)} have to be matrices`);
    }
    const [rows, inner] = node.int("transA") ? [a[1], a[0]] : a;
    const [innerB, cols] = node.int("transB") ? [b[1], b[0]] : b;
    mergeDims(inner, innerB, "the inner dimensions of A and B");
    return [[rows, cols]];
  },
  // B [N, blocks, bytes of a block] is the transposed weight, packed.
  MatMulNBits: (node) => {
    const a = node.shape(0);
    const [N, K] = [node.int("N")!, node.int("K")!];
    if (!a) return [];
    mergeDims(a.at(-1) ?? null, K, "the last dimension of A and K");
    return [[...a.slice(0, -1), N]];
  },
  MatMulBnb4: (node) => [matMul(node.shape(0), [node.int("K")!, node.int("N")!])],
  Conv: convolution,
  Einsum: einsum,
};

/** [..., m, k] × [..., k, n] → [..., m, n]; vectors lose the dimension they were given. */
function matMul(a: Shape | undefined, b: Shape | undefined): Shape | undefined {
  if (!a || !b) return undefined;
  if (a.length === 0 || b.length === 0) throw new ShapeProblem("a scalar is not a matrix");
  const [left, right] = [a.length === 1 ? [1, a[0]] : a, b.length === 1 ? [b[0], 1] : b];
  const [inner, innerB] = [left.at(-1)!, right.at(-2)!];
  if (typeof inner === "number" && typeof innerB === "number" && inner !== innerB) {
    throw new ShapeProblem(
      `A ${showShape(a)} and B ${showShape(b)} do not go together: ${inner} columns but ${innerB} rows`,
    );
  }
  const batch = broadcast([left.slice(0, -2), right.slice(0, -2)], ["A's batch", "B's batch"])!;
  return [...batch, ...(a.length === 1 ? [] : [left.at(-2)!]), ...(b.length === 1 ? [] : [right.at(-1)!])];
}

/** [batch, channels, spatial …] with weight [out channels, channels / group, kernel …]. */
function convolution(node: RuleInput): (Shape | undefined)[] {
  const [x, w] = [node.shape(0), node.shape(1)];
  if (!x || !w) return [];
  if (x.length !== w.length) throw new ShapeProblem(`X ${showShape(x)} and W ${showShape(w)} differ in rank`);
  const spatial = x.slice(2).map((dim, i): Dim => {
    const kernel = w[i + 2];
    const stride = node.ints("strides")?.[i] ?? 1;
    const dilation = node.ints("dilations")?.[i] ?? 1;
    const pads = node.ints("pads");
    const autoPad = node.string("auto_pad") ?? "NOTSET";
    if (autoPad.startsWith("SAME")) return typeof dim === "number" ? Math.ceil(dim / stride) : null;
    if (typeof kernel !== "number") return null;
    const padding = autoPad === "VALID" || !pads ? 0 : pads[i] + pads[i + x.length - 2];
    const shrink = padding - dilation * (kernel - 1) - 1;
    if (typeof dim === "number") return Math.floor((dim + shrink) / stride) + 1;
    return stride === 1 ? addDims(dim, shrink + 1) : null;
  });
  return [[x[0], w[0], ...spatial]];
}

/** The letters of the equation name the dimensions; those that the output lacks are summed over. */
function einsum(node: RuleInput): (Shape | undefined)[] {
  const equation = node.string("equation")?.replaceAll(" ", "");
  if (!equation || equation.includes(".")) return [];
  const [left, right] = equation.split("->");
  const sizes = new Map<string, Dim>();
  const operands = left.split(",");
  for (const [input, letters] of operands.entries()) {
    const shape = node.shape(input);
    if (!shape) return [];
    if (shape.length !== letters.length) {
      throw new ShapeProblem(`"${letters}" names ${letters.length} dimensions of input ${input} ${showShape(shape)}`);
    }
    for (const [axis, letter] of [...letters].entries()) {
      const known = sizes.get(letter);
      sizes.set(letter, known === undefined ? shape[axis] : mergeDims(known, shape[axis], `the sizes of "${letter}"`));
    }
  }
  const once = [...new Set(left.replaceAll(",", ""))].filter((letter) => left.split(letter).length === 2).sort();
  return [[...(right ?? once.join(""))].map((letter) => sizes.get(letter) ?? null)];
}
