/** Which head a checkpoint has, by the class it was saved from. @module */
import { CheckpointError } from "../errors.ts";
import type { JsonObject } from "../source/source.ts";
import type { WantedHead } from "./architecture.ts";

const byClass: readonly [RegExp, WantedHead][] = [
  [/ForPreTraining$/, "pretraining"],
  [/(ForCausalLM|LMHeadModel|ForMaskedLM|ForConditionalGeneration|MTModel|WithLMHead)$/, "vocabulary"],
  [/ForSequenceClassification$/, "sequence"],
  [/ForMultipleChoice$/, "choice"],
  [/ForTokenClassification$/, "tokens"],
  [/ForQuestionAnswering$/, "spans"],
  [/ForNextSentencePrediction$/, "next-sentence"],
  [/EncoderModel$/, "encoder"],
  [/Model$/, "none"],
];

/** A config without `architectures` is taken for a language model. @throws CheckpointError for a class that is not known */
export function wantedHead({ architectures }: JsonObject, where: string): WantedHead {
  const [name] = Array.isArray(architectures) ? (architectures as unknown[]) : [];
  if (name === undefined) return "vocabulary";
  const found = typeof name === "string" ? byClass.find(([pattern]) => pattern.test(name)) : undefined;
  if (found) return found[1];
  const known =
    "…ForCausalLM, …ForMaskedLM, …ForConditionalGeneration, …ForSequenceClassification, …ForMultipleChoice, …ForTokenClassification, …ForQuestionAnswering, …ForNextSentencePrediction, …EncoderModel and …Model";
  throw new CheckpointError(`${where}: class ${JSON.stringify(name)} is not supported. Supported are ${known}.`, {
    code: "model-type-unsupported",
    file: "config.json",
  });
}
