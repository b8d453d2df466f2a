import { describe, expect, it } from "vitest";
import {
  beamSearch,
  createRandom,
  createSampler,
  type Draft,
  generate,
  modelDraft,
  promptLookupDraft,
  type SamplerOptions,
  speculativeDecoding,
} from "../src/index.ts";
import { chiSquare } from "./chi-square.ts";
import { randomTable, type Table, tableModel } from "./table-model.ts";

// Every test: chi-square with a false-alarm rate of 1e-4 (see chi-square.ts) and fixed seeds.

function expectDistribution(counts: ArrayLike<number>, probs: ArrayLike<number>): void {
  const { statistic, critical } = chiSquare(counts, probs);
  expect(statistic).toBeLessThan(critical);
}

const vocab = 5;
const prompt = [0, 3, 1, 0, 3];
const length = 3;
const target = randomTable(createRandom(1), vocab, 1);
const other = randomTable(createRandom(2), vocab, 1);

/** The probability of every text of `length` tokens, by multiplying the sampler's distributions. [vocab^length] */
function jointProbabilities(table: Table, options: SamplerOptions): Float64Array {
  const sampler = createSampler(options);
  const probs = new Float64Array(vocab ** length);
  const visit = (context: number[], index: number, prob: number) => {
    if (context.length === prompt.length + length) {
      probs[index] = prob;
      return;
    }
    const logits = tableModel(table).step(Int32Array.from(context), { rows: 1, positions: "last" });
    const next = sampler.distribution((logits as { logits: Float32Array }).logits, context);
    for (let id = 0; id < vocab; id++) visit([...context, id], index * vocab + id, prob * next[id]);
  };
  visit(prompt, 0, 1);
  return probs;
}

async function countTexts(draws: number, draw: () => AsyncIterable<{ id: number }>): Promise<Float64Array> {
  const counts = new Float64Array(vocab ** length);
  for (let i = 0; i < draws; i++) {
    let index = 0;
    for await (const { id } of draw()) index = index * vocab + id;
    counts[index]++;
  }
  return counts;
}

describe("createRandom", () => {
  it("gives uniform numbers, and pairs of them fill the square", () => {
    const random = createRandom(123);
    const counts = new Float64Array(100);
    const pairs = new Float64Array(256);
    let before = random();
    for (let i = 0; i < 100_000; i++) {
      const now = random();
      counts[Math.floor(now * 100)]++;
      pairs[Math.floor(before * 16) * 16 + Math.floor(now * 16)]++;
      before = now;
    }
    expectDistribution(
      counts,
      counts.map(() => 1 / 100),
    );
    expectDistribution(
      pairs,
      pairs.map(() => 1 / 256),
    );
  });

  it("gives unrelated first numbers for neighbouring seeds", () => {
    const counts = new Float64Array(50);
    for (let seed = 0; seed < 20_000; seed++) counts[Math.floor(createRandom(seed)() * 50)]++;
    expectDistribution(
      counts,
      counts.map(() => 1 / 50),
    );
  });
});

describe("createSampler", () => {
  const cases: SamplerOptions[] = [
    { sample: true },
    { temperature: 0.6, topK: 9 },
    { topP: 0.8 },
    { temperature: 1.5, typicalP: 0.9, minP: 0.02 },
  ];
  for (const [index, options] of cases.entries()) {
    it(`next(logits) draws from the distribution it tells, with ${JSON.stringify(options)}`, () => {
      const random = createRandom(77 + index);
      const logits = Float32Array.from({ length: 30 }, () => 4 * random());
      const sampler = createSampler({ ...options, random });
      const counts = new Float64Array(30);
      for (let i = 0; i < 30_000; i++) {
        const { id, drawLogprob } = sampler.next(logits, []);
        counts[id]++;
        if (i === 0) expect(Math.exp(drawLogprob)).toBeCloseTo(sampler.distribution(logits, [])[id], 9);
      }
      expectDistribution(counts, sampler.distribution(logits, []));
    });
  }
});

