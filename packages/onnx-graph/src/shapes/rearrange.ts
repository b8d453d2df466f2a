/** Operators that move, cut, join, repeat or pick elements. @module */
import type { Dim } from "../model.ts";
import {
  addDims,
  broadcast,
  divideDims,
  mergeDims,
  multiplyDims,
  normalAxis,
  type Shape,
  ShapeProblem,
  showShape,
  sizeOf,
} from "./dims.ts";
import { forEach, type RuleInput, type ShapeRules } from "./rules.ts";

export const rearrangeRules: ShapeRules = {
  Transpose: (node) => {
    const x = node.shape(0);
    if (!x) return [];
    const order = node.ints("perm") ?? x.map((_, axis) => x.length - 1 - axis);
    if (order.length !== x.length || new Set(order).size !== x.length || order.some((axis) => x[axis] === undefined)) {
      throw new ShapeProblem(`perm [${order}] is no order of the ${x.length} axes of ${showShape(x)}`);
    }
    return [order.map((axis) => x[axis])];
  },
  Reshape: (node) => [reshape(node)],
  Flatten: (node) => {
    const x = node.shape(0);
    if (!x) return [];
    const axis = node.int("axis") ?? 1;
    const first = axis < 0 ? axis + x.length : axis; // may be the rank itself
    return [[sizeOf(x.slice(0, first)), sizeOf(x.slice(first))]];
  },
  Unsqueeze: (node) => {
    const x = node.shape(0);
    const axes = axesOf(node, 1);
    if (!x || !axes) return [];
    const rank = x.length + axes.length;
    const added = new Set(axes.map((axis) => normalAxis(axis, rank, "an axis")));
    if (added.size !== axes.length) throw new ShapeProblem(`axes [${axes}] name the same place twice`);
    const rest = x.values();
    return [Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : rest.next().value!))];
  },
  Squeeze: (node) => {
    const x = node.shape(0);
    if (!x) return [];
    const given = node.has(1) || node.node.attributes.has("axes");
    const axes = axesOf(node, 1);
    if (given && !axes) return [];
    if (!axes) return x.some((dim) => typeof dim !== "number") ? [] : [x.filter((dim) => dim !== 1)];
    const gone = new Set(axes.map((axis) => normalAxis(axis, x.length, "an axis")));
    for (const axis of gone) {
      if (typeof x[axis] === "number" && x[axis] !== 1) {
        throw new ShapeProblem(`axis ${axis} of ${showShape(x)} has ${x[axis]} elements, so it cannot be squeezed`);
      }
    }
    return [x.filter((_, axis) => !gone.has(axis))];
  },
  Expand: (node) => {
    const target = node.integers(1);
    return [target && broadcast([node.shape(0), target], ["the input", "the shape"])];
  },
  Tile: (node) => {
    const x = node.shape(0);
    const repeats = node.integers(1);
    return [x?.map((dim, axis) => (repeats ? multiplyDims(dim, repeats[axis] ?? null) : null))];
  },
  Concat: (node) => {
    const shapes = node.node.inputs.map((_, input) => node.shape(input));
    const known = shapes.filter((shape) => shape !== undefined);
    if (known.length === 0) return [];
    const rank = known[0].length;
    const axis = normalAxis(node.int("axis")!, rank);
    const wrong = known.find((shape) => shape.length !== rank);
    if (wrong) throw new ShapeProblem(`inputs ${showShape(known[0])} and ${showShape(wrong)} differ in rank`);
    const joined = known[0].map((_, i) => {
      if (i === axis) return shapes.length === known.length ? addDims(...known.map((shape) => shape[i])) : null;
      return known
        .map((shape) => shape[i])
        .reduce((a, b) => mergeDims(a, b, `sizes of axis ${i}, which is not joined,`));
    });
    return [joined];
  },
  Split: (node) => {
    const x = node.shape(0);
    if (!x) return [];
    const axis = normalAxis(node.int("axis") ?? 0, x.length);
    const count = node.outputCount;
    const given = node.has(1) || node.node.attributes.has("split");
    const sizes = node.integers(1) ?? node.ints("split");
    if (sizes && sizes.length !== count) throw new ShapeProblem(`split has ${sizes.length} sizes for ${count} outputs`);
    if (sizes?.every((size) => typeof size === "number") && typeof x[axis] === "number") {
      mergeDims(addDims(...sizes), x[axis], `the sum of split [${sizes}] and the size of axis ${axis}`);
    }
    const total = x[axis];
    const equal = typeof total === "number" ? Math.ceil(total / count) : divideDims(total, count);
    return Array.from({ length: count }, (_, output) => {
      const last = typeof total === "number" && output === count - 1 ? total - (equal as number) * output : equal;
      return x.with(axis, sizes ? sizes[output] : given ? null : last);
    });
  },
  Slice: (node) => [slice(node)],
  Pad: (node) => {
    const x = node.shape(0);
    const pads = node.integers(1) ?? node.ints("pads");
    if (!x) return [];
    const axes = node.has(3) ? node.integers(3) : x.map((_, axis) => axis);
    if (!pads || !axes) return [x.map(() => null)];
    const padded = [...x];
    for (const [i, axis] of axes.entries()) {
      if (typeof axis !== "number") return [x.map(() => null)];
      const at = normalAxis(axis, x.length);
      padded[at] = addDims(x[at], pads[i], pads[i + axes.length]);
    }
    return [padded];
  },
  Gather: (node) => gather(node, node.int("axis") ?? 0),
  GatherBlockQuantized: (node) => {
    const bits = node.int("bits") ?? 4;
    const data = node.shape(0);
    // uint8 data hold several elements each, along the quantised axis.
    const axis = data && normalAxis(node.int("quantize_axis") ?? 1, data.length);
    const packed = node.elementType(0) === "uint8" && bits < 8;
    const real = packed ? data?.map((dim, i) => (i === axis ? multiplyDims(dim, 8 / bits) : dim)) : data;
    return gather(
      { ...node, shape: (input) => (input === 0 ? real : node.shape(input)) },
      node.int("gather_axis") ?? 0,
    );
  },
  GatherElements: (node) => [node.shape(1)],
  GatherND: (node) => {
    const [data, indices] = [node.shape(0), node.shape(1)];
    const depth = indices?.at(-1);
    if (!data || !indices || typeof depth !== "number") return [];
    return [[...indices.slice(0, -1), ...data.slice((node.int("batch_dims") ?? 0) + depth)]];
  },
  Compress: (node) => {
    const x = node.shape(0);
    const axis = node.int("axis");
    if (axis === undefined) return [[null]];
    return [x?.with(normalAxis(axis, x.length), null)];
  },
  DepthToSpace: (node) => {
    const x = node.shape(0);
    const block = node.int("blocksize")!;
    return [x && [x[0], divideDims(x[1], block * block), multiplyDims(x[2], block), multiplyDims(x[3], block)]];
  },
  ...forEach("OneHot", (node) => {
    const indices = node.shape(0);
    if (!indices) return [];
    const axis = normalAxis(node.int("axis") ?? -1, indices.length + 1);
    return [[...indices.slice(0, axis), node.integers(1)?.[0] ?? null, ...indices.slice(axis)]];
  }),
};

