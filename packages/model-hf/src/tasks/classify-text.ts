/** A label for a whole text: sentiment, topic, whether two sentences mean the same. @module */
import type { Model } from "../model/model.ts";
import { labelsOf, sigmoid, softmax } from "./labels.ts";
import { checkOptionNames, encodeText, requireOutput, runEncoding } from "./run-encoding.ts";

export interface ClassifyTextOptions {
  /** The second text of a pair. */
  pair?: string;
  /** How many labels. Default all. */
  topK?: number;
  /**
   * How logits become scores. Default: what the checkpoint's problem_type asks for; otherwise "sigmoid" for one label,
   * which is true or not, and "softmax" for several, of which one is.
   */
  activation?: "softmax" | "sigmoid" | "none";
}

export interface LabelScore {
  label: string;
  score: number;
}

/**
 * Labels of a text, best first.
 *
 * @example
 * const [{ label }] = await classifyText(model, "I love this!"); // "POSITIVE"
 */
export async function classifyText(
  model: Model,
  text: string,
  options: ClassifyTextOptions = {},
): Promise<LabelScore[]> {
  checkOptionNames("classifyText", options, ["pair", "topK", "activation"]);
  const outputs = await runEncoding(model, encodeText(model, text, { pair: options.pair }));
  const { data } = requireOutput("classifyText", model, outputs.logits, "a sequence classifier");
  const labels = labelsOf(model, data.length);
  const scores = activate(data, options.activation ?? defaultActivation(model, data.length));
  return labels
    .map((label, i) => ({ label, score: scores[i] }))
    .sort((a, b) => b.score - a.score)
    .slice(0, options.topK);
}

function defaultActivation({ config }: Model, numLabels: number): NonNullable<ClassifyTextOptions["activation"]> {
  const problem = config.problem_type;
  if (problem === "regression") return "none";
  return problem === "multi_label_classification" || numLabels === 1 ? "sigmoid" : "softmax";
}

function activate(logits: Float32Array, activation: NonNullable<ClassifyTextOptions["activation"]>): number[] {
  if (activation === "softmax") return softmax(logits);
  if (activation === "sigmoid") return sigmoid(logits);
  if (activation === "none") return Array.from(logits);
  throw new RangeError(
    `classifyText: activation is ${JSON.stringify(activation)} but has to be "softmax", "sigmoid" or "none".`,
  );
}
