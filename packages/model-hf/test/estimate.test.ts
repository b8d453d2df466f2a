import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createKernels } from "@llm-anatomy/kernels";
import { estimate, loadModel, resolveSource } from "@llm-anatomy/model-hf";
import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { assembleWeights } from "../src/checkpoint/assemble-weights.ts";
import { type Dtype, dtypes } from "../src/engine/dtypes.ts";
import { placeWeight } from "../src/engine/eager-engine.ts";
import { openCheckpoint } from "../src/open-checkpoint.ts";
import { fixtures, llamaConfig, llamaFiles, memorySource, safetensors, tensorsOf } from "./memory-source.ts";

const llama = join(fixtures, "llama");

/** What the kernels' memory holds once all weights are in it. */
async function bytesHeld(model: string, dtype: Dtype): Promise<number> {
  const { checkpoint, architecture, spec, recipes } = await openCheckpoint(await resolveSource(model));
  const kernels = createKernels();
  await assembleWeights(checkpoint, architecture, spec, recipes, (array, place) =>
    placeWeight(kernels, array, place, dtype),
  );
  return kernels.memory.bytesUsed;
}

describe("estimate(model, { dtype, context })", () => {
  it("estimate(llama) counts by hand", async () => {
    const { parameters, download, weights, cache, context } = await estimate(llama, { context: 16 });
    // attention: q and output 64 × 64, k and v 32 × 64; MLP: three of 96 × 64; two norms
    const block = 2 * 64 * 64 + 2 * 32 * 64 + 3 * 96 * 64 + 2 * 64;
    expect(parameters).toBe(2 * 199 * 64 + 3 * block + 64);
    expect(weights).toBe(4 * parameters);
    // 3 layers, 2 heads of 16, keys and values, 16 positions of 4 bytes
    expect(cache).toBe(3 * 2 * 16 * 2 * 16 * 4);
    expect([download, context]).toEqual([0, 16]);
  });

  it("estimate(address) tells what will come over the network", async () => {
    const server = createServer(({ url }, response) => {
      const file = join(llama, url!);
      if (existsSync(file)) response.end(readFileSync(file));
      else response.writeHead(404).end();
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const { download } = await estimate(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    server.close();
    const fetched = ["model.safetensors", "tokenizer.json", "tokenizer_config.json", "generation_config.json"];
    const sizes = fetched.map((name) => join(llama, name)).map((file) => (existsSync(file) ? statSync(file).size : 0));
    expect(download).toBe(sizes.reduce((a, b) => a + b));
  });

  it.each(
    ["tiny", llama, join(fixtures, "gpt2")].flatMap((model) =>
      dtypes.map((dtype) => [model.split("/").at(-1)!, dtype, model] as const),
    ),
  )("estimate(%s, { dtype: %s }).weights are the bytes that the engine then holds", async (_, dtype, model) => {
    const { weights } = await estimate(model, { dtype });
    expect(weights).toBe(await bytesHeld(model, dtype));
  });

  it("estimate(model, { limit }) says which dtype fits", async () => {
    const { peak, remedy } = await estimate(llama, { context: 1, limit: 350_000 });
    expect(remedy).toBe(
      `${llama}: as f32 it needs ${Math.round(peak / 1e3)} kB but there are 350 kB. Pass dtype "q8" (213 kB).`,
    );
    expect((await estimate(llama, { context: 1, limit: 350_000, dtype: "q8" })).remedy).toBeNull();
    expect((await estimate(llama, { context: 1, limit: 1000 })).remedy).toContain("Choose a smaller model");
    expect((await estimate(llama, { context: 128, batch: 64, limit: 2_000_000 })).remedy).toContain(
      "Pass a smaller context; 128 positions take",
    );
  });

  it("loadModel(too large a model) is refused before its weights are read", async () => {
    const stored = tensorsOf(llamaFiles()["model.safetensors"] as Uint8Array);
    const largest = 20_000_000; // rows of 64 float32: 5.1 GB each, one table and one head
    let at = 0;
    const file = safetensors(stored, (header) => {
      for (const [name, entry] of Object.entries(
        header as Record<string, { shape: number[]; data_offsets: number[] }>,
      )) {
        if (/embed_tokens|lm_head/.test(name)) entry.shape = [largest, 64];
        const bytes = entry.shape.reduce((product, size) => product * size, 4);
        entry.data_offsets = [at, at + bytes];
        at += bytes;
      }
    });
    const header = 8 + Number(new DataView(file.buffer).getBigUint64(0, true));
    const weights = {
      name: "huge/model.safetensors",
      size: header + at,
      async read(start: number, end: number) {
        if (end > header) throw new Error("weights were read");
        return file.slice(start, end);
      },
    };
    const { open } = memorySource(llamaFiles({ "config.json": llamaConfig({ vocab_size: largest }) }));
    const huge = { name: "huge", open: async (path: string) => (path === "model.safetensors" ? weights : open(path)) };
    await expect(loadModel(huge)).rejects.toThrow(
      /^huge: as f32 it needs 10\.2 GB for weights and \d+ kB for keys and values of 1 positions but there are 4\.3 GB that WebAssembly addresses\. /,
    );
  });

  it("estimate(model, options) refuses what it does not know", async () => {
    await expect(estimate(llama, { dtyp: "q8" } as never)).rejects.toThrow('estimate: there is no option "dtyp".');
    await expect(estimate(llama, { dtype: "q5" as never })).rejects.toThrow('dtype is "q5" but has to be one of');
    await expect(estimate(llama, { context: 0 })).rejects.toThrow("estimate: context is 0 but has to be at least 1.");
  });
});

describeWithFixtures("estimate over all reference checkpoints", "checkpoints", (folder) => {
  it("estimate(checkpoint, { dtype: q8 }).weights are within 0.5 % of what the engine holds", async () => {
    for (const name of readdirSync(folder).filter((entry) => !entry.includes("."))) {
      const { weights } = await estimate(join(folder, name), { dtype: "q8" });
      // Rows that a family leaves out of its table of positions are counted.
      expect(Math.abs(weights / (await bytesHeld(join(folder, name), "q8")) - 1), name).toBeLessThan(0.005);
    }
  });
});
