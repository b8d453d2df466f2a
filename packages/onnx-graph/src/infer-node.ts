/**
 * Checks one node against the signature of its operator and finds out the types of its outputs.
 *
 * Element types follow from the signature alone: inputs that share a type variable have to agree, and outputs get what the
 * variable was bound to. Only operators whose output type is an attribute (Cast, Constant …) need a rule. Shapes need one
 * for every operator (src/shapes); where there is none, the shape stays unknown and nothing is claimed.
 * @module
 */
import { kindOf } from "./attributes.ts";
import { type DataType, dataTypeOfCode } from "./data-types.ts";
import { propagateIntegers } from "./known-integers.ts";
import type { Dim, OnnxNode, OnnxTensor, ValueType } from "./model.ts";
import type { Operator, Parameter } from "./operators.ts";
import { attentionRules } from "./shapes/attention.ts";
import { type Shape, ShapeProblem } from "./shapes/dims.ts";
import { elementwiseRules } from "./shapes/elementwise.ts";
import { productRules } from "./shapes/products.ts";
import { rearrangeRules } from "./shapes/rearrange.ts";
import { reductionRules } from "./shapes/reductions.ts";
import type { RuleInput, ShapeRules } from "./shapes/rules.ts";

const shapeRules: ShapeRules = {
  ...elementwiseRules,
  ...productRules,
  ...rearrangeRules,
  ...reductionRules,
  ...attentionRules,
};

/** What is known around a node. */
export interface Surroundings {
  opset: number;
  /** The type of a value, where it is known. */
  typeOf(value: string): ValueType | undefined;
  /** The elements of a small integer tensor, where they are known. */
  integersOf(value: string): readonly Dim[] | undefined;
  /** The types of the outputs of a subgraph in an attribute, in order. */
  subgraphOutputs?(attribute: string): readonly (ValueType | undefined)[] | undefined;
}

export interface InferredNode {
  /** What is wrong, each a whole sentence without the place; empty when nothing is. */
  problems: string[];
  /** One per output, where it is known. */
  outputs: readonly (ValueType | undefined)[];
  /** The elements of the first output, where it is a small integer tensor and they are known. */
  integers?: readonly Dim[];
}

/** Checks a node and infers its output types; `operator` is its signature. */
export function inferNode(node: OnnxNode, operator: Operator, around: Surroundings): InferredNode {
  const problems = [...checkArity(node, operator), ...checkAttributes(node, operator)];
  const none = node.outputs.map(() => undefined);
  if (problems.length > 0) return { problems, outputs: none };

  const variables = new Map<string, { type: ValueType; by: string }>();
  for (const [i, value] of node.inputs.entries()) {
    const type = value === "" ? undefined : around.typeOf(value);
    if (!type || type.kind === "unknown" || (type.kind === "tensor" && type.elementType === "undefined")) continue;
    const problem = bindInput(parameterAt(operator.inputs, i), type, i, variables);
    if (problem) problems.push(problem);
  }
  if (problems.length > 0) return { problems, outputs: none };

  const input = ruleInput(node, operator, around);
  let shapes: readonly (Shape | undefined)[] = [];
  let integers: readonly Dim[] | undefined;
  try {
    shapes = shapeRules[node.opType]?.(input) ?? [];
    integers = propagateIntegers(input);
  } catch (error) {
    if (!(error instanceof ShapeProblem)) throw error;
    problems.push(`${error.message}.`);
  }
  const subgraph = subgraphTypes(node, around);
  const outputs = node.outputs.map((_, i): ValueType | undefined => {
    if (subgraph) return subgraph[i];
    const elementType = elementTypeRule(node, around, i) ?? boundType(parameterAt(operator.outputs, i), variables);
    if (typeof elementType !== "string") return elementType;
    const constant = i === 0 ? constantOf(node) : undefined;
    const shape = constant ? constant.dims : shapes[i];
    return { kind: "tensor", elementType, ...(shape && { shape }) };
  });
  return { problems, outputs, ...(integers && { integers }) };
}

function parameterAt(parameters: readonly Parameter[], i: number): Parameter | undefined {
  return parameters[i] ?? (parameters.at(-1)?.presence === "variadic" ? parameters.at(-1) : undefined);
}

