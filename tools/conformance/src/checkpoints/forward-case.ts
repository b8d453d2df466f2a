/** A case that runs the whole input at once: logits, hidden states, attentions, and the cache it leaves behind. @module */
import type { Tensor } from "@llm-anatomy/model-hf";
import { type CaseInput, inputOf, judgeArray } from "./expected.ts";
import { judgeCache, sourceOf } from "./steps.ts";

export async function judgeForwardCase(input: CaseInput): Promise<void> {
  const { name, caseName, aCase, arrays, model, report } = input;
  const given = aCase.inputs!;
  const { input_ids, input_features, decoder_input_ids: decoderIds, attention_mask: attentionMask, ...more } = given;
  const { position_ids: positionIds, token_type_ids: tokenTypeIds, ...others } = more;
  const read = inputOf({ input_ids, input_features }, arrays);
  if (Object.keys(others).length > 0)
    throw new Error(`has inputs that cannot be given: ${Object.keys(others).join(", ")}`);
  const outputs = Object.keys(aCase.outputs);
  const places = new Map<string, string>();
  for (const output of outputs) {
    const place = placeOf(output, input);
    if (place) places.set(output, place);
  }
  const capture = [...new Set(places.values())];
  const traced = await model.trace(read, { decoderIds, attentionMask, positionIds, tokenTypeIds, capture });
  for (const output of outputs) {
    if (output.startsWith("past.")) continue;
    const label = `${name}/${caseName}.${output}`;
    const key = directOutputs[output] as keyof typeof traced | undefined;
    const got = (key && (traced[key] as Tensor | undefined)) ?? traced.values[places.get(output) ?? ""];
    const ofDecoder = decoderIds !== undefined && !output.startsWith("encoder_");
    const perToken = got?.shape[1] === input_ids?.[0].length && !ofDecoder;
    if (got)
      judgeArray(label, output, got, arrays.get(`${caseName}.${output}`), report, perToken ? attentionMask : undefined);
    else report.fail(label, "is no output of this model");
  }
  if (outputs.some((output) => output.startsWith("past."))) {
    const tokens = decoderIds ?? input_ids!;
    const source = decoderIds && sourceOf(given, arrays);
    const session = await model.createSession({ batch: tokens.length, source });
    await session.append(tokens.flat());
    await judgeCache(session, `${name}/${caseName}`, `${caseName}.`, outputs, arrays, report);
    await session.dispose();
  }
}

/** Hugging Face's names of what a model gives out directly. */
const directOutputs: Record<string, string> = {
  logits: "logits",
  prediction_logits: "logits",
  last_hidden_state: "lastHiddenState",
  pooler_output: "poolerOutput",
  seq_relationship_logits: "nextSentenceLogits",
  start_logits: "startLogits",
  end_logits: "endLogits",
  encoder_last_hidden_state: "encoderLastHiddenState",
};

/** Which place of the model holds what Hugging Face calls by this name. */
function placeOf(output: string, { aCase, expected, model }: CaseInput): string | undefined {
  const ofEncoder = output.startsWith("encoder_");
  const { blocks } = ofEncoder ? model.spec.encoder! : model.spec;
  const prefix = ofEncoder ? "encoder." : "";
  const [kind, index] = output.replace(/^(encoder|decoder)_/, "").split(".");
  if (kind === "attentions") return `${prefix}blocks.${index}.attention.weights`;
  if (kind === "cross_attentions") return `blocks.${index}.crossAttention.weights`;
  if (kind === "last_hidden_state") return `${prefix}final_norm`;
  if (kind !== "hidden_states") return undefined;
  if (index === "0") return `${prefix}embed`;
  // Where layers run in groups (ALBERT), the reference gives out what leaves each group.
  const given = Object.keys(aCase.outputs).filter((name) => name.startsWith(`${output.split(".")[0]}.`));
  const layer = Number(index) * (blocks.length / (given.length - 1));
  const normed = expected.last_of_hidden_states_is_last_hidden_state ?? true;
  return layer === blocks.length && normed ? `${prefix}final_norm` : `${prefix}blocks.${layer - 1}.residual.after`;
}
