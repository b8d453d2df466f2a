import type { ChatMessage, Model } from "@llm-anatomy/model-hf";
import {
  type Answer,
  type AnswerQuestionOptions,
  answerQuestion,
  perplexity,
  summarize,
  translate,
} from "@llm-anatomy/model-hf/tasks";
import { describe, expect, it } from "vitest";
import { casesOf, loadFixture } from "./load-fixture.ts";

const digits = 5;

async function using<T>(name: string, use: (model: Model) => Promise<T>): Promise<T> {
  const model = await loadFixture(name);
  try {
    return await use(model);
  } finally {
    await model.dispose();
  }
}

describe("answerQuestion", () => {
  const cases = casesOf<{ question: string; context: string } & AnswerQuestionOptions, Answer | Answer[]>(
    "question-answering",
  );

  it.each(cases)("answerQuestion finds the reference's answers ($arguments)", async (one) => {
    const { question, context, ...options } = one.arguments;
    const got = await using(one.folder, (model) => answerQuestion(model, question, context, options));
    const wanted = [one.result].flat();
    expect(got.map(({ answer, start, end }) => [answer, start, end])).toEqual(
      wanted.map(({ answer, start, end }) => [answer, start, end]),
    );
    got.forEach(({ score }, i) => {
      expect(score).toBeCloseTo(wanted[i].score, digits);
    });
  });
});

describe("translate and summarize", () => {
  const translations = casesOf<{ text: string; from?: string; to?: string }, string>("translation");
  const summaries = casesOf<{ text: string }, string>("summarization");

  it.each(translations)("translate with $folder writes what the reference's pipeline writes", async (one) => {
    const { text, ...options } = one.arguments;
    const limit = one.folder === "t5" ? { maxNewTokens: 16 } : {};
    expect(await using(one.folder, (model) => translate(model, text, { ...options, ...limit }))).toBe(
      one.result.trim(),
    );
  });

  it.each(summaries)("summarize with $folder searches beams as the reference's pipeline", async (one) => {
    expect(await using(one.folder, (model) => summarize(model, one.arguments.text))).toBe(one.result.trim());
  });

  it("translate to a language that config.json does not name lists those it does", async () => {
    await expect(using("t5", (model) => translate(model, "Hm.", { from: "en", to: "xx" }))).rejects.toThrow(
      "does not say how to translate from en to xx. It names en to de.",
    );
  });

  it("summarize with a decoder says what it needs", async () => {
    await expect(using("chat", (model) => summarize(model, "Hm."))).rejects.toThrow(
      /summarize: needs an encoder–decoder such as T5, BART or Marian, but .+ is none\. Use chat\(\) and ask for it\./,
    );
  });
});

describe("model.chat", () => {
  const cases = casesOf<{ messages: ChatMessage[]; tools?: object[] }, { prompt: string; text: string }>("chat");

  it.each(cases)("chat(messages) answers as the reference does to its prompt", async (one) => {
    const { messages, tools } = one.arguments;
    const answer = await using(one.folder, async (model) => {
      let text = "";
      for await (const token of model.chat(messages, { tools, maxNewTokens: 16, temperature: 0 })) text += token.text;
      return text;
    });
    expect(answer).toBe(one.result.text);
  });

  it("chat ends with the token that the template puts after an answer, though no file names it", async () => {
    await using("chat", async (model) => {
      const end = model.tokenizer.tokenToId("<|im_end|>")!;
      expect(model.generationConfig.eos_token_id).not.toBe(end);
      const forced = { sequenceBias: [[[end], 1000]] as const };
      const tokens = [];
      for await (const token of model.chat([{ role: "user", content: "Hi" }], { ...forced, temperature: 0 }))
        tokens.push(token);
      expect(tokens).toMatchObject([{ id: end, text: "", finish: "stop-token" }]);
    });
  });

  it("chat of a checkpoint without a template says what it may be", async () => {
    await expect(using("t5", (model) => model.chat([{ role: "user", content: "Hi" }]).next())).rejects.toThrow(
      /has no chat template, .+ It may be a base model/,
    );
  });
});

describe("model.generate with a tokenizer", () => {
  it("generate(text) continues as the reference's pipeline", async () => {
    const [one] = casesOf<{ prompt: string }, string>("text-generation");
    let text = "";
    await using(one.folder, async (model) => {
      for await (const token of model.generate(one.arguments.prompt, { maxNewTokens: 12, temperature: 0 }))
        text += token.text;
    });
    expect(text).toBe(one.result);
  });
});

describe("perplexity", () => {
  const cases = casesOf<{ text: string; window: number; stride: number }, { perplexity: number; tokens: number }>(
    "perplexity",
  );

  it.each(cases)("perplexity with windows of $arguments.window, every $arguments.stride tokens", async (one) => {
    const { text, window, stride } = one.arguments;
    const got = await using(one.folder, (model) => perplexity(model, text, { window, stride }));
    expect(got.tokens).toBe(one.result.tokens);
    expect(got.perplexity / one.result.perplexity).toBeCloseTo(1, digits);
  });

  it("perplexity of a model whose tokens see those after them is refused", async () => {
    await expect(using("fill-mask", (model) => model.score("Two words."))).rejects.toThrow(
      /needs a model that predicts the next token/,
    );
  });
});