function checkArity(node: OnnxNode, operator: Operator): string[] {
  const problems: string[] = [];
  const count = (what: string, got: number, min: number, max: number, parameters: readonly Parameter[]) => {
    if (got >= min && got <= max) return;
    const names = parameters.map(
      ({ name, presence }) => name + { required: "", optional: "?", variadic: "…" }[presence],
    );
    const needed = min === max ? `${min}` : max >= 9999 ? `${min} or more` : `${min} to ${max}`;
    problems.push(`it has ${got} ${what}${got === 1 ? "" : "s"} but takes ${needed}: ${names.join(", ") || "none"}.`);
  };
  count("input", node.inputs.length, operator.minInputs, operator.maxInputs, operator.inputs);
  count("output", node.outputs.length, operator.minOutputs, operator.maxOutputs, operator.outputs);
  for (const [i, parameter] of operator.inputs.entries()) {
    if (parameter.presence === "required" && node.inputs[i] === "") {
      problems.push(`input ${i} (${parameter.name}) is left out but required.`);
    }
  }
  return problems;
}

function checkAttributes(node: OnnxNode, operator: Operator): string[] {
  const problems: string[] = [];
  for (const [name, attribute] of node.attributes) {
    const known = operator.attributes.get(name);
    if (!known) {
      const names = [...operator.attributes.keys()].join(", ") || "none";
      problems.push(`attribute "${name}" is not one of its attributes in version ${operator.since}: ${names}.`);
    } else if (known.kind !== kindOf(attribute)) {
      problems.push(`attribute "${name}" is of kind ${kindOf(attribute)} but has to be of kind ${known.kind}.`);
    }
  }
  for (const [name, { required }] of operator.attributes) {
    if (required && !node.attributes.has(name)) problems.push(`the required attribute "${name}" is missing.`);
  }
  return problems;
}

/** Checks the type of an input against its parameter and binds the parameter's type variable. */
function bindInput(
  parameter: Parameter | undefined,
  type: ValueType,
  position: number,
  variables: Map<string, { type: ValueType; by: string }>,
): string | undefined {
  if (!parameter) return undefined;
  const { name, variable, allowed } = parameter;
  const where = parameter.presence === "variadic" ? `input ${position}` : `input ${position} (${name})`;
  if (type.kind === "tensor" ? !allowed.tensors.has(type.elementType) : !allowed.kinds.has(type.kind)) {
    return `${where} is ${showKind(type)} but has to be one of ${[...allowed.tensors, ...allowed.kinds].join(", ")}.`;
  }
  if (!variable) return undefined;
  const bound = variables.get(variable);
  if (!bound) variables.set(variable, { type, by: where });
  else if (showKind(bound.type) !== showKind(type)) {
    return `${where} is ${showKind(type)} but ${bound.by} is ${showKind(bound.type)}, and they have to agree. Cast one of them.`;
  }
  return undefined;
}

function showKind(type: ValueType): string {
  return type.kind === "tensor" ? type.elementType : `a ${type.kind}`;
}

/** The type that an output has by its type variable; a bare element type, so that a shape can be added. */
function boundType(
  parameter: Parameter | undefined,
  variables: ReadonlyMap<string, { type: ValueType }>,
): DataType | ValueType | undefined {
  if (!parameter) return undefined;
  const bound = parameter.variable ? variables.get(parameter.variable)?.type : undefined;
  if (bound) return bound.kind === "tensor" ? bound.elementType : bound;
  const { tensors, kinds } = parameter.allowed;
  if (tensors.size === 1 && kinds.size === 0) return [...tensors][0];
  return undefined;
}

