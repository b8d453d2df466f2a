import { join } from "node:path";
import { type GenerateOptions, loadModel, type Model } from "@llm-anatomy/model-hf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtures, llamaConfig, llamaFiles, memorySource } from "./memory-source.ts";

const prompt = [106, 142, 151, 158, 14, 37];

describe.each(["eager", "compiled"] as const)("model.generate on the %s engine", (engine) => {
  let model: Model;
  beforeAll(async () => {
    model = await loadModel(join(fixtures, "llama"), { engine });
  });
  afterAll(() => model.dispose());

  async function ids(options: GenerateOptions, from: Model = model): Promise<number[]> {
    const list: number[] = [];
    for await (const { id } of from.generate(prompt, { stopTokens: [], maxNewTokens: 12, ...options })) list.push(id);
    return list;
  }

  it("generate with a cache gives what recomputing the whole sequence gives", async () => {
    const cached = await ids({ temperature: 0 });
    const sequence = [...prompt];
    for (let step = 0; step < cached.length; step++) {
      const { logits } = await model.forward(sequence);
      const last = logits!.data.subarray((sequence.length - 1) * logits!.shape[2]);
      sequence.push(last.indexOf(Math.max(...last)));
    }
    expect(sequence.slice(prompt.length)).toEqual(cached);
  });

  it("generate with a seed gives the same tokens again, and others with another seed", async () => {
    const first = await ids({ temperature: 1, topK: 50, topP: 0.95, seed: 7 });
    expect(await ids({ temperature: 1, topK: 50, topP: 0.95, seed: 7 })).toEqual(first);
    expect(await ids({ temperature: 1, topK: 50, topP: 0.95, seed: 8 })).not.toEqual(first);
  });

  it("generate gives each of several texts at the same time its own tokens", async () => {
    const prompts = [
      [5, 6, 7],
      [90, 3],
      [40, 41, 42, 43],
    ];
    const tokens = async (prompt: number[]) => {
      const ids: number[] = [];
      for await (const { id } of model.generate(prompt, { temperature: 0, maxNewTokens: 12, stopTokens: [] }))
        ids.push(id);
      return ids;
    };
    const expected: number[][] = [];
    for (const prompt of prompts) expected.push(await tokens(prompt));
    expect(await Promise.all(prompts.map(tokens))).toEqual(expected);
  });

  it("generate ends with a stop token and says so", async () => {
    const greedy = await ids({ temperature: 0 });
    const tokens = [];
    for await (const token of model.generate(prompt, { temperature: 0, stopTokens: [greedy[4]] })) tokens.push(token);
    expect(tokens.map(({ id }) => id)).toEqual(greedy.slice(0, 5));
    expect(tokens.at(-1)?.finish).toBe("stop-token");
  });

  it("generate stops at the next token when the signal aborts", async () => {
    const controller = new AbortController();
    let count = 0;
    const run = async () => {
      for await (const _ of model.generate(prompt, {
        temperature: 0,
        stopTokens: [],
        maxNewTokens: 100,
        signal: controller.signal,
      })) {
        if (++count === 3) controller.abort(new Error("enough"));
      }
    };
    await expect(run()).rejects.toThrow("enough");
    expect(count).toBe(3);
  });

  it("generate stops within a token of a signal that a timer aborts, in the prompt too", async () => {
    for (const length of [1, 2000]) {
      const controller = new AbortController();
      const long = Array.from({ length }, (_, i) => i % 100);
      let after = 0;
      const run = async () => {
        for await (const _ of model.generate(long, {
          stopTokens: [],
          maxNewTokens: 100_000,
          signal: controller.signal,
        })) {
          if (controller.signal.aborted) after++;
        }
      };
      setTimeout(() => controller.abort(new Error("enough"))); // as soon as a timer can run
      await expect(run()).rejects.toThrow("enough");
      expect(after).toBeLessThanOrEqual(1);
    }
  });

  it("generate(prompt) refuses an option it does not know", async () => {
    await expect(ids({ topq: 1 } as never)).rejects.toThrow('there is no option "topq"');
  });

  it("generate([]) asks for a token", async () => {
    await expect(model.generate([]).next()).rejects.toThrow("generate: the prompt has no tokens. Give at least one.");
  });

  it("session.crop(length) forgets what came after", async () => {
    const session = await model.createSession();
    const before = (await session.append(prompt)).data.slice();
    await session.append([1, 2, 3]);
    session.crop(prompt.length - 1);
    expect(session.length).toBe(prompt.length - 1);
    const { data } = await session.append(prompt.slice(-1));
    for (let i = 0; i < before.length; i++) expect(data[i]).toBeCloseTo(before[i], 4);
    await session.dispose();
  });
});

it("generates with heads of four dims, which ONNX Runtime's fused attention refuses, as the eager engine does", async () => {
  const { num_attention_heads: heads, num_key_value_heads: kvHeads, head_dim: dim } = JSON.parse(llamaConfig({}));
  const narrow = { num_attention_heads: (heads * dim) / 4, num_key_value_heads: (kvHeads * dim) / 4, head_dim: 4 };
  const source = memorySource(llamaFiles({ "config.json": llamaConfig(narrow) }));
  const tokens: number[][] = [];
  for (const engine of ["eager", "compiled"] as const) {
    const model = await loadModel(source, { engine });
    tokens.push([]);
    for await (const { id } of model.generate([1, 2, 3], { temperature: 0, maxNewTokens: 12, stopTokens: [] }))
      tokens.at(-1)!.push(id);
    await model.dispose();
  }
  expect(tokens[1]).toEqual(tokens[0]);
});