describe("generate", () => {
  it("draws whole texts with the product of the tokens' probabilities", async () => {
    const random = createRandom(5);
    const options = { temperature: 0.8, topK: 4, maxNewTokens: length };
    const counts = await countTexts(5_000, () => generate(tableModel(target), prompt, { ...options, random }));
    expectDistribution(counts, jointProbabilities(target, { temperature: 0.8, topK: 4 }));
  });
});

describe("speculativeDecoding", () => {
  const shapes: { title: string; options: SamplerOptions; draft: () => Draft }[] = [
    {
      title: "a draft model with other weights, 3 guesses a round",
      options: { sample: true },
      draft: () => modelDraft(tableModel(other), { numTokens: 3, sampler: createSampler({ sample: true }) }),
    },
    {
      title: "a draft model that stops guessing when unsure",
      options: { temperature: 0.7 },
      draft: () =>
        modelDraft(tableModel(other), {
          numTokens: 4,
          confidenceThreshold: 0.4,
          schedule: "heuristic",
          sampler: createSampler({ temperature: 0.7 }),
        }),
    },
    {
      title: "a draft that may guess tokens the sampler never draws",
      options: { topK: 2, temperature: 1.3 },
      draft: () => modelDraft(tableModel(other), { numTokens: 2, sampler: createSampler({ sample: true }) }),
    },
    {
      title: "prompt lookup, whose guesses are not drawn",
      options: { sample: true, repetitionPenalty: 1.2 },
      draft: () => promptLookupDraft({ numTokens: 3 }),
    },
  ];
  for (const [index, { title, options, draft }] of shapes.entries()) {
    it(`keeps the model's distribution of whole texts: ${title}`, async () => {
      const random = createRandom(900 + index);
      let steps = 0;
      const counts = await countTexts(5_000, () => {
        const model = tableModel(target);
        const texts = speculativeDecoding(model, prompt, { ...options, random, maxNewTokens: length, draft: draft() });
        return (async function* () {
          yield* texts;
          steps += model.steps;
        })();
      });
      expectDistribution(counts, jointProbabilities(target, options));
      expect(steps).toBeLessThan(5_000 * length * 0.98); // guesses were accepted, or it was no test
    });
  }

  it("would be caught if guesses were accepted too readily", async () => {
    // A draft that draws from one distribution and names another: the check then divides by a wrong q
    const random = createRandom(4);
    const honest = () => modelDraft(tableModel(other), { numTokens: 3, sampler: createSampler({ sample: true }) });
    const lying = (): Draft => {
      const draft = honest();
      return {
        async propose(context, limit, random) {
          const { ids } = await draft.propose(context, limit, random);
          return { ids, probs: ids.map(() => new Float64Array(vocab).fill(1 / vocab)) };
        },
      };
    };
    const options = { sample: true, random, maxNewTokens: length };
    const counts = await countTexts(5_000, () =>
      speculativeDecoding(tableModel(target), prompt, { ...options, draft: lying() }),
    );
    const { statistic, critical } = chiSquare(counts, jointProbabilities(target, { sample: true }));
    expect(statistic).toBeGreaterThan(2 * critical);
  });
});

describe("beamSearch", () => {
  it("draws candidates without replacement, each in proportion to what is left", async () => {
    const random = createRandom(31);
    const logits = tableModel(target).step(Int32Array.from(prompt), { rows: 1, positions: "last" });
    const p = createSampler({ sample: true }).distribution((logits as { logits: Float32Array }).logits, prompt);
    const counts = new Float64Array(vocab * vocab);
    const probs = new Float64Array(vocab * vocab); // unordered pairs i < j
    for (let i = 0; i < vocab; i++) {
      for (let j = i + 1; j < vocab; j++) {
        probs[i * vocab + j] = p[i] * (p[j] / (1 - p[i])) + p[j] * (p[i] / (1 - p[j]));
      }
    }
    for (let draw = 0; draw < 5_000; draw++) {
      const options = { numBeams: 2, numReturnSequences: 2, maxNewTokens: 1, sample: true, random };
      const found = await beamSearch(tableModel(target), prompt, options);
      const [i, j] = found.map(({ ids }) => ids[0]).sort((a, b) => a - b);
      counts[i * vocab + j]++;
    }
    expectDistribution(counts, probs);
  });
});
