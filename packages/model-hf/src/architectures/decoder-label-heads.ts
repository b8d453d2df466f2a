/**
 * Decoders that were trained to label instead of to write: a linear layer on the last token, which has read all others,
 * or on every token. They are alike in all families.
 * @module
 */
import type { HeadWeights } from "@llm-anatomy/transformer";
import { type Architecture, linearAt, type TensorNames, type TensorRecipe } from "./architecture.ts";
import { labelHead } from "./label-heads.ts";

/** The same family, with …ForSequenceClassification, …ForTokenClassification and …ForQuestionAnswering besides. */
export function withLabelHeads(base: Architecture): Architecture {
  return {
    ...base,
    // Question answering is saved with a prefix of its own.
    renames: [...(base.renames ?? []), [/^transformer\./, base.prefix]],
    readSpec(config, wanted) {
      const head = labelHead(wanted, { kind: "sequence", pool: "last" });
      if (!head) return base.readSpec(config, wanted);
      config.ignore("classifier_dropout", "hidden_dropout");
      return { ...base.readSpec(config, "none"), head };
    },
    weights(spec, names, config) {
      const { head } = spec;
      if (!head || head.kind === "vocabulary") return base.weights(spec, names, config);
      return { ...base.weights({ ...spec, head: undefined }, names, config), head: labelWeights(head.kind, names) };
    },
  };
}

function labelWeights(kind: "sequence" | "tokens" | "spans", names: TensorNames): HeadWeights<TensorRecipe> {
  if (kind === "spans") return { output: linearAt("qa_outputs", true) };
  const at = names.has("score.weight") ? "score" : "classifier";
  return { output: linearAt(at, names.has(`${at}.bias`)) };
}
