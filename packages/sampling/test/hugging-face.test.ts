import { readFileSync } from "node:fs";
import { expectClose, fixturesFolder } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { run } from "../../../tools/conformance/src/sampling.ts";
import {
  beamSearch,
  createLogitsProcessor,
  generate,
  generationOptionTable,
  parseGenerationOptions,
} from "../src/index.ts";
import { decodeFloats, decodeTable, tableModel } from "./table-model.ts";

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8"));

describe("logits processors", () => {
  it("equal Hugging Face's within 1e-5 on the committed cases", async () => {
    const folder = new URL("fixtures", import.meta.url).pathname;
    const failures: string[] = [];
    const report = createCollector(failures);
    await run(folder, { only: (name) => /^processors\.json#/.test(name) }, report);
    expect(failures).toEqual([]);
    expect(report.passed).toBeGreaterThan(100);
  });

  const shared = fixturesFolder("sampling");
  it.skipIf(!shared)("equal Hugging Face's within 1e-5 on the reference data beside the checkout", async () => {
    const failures: string[] = [];
    const report = createCollector(failures);
    await run(shared!, { only: () => true }, report);
    expect(failures).toEqual([]);
    expect(report.passed).toBeGreaterThan(100);
  });
});

function createCollector(failures: string[]) {
  return {
    passed: 0,
    failed: 0,
    skipped: 0,
    pass() {
      this.passed++;
    },
    fail: (name: string, detail: string) => void failures.push(`${name}: ${detail}`),
    skip: (name: string, reason: string) => void failures.push(`skipped ${name}: ${reason}`),
    printSummary() {},
  };
}

describe("the pipeline", () => {
  const { model, prompt, processed } = fixture("decoding.json");
  const table = decodeTable(model);

  for (const { options, sequence, scores } of processed) {
    const names = Object.keys(options).filter((name) => name !== "max_new_tokens");
    it(`createLogitsProcessor gives Hugging Face's processed scores with ${names.join(", ") || "no options"}`, () => {
      const { sampler } = parseGenerationOptions(options, { promptLength: prompt.length });
      const process = createLogitsProcessor(sampler);
      const expected = decodeFloats(scores);
      const context = [...prompt];
      for (const [step, id] of sequence.entries()) {
        const logits = tableLogits(table, context);
        const row = expected.subarray(step * table.vocab, (step + 1) * table.vocab);
        // Two float32 pipelines of a dozen steps, compared relative to logits of up to 10
        expectClose(process(logits, context), row, { atol: 1e-5, rtol: 1e-5 }, `step ${step}`);
        context.push(id);
      }
    });
  }

  for (const { options, sequence } of processed) {
    if (options.do_sample) continue;
    it(`generate gives Hugging Face's greedy tokens with ${Object.keys(options).join(", ")}`, async () => {
      const { sampler, stop } = parseGenerationOptions(options, { promptLength: prompt.length });
      const ids: number[] = [];
      for await (const { id } of generate(tableModel(table), prompt, { ...sampler, ...stop })) ids.push(id);
      expect(ids).toEqual(sequence);
    });
  }
});

function tableLogits({ vocab, last, previous }: ReturnType<typeof decodeTable>, context: number[]): Float32Array {
  const token = context[context.length - 1];
  const before = context[context.length - 2];
  return Float32Array.from({ length: vocab }, (_, id) => last[token * vocab + id] + previous[before * vocab + id]);
}

describe("beamSearch", () => {
  for (const name of ["decoding.json", "groups.json"]) {
    const { model, prompt, beams } = fixture(name);
    const table = decodeTable(model);
    it(`beamSearch gives Hugging Face's beams and scores (${beams.length} option sets of ${name})`, async () => {
      for (const { options, sequences, scores } of beams) {
        const { sampler, stop, beam, numReturnSequences } = parseGenerationOptions(options, {
          promptLength: prompt.length,
        });
        const found = await beamSearch(tableModel(table), prompt, {
          ...sampler,
          ...stop,
          ...beam!,
          numReturnSequences:
            options.num_return_sequences ?? (name === "groups.json" ? options.num_beams : numReturnSequences),
        });
        const title = JSON.stringify(options);
        const ends: number[] = name === "groups.json" ? options.eos_token_id : []; // left out in that file
        const ids = found.map((result) => result.ids.filter((id) => !ends.includes(id)));
        expect(ids, title).toEqual(sequences);
        // Sums of up to 9 float32 log-probabilities
        expectClose(
          found.map(({ score }) => score),
          scores,
          { atol: 2e-5 },
          title,
        );
      }
    });
  }
});

describe("parseGenerationOptions", () => {
  for (const version of [4, 5]) {
    const { version: full, names } = fixture(`options-${version}.json`);
    it(`knows every option of GenerationConfig in transformers ${full}`, () => {
      expect(names.filter((name: string) => !Object.hasOwn(generationOptionTable, name))).toEqual([]);
      expect(names.length).toBeGreaterThan(60);
    });
  }
});
