import { expectClose } from "@llm-anatomy/test-kit/compare";
import { describe, expect, it } from "vitest";
import { casesOf, loadFixture } from "./load-fixture.ts";

const [{ arguments: given, result, folder }] = casesOf<{ texts: string[] }, number[][]>("embedding");
// float32 rounding of vectors of length 1
const tolerance = { atol: 2e-6, rtol: 1e-5 };

describe("model.embed", () => {
  it("embed(texts) cuts, pools and normalises as the checkpoint's own files say, in any batches", async () => {
    const model = await loadFixture(folder);
    for (const batchSize of [1, 3, 16]) {
      const { data, shape } = await model.embed(given.texts, { batchSize });
      expect(shape).toEqual([given.texts.length, 16]);
      expectClose(data, Float32Array.from(result.flat()), tolerance);
    }
    await model.dispose();
  });

  it("embed(texts, { pooling: [cls, mean] }) puts both side by side", async () => {
    const model = await loadFixture(folder);
    const options = { normalize: false } as const;
    const [cls, mean, both] = [
      await model.embed(given.texts, { pooling: "cls", ...options }),
      await model.embed(given.texts, { pooling: "mean", ...options }),
      await model.embed(given.texts, { pooling: ["cls", "mean"], ...options }),
    ];
    expect(both.shape).toEqual([given.texts.length, 32]);
    expect(both.data.subarray(32, 48)).toEqual(cls.data.subarray(16, 32));
    expect(both.data.subarray(48, 64)).toEqual(mean.data.subarray(16, 32));
    await model.dispose();
  });

  it("embed of a language model takes what comes out of its last norm", async () => {
    const model = await loadFixture("chat");
    const { data } = await model.embed("Rain fell all day", { pooling: "last" });
    const { values, ids } = await model.trace("Rain fell all day", { capture: ["final_norm"] });
    expect(data).toEqual(values.final_norm.data.slice((ids.length - 1) * 16));
    await model.dispose();
  });

  it("embed(texts, { prompt }) refuses a name that the checkpoint does not have", async () => {
    const model = await loadFixture(folder);
    await expect(model.embed("a", { prompt: "query" })).rejects.toThrow(
      'embed: there is no prompt "query". The checkpoint has: none.',
    );
    await model.dispose();
  });
});
