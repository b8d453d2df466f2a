import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CheckpointError, type LoadOptions, loadModel, type ModelSource, type WorkerLike } from "@llm-anatomy/model-hf";
import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import type { Port } from "../src/worker/channel.ts";
import { serveModel } from "../src/worker/serve-model.ts";
import { fixtures, llamaFiles, memorySource } from "./memory-source.ts";

/** A worker's two ends in one thread: everything is cloned and moved as between threads. */
function portWorker(): WorkerLike & { ended: boolean } {
  const { port1, port2 } = new MessageChannel();
  serveModel(port2 as unknown as Port);
  return Object.assign(port1, {
    onerror: null,
    ended: false,
    terminate(this: { ended: boolean }) {
      this.ended = true;
      port1.close();
    },
  }) as unknown as WorkerLike & { ended: boolean };
}

// A run that looks at attention weights adds up in another order than one that does not: float32 differs in its last bits.
expect.addEqualityTesters([
  (a, b) => {
    if (!(a instanceof Float32Array && b instanceof Float32Array)) return undefined;
    return a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) <= 1e-5);
  },
]);

const llama = join(fixtures, "llama");
const load = (from: ModelSource = llama, options: LoadOptions = {}) =>
  loadModel(from, { worker: portWorker, ...options });

describe.each(["eager", "compiled"] as const)("loadModel(source, { worker }) on the %s engine", (engine) => {
  it("gives the numbers of a model without one: forward, trace, patch, generate, sessions", async () => {
    const [here, there] = [await loadModel(llama, { engine }), await load(llama, { engine })];
    expect([there.engine.name, there.name, there.spec]).toEqual([engine, here.name, here.spec]);
    const input = [[1, 2, 3, 4]];
    const capture = ["blocks.*.attention.weights", "blocks.1.mlp.output"];
    const edits = {
      "blocks.0.mlp.output": ({ data }: { data: Float32Array }) => data.fill(0),
      "blocks.1.residual.middle": ({ data }: { data: Float32Array }) => data.map((value) => 2 * value),
    };
    expect(await there.forward(input)).toEqual(await here.forward(input));
    expect(await there.trace(input, { capture })).toEqual(await here.trace(input, { capture }));
    expect(await there.patch(input, edits, { capture })).toEqual(await here.patch(input, edits, { capture }));
    const tokensOf = async (model: typeof here) => {
      const tokens = [];
      for await (const token of model.generate([1, 2, 3], { temperature: 0, maxNewTokens: 10 })) tokens.push(token);
      return tokens;
    };
    expect(await tokensOf(there)).toEqual(await tokensOf(here));
    const sessions = [await here.createSession(), await there.createSession()];
    for (const session of sessions) {
      await session.append([5, 6, 7, 8]);
      session.crop(2);
      await session.append([9]);
      expect(session.length).toBe(3);
      expect(() => session.crop(4)).toThrow("crop: length is 4 but has to be");
    }
    expect(await sessions[1].exportCache()).toEqual(await sessions[0].exportCache());
    for (const session of sessions) await session.dispose();
    await here.dispose();
    await there.dispose();
  });
});

describeWithFixtures("a model whose spec holds arrays, in a worker", "checkpoints", (folder) => {
  it.each(["eager", "compiled"] as const)(
    "the %s engine keeps ALiBi's slopes when the spec is told",
    async (engine) => {
      const bloom = join(folder, "bloom");
      const [here, there] = [await loadModel(bloom, { engine }), await load(bloom, { engine })];
      expect(there.spec).toEqual(here.spec);
      expect(await there.forward([[1, 2, 3, 4]])).toEqual(await here.forward([[1, 2, 3, 4]]));
      await here.dispose();
      await there.dispose();
    },
  );
});

describe("loadModel(source, { worker: true }) in Node", () => {
  it("computes in a thread of worker_threads, which dispose ends", async () => {
    const script = `
      import { loadModel } from "@llm-anatomy/model-hf";
      const model = await loadModel("tiny", { worker: true });
      let text = "";
      for await (const token of model.generate("Once upon a time", { temperature: 0, maxNewTokens: 5 })) text += token.text;
      await model.dispose();
      process.stdout.write(text);`;
    const told = execFileSync(process.execPath, ["--conditions=@repo/source", "--input-type=module", "-e", script], {
      cwd: join(import.meta.dirname, ".."),
      encoding: "utf8",
    });
    const model = await loadModel("tiny");
    let text = "";
    for await (const token of model.generate("Once upon a time", { temperature: 0, maxNewTokens: 5 }))
      text += token.text;
    await model.dispose();
    expect(told).toBe(text);
  });
});