/** Axes as an input (newer operator sets) or an attribute (older ones), where they are known. */
function axesOf(node: RuleInput, input: number): readonly number[] | undefined {
  const axes = node.integers(input) ?? node.ints("axes");
  return axes?.every((axis) => typeof axis === "number") ? axes : undefined;
}

function gather(node: RuleInput, axisOfNode: number): (Shape | undefined)[] {
  const [data, indices] = [node.shape(0), node.shape(1)];
  if (!data || !indices) return [];
  if (data.length === 0) throw new ShapeProblem("the data are a scalar, but at least one axis is needed to pick from");
  const axis = normalAxis(axisOfNode, data.length);
  return [[...data.slice(0, axis), ...indices, ...data.slice(axis + 1)]];
}

/** -1 takes what the other dimensions leave, 0 keeps the input's (unless `allowzero`). */
function reshape(node: RuleInput): Shape | undefined {
  const x = node.shape(0);
  const target = node.integers(1);
  if (!target) {
    // The number of elements of the shape input is the rank, even when nothing else is known.
    const rank = node.shape(1)?.[0];
    return typeof rank === "number" ? Array.from({ length: rank }, () => null) : undefined;
  }
  const keeps = node.int("allowzero") !== 1;
  const shape = target.map((dim, axis) => {
    if (dim !== 0 || !keeps) return dim;
    if (x && axis >= x.length)
      throw new ShapeProblem(`the shape's 0 at ${axis} copies a dimension that ${showShape(x)} lacks`);
    return x ? x[axis] : null;
  });
  const open = shape.indexOf(-1);
  if (open < 0) {
    if (!x) return shape;
    const [size, wanted] = [sizeOf(x), sizeOf(shape)];
    if (typeof size === "number" && typeof wanted === "number" && size !== wanted) {
      throw new ShapeProblem(`${showShape(x)} has ${size} elements but the shape ${showShape(shape)} needs ${wanted}`);
    }
    return shape;
  }
  if (shape.indexOf(-1, open + 1) >= 0) throw new ShapeProblem(`the shape ${showShape(shape)} has -1 twice`);
  if (!x) return shape.with(open, null);
  // Dimensions that are kept as they are cancel, named or not; what remains has to divide.
  const left = [...x];
  const rest: Dim[] = [];
  for (const [axis, dim] of shape.entries()) {
    if (axis === open) continue;
    const same = dim === null ? (keeps && target[axis] === 0 ? axis : -1) : left.indexOf(dim);
    if (same >= 0 && left[same] === dim) left.splice(same, 1);
    else rest.push(dim);
  }
  const [size, given] = [sizeOf(left), sizeOf(rest)];
  if (typeof size === "number" && typeof given === "number" && given !== 0 && size % given !== 0) {
    throw new ShapeProblem(`${showShape(x)} cannot become ${showShape(shape)}: ${size} is no multiple of ${given}`);
  }
  return shape.with(open, divideDims(size, given));
}

