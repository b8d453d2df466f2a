import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  beamSearch,
  contrastiveSearch,
  createRandom,
  createSampler,
  createStopStringMatcher,
  createTextStream,
  type DecodingModel,
  generate,
  modelDraft,
  parseGenerationOptions,
  promptLookupDraft,
  speculativeDecoding,
} from "../src/index.ts";
import { lookUp } from "../src/prompt-lookup.ts";
import { decodeTable, randomTable, tableModel } from "./table-model.ts";

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const idsOf = (tokens: { id: number }[]) => tokens.map(({ id }) => id);
const table = randomTable(createRandom(11), 12, 2);
const letters = "abcdefghijkl";
const decode = (ids: number[]) => ids.map((id) => letters[id]).join("");

describe("generate", () => {
  it("ends with the reason: length, end token, stop string, time", async () => {
    const greedy = await collect(generate(tableModel(table), [1], { maxNewTokens: 6 }));
    expect(greedy.length).toBe(6);
    expect(greedy.map(({ finish }) => finish)).toEqual([...new Array(5).fill(undefined), "length"]);

    const eosTokenIds = [greedy[3].id];
    const ended = await collect(generate(tableModel(table), [1], { maxNewTokens: 6, eosTokenIds }));
    expect(ended[ended.length - 1]).toMatchObject({ id: eosTokenIds[0], finish: "eos" });

    const text = decode(idsOf(greedy));
    const stopStrings = [text.slice(2, 4)];
    const stopped = await collect(generate(tableModel(table), [1], { maxNewTokens: 6, stopStrings, decode }));
    expect(stopped.map((token) => token.text).join("")).toBe(text.slice(0, text.indexOf(stopStrings[0])));
    expect(stopped[stopped.length - 1].finish).toBe("stop string");

    let clock = 0;
    const now = () => (clock += 400);
    const timed = await collect(generate(tableModel(table), [1], { maxNewTokens: 6, maxTime: 1, now }));
    expect(timed.length).toBe(3); // begun at 400 ms, looked at 800, 1200 and 1600
    expect(timed[2].finish).toBe("time");
  });

  it("stops with the signal's reason", async () => {
    const controller = new AbortController();
    const ids: number[] = [];
    const run = async () => {
      for await (const { id } of generate(tableModel(table), [1], { maxNewTokens: 6, signal: controller.signal })) {
        ids.push(id);
        if (ids.length === 2) controller.abort(new Error("enough"));
      }
    };
    await expect(run()).rejects.toThrow("enough");
    expect(ids.length).toBe(2);
  });

  it("reads every token once", async () => {
    const model = tableModel(table);
    const tokens = await collect(generate(model, [1, 5, 2], { maxNewTokens: 4, temperature: 1, seed: 3 }));
    expect(model.rows).toEqual([[1, 5, 2, ...idsOf(tokens).slice(0, 3)]]);
  });

  it("guides away from the unconditional prediction", async () => {
    const unconditional = { model: tableModel(table), prompt: [7] };
    const logitsAfter = (ids: number[]) => {
      const output = tableModel(table).step(Int32Array.from(ids), { rows: 1, positions: "last" });
      return (output as { logits: Float32Array }).logits;
    };
    const expected: number[] = [];
    for (let step = 0; step < 5; step++) {
      const normalize = (logits: Float32Array) => {
        const logZ = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
        return logits.map((logit) => logit - logZ);
      };
      const given = normalize(logitsAfter([1, 5, ...expected]));
      const without = normalize(logitsAfter([7, ...expected]));
      const guided = given.map((logprob, id) => without[id] + 2.5 * (logprob - without[id]));
      expected.push(guided.indexOf(Math.max(...guided)));
    }
    const options = { maxNewTokens: 5, guidanceScale: 2.5, unconditional };
    expect(idsOf(await collect(generate(tableModel(table), [1, 5], options)))).toEqual(expected);
  });

  it("says what is missing", async () => {
    const run = (options: object) => collect(generate(tableModel(table), [1], options as never));
    await expect(run({ maxNewTokens: 2, stopStrings: ["a"] })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TypeError: generate: stopStrings needs decode, which turns token ids into text. Pass the tokenizer's.]`,
    );
    await expect(run({ maxNewTokens: 2, guidanceScale: 2 })).rejects.toThrow("guidanceScale needs unconditional");
    await expect(run({ maxNewTokens: 2, promptLength: 7 })).rejects.toThrow("promptLength is 7 but 1 with this prompt");
    await expect(run({ maxNewTokens: 0 })).rejects.toThrow("maxNewTokens is 0");
    await expect(run({ maxNewTokens: 2, num_beams: 2 })).rejects.toThrow('there is no option "num_beams"');
    await expect(collect(generate(tableModel(table), [], { maxNewTokens: 1 }))).rejects.toThrow(
      "the prompt has 0 tokens",
    );
  });
});