/** The element type of outputs that an attribute, or another input than the variable says, decides. */
function elementTypeRule(node: OnnxNode, around: Surroundings, output: number): DataType | undefined {
  const byCode = (name: string): DataType | undefined => {
    const attribute = node.attributes.get(name);
    return attribute?.kind === "int" && Number(attribute.value) !== 0
      ? dataTypeOfCode(Number(attribute.value))
      : undefined;
  };
  const ofInput = (i: number): DataType | undefined => {
    const type = node.inputs[i] ? around.typeOf(node.inputs[i]) : undefined;
    return type?.kind === "tensor" ? type.elementType : undefined;
  };
  switch (node.opType) {
    case "Cast":
    case "BitCast":
      return byCode("to");
    case "CastLike":
      return ofInput(1);
    case "Constant":
      return constantOf(node)?.dataType;
    case "ConstantOfShape": {
      const value = node.attributes.get("value");
      return value?.kind === "tensor" ? value.value.dataType : "float32";
    }
    case "RandomNormal":
    case "RandomUniform":
    case "Multinomial":
      return byCode("dtype") ?? (node.opType === "Multinomial" ? "int32" : "float32");
    case "EyeLike":
    case "RandomNormalLike":
    case "RandomUniformLike":
    case "Bernoulli":
      return byCode("dtype") ?? ofInput(0);
    case "DequantizeLinear":
      return byCode("output_dtype") ?? ofInput(1);
    case "QuantizeLinear":
      return byCode("output_dtype") ?? ofInput(2) ?? "uint8";
    case "SimplifiedLayerNormalization":
      return output === 0 ? ofInput(1) : undefined;
    case "LayerNormalization":
      return output === 0 ? undefined : (byCode("stash_type") ?? "float32");
    default:
      return undefined;
  }
}

/** The value of a Constant node, whichever attribute holds it. */
export function constantOf(node: OnnxNode): Pick<OnnxTensor, "dataType" | "dims"> | undefined {
  if (node.opType !== "Constant" || node.domain !== "") return undefined;
  for (const [name, attribute] of node.attributes) {
    if (name === "value" && attribute.kind === "tensor") return attribute.value;
    if (name === "value_int") return { dataType: "int64", dims: [] };
    if (name === "value_float") return { dataType: "float32", dims: [] };
    if (name === "value_string") return { dataType: "string", dims: [] };
    if (attribute.kind === "ints") return { dataType: "int64", dims: [attribute.value.length] };
    if (attribute.kind === "floats") return { dataType: "float32", dims: [attribute.value.length] };
    if (attribute.kind === "strings") return { dataType: "string", dims: [attribute.value.length] };
  }
  return undefined;
}

/** If, Loop and Scan give what their subgraphs give. */
function subgraphTypes(node: OnnxNode, around: Surroundings): readonly (ValueType | undefined)[] | undefined {
  if (node.opType === "If") {
    const [yes, no] = ["then_branch", "else_branch"].map((branch) => around.subgraphOutputs?.(branch));
    return node.outputs.map((_, i) => commonType(yes?.[i], no?.[i]));
  }
  if (node.opType === "Loop" || node.opType === "Scan") return node.outputs.map(() => undefined);
  return undefined;
}

/** What two branches agree on: sizes that differ become unknown. */
function commonType(a: ValueType | undefined, b: ValueType | undefined): ValueType | undefined {
  if (a?.kind !== "tensor" || b?.kind !== "tensor" || a.elementType !== b.elementType) return undefined;
  const shape =
    a.shape && b.shape && a.shape.length === b.shape.length
      ? a.shape.map((dim, axis) => (dim === b.shape![axis] ? dim : null))
      : undefined;
  return { kind: "tensor", elementType: a.elementType, ...(shape && { shape }) };
}

function ruleInput(node: OnnxNode, operator: Operator, around: Surroundings): RuleInput {
  const tensorType = (input: number) => {
    const type = node.inputs[input] ? around.typeOf(node.inputs[input]) : undefined;
    return type?.kind === "tensor" ? type : undefined;
  };
  return {
    node,
    opset: around.opset,
    outputCount: node.outputs.length,
    shape: (input) => tensorType(input)?.shape,
    elementType: (input) => tensorType(input)?.elementType,
    has: (input) => Boolean(node.inputs[input]),
    integers: (input) => (node.inputs[input] ? around.integersOf(node.inputs[input]) : undefined),
    int: (name) => {
      const attribute = node.attributes.get(name);
      if (attribute?.kind === "int") return Number(attribute.value);
      const standard = operator.attributes.get(name)?.default;
      return typeof standard === "number" ? standard : undefined;
    },
    ints: (name) => {
      const attribute = node.attributes.get(name);
      return attribute?.kind === "ints" ? attribute.value.map(Number) : undefined;
    },
    string: (name) => {
      const attribute = node.attributes.get(name);
      if (attribute?.kind === "string") return String(attribute.value);
      const standard = operator.attributes.get(name)?.default;
      return typeof standard === "string" ? standard : undefined;
    },
  };
}
