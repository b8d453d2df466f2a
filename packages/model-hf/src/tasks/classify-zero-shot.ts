/**
 * Labels that a model was never trained on: a model that knows whether one sentence follows from another is asked
 * whether "This example is about sport." follows from the text.
 * @see Yin et al. 2019, section 4, https://arxiv.org/abs/1909.00161
 * @module
 */
import { CheckpointError } from "../errors.ts";
import type { Model } from "../model/model.ts";
import type { LabelScore } from "./classify-text.ts";
import { labelsOf, softmax } from "./labels.ts";
import { checkOptionNames, encodeText, requireOutput, runEncoding } from "./run-encoding.ts";

export interface ZeroShotOptions {
  /** A sentence with {} where the label goes. Default "This example is {}.". */
  template?: string;
  /** Whether several labels may be true: each gets a score of its own. Default false: scores sum to 1. */
  multiLabel?: boolean;
}

/** Scores of `labels` for a text, best first. The model has to be one for natural language inference. */
export async function classifyZeroShot(
  model: Model,
  text: string,
  labels: readonly string[],
  options: ZeroShotOptions = {},
): Promise<LabelScore[]> {
  checkOptionNames("classifyZeroShot", options, ["template", "multiLabel"]);
  const { template = "This example is {}.", multiLabel = false } = options;
  if (labels.length === 0) throw new RangeError("classifyZeroShot: there are no labels. Pass at least one.");
  if (!template.includes("{}")) {
    throw new RangeError(
      `classifyZeroShot: template is ${JSON.stringify(template)} but needs {} where the label goes.`,
    );
  }
  const entailments: number[] = [];
  const ownScores: number[] = [];
  for (const label of labels) {
    const encoding = encodeText(model, text, { pair: template.replace("{}", () => label) });
    const outputs = await runEncoding(model, encoding);
    const { data } = requireOutput("classifyZeroShot", model, outputs.logits, "a model of natural language inference");
    const { entailment, contradiction } = inferenceLabels(model, data.length);
    entailments.push(data[entailment]);
    ownScores.push(softmax([data[contradiction], data[entailment]])[1]);
  }
  const scores = multiLabel || labels.length === 1 ? ownScores : softmax(entailments);
  return labels.map((label, i) => ({ label, score: scores[i] })).sort((a, b) => b.score - a.score);
}

/** Which outputs say "it follows" and "it does not". As the reference: the latter is the first label, or the last one. */
function inferenceLabels(model: Model, count: number): { entailment: number; contradiction: number } {
  const names = labelsOf(model, count);
  const entailment = names.findIndex((label) => label.toLowerCase().startsWith("entail"));
  if (entailment === -1 || count < 2) {
    throw new CheckpointError(
      `${model.name}/config.json: none of its labels (${names.join(", ")}) begins with "entail". Load a model that was trained for natural language inference.`,
      { code: "config-unsupported", file: "config.json" },
    );
  }
  return { entailment, contradiction: entailment === 0 ? count - 1 : 0 };
}
