import { join } from "node:path";
import { convertModel, directorySource, loadModel, type Model } from "@llm-anatomy/model-hf";
import { expectClose } from "@llm-anatomy/test-kit/compare";
import { describe, expect, it } from "vitest";
import { loadFixture } from "./tasks/load-fixture.ts";

async function using<T>(loading: Promise<Model>, use: (model: Model) => Promise<T>): Promise<T> {
  const model = await loading;
  try {
    return await use(model);
  } finally {
    await model.dispose();
  }
}

const classifier = async () => loadModel(await directorySource(join(import.meta.dirname, "fixtures/bart-seqcls")));
const [start, end, pad] = [2, 2, 0];

describe("model.forward of an encoder–decoder", () => {
  it("model.forward(ids) of a classifier lets the decoder read the input, shifted by one", async () => {
    await using(classifier(), async (model) => {
      const own = await model.forward([[5, 6, 7, end]]);
      const given = await model.forward([[5, 6, 7, end]], { decoderIds: [[start, 5, 6, 7]] });
      expect(own.logits!.shape).toEqual([1, 3]);
      expectClose(own.logits!.data, given.logits!.data, { atol: 0 });
    });
  });

  it("model.forward(ids) of a classifier reads its labels at the last end token, whatever follows", async () => {
    await using(classifier(), async (model) => {
      const alone = await model.forward([[5, end, 7, end]]);
      const padded = await model.forward([[5, end, 7, end, pad, pad]], { attentionMask: [[1, 1, 1, 1, 0, 0]] });
      expectClose(padded.logits!.data, alone.logits!.data, { atol: 1e-6 });
    });
  });

  it("model.forward(ids) of a classifier needs an end token", async () => {
    await using(classifier(), async (model) => {
      await expect(model.forward([[5, 6, 7]])).rejects.toThrow(
        "input: sequence 0 has no end token (2), where this model reads its labels. Encode the text with special tokens.",
      );
    });
  });

  it("model.forward(ids) of a model that writes asks for what it has written", async () => {
    await using(loadFixture("bart"), async (model) => {
      await expect(model.forward([[5, 6, 7]])).rejects.toThrow("Give decoderIds: what the decoder reads.");
    });
  });
});

it("convertModel of an encoder–decoder that labels says that there is no layout for it", async () => {
  const folder = join(import.meta.dirname, "fixtures/bart-seqcls");
  await expect(convertModel(folder, { to: () => {} })).rejects.toThrow("there is no layout of files for that");
});