describe("speculativeDecoding", () => {
  const prompt = [1, 2, 3, 1, 2];
  for (const numTokens of [1, 2, 5]) {
    it(`gives the greedy tokens of generate, whatever the draft (${numTokens} guesses)`, async () => {
      for (let seed = 0; seed < 12; seed++) {
        const model = randomTable(createRandom(seed), 12, 2);
        const eosTokenIds = [seed % 12];
        const options = { maxNewTokens: 14, eosTokenIds, repetitionPenalty: 1.2 };
        const expected = await collect(generate(tableModel(model), prompt, options));
        // A draft close to the model, so that some guesses are accepted and some are not
        const noise = randomTable(createRandom(seed + 100), 12, 0.8);
        const near = { ...model, last: model.last.map((value, i) => value + noise.last[i]) };
        const drafts = [
          modelDraft(tableModel(near), { numTokens, sampler: createSampler({ repetitionPenalty: 1.2 }) }),
          modelDraft(tableModel(model), { numTokens, schedule: "heuristic", sampler: createSampler({ sample: true }) }),
          promptLookupDraft({ numTokens }),
        ];
        for (const draft of drafts) {
          const target = tableModel(model);
          const tokens = await collect(speculativeDecoding(target, prompt, { ...options, draft }));
          expect(idsOf(tokens)).toEqual(idsOf(expected));
          expect(tokens.map(({ finish }) => finish)).toEqual(expected.map(({ finish }) => finish));
          expect(tokens.map(({ logprob }) => logprob)).toEqual(expected.map(({ logprob }) => logprob));
          // The last token is not read, as after generate: the session can go on
          expect(target.rows).toEqual([[...prompt, ...idsOf(tokens).slice(0, -1)]]);
        }
      }
    });
  }

  it("needs one step for all tokens when the draft is the model itself", async () => {
    const target = tableModel(table);
    const draft = modelDraft(tableModel(table), { numTokens: 9, sampler: createSampler() });
    await collect(speculativeDecoding(target, prompt, { maxNewTokens: 10, draft }));
    expect(target.steps).toBe(1);
  });

  it("refuses a draft with another vocabulary, and a model that cannot crop", async () => {
    const draft = modelDraft(tableModel(randomTable(createRandom(1), 7, 1)), {
      sampler: createSampler({ sample: true }),
    });
    const options = { maxNewTokens: 3, sample: true, draft };
    await expect(collect(speculativeDecoding(tableModel(table), [1], options))).rejects.toThrow(
      "the draft has 7 tokens in its vocabulary but the model has 12",
    );
    const { crop: _, ...model } = tableModel(table);
    await expect(collect(speculativeDecoding(model as DecodingModel, [1], options))).rejects.toThrow(
      'no operation "crop"',
    );
  });
});

describe("promptLookupDraft", () => {
  it("proposes what followed the longest match of the end", () => {
    expect(lookUp([1, 2, 3, 9, 2, 3, 7, 1, 2, 3], 4, 3)).toEqual([9, 2, 3, 7]);
    expect(lookUp([5, 2, 3, 9, 1, 2, 3, 7, 2, 3], 2, 3)).toEqual([9, 1]); // three do not match, two do
    expect(lookUp([1, 2, 3], 4, 2)).toEqual([]);
  });
});

describe("contrastiveSearch", () => {
  const { model, prompt, contrastive } = JSON.parse(
    readFileSync(new URL("fixtures/contrastive.json", import.meta.url), "utf8"),
  );
  it(`contrastiveSearch gives the tokens of a loop in PyTorch written from the definition (${contrastive.length} option sets)`, async () => {
    for (const { options, sequence } of contrastive) {
      const plan = parseGenerationOptions(options, { promptLength: prompt.length });
      expect(plan.strategy).toBe("contrastive search");
      const search = contrastiveSearch(tableModel(decodeTable(model)), prompt, {
        ...plan.sampler,
        ...plan.stop,
        ...plan.contrastive!,
      });
      expect(idsOf(await collect(search)), JSON.stringify(options)).toEqual(sequence);
    }
  });

  it("refuses options of random drawing", async () => {
    const search = contrastiveSearch(tableModel(table), [1], {
      maxNewTokens: 2,
      topK: 4,
      penaltyAlpha: 0.6,
      temperature: 2,
    });
    await expect(collect(search)).rejects.toThrow("temperature is not supported");
  });
});

