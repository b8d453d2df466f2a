import { expectClose, randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import * as sampling from "../src/index.ts";

const log = (...probs: number[]) => Float32Array.from(probs, Math.log);
const kept = (logits: Float32Array) => [...logits.keys()].filter((id) => logits[id] > -Infinity);

describe("by hand", () => {
  it("temperatureInPlace(logits, 1/2) squares the odds", () => {
    const probs = sampling.createSampler({ temperature: 0.5 }).distribution(log(2 / 3, 1 / 3), []);
    expectClose(probs, [4 / 5, 1 / 5], { atol: 1e-7 }); // float32 logits
  });

  it("minPInPlace keeps what is at least minP times as likely as the likeliest", () => {
    expect(kept(sampling.minPInPlace(log(0.5, 0.3, 0.2), { minP: 0.5 }))).toEqual([0, 1]);
    expect(kept(sampling.minPInPlace(log(0.5, 0.3, 0.2), { minP: 0.5, minTokensToKeep: 3 }))).toEqual([0, 1, 2]);
  });

  it("typicalInPlace can leave the likeliest token out", () => {
    // H = 1.03 nats, surprises 0.69, 1.20 and 1.61: the second is nearest, then the first
    expect(kept(sampling.typicalInPlace(log(0.5, 0.3, 0.2), { typicalP: 0.2 }))).toEqual([1]);
    expect(kept(sampling.typicalInPlace(log(0.5, 0.3, 0.2), { typicalP: 0.5 }))).toEqual([0, 1]);
  });

  it("epsilonCutoffInPlace drops what is less likely than epsilon; etaCutoffInPlace lowers the bar for flat distributions", () => {
    expect(kept(sampling.epsilonCutoffInPlace(log(0.7, 0.2, 0.1), { epsilonCutoff: 0.15 }))).toEqual([0, 1]);
    expect(kept(sampling.epsilonCutoffInPlace(log(0.7, 0.2, 0.1), { epsilonCutoff: 0.9 }))).toEqual([0]);
    // 8 equal tokens: entropy log 8, so the bar is min(0.25, 0.5 / 8) = 1/16 < 1/8
    expect(kept(sampling.etaCutoffInPlace(new Float32Array(8), { etaCutoff: 0.25 })).length).toBe(8);
    expect(kept(sampling.epsilonCutoffInPlace(new Float32Array(8), { epsilonCutoff: 0.25 })).length).toBe(8); // all equal the likeliest
    expect(kept(sampling.etaCutoffInPlace(log(0.9, 0.1), { etaCutoff: 0.25 }))).toEqual([0]);
  });

  it("topNSigmaInPlace keeps what is within n standard deviations of the maximum", () => {
    // mean 1, σ = √3 = 1.73: the border is 4 - 1.73 n
    expect(kept(sampling.topNSigmaInPlace(Float32Array.of(4, 0, 0, 0), { topNSigma: 1 }))).toEqual([0]);
    expect(kept(sampling.topNSigmaInPlace(Float32Array.of(4, 0, 0, 0), { topNSigma: 2.4 }))).toEqual([0, 1, 2, 3]);
    const masked = Float32Array.of(4, 0, -Infinity, 3.9);
    expect(kept(sampling.topNSigmaInPlace(masked, { topNSigma: 1 }))).toEqual([0, 3]);
  });

  it("topHInPlace keeps tokens up to a fraction of the entropy, and always one", () => {
    // Entropy of 4 equal tokens is log 4; two of them hold a half
    expect(kept(sampling.topHInPlace(new Float32Array(4), { topH: 0.5 })).length).toBe(2);
    expect(kept(sampling.topHInPlace(log(0.9, 0.1), { topH: 0.01 }))).toEqual([0]);
  });

  it("presenceFrequencyPenaltyInPlace counts generated tokens only", () => {
    const options = { context: [0, 0, 1, 1, 2, 9], promptLength: 2, presencePenalty: 0.5, frequencyPenalty: 0.25 };
    expect([...sampling.presenceFrequencyPenaltyInPlace(new Float32Array(4), options)]).toEqual([0, -1, -0.75, 0]);
    // A smaller vocabulary after a larger one: nothing is left over from before
    expect([
      ...sampling.presenceFrequencyPenaltyInPlace(new Float32Array(10), { ...options, promptLength: 6 }),
    ]).toEqual(new Array(10).fill(0));
  });

  it("repetitionPenaltyInPlace penalises each token once, by its sign", () => {
    const options = { context: [0, 1, 1, 7], penalty: 2 };
    expect([...sampling.repetitionPenaltyInPlace(Float32Array.of(2, -2, 2), options)]).toEqual([1, -4, 2]);
  });

  it("sequenceBiasInPlace biases the token that completes a sequence", () => {
    const biases: sampling.SequenceBias[] = [
      [[1], -4],
      [[0, 2], 10],
      [[3, 2], 10],
    ];
    expect([...sampling.sequenceBiasInPlace(new Float32Array(4), { context: [3, 0], biases })]).toEqual([0, -4, 10, 0]);
  });

  it("exponentialDecayLengthInPlace leaves a masked end masked", () => {
    const options = { generatedLength: 9, start: 2, factor: 2, eosTokenIds: [0, 1] };
    const logits = sampling.exponentialDecayLengthInPlace(Float32Array.of(-Infinity, -1), options);
    expect([...logits]).toEqual([-Infinity, -1 + (2 ** 7 - 1)]);
  });

  it("classifierFreeGuidanceInPlace exaggerates the difference", () => {
    const unconditional = Float32Array.of(0, 1, -Infinity);
    const logits = Float32Array.of(1, 1, -Infinity);
    expect([...sampling.classifierFreeGuidanceInPlace(logits, { unconditional, guidanceScale: 3 })]).toEqual([
      3,
      1,
      -Infinity,
    ]);
  });

  it("hammingDiversityInPlace subtracts once per beam that chose a token", () => {
    const options = { chosen: [2, 2, 0], diversityPenalty: 0.5 };
    expect([...sampling.hammingDiversityInPlace(new Float32Array(3), options)]).toEqual([-0.5, 0, -1]);
  });

  it("allowTokensInPlace keeps the logits of what is allowed, and 0 where all of that was masked", () => {
    expect([...sampling.allowTokensInPlace(Float32Array.of(1, 2, 3), { tokens: [1] })]).toEqual([
      -Infinity,
      2,
      -Infinity,
    ]);
    expect([...sampling.allowTokensInPlace(Float32Array.of(1, -Infinity), { tokens: [1] })]).toEqual([-Infinity, 0]);
  });

  it("topLogprobs(logits, 2) and promptLogprobs tell natural logarithms", () => {
    expect(sampling.topLogprobs(log(1 / 4, 1 / 2, 1 / 4), 2).map(({ id }) => id)).toEqual([1, 0]);
    const rows = Float32Array.of(0, 0, 0, Math.log(3));
    expectClose(
      sampling.promptLogprobs(rows, [1, 0], { vocabSize: 2 }).map((logprob) => logprob ?? 0),
      [0, Math.log(1 / 2)],
      { atol: 1e-12 },
    );
  });
});

describe("properties", () => {
  it("logSumExp equals the plain sum of Math.exp in float64", () => {
    const random = seededRandom(4);
    for (let run = 0; run < 200; run++) {
      const logits = randomArray(random, 1 + Math.floor(random() * 500), 10 ** (3 * random() - 1));
      const max = Math.max(...logits);
      const sum = logits.reduce((total, logit) => total + Math.exp(logit - max), 0);
      expect(Math.abs(sampling.logSumExp(logits) - (max + Math.log(sum)))).toBeLessThan(1e-11);
    }
    expect(sampling.logSumExp(Float32Array.of(-Infinity, -Infinity))).toBe(-Infinity);
    expect(sampling.logSumExp(Float32Array.of(0, Number.NaN))).toBeNaN();
    expect(sampling.logSumExp(Float32Array.of(-Infinity, Number.NaN))).toBeNaN();
  });

  it("a sampler's distribution is the softmax of createLogitsProcessor's logits, also after gaps were closed", () => {
    const random = seededRandom(6);
    for (let run = 0; run < 100; run++) {
      const logits = randomArray(random, 300, 4);
      const options: sampling.SamplerOptions = {
        suppressTokens: [1, 2, 3],
        temperature: 0.5 + random(),
        topK: 1 + Math.floor(random() * 100),
        topP: 0.5 + random() / 2,
        minP: random() / 50,
        typicalP: 0.5 + random() / 3,
        epsilonCutoff: 1e-4,
        renormalizeLogits: run % 2 === 0,
      };
      const processed = sampling.createLogitsProcessor(options)(logits.slice(), []);
      const logZ = sampling.logSumExp(processed);
      const expected = Array.from(processed, (logit) => Math.exp(logit - logZ));
      // Both in float64 from the same float32 logits, except that closing gaps reorders sums
      expectClose(sampling.createSampler(options).distribution(logits, []), expected, { atol: 1e-6 });
    }
  });

  it("steps that shape a distribution only mask: what stays keeps its logit", () => {
    const random = seededRandom(7);
    for (let run = 0; run < 50; run++) {
      const logits = randomArray(random, 200, 5);
      for (const step of [
        () => sampling.topPInPlace(logits.slice(), { topP: random() || 0.5 }),
        () => sampling.typicalInPlace(logits.slice(), { typicalP: 0.01 + 0.98 * random() }),
        () => sampling.topHInPlace(logits.slice(), { topH: random() || 0.5 }),
        () => sampling.topNSigmaInPlace(logits.slice(), { topNSigma: 3 * random() + 0.01 }),
        () => sampling.etaCutoffInPlace(logits.slice(), { etaCutoff: 0.001 + 0.9 * random() }),
      ]) {
        const result = step();
        expect(kept(result).length).toBeGreaterThan(0);
        for (const id of kept(result)) expect(result[id]).toBe(logits[id]);
      }
    }
  });
});

describe("explain", () => {
  it("explain(logits) tells what each step masked, changed and moved", () => {
    const logits = log(1 / 2, 1 / 4, 1 / 8, 1 / 8);
    const options = { suppressTokens: [3], temperature: 0.5, topK: 2 };
    const [model, suppress, temperature, topK] = sampling.explain(logits, [], options);
    expect(model).toMatchObject({ name: "model", remaining: 4, masked: [], changed: 0, moved: 0 });
    expect(model.entropy).toBeCloseTo(1.75 * Math.LN2, 6);
    expect(suppress).toMatchObject({ name: "suppressTokens", value: [3], remaining: 3, masked: [3] });
    expect(suppress.top[0].prob).toBeCloseTo(4 / 7, 6);
    expect(suppress.moved).toBeCloseTo(1 / 8, 6);
    expect(temperature).toMatchObject({ name: "temperature", value: 0.5, changed: 3 });
    expect(temperature.top[0].prob).toBeCloseTo(16 / 21, 6);
    expect(topK).toMatchObject({ name: "topK", masked: [2], remaining: 2 });
    expect(topK.top.map(({ id }) => id)).toEqual([0, 1]);
    expect(topK.top[0].prob).toBeCloseTo(16 / 20, 6);
    expect(logits).toEqual(log(1 / 2, 1 / 4, 1 / 8, 1 / 8));
  });
});

describe("parseGenerationOptions", () => {
  const parse = (config: object, promptLength = 5) => sampling.parseGenerationOptions(config, { promptLength });

  it("gives Hugging Face's defaults to an empty configuration", () => {
    expect(parse({})).toEqual({
      strategy: "greedy",
      sampler: { sample: false, promptLength: 5, maxLength: 25 },
      stop: { maxNewTokens: 20 },
      numReturnSequences: 1,
      draft: { numTokens: 20, schedule: "constant", confidenceThreshold: 0.4 },
      tokens: {},
      ignored: [],
    });
  });

  it("keeps top_k 50 when drawing, drops values that mean nothing, and lists what has no effect", () => {
    const plan = parse({
      do_sample: true,
      temperature: 1,
      top_p: 1,
      typical_p: 1,
      repetition_penalty: 1,
      use_cache: true,
    });
    expect(plan.sampler).toEqual({ sample: true, topK: 50, promptLength: 5, maxLength: 25 });
    expect(plan.ignored).toEqual([{ name: "use_cache", reason: "how the cache is kept, not what is computed" }]);
    expect(parse({ do_sample: true, top_k: 0 }).sampler.topK).toBeUndefined();
    expect(parse({ temperature: 0.6, length_penalty: 2 }).ignored).toEqual([
      { name: "temperature", reason: "no effect: do_sample is not true" },
      { name: "length_penalty", reason: "no effect: num_beams is 1" },
    ]);
  });

  it("chooses the strategy as Hugging Face does", () => {
    expect(parse({ num_beams: 4, early_stopping: "never" })).toMatchObject({
      strategy: "beam search",
      beam: { numBeams: 4 },
    });
    expect(parse({ penalty_alpha: 0.6, top_k: 4 })).toMatchObject({
      strategy: "contrastive search",
      contrastive: { topK: 4 },
    });
    expect(parse({ prompt_lookup_num_tokens: 7 })).toMatchObject({
      strategy: "prompt lookup",
      promptLookup: { numTokens: 7 },
    });
    expect(parse({ max_length: 12 }).stop.maxNewTokens).toBe(7);
  });

  it("every plan's sampler options are accepted by createSampler", () => {
    const all = {
      ...{ do_sample: true, temperature: 0.7, top_k: 5, top_p: 0.9, min_p: 0.1, top_h: 0.4, typical_p: 0.9 },
      ...{ epsilon_cutoff: 0.001, eta_cutoff: 0.001, repetition_penalty: 1.1, no_repeat_ngram_size: 3 },
      ...{ bad_words_ids: [[1]], sequence_bias: [[[2], 1]], eos_token_id: [3, 4], min_length: 2, min_new_tokens: 1 },
      ...{ forced_bos_token_id: 1, forced_eos_token_id: 3, remove_invalid_values: true, renormalize_logits: true },
      ...{
        exponential_decay_length_penalty: [3, 1.1],
        suppress_tokens: [5],
        begin_suppress_tokens: [6],
        guidance_scale: 2,
      },
      ...{ encoder_repetition_penalty: 1.2, encoder_no_repeat_ngram_size: 2 },
    };
    const plan = sampling.parseGenerationOptions(all, { promptLength: 3, encoderIds: [1, 2] });
    expect(() => sampling.createSampler(plan.sampler)).not.toThrow();
    expect(plan.ignored).toEqual([]);
  });

  it("names what it refuses", () => {
    expect(() => parse({ watermarking_config: { bias: 2 } })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: parseGenerationOptions: watermarking_config is not supported: watermarks are left out knowingly. Set it to null.]`,
    );
    expect(() => parse({ dola_layers: "high" })).toThrow("dola_layers is not supported");
    expect(() => parse({ force_words_ids: [[1]] })).toThrow("force_words_ids is not supported");
    expect(() => parse({ topK: 5 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: parseGenerationOptions: "topK" is not an option of GenerationConfig. Remove it, or pass allowUnknown to list it as ignored.]`,
    );
    expect(() => parse({ max_length: 5 })).toThrow("max_length is 5 but the prompt has 5 tokens already");
    expect(parse({ watermarking_config: null, token_healing: false }).ignored).toEqual([]);
    const context = { promptLength: 1, allowUnknown: true };
    expect(sampling.parseGenerationOptions({ chat_format: "x" }, context).ignored).toEqual([
      { name: "chat_format", reason: "not an option of GenerationConfig" },
    ]);
  });
});