function slice(node: RuleInput): Shape | undefined {
  const x = node.shape(0);
  if (!x) return undefined;
  const asInput = node.opset >= 10;
  const starts = asInput ? node.integers(1) : node.ints("starts");
  const ends = asInput ? node.integers(2) : node.ints("ends");
  const axes = (asInput ? node.integers(3) : node.ints("axes")) ?? starts?.map((_, i) => i);
  const steps = asInput && node.has(4) ? node.integers(4) : starts?.map(() => 1);
  if (asInput && node.has(3) && !node.integers(3)) return x.map(() => null);
  if (!starts || !ends || !axes || !steps) {
    if (!axes) return x.map(() => null);
    const cut = new Set(axes.map((axis) => (typeof axis === "number" ? normalAxis(axis, x.length) : -1)));
    return cut.has(-1) ? x.map(() => null) : x.map((dim, axis) => (cut.has(axis) ? null : dim));
  }
  const sliced = [...x];
  for (const [i, named] of axes.entries()) {
    if (typeof named !== "number") return x.map(() => null);
    const axis = normalAxis(named, x.length, "an axis");
    sliced[axis] = slicedSize(x[axis], starts[i], ends[i], steps[i]);
  }
  return sliced;
}

function slicedSize(size: Dim, start: Dim, end: Dim, step: Dim): Dim {
  if (typeof step !== "number" || step === 0) return null;
  // A whole axis, or its beginning up to a named size.
  if (step === 1 && start === 0 && (end === size || (typeof end === "number" && end >= 2 ** 31 - 1))) return size;
  if (step === 1 && start === 0 && typeof end === "string") return end;
  if (typeof start !== "number" || typeof end !== "number") return null;
  if (typeof size !== "number") {
    // The last few elements of an axis that may be shorter are not known to be that many; one element is.
    return step === 1 && ((end - start === 1 && start >= 0) || (start === -1 && end >= 2 ** 31 - 1)) ? 1 : null;
  }
  const clamp = (at: number, low: number, high: number) => Math.min(Math.max(at < 0 ? at + size : at, low), high);
  const [from, to] =
    step > 0 ? [clamp(start, 0, size), clamp(end, 0, size)] : [clamp(start, 0, size - 1), clamp(end, -1, size - 1)];
  return Math.max(0, Math.ceil((to - from) / step));
}
