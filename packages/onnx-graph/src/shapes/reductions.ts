/** Operators that sum up axes, look for the largest elements, or make tensors from sizes. @module */
import type { Dim } from "../model.ts";
import { normalAxis, type Shape } from "./dims.ts";
import { forEach, type RuleInput, type ShapeRules } from "./rules.ts";

export const reductionRules: ShapeRules = {
  ...forEach(
    "ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare",
    (node) => [reduce(node)],
  ),
  ...forEach("ArgMax ArgMin", (node) => {
    const x = node.shape(0);
    if (!x) return [];
    const axis = normalAxis(node.int("axis") ?? 0, x.length);
    return [node.int("keepdims") === 0 ? x.toSpliced(axis, 1) : x.with(axis, 1)];
  }),
  ...forEach("GlobalAveragePool GlobalMaxPool GlobalLpPool", (node) => [
    node.shape(0)?.map((dim, axis) => (axis < 2 ? dim : 1)),
  ]),
  TopK: (node) => {
    const x = node.shape(0);
    if (!x) return [];
    const axis = normalAxis(node.int("axis") ?? -1, x.length);
    const top = x.with(axis, node.integers(1)?.[0] ?? node.int("k") ?? null);
    return [top, top];
  },
  Shape: (node) => {
    const x = node.shape(0);
    if (!x) return [[null]];
    return [[x.slice(node.int("start") ?? 0, node.int("end")).length]];
  },
  Size: () => [[]],
  NonZero: (node) => [[node.shape(0)?.length ?? null, null]],
  Range: (node) => {
    const [start, limit, delta] = [0, 1, 2].map((input) => node.integers(input)?.[0] ?? null);
    if (typeof start === "number" && typeof limit === "number" && typeof delta === "number" && delta !== 0) {
      return [[Math.max(0, Math.ceil((limit - start) / delta))]];
    }
    return [[start === 0 && delta === 1 ? limit : null]];
  },
  ConstantOfShape: (node) => {
    const rank = node.shape(0)?.[0];
    const shape = node.integers(0);
    return [shape ?? (typeof rank === "number" ? Array.from({ length: rank }, () => null) : undefined)];
  },
  ...forEach("RandomNormal RandomUniform", (node) => [node.ints("shape")]),
  EyeLike: (node) => [node.shape(0)],
};

function reduce(node: RuleInput): Shape | undefined {
  const x = node.shape(0);
  if (!x) return undefined;
  const given = node.has(1) || node.node.attributes.has("axes");
  const axes: readonly Dim[] | undefined = node.integers(1) ?? node.ints("axes");
  const keeps = node.int("keepdims") !== 0;
  if (given && !axes?.every((axis) => typeof axis === "number")) return keeps ? x.map(() => null) : undefined;
  if (!axes || axes.length === 0) {
    if (node.int("noop_with_empty_axes") === 1) return x;
    return keeps ? x.map(() => 1) : [];
  }
  const gone = new Set(axes.map((axis) => normalAxis(axis as number, x.length, "an axis")));
  return keeps ? x.map((dim, axis) => (gone.has(axis) ? 1 : dim)) : x.filter((_, axis) => !gone.has(axis));
}
