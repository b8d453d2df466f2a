import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { createRandom, createSampler, topKInPlace, topPInPlace } from "../src/index.ts";

const log = (...probs: number[]) => Float32Array.from(probs, Math.log);

describe("createSampler", () => {
  it("next(logits) takes the likeliest token without options, and the lowest id of equals", () => {
    const sampler = createSampler();
    expect(sampler.greedy).toBe(true);
    expect(sampler.next(log(1 / 4, 1 / 2, 1 / 4), []).id).toBe(1);
    expect(sampler.next(log(1 / 4, 3 / 8, 3 / 8), []).id).toBe(1);
  });

  it("next(logits) reports the model's own log-probability, before temperature and masks", () => {
    const token = createSampler({ temperature: 0.5, topK: 1, topLogprobs: 2 }).next(log(1 / 8, 5 / 8, 2 / 8), []);
    expect(token.id).toBe(1);
    expect(token.logprob).toBeCloseTo(Math.log(5 / 8), 6);
    expect(token.drawLogprob).toBe(0);
    expect(token.top?.map(({ id }) => id)).toEqual([1, 2]);
    expect(token.top?.[1].logprob).toBeCloseTo(Math.log(2 / 8), 6);
  });

  it("next(logits) leaves the log-probability out with logprob: false", () => {
    const token = createSampler({ logprob: false }).next(log(1 / 4, 3 / 4), []);
    expect(token).toEqual({ id: 1, logprob: Number.NaN, drawLogprob: 0 });
  });

  it("next(logits) draws by inverting the cumulative sum", () => {
    const at = (u: number) => createSampler({ random: () => u }).next(log(1 / 4, 1 / 2, 1 / 4), []).id;
    expect([0, 0.24, 0.26, 0.74, 0.76, 0.999].map(at)).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it("next(logits) leaves the logits as they are", () => {
    const logits = log(1 / 4, 1 / 2, 1 / 4);
    createSampler({ temperature: 0.1, topK: 1 }).next(logits, []);
    expect(logits).toEqual(log(1 / 4, 1 / 2, 1 / 4));
  });

  it("next(logits) draws the same tokens for the same seed and others for another", () => {
    const logits = new Float32Array(1000);
    const draws = (seed: number) => {
      const sampler = createSampler({ seed });
      return Array.from({ length: 20 }, () => sampler.next(logits, []).id);
    };
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  it("says what is wrong", () => {
    const create = (options: object) => () => createSampler(options);
    expect(create({ top_p: 0.9 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: createSampler: there is no option "top_p". Did you mean "topP"?]`,
    );
    expect(create({ topP: 90 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: topP: p is 90 but has to satisfy 0 < p <= 1. Pass a fraction such as 0.9.]`,
    );
    expect(create({ topK: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: topK: topK is 0 but has to be a whole number >= 1. Leave it out to keep every token.]`,
    );
    expect(create({ temperature: -1 })).toThrow("has to be a finite number above 0");
    expect(create({ sample: false, topK: 5 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: createSampler: sample: false takes the likeliest token, so topK would have no effect. Leave them out, or pass sample: true.]`,
    );
    expect(() => createSampler().next(Float32Array.of(-Infinity, -Infinity), [])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: sampler.next: every token is masked. Loosen the options that forbid tokens.]`,
    );
    expect(() => createSampler({ seed: 1 }).next(Float32Array.of(0, NaN), [])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: sampler.next: a logit is NaN (at 1 of 2). The model's output is broken; removeInvalidValues would hide that.]`,
    );
  });
});

describe("topKInPlace", () => {
  it("topKInPlace(logits) keeps what a full sort keeps, also past the heap's size", () => {
    const random = seededRandom(1);
    for (const [size, topK] of [
      [1, 1],
      [2, 1],
      [7, 3],
      [1000, 999],
      [5000, 40],
      [5000, 3000],
    ]) {
      const logits = Float32Array.from({ length: size }, () => Math.round(random() * 1000)); // with ties
      const threshold = logits.slice().sort()[size - topK];
      const expected = logits.map((logit) => (logit < threshold ? -Infinity : logit));
      expect(topKInPlace(logits, { topK })).toEqual(expected);
    }
  });
});

describe("topPInPlace", () => {
  it("topPInPlace(logits) keeps the token that crosses p", () => {
    const kept = topPInPlace(log(1 / 2, 1 / 4, 1 / 8, 1 / 8), { topP: 0.6 });
    expect(Array.from(kept, (logit) => logit > -Infinity)).toEqual([true, true, false, false]);
  });

  it("topPInPlace(logits) equals the sorted cumulative sum over sizes, spreads and ties", () => {
    const random = seededRandom(2);
    for (const size of [1, 2, 50, 127, 129, 3000, 20000]) {
      for (const spread of [0, 1e-6, 1, 30]) {
        for (const topP of [0.01, 0.3, 0.9, 0.9999]) {
          const logits = Float32Array.from({ length: size }, () => Math.round(random() * 1000) * (spread / 1000));
          const sorted = Array.from(logits.keys()).sort((a, b) => logits[b] - logits[a] || b - a);
          const weights = sorted.map((id) => Math.exp(logits[id] - logits[sorted[0]]));
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          let mass = 0;
          let count = 0;
          while (count < size && mass < topP * total * (1 - 1e-9)) mass += weights[count++];
          const expected = new Float32Array(size).fill(-Infinity);
          for (const id of sorted.slice(0, count)) expected[id] = logits[id];
          expect(topPInPlace(logits.slice(), { topP }), `${size} ${spread} ${topP}`).toEqual(expected);
        }
      }
    }
  });
});

describe("createRandom", () => {
  it("createRandom(state) gives the published xoshiro128** sequence", () => {
    // The first outputs of the reference C code for the state 1, 2, 3, 4.
    const random = createRandom([1, 2, 3, 4]);
    const outputs = [11520, 0, 5927040, 70819200];
    expect(random()).toBe(((outputs[0] >>> 5) * 2 ** 26 + (outputs[1] >>> 6)) / 2 ** 53);
    expect(random()).toBe(((outputs[2] >>> 5) * 2 ** 26 + (outputs[3] >>> 6)) / 2 ** 53);
  });

  it("createRandom(random.state()) goes on where the other stood", () => {
    const random = createRandom(2 ** 40 + 3);
    random();
    const copy = createRandom(random.state());
    expect([copy(), copy()]).toEqual([random(), random()]);
  });
});