describe("errors", () => {
  const create = (options: object) => () => sampling.createSampler(options);
  it("name the option, both numbers, and what to do", () => {
    expect(create({ temperature: "0.7" })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: temperature is "0.7" but has to be a number.]`,
    );
    expect(create({ minP: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: minP is 2 but has to satisfy 0 <= minP <= 1. Pass a fraction such as 0.1.]`,
    );
    expect(create({ typicalP: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: typicalP is 1 but has to satisfy 0 < typicalP < 1. Pass a fraction such as 0.9.]`,
    );
    expect(create({ repetitionPenalty: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: repetitionPenalty is 0 but has to be a finite number above 0. Pass a number such as 1.1; 1 does nothing.]`,
    );
    expect(create({ minNewTokens: 3, promptLength: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: createSampler: minNewTokens needs eosTokenIds, because they are what it forbids. Pass both.]`,
    );
    expect(create({ suppressTokens: [] })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: suppressTokens is empty. Leave it out, or name at least one token id.]`,
    );
    expect(create({ badWords: [[1], [-2]] })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: badWords[1][0] is -2 but a token id is a whole number >= 0.]`,
    );
    expect(create({ sequenceBias: [[[1], Number.NaN]] })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: sequenceBias[0] has bias NaN but it has to be a number below Infinity.]`,
    );
    expect(create({ minTokensToKeep: 0, topK: 3 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: minTokensToKeep is 0 but has to be a whole number >= 1.]`,
    );
    expect(create({ seed: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: createRandom: seed is -1 but has to be an integer from 0 to 2^53 - 1.]`,
    );
    expect(create({ temperature: 0, sample: true })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: createSampler: temperature 0 is greedy, which sample: true contradicts.]`,
    );
    expect(() => sampling.tokenLogprob(new Float32Array(3), 3)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: tokenLogprob: id is 3 but the vocabulary has 3 tokens.]`,
    );
    expect(() =>
      sampling.sequenceBiasInPlace(new Float32Array(3), { context: [], biases: [[[7], 1]] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: sequenceBias: token id 7 is outside the vocabulary of 3 tokens. Check which tokenizer the ids are from.]`,
    );
    expect(() =>
      sampling.promptLogprobs(new Float32Array(3), [1, 2], { vocabSize: 2 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: promptLogprobs: logits has 3 elements but [ids=2, vocabSize=2] needs 4. Pass the logits of every position.]`,
    );
    expect(() => sampling.createRandom([0, 0, 0, 0])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: createRandom: a state has 4 words that are not all 0, got [0, 0, 0, 0]. Pass what state() returned.]`,
    );
  });
});
