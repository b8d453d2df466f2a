/** A case that runs the whole input at once: logits, hidden states, attentions, and the cache it leaves behind. @module */
import type { Tensor } from "@llm-anatomy/model-hf";
import { type CaseInput, judgeArray } from "./expected.ts";
import { judgeCache } from "./steps.ts";

export async function judgeForwardCase(input: CaseInput): Promise<void> {
  const { name, caseName, aCase, arrays, model, report } = input;
  const {
    input_ids: ids,
    attention_mask: attentionMask,
    position_ids: positionIds,
    token_type_ids: tokenTypeIds,
    ...others
  } = aCase.inputs!;
  if (Object.keys(others).length > 0)
    throw new Error(`has inputs that cannot be given: ${Object.keys(others).join(", ")}`);
  const outputs = Object.keys(aCase.outputs);
  const places = new Map<string, string>();
  for (const output of outputs) {
    const place = placeOf(output, input);
    if (place) places.set(output, place);
  }
  const traced = await model.trace(ids, {
    attentionMask,
    positionIds,
    tokenTypeIds,
    capture: [...new Set(places.values())],
  });
  const direct: Record<string, Tensor | undefined> = {
    logits: traced.logits,
    last_hidden_state: traced.lastHiddenState,
  };
  for (const output of outputs) {
    if (output.startsWith("past.")) continue;
    const label = `${name}/${caseName}.${output}`;
    const got = direct[output] ?? traced.values[places.get(output) ?? ""];
    if (got) judgeArray(label, output, got, arrays.get(`${caseName}.${output}`), report, attentionMask);
    else report.fail(label, "is no output of this model");
  }
  if (outputs.some((output) => output.startsWith("past."))) {
    const session = await model.createSession({ batch: ids.length });
    await session.append(ids.flat());
    await judgeCache(session, `${name}/${caseName}`, `${caseName}.`, outputs, arrays, report);
    await session.dispose();
  }
}

/** Which place of the model holds what Hugging Face calls by this name. */
function placeOf(output: string, { expected, model }: CaseInput): string | undefined {
  const layers = model.spec.blocks.length;
  const [kind, index] = output.split(".");
  if (kind === "attentions") return `blocks.${index}.attention.weights`;
  if (kind === "last_hidden_state") return "final_norm";
  if (kind !== "hidden_states") return undefined;
  if (Number(index) < layers) return index === "0" ? "embed" : `blocks.${Number(index) - 1}.residual.after`;
  return expected.last_of_hidden_states_is_last_hidden_state ? "final_norm" : `blocks.${layers - 1}.residual.after`;
}
