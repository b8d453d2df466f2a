export { type AttributeInput, attributeOf } from "./attributes.ts";
export { checkModel, inferTypes, type ModelProblem } from "./check-model.ts";
export {
  createGraph,
  type GraphBuilder,
  type GraphOptions,
  irVersionFor,
  type NodeInput,
  type NodeOptions,
  type OutputsOption,
} from "./create-graph.ts";
export { byteLengthOf, type DataType, dataTypes, elementCount } from "./data-types.ts";
export * from "./model.ts";
export {
  findOperator,
  newestOpset,
  type Operator,
  type OperatorAttribute,
  type Parameter,
  versionsOf,
} from "./operators.ts";
export { type ParseOptions, parseModel } from "./parse-model.ts";
export { decodeSmallFloats, encodeSmallFloats, type SmallFloat } from "./small-floats.ts";
export { externalTensor, rawTensor, type TensorValues, tensor, tensorValues } from "./tensor.ts";
export { type ModelSource, modelParts, writeModel } from "./write-model.ts";