describe("beamSearch", () => {
  it("with one beam gives the greedy tokens", async () => {
    const greedy = await collect(generate(tableModel(table), [1], { maxNewTokens: 8 }));
    const [best] = await beamSearch(tableModel(table), [1], { maxNewTokens: 8, numBeams: 1 });
    expect(best.ids).toEqual(idsOf(greedy));
    expect(best.score).toBeCloseTo(greedy.reduce((sum, { logprob }) => sum + logprob, 0) / 8, 5);
  });

  it("with as many beams as there are texts finds the likeliest of all", async () => {
    const small = randomTable(createRandom(8), 3, 2);
    const texts: { ids: number[]; score: number }[] = [];
    const sampler = createSampler({ sample: true });
    const visit = (ids: number[], score: number) => {
      if (ids.length === 4) return void texts.push({ ids: ids.slice(1), score: score / 3 });
      const { logits } = tableModel(small).step(Int32Array.from(ids), { rows: 1, positions: "last" }) as {
        logits: Float32Array;
      };
      for (const [id, prob] of sampler.distribution(logits, ids).entries()) visit([...ids, id], score + Math.log(prob));
    };
    visit([0], 0);
    texts.sort((a, b) => b.score - a.score);
    const found = await beamSearch(tableModel(small), [0], { maxNewTokens: 3, numBeams: 27, numReturnSequences: 27 });
    expect(found.map(({ ids }) => ids)).toEqual(texts.map(({ ids }) => ids));
    expect(found.map(({ finish }) => finish)).toEqual(new Array(27).fill("length"));
  });

  it("ends a beam at a stop string", async () => {
    const [best] = await beamSearch(tableModel(table), [1], { maxNewTokens: 8, numBeams: 3 });
    const stopStrings = [decode(best.ids.slice(1, 3))];
    const found = await beamSearch(tableModel(table), [1], {
      maxNewTokens: 8,
      numBeams: 3,
      numReturnSequences: 3,
      stopStrings,
      decode,
    });
    const stopped = found.filter(({ finish }) => finish === "stop string");
    expect(stopped.length).toBeGreaterThan(0);
    for (const { ids } of stopped) expect(decode(ids).endsWith(stopStrings[0])).toBe(true);
  });

  it("says what is wrong", async () => {
    const run = (options: object) => beamSearch(tableModel(table), [1], { maxNewTokens: 2, numBeams: 2, ...options });
    await expect(run({ numReturnSequences: 3 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RangeError: beamSearch: numReturnSequences is 3 but there are 2 beams. Raise numBeams.]`,
    );
    await expect(run({ numBeamGroups: 3 })).rejects.toThrow(
      "numBeams is 2 but has to be a multiple of numBeamGroups, 3",
    );
    await expect(run({ earlyStopping: "always" })).rejects.toThrow("earlyStopping is always");
    await expect(run({ topLogprobs: 3 })).rejects.toThrow("topLogprobs is not supported");
    const { reorder: _, ...model } = tableModel(table);
    await expect(beamSearch(model as DecodingModel, [1], { maxNewTokens: 2, numBeams: 2 })).rejects.toThrow(
      'no operation "reorder"',
    );
  });
});

describe("createStopStringMatcher", () => {
  it("push(text) finds stop strings across pieces and hands out nothing that belongs to one", () => {
    const random = createRandom(1);
    const stopStrings = ["aba", "bb", "cabc"];
    for (let run = 0; run < 300; run++) {
      const text = Array.from({ length: 12 }, () => "abc"[Math.floor(random() * 3)]).join("");
      const ends = stopStrings.map((stop) => text.indexOf(stop)).filter((index) => index >= 0);
      const matcher = createStopStringMatcher(stopStrings);
      let shown = "";
      let stopped = false;
      for (let at = 0; at < text.length && !stopped; ) {
        const size = 1 + Math.floor(random() * 3);
        const result = matcher.push(text.slice(at, at + size));
        shown += result.text;
        stopped = result.stoppedBy !== undefined;
        at += size;
      }
      if (!stopped) shown += matcher.flush();
      if (ends.length === 0) expect(shown).toBe(text);
      else expect(shown.length).toBeLessThanOrEqual(text.length);
      expect(text.startsWith(shown)).toBe(true);
      expect(stopped).toBe(ends.length > 0);
      for (const stop of stopStrings) expect(shown.includes(stop)).toBe(false);
    }
  });
});

describe("createTextStream", () => {
  it("push(id) waits for the rest of a character, and keeps the space a decoder drops at the beginning", () => {
    const pieces = [[0x20, 0x61], [0xf0, 0x9f], [0x98, 0x80], [0x20], [0xc3], [0xa9, 0x62]];
    const decodeBytes = (ids: number[]) =>
      new TextDecoder().decode(Uint8Array.from(ids.flatMap((id) => pieces[id]))).replace(/^ /, "");
    const stream = createTextStream(decodeBytes);
    expect([0, 1, 2, 3, 4, 5].map((id) => stream.push(id))).toEqual(["a", "", "😀", " ", "", "éb"]);
    expect(stream.flush()).toBe("");
  });

  it("flush() shows an unfinished character as it is", () => {
    const stream = createTextStream((ids) => new TextDecoder().decode(Uint8Array.from(ids)));
    expect([stream.push(0x61), stream.push(0xc3), stream.flush()]).toEqual(["a", "", "\ufffd"]);
  });
});
