/** Says what is wrong with a model, and what the types of its values are. @module */
import { analyzeModel, type ModelProblem } from "./analyze-graph.ts";
import type { ValueType } from "./model.ts";
import { asModel, type ModelSource } from "./write-model.ts";

export type { ModelProblem };

/**
 * Everything that is wrong with a model, in the order of the graph; an empty list when nothing is.
 *
 * Checked are: every value is defined once and before it is used; operators exist in the imported operator sets, with the
 * right number of inputs and outputs and with attributes they have; element types and shapes go together and agree with
 * the declared ones; tensors have as many bytes as their dims need; external data stay in the model's folder. Operators of
 * domains other than ai.onnx and com.microsoft are taken as they are.
 * @example
 * for (const { severity, where, message } of checkModel(model)) console.log(`${severity}: ${where}: ${message}`);
 */
export function checkModel(source: ModelSource): ModelProblem[] {
  return analyzeModel(asModel(source)).problems;
}

/**
 * The type of every value of the main graph of which something is known: declared or inferred.
 *
 * @example
 * inferTypes(model).get("blocks.0.scores"); // => { kind: "tensor", elementType: "float32", shape: ["batch", 12, "seq", "seq"] }
 */
export function inferTypes(source: ModelSource): Map<string, ValueType> {
  return analyzeModel(asModel(source)).types;
}
