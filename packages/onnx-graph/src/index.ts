export { byteLengthOf, type DataType, dataTypes, elementCount } from "./data-types.ts";
export * from "./model.ts";
export { type ParseOptions, parseModel } from "./parse-model.ts";
export { decodeSmallFloats, encodeSmallFloats, type SmallFloat } from "./small-floats.ts";
export { externalTensor, rawTensor, type TensorValues, tensor, tensorValues } from "./tensor.ts";
export { type ModelSource, modelParts, writeModel } from "./write-model.ts";
