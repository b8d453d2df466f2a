import type { Model } from "@llm-anatomy/model-hf";
import {
  type Aggregation,
  classifyText,
  classifyTokens,
  classifyZeroShot,
  fillMask,
  rerank,
} from "@llm-anatomy/model-hf/tasks";
import { describe, expect, it } from "vitest";
import { casesOf, loadFixture } from "./load-fixture.ts";

// Two float32 implementations of a small model, seen through a softmax.
const digits = 5;

async function using<T>(name: string, config: object, use: (model: Model) => Promise<T>): Promise<T> {
  const model = await loadFixture(name, config);
  try {
    return await use(model);
  } finally {
    await model.dispose();
  }
}

interface Scored {
  label: string;
  score: number;
}

function expectScores(got: Scored[], wanted: Scored[]): void {
  expect(got.map(({ label }) => label)).toEqual(wanted.map(({ label }) => label));
  got.forEach(({ score }, i) => {
    expect(score).toBeCloseTo(wanted[i].score, digits);
  });
}

describe("fillMask", () => {
  interface Candidate {
    score: number;
    token: number;
    token_str: string;
    sequence: string;
  }
  const cases = casesOf<{ text: string; targets?: string[] }, Candidate[] | Candidate[][]>("fill-mask");

  it.each(cases)("fillMask($arguments.text) gives the candidates of the reference's pipeline", async (one) => {
    const { text, targets } = one.arguments;
    const got = await using(one.folder, {}, (model) => fillMask(model, text, { topK: 4, targets }));
    const wanted = (Array.isArray(one.result[0]) ? one.result : [one.result]) as Candidate[][];
    expect(got.map((list) => list.map(({ id, token, text: whole }) => [id, token, whole]))).toEqual(
      wanted.map((list) => list.map(({ token, token_str, sequence }) => [token, token_str, sequence])),
    );
    got.flat().forEach(({ score }, i) => {
      expect(score).toBeCloseTo(wanted.flat()[i].score, digits);
    });
  });

  it("fillMask(text) without a gap says how to write one", async () => {
    await expect(using("fill-mask", {}, (model) => fillMask(model, "No gap."))).rejects.toThrow(
      "fillMask: the text has no [MASK]. Put it where a word is missing.",
    );
  });
});

describe("classifyText", () => {
  const cases = casesOf<{ text: string; pair?: string }, Scored[]>("text-classification");

  it.each(cases)("classifyText($arguments.text) scores as the reference ($problemType)", async (one) => {
    const config = one.problemType ? { problem_type: one.problemType } : {};
    const { text, pair } = one.arguments;
    expectScores(await using(one.folder, config, (model) => classifyText(model, text, { pair })), one.result);
  });

  it("classifyText of another kind of model says what it needs", async () => {
    await expect(using("spans", {}, (model) => classifyText(model, "Hm."))).rejects.toThrow(
      /classifyText: needs a sequence classifier, but .+ is a BertForQuestionAnswering\./,
    );
  });

  it("classifyText refuses an option it does not know", async () => {
    await expect(using("sequence", {}, (model) => classifyText(model, "Hm.", { topk: 1 } as never))).rejects.toThrow(
      'classifyText: there is no option "topk". It takes pair, topK, activation.',
    );
  });
});

describe("classifyZeroShot", () => {
  const cases = casesOf<
    { text: string; labels: string[]; multiLabel?: boolean; template?: string },
    { labels: string[]; scores: number[] }
  >("zero-shot-classification");

  it.each(cases)("classifyZeroShot scores $arguments.labels as the reference", async (one) => {
    const { text, labels, ...options } = one.arguments;
    const got = await using(one.folder, {}, (model) => classifyZeroShot(model, text, labels, options));
    expectScores(
      got,
      one.result.labels.map((label, i) => ({ label, score: one.result.scores[i] })),
    );
  });

  it("classifyZeroShot of a model without an entailment label names its labels", async () => {
    const config = { id2label: { 0: "bad", 1: "so-so", 2: "good" } };
    await expect(using("sequence", config, (model) => classifyZeroShot(model, "Hm.", ["a"]))).rejects.toThrow(
      'none of its labels (bad, so-so, good) begins with "entail"',
    );
  });
});

describe("rerank", () => {
  const [one] = casesOf<{ query: string; documents: string[] }, number[]>("re-ranking");

  it("rerank(query, documents) gives the reference's scores, best first, in batches or one by one", async () => {
    const { query, documents } = one.arguments;
    for (const batchSize of [1, 4]) {
      const ranked = await using(one.folder, {}, (model) => rerank(model, query, documents, { batchSize }));
      expect(ranked.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score).sort((a, b) => b - a));
      expect(ranked.map(({ index }) => index).sort((a, b) => a - b)).toEqual(documents.map((_, i) => i));
      for (const { index, document, score } of ranked) {
        expect(document).toBe(documents[index]);
        expect(score).toBeCloseTo(one.result[index], digits);
      }
    }
  });
});

describe("classifyTokens", () => {
  interface Entity {
    entity?: string;
    entity_group?: string;
    score: number;
    start: number;
    end: number;
  }
  const cases = casesOf<{ text: string; aggregation: Aggregation; ignoreLabels?: string[] }, Entity[]>(
    "token-classification",
  );

  it.each(cases)(
    "classifyTokens with $arguments.aggregation finds what the reference's pipeline finds",
    async (one) => {
      const { text, ...options } = one.arguments;
      const got = await using(one.folder, {}, (model) => classifyTokens(model, text, options));
      expect(got.map(({ label, start, end }) => [label, start, end])).toEqual(
        one.result.map(({ entity, entity_group, start, end }) => [entity_group ?? entity, start, end]),
      );
      got.forEach(({ score, text: part, start, end }, i) => {
        expect(score).toBeCloseTo(one.result[i].score, digits);
        expect(part).toBe(text.slice(start, end));
      });
    },
  );
});
