/**
 * Follows small integer (and boolean) tensors through a graph: shapes that are computed rather than written down.
 *
 * Exporters write `Reshape(x, Concat(Shape(x)[0:1], [-1, 64]))`. To know the result's shape one has to know the elements of
 * that int64 tensor, of which some are numbers and some are sizes with a name. So they are held as dimensions are:
 * numbers, names, or null for an element nobody knows.
 * @module
 */
import { byteLengthOf } from "./data-types.ts";
import type { Attribute, Dim, OnnxNode, OnnxTensor } from "./model.ts";
import { addDims, divideDims, multiplyDims, normalAxis } from "./shapes/dims.ts";
import type { RuleInput } from "./shapes/rules.ts";
import { tensorValues } from "./tensor.ts";

/** Shapes have a handful of elements; a tensor beyond this is no shape, and following it would only cost time. */
const maxElements = 64;

/** The elements of a constant tensor, when it is a small one of integers. */
export function constantIntegers(tensor: OnnxTensor): readonly Dim[] | undefined {
  if (tensor.dataType !== "int64" && tensor.dataType !== "int32") return undefined;
  if (tensor.dims.length > 1 || (tensor.dims[0] ?? 1) > maxElements || tensor.data.kind !== "raw") return undefined;
  if (tensor.data.bytes.length !== byteLengthOf(tensor.dataType, tensor.dims[0] ?? 1)) return undefined; // checkModel reports it
  return Array.from(tensorValues(tensor as OnnxTensor & { dataType: "int64" }), Number);
}

/** The elements of a node's first output, as far as they follow from what is known of its inputs. */
export function propagateIntegers(node: RuleInput): readonly Dim[] | undefined {
  const { opType, domain } = node.node;
  if (domain !== "") return undefined;
  switch (opType) {
    case "Constant":
      return constantNodeIntegers(node.node);
    case "Shape":
      return node.shape(0)?.slice(node.int("start") ?? 0, node.int("end"));
    case "Size": {
      const shape = node.shape(0);
      return shape && [multiplyDims(...shape)];
    }
    case "Identity":
    case "Cast":
    case "Squeeze":
    case "Unsqueeze":
    case "Reshape":
      return node.elementType(0)?.startsWith("int") ? node.integers(0) : undefined;
    case "Concat": {
      const parts = node.node.inputs.map((_, input) => node.integers(input) ?? unknownIntegers(node, input));
      return parts.every((part) => part !== undefined) ? limited(parts.flat()) : undefined;
    }
    case "Gather": {
      const [data, indices] = [node.integers(0), node.integers(1)];
      if (!data || !indices || node.shape(0)?.length !== 1) return undefined;
      return indices.map((index) =>
        typeof index === "number" ? (data[normalAxis(index, data.length, "an index")] ?? null) : null,
      );
    }
    case "Slice": {
      const data = node.integers(0);
      const [start, end] =
        node.opset >= 10 ? [node.integers(1), node.integers(2)] : [node.ints("starts"), node.ints("ends")];
      const step = node.has(4) ? node.integers(4)?.[0] : 1;
      if (!data || typeof start?.[0] !== "number" || typeof end?.[0] !== "number" || step !== 1) return undefined;
      return data.slice(start[0], end[0]);
    }
    case "Add":
      return elementwise(node, addDims);
    case "Mul":
      return elementwise(node, multiplyDims);
    case "Sub":
      return elementwise(node, (a, b) => (typeof b === "number" ? addDims(a, -b) : a === b && a !== null ? 0 : null));
    case "Div":
      return elementwise(node, (a, b) =>
        typeof a === "number" && typeof b === "number" && b !== 0 ? Math.trunc(a / b) : divideDims(a, b),
      );
    case "ReduceProd": {
      const data = node.integers(0);
      return data && node.shape(0)?.length === 1 ? [multiplyDims(...data)] : undefined;
    }
    case "Equal":
      return elementwise(node, isEqual);
    case "Where": {
      const [condition, yes, no] = [node.integers(0), node.integers(1), node.integers(2)];
      if (!yes || !no || yes.length !== no.length) return undefined;
      const known = condition?.length === yes.length ? condition : yes.map(() => null);
      return yes.map((dim, i) => (known[i] === null ? (dim === no[i] ? dim : null) : known[i] === 1 ? dim : no[i]));
    }
    case "ConstantOfShape": {
      const count = node.integers(0)?.[0];
      const value = node.node.attributes.get("value");
      const [element] = (value?.kind === "tensor" && constantIntegers(value.value)) || [];
      if (element === undefined || typeof count !== "number" || node.integers(0)?.length !== 1) return undefined;
      return limited(Array.from({ length: Math.min(count, maxElements + 1) }, () => element));
    }
    default:
      return undefined;
  }
}

/** 1 or 0, or null where a size would have to be known. No size is negative: exporters compare with -1 to find open ones. */
function isEqual(a: Dim, b: Dim): Dim {
  if (a === null || b === null) return null;
  if (a === b) return 1;
  if (typeof a === "number" && typeof b === "number") return 0;
  return Number(a) < 0 || Number(b) < 0 ? 0 : null; // a name is no number, so it is not below 0 here
}

function constantNodeIntegers({ attributes }: OnnxNode): readonly Dim[] | undefined {
  const attribute: Attribute | undefined = attributes.values().next().value;
  if (attribute?.kind === "tensor") return constantIntegers(attribute.value);
  if (attribute?.kind === "int") return [Number(attribute.value)];
  return attribute?.kind === "ints" ? limited(attribute.value.map(Number)) : undefined;
}

/** An input of which only the number of elements is known. */
function unknownIntegers(node: RuleInput, input: number): Dim[] | undefined {
  const shape = node.shape(input);
  const length = shape?.length === 1 ? shape[0] : undefined;
  return typeof length === "number" && length <= maxElements ? Array.from({ length }, () => null) : undefined;
}

function elementwise(node: RuleInput, apply: (a: Dim, b: Dim) => Dim): readonly Dim[] | undefined {
  const [a, b] = [node.integers(0), node.integers(1)];
  if (!a || !b) return undefined;
  if (a.length !== b.length && a.length !== 1 && b.length !== 1) return undefined;
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) =>
    apply(a[a.length === 1 ? 0 : i], b[b.length === 1 ? 0 : i]),
  );
}

function limited(integers: readonly Dim[]): readonly Dim[] | undefined {
  return integers.length <= maxElements ? integers : undefined;
}
