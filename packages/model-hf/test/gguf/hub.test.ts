import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect, type LoadOptions, listCache, loadModel } from "@llm-anatomy/model-hf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StandInHub, startHub } from "../source/stand-in-hub.ts";
import { ggufOfFolder, tinyModels, tinyTokenizer, tokenizerOf } from "./make-gguf.ts";

const folder = join(tinyModels, "tiny-llama");
const { bytes } = ggufOfFolder(folder, "Q8_0", { metadata: tokenizerOf(folder, tinyTokenizer) });
const files = {
  "README.md": "# M",
  "m.Q4_0.gguf": bytes,
  "m.Q8_0.gguf": bytes,
  "config.json": '{"model_type":"llama"}',
};
let hub: StandInHub;
let cache: string;
let saved: NodeJS.ProcessEnv;

beforeAll(async () => {
  saved = { ...process.env };
  for (const name of Object.keys(process.env)) if (/^(HF|HUGGING|TRANSFORMERS)/.test(name)) delete process.env[name];
  cache = mkdtempSync(join(tmpdir(), "hub-gguf-"));
  process.env.HF_HOME = cache;
  hub = await startHub({ "org/m": { files, large: ["m.Q4_0.gguf", "m.Q8_0.gguf"] } });
});
afterAll(() => {
  hub.close();
  rmSync(cache, { recursive: true, force: true });
  process.env = saved;
});

const options = (more: LoadOptions = {}): LoadOptions => ({ endpoint: hub.endpoint, cache, ...more });

describe('a Hub id with { file: "Q8_0" }', () => {
  it("inspect reads the header's part and downloads nothing", async () => {
    const { tensors } = await inspect("org/m", { endpoint: hub.endpoint, cache, file: "Q8_0" });
    expect(tensors[0].file).toBe("m.Q8_0.gguf");
    expect((await listCache({ cache })).flatMap(({ revisions }) => revisions)).toEqual([]);
  });

  it("loadModel downloads that file, tells how far it is, and keeps it for the next time and without a connection", async () => {
    const phases = new Set<string>();
    const model = await loadModel(
      "org/m",
      options({ file: "Q8_0", onProgress: ({ phase, file }) => phases.add(`${phase} ${file}`) }),
    );
    const ids = model.tokenizer.encode("Once upon a time").ids;
    const { data } = (await model.forward([ids])).logits!;
    await model.dispose();
    expect([...phases]).toEqual(["download m.Q8_0.gguf", "weights m.Q8_0.gguf"]);
    const kept = (await listCache({ cache }))[0].revisions.flatMap((revision) => revision.files);
    expect(kept.map(({ path }) => path)).toEqual(["m.Q8_0.gguf"]);
    hub.seen.length = 0;
    const again = await loadModel("org/m", options({ file: "m.Q8_0.gguf", offline: true }));
    expect((await again.forward([ids])).logits!.data).toEqual(data);
    await again.dispose();
    expect(hub.seen).toEqual([]);
  });

  it("loadModel takes the one that is kept when the Hub cannot be reached", async () => {
    const unreachable = "http://localhost:1"; // where nothing answers
    const model = await loadModel("org/m", options({ endpoint: unreachable, file: "Q8_0" }));
    expect(model.name).toBe("org/m/m.Q8_0.gguf");
    await model.dispose();
  });

  it("loadModel without it says which files there are", async () => {
    await expect(loadModel("org/m", options())).rejects.toThrow(
      "org/m: has several GGUF files. Say which one with the option `file`: m.Q4_0.gguf, m.Q8_0.gguf.",
    );
  });
});