describe("loadModel(source, { worker })", () => {
  it("replaces values that are given as a tensor without a run to see them", async () => {
    const model = await load();
    const { values } = await model.trace([1, 2, 3], { capture: ["blocks.0.mlp.output"] });
    const place = values["blocks.0.mlp.output"];
    const zeros = { ...place, data: new Float32Array(place.data.length) };
    const byTensor = await model.patch([1, 2, 3], { "blocks.0.mlp.output": zeros });
    const byFunction = await model.patch([1, 2, 3], { "blocks.0.mlp.output": ({ data }) => data.fill(0) });
    expect(byTensor.logits).toEqual(byFunction.logits);
    await model.dispose();
    const compiled = await load(llama, { engine: "compiled" });
    expect((await compiled.patch([1, 2, 3], { "blocks.0.mlp.output": zeros })).logits).toEqual(byTensor.logits);
    const narrow = { ...zeros, data: new Float32Array(64), shape: [1, 1, 64] };
    await expect(compiled.patch([1, 2, 3], { "blocks.0.mlp.output": narrow })).rejects.toThrow(
      "patch: the tensor for blocks.0.mlp.output has 64 numbers as [1, 1, 64], but that place is [1, 3, 64].",
    );
    await compiled.dispose();
  });

  it("reads a source of the caller's own through the caller, and tells progress", async () => {
    const told: string[] = [];
    const source = memorySource(llamaFiles());
    const model = await load(source, {
      onProgress: ({ phase, loaded, total }) => told.push(`${phase} ${loaded / total}`),
    });
    expect(told.at(-1)).toBe("weights 1");
    expect(model.source).toBe(source);
    await model.dispose();
    const archive = await load(llama);
    expect(await (await archive.source.open("config.json"))!.read(0, 2)).toEqual(
      new Uint8Array(readFileSync(join(llama, "config.json")).subarray(0, 2)),
    );
    expect(await archive.source.open("absent.json")).toBe(null);
    await archive.dispose();
  });

  it("keeps class, code, file and tensor of errors", async () => {
    const broken = { "model.safetensors": (llamaFiles()["model.safetensors"] as Uint8Array).slice(0, 9000) };
    const fromHere = await loadModel(memorySource(llamaFiles(broken)), {}).catch((error) => error);
    const fromThere = await load(memorySource(llamaFiles(broken))).catch((error) => error);
    expect(fromThere).toBeInstanceOf(CheckpointError);
    expect({ ...fromThere, message: fromThere.message }).toEqual({ ...fromHere, message: fromHere.message });
    const model = await load();
    await expect(model.forward([99999])).rejects.toThrow(RangeError);
    await expect(model.patch([1, 2], { "blocks.0.mlp.output": () => new Float32Array(1) })).rejects.toThrow(
      "patch: the edit of blocks.0.mlp.output gave 1 numbers but",
    );
    await expect(load(llama, { dtype: "q7" as never })).rejects.toThrow('loadModel: dtype is "q7"');
    await model.dispose();
  });

  it("ends the worker when the model is disposed of, and says so to whoever still calls", async () => {
    let worker!: ReturnType<typeof portWorker>;
    const model = await load(llama, { worker: () => (worker = portWorker()) });
    const session = await model.createSession();
    const waiting = session.append([1]);
    await model.dispose();
    expect(worker.ended).toBe(true);
    await expect(waiting).rejects.toThrow("the model was disposed of. Load it again.");
    await expect(model.forward([1])).rejects.toThrow("the model was disposed of. Load it again.");
    await session.dispose();
  });

  it("ends the worker when loading fails or is aborted", async () => {
    let worker!: ReturnType<typeof portWorker>;
    const keep = () => (worker = portWorker());
    await expect(load(memorySource({}), { worker: keep })).rejects.toThrow("has no config.json");
    expect(worker.ended).toBe(true);
    const controller = new AbortController();
    const slow = { name: "slow", open: () => new Promise<null>(() => {}) };
    const loading = load(slow, { worker: keep, signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 20);
    await expect(loading).rejects.toThrow("enough");
  });

  it("says when the worker fails", async () => {
    const failing = () => {
      const worker = portWorker();
      setTimeout(() => worker.onerror?.({ message: "out of memory" }));
      return worker;
    };
    const slow = { name: "slow", open: () => new Promise<null>(() => {}) };
    await expect(load(slow, { worker: failing })).rejects.toMatchObject({
      code: "worker-failed",
      message: expect.stringMatching(/^loadModel: the worker failed \(out of memory\)\./),
    });
  });
});
