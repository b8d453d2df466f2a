import { loadModel } from "@llm-anatomy/model-hf";
import { expectClose } from "@llm-anatomy/test-kit/compare";
import { describe, expect, it } from "vitest";
import { llamaConfig, llamaFiles, memorySource, safetensors, tensorsOf } from "./memory-source.ts";

const labels = 3;
const width = 64;
const score = Float32Array.from({ length: labels * width }, (_, i) => Math.sin(i));

/** The committed llama without its language head, with these tensors instead. */
function labelling(
  architecture: string,
  tensors: Record<string, { shape: number[]; data: Float32Array }>,
  rename?: string,
) {
  const kept = Object.entries(tensorsOf(llamaFiles()["model.safetensors"] as Uint8Array))
    .filter(([name]) => name !== "lm_head.weight")
    .map(([name, tensor]) => [rename ? name.replace("model.", rename) : name, tensor] as const);
  const added = Object.entries(tensors).map(
    ([name, { shape, data }]) => [name, { dtype: "F32", shape, bytes: new Uint8Array(data.buffer) }] as const,
  );
  return memorySource({
    "config.json": llamaConfig({ architectures: [architecture], num_labels: labels }),
    "model.safetensors": safetensors(Object.fromEntries([...kept, ...added])),
  });
}

describe.each(["eager", "compiled"] as const)("a decoder that labels, on the %s engine", (engine) => {
  it("scores a sequence by its last token, whatever padding follows", async () => {
    const source = labelling("LlamaForSequenceClassification", {
      "score.weight": { shape: [labels, width], data: score },
    });
    const model = await loadModel(source, { engine });
    const { values } = await model.trace([[5, 6, 7]], { capture: ["final_norm"] });
    const last = values.final_norm.data.subarray(2 * width, 3 * width);
    const expected = Array.from({ length: labels }, (_, l) =>
      last.reduce((sum, x, i) => sum + x * score[l * width + i], 0),
    );
    const { logits } = await model.forward([[5, 6, 7, 0, 0]], { attentionMask: [[1, 1, 1, 0, 0]] });
    expect(logits!.shape).toEqual([1, labels]);
    expectClose(logits!.data, expected, { atol: 1e-5 });
    await model.dispose();
  });

  it("finds spans in a file that has a prefix of its own", async () => {
    const tensors = {
      "qa_outputs.weight": { shape: [2, width], data: score.slice(0, 2 * width) },
      "qa_outputs.bias": { shape: [2], data: Float32Array.of(1, -1) },
    };
    const model = await loadModel(labelling("LlamaForQuestionAnswering", tensors, "transformer."), { engine });
    const { startLogits, endLogits } = await model.forward([[5, 6, 7]]);
    expect([startLogits!.shape, endLogits!.shape]).toEqual([
      [1, 3],
      [1, 3],
    ]);
    await model.dispose();
  });
});
