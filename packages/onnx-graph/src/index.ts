// Build

export { type AttributeInput, attributeOf } from "./attributes.ts";
// Check
export { checkModel, inferTypes, type ModelProblem } from "./check-model.ts";
export { createGraph, editGraph, type GraphOptions, irVersionFor } from "./create-graph.ts";
export { byteLengthOf, type DataType, dataTypeOfCode, dataTypes, elementCount } from "./data-types.ts";
// Look
export { type DescribeOptions, describe } from "./describe.ts";
export { type DrawOptions, toDot, toMermaid } from "./draw-graph.ts";
export {
  createExternalLayout,
  type ExternalFile,
  type ExternalLayout,
  type ExternalOptions,
  externalFiles,
  externalizeInitializers,
  inlineExternalData,
} from "./external-data.ts";
export { extractSubgraph, removeDeadNodes } from "./extract-subgraph.ts";
// Edit
export { findNodes, findValues, globToRegExp, type NodeQuery } from "./find-nodes.ts";
export type { GraphBuilder, NodeInput, NodeOptions, OutputsOption } from "./graph-builder.ts";
export { sortNodes, valuesRead } from "./graph-uses.ts";

// The model as data
export * from "./model.ts";
export {
  findOperator,
  newestOpset,
  type Operator,
  type OperatorAttribute,
  oldestOpset,
  type Parameter,
  versionsOf,
} from "./operators.ts";
export { type ParseOptions, parseModel } from "./parse-model.ts";
export {
  type BlockOptions,
  dequantizeBlocks,
  type Int8Columns,
  type QuantizedBlocks,
  quantizeBlocks,
  quantizeInt8Columns,
} from "./quantize.ts";
export { convertTensor, type QuantizeOptions, quantizeMatMuls, storeWeightsAs } from "./quantize-model.ts";
export { renameDims, renameValues } from "./rename.ts";
export { simplifyModel } from "./simplify-model.ts";
export { decodeSmallFloats, encodeSmallFloats, type SmallFloat } from "./small-floats.ts";
export { addOutputs, insertBetween, replaceNode, valueToInput } from "./taps.ts";
// Tensors
export { externalTensor, rawTensor, type TensorValues, tensor, tensorValues } from "./tensor.ts";

// Write and read
export { type ModelSource, modelParts, writeModel } from "./write-model.ts";
