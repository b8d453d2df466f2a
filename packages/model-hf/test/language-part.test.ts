import { join } from "node:path";
import { directorySource, inspect, loadModel } from "@llm-anatomy/model-hf";
import { describe, expect, it } from "vitest";
import { findArchitecture } from "../src/architectures/index.ts";
import { languagePart } from "../src/architectures/language-part.ts";
import { ConfigReader } from "../src/config/config-reader.ts";

const folder = join(import.meta.dirname, "fixtures/gemma3");

describe("a checkpoint that also reads images", () => {
  it("is loaded without what reads them, and inspect says so", async () => {
    const { note, arrays } = await inspect(folder);
    expect(note).toBe("the language part of a model of type gemma3; what reads images is left out");
    expect(arrays.every(({ tensors }) => tensors.every((name) => !name.includes("vision")))).toBe(true);
  });

  it("refuses the token that stands for an image, in forward and in generate", async () => {
    const model = await loadModel(await directorySource(folder));
    const message = "token 96 stands for what is no text (image_token_index in config.json)";
    await expect(model.forward([5, 96, 7])).rejects.toThrow(message);
    await expect(model.generate([5, 96]).next()).rejects.toThrow(message);
    await model.dispose();
  });

  it("may say of its language part only what its class does not assume", () => {
    const text = { hidden_size: 2560, model_type: "gemma3_text", num_hidden_layers: 34, sliding_window: 1024 };
    const scaling = { factor: 8, rope_type: "linear" };
    const part = languagePart({
      model_type: "gemma3",
      text_config: { ...text, rope_scaling: scaling },
      vision_config: {},
    })!;
    const reader = new ConfigReader(part.config, "config.json");
    const spec = findArchitecture("gemma3_text", "config.json").readSpec(reader, "vocabulary");
    expect([spec.vocabSize, spec.blocks.length]).toEqual([262208, 34]);
    const { attention } = spec.blocks[5];
    expect([attention.numHeads, attention.numKvHeads, attention.headDim]).toEqual([8, 4, 256]);
    expect(attention.rotary).toMatchObject({ kind: "linear", factor: 8, theta: 1e6 });
    expect(spec.blocks[4].attention).toMatchObject({ window: 1024, rotary: { kind: "default", theta: 10000 } });
  });
});
