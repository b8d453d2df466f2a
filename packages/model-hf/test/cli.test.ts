import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect, loadModel, type MeasuredEngine } from "@llm-anatomy/model-hf";
import { tinyLlama } from "@llm-anatomy/tiny-models";
import { afterAll, describe, expect, it } from "vitest";
import { fixtures } from "./memory-source.ts";

const cli = join(import.meta.dirname, "../src/cli.ts");
const chatModel = join(import.meta.dirname, "tasks/fixtures/chat");

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

const ownCache = mkdtempSync(join(tmpdir(), "cli-")); // measurements are remembered there, for nobody else
afterAll(() => rmSync(ownCache, { recursive: true }));

/** A copy of the embedded model that knows no end: neither a last token nor a last position that any machine would reach. */
function endlessModel(): string {
  const folder = join(ownCache, "endless");
  cpSync(new URL(".", tinyLlama.files["config.json"]), folder, { recursive: true });
  const change = (file: string, values: object) => {
    const path = join(folder, file);
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...values }));
  };
  change("config.json", { eos_token_id: null, max_position_embeddings: 10_000_000 });
  change("generation_config.json", { eos_token_id: null });
  return folder;
}

/** Runs the command line in a process of its own. `interruptAt` sends Ctrl-C when that has been printed. */
function run(args: string[], { input = "", interruptAt }: { input?: string; interruptAt?: string } = {}): Promise<Ran> {
  const child = spawn(
    process.execPath,
    ["--conditions=@repo/source", "--disable-warning=ExperimentalWarning", cli, ...args],
    { env: { ...process.env, LLM_ANATOMY_CACHE: ownCache } },
  );
  const ran: Ran = { code: null, out: "", err: "" };
  child.stdout.on("data", (data) => {
    ran.out += data;
    if (interruptAt !== undefined && ran.out.includes(interruptAt)) {
      interruptAt = undefined;
      child.kill("SIGINT");
    }
  });
  child.stderr.on("data", (data) => (ran.err += data));
  child.stdin.end(input);
  return new Promise((resolve) => child.on("close", (code) => resolve({ ...ran, code })));
}

// A process that compiles all sources first takes seconds, and on a busy machine many.
describe("llm-anatomy", { timeout: 180_000 }, () => {
  it("names the commands and options it knows when it is given others", async () => {
    const unknown = await run(["train"]);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('There is no command "train".');
    expect(unknown.err).toMatch(
      /generate .*\n.*chat .*\n.*inspect .*\n.*estimate .*\n.*convert .*\n.*serve .*\n.*bench .*\n.*cache .*\n.*doctor /,
    );
    const option = await run(["chat", "tiny", "--heat", "1"]);
    expect(option.code).toBe(2);
    expect(option.err).toMatch(/^Unknown option '--heat'\.\n\n/);
    expect(option.err).toContain("--temperature");
    const nothing = await run(["inspect"]);
    expect(nothing.code).toBe(2);
    expect(nothing.err).toMatch(/^Name a model: a Hub id/);
  });

  it("inspect shows sizes, arrays and places without loading", async () => {
    const { out, code } = await run(["inspect", "tiny"]);
    expect(code).toBe(0);
    expect(out).toContain("tiny-llama: LlamaForCausalLM (llama)");
    expect(out).toContain("1,500,800 parameters");
    expect(out).toMatch(/blocks\.0–5, 6 alike +1,107,456/);
    expect(out).toMatch(/ {2}attention\.k\.weight +\[64, 128\] +8,192 {2}model\.layers\.N\.self_attn\.k_proj\.weight/);
    expect(out).toContain("blocks.N.attention.weights");
    const tensors = await run(["inspect", "tiny", "--tensors"]);
    expect(tensors.out.trim().split("\n")).toHaveLength(56);
  });

  it("chat answers each line that is piped in, and knows what was said before", async () => {
    const settings = ["--temperature", "0", "--max-new-tokens", "8"];
    const { out, err, code } = await run(["chat", chatModel, ...settings], {
      input: "hello\n/what\nhello\n/new\nhello\n",
    });
    expect(code).toBe(0);
    expect(err).toContain('There is no "/what". There are /new and /system.');
    const model = await loadModel(chatModel);
    const answers: string[] = [];
    for (const count of [1, 2]) {
      const messages = Array.from({ length: count }, () => ({ role: "user", content: "hello" }));
      const told = messages.flatMap((message, i) => (i < answers.length ? [message, said(answers[i])] : [message]));
      answers.push("");
      for await (const { text } of model.chat(told, { temperature: 0, maxNewTokens: 8 })) answers[count - 1] += text;
    }
    await model.dispose();
    expect(out).toBe([answers[0], answers[1], answers[0], ""].join("\n"));
  });

  it("generate is stopped by Ctrl-C, with what there is so far", async () => {
    const model = ["--model", endlessModel()];
    const { out, err, code } = await run(["generate", "Once", ...model, "--max-new-tokens", "1000000"], {
      interruptAt: "Once",
    });
    expect(code).toBe(0);
    expect(out.startsWith("Once")).toBe(true);
    expect(Number(/(\d+) tokens/.exec(err)![1])).toBeLessThan(1_000_000);
  });

  it("serve answers clients until Ctrl-C ends it, and what it is saying", async () => {
    const command = ["--conditions=@repo/source", cli, "serve", endlessModel(), "--name", "endless", "--port", "0"];
    const child = spawn(process.execPath, command);
    const closed = new Promise((resolve) => child.on("close", resolve));
    let out = "";
    child.stdout.on("data", (data) => (out += data));
    await expect.poll(() => out, { timeout: 60_000 }).toContain("\n");
    expect(out).toMatch(/^endless on http:\/\/127\.0\.0\.1:\d+\/v1 · eager engine on wasm\n$/);
    const [address] = /http:\S+/.exec(out)!;
    const answer = await fetch(`${address}/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "endless", prompt: "Once", max_tokens: 1_000_000, stream: true }),
    });
    const reader = answer.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('data: {"id":"cmpl-');
    child.kill("SIGINT");
    expect(await closed).toBe(0);
    await expect(reader.closed).rejects.toThrow("terminated");
  });

  it("bench measures every engine and dtype that is asked for, each in a process of its own", async () => {
    const settings = ["--prompt", "8", "--tokens", "4", "--rounds", "1"];
    const asked = ["--engine", "eager,compiled", "--device", "wasm,cpu", "--dtype", "f32,q8", ...settings];
    const { out, code } = await run(["bench", "tiny", ...asked, "--json"]);
    expect(code).toBe(0);
    const measured = JSON.parse(out) as (MeasuredEngine & { peakBytes: number })[];
    expect(measured.map(({ engine, device, dtype }) => `${engine} ${device} ${dtype}`)).toEqual([
      ...["eager wasm f32", "eager wasm q8"],
      ...["compiled wasm f32", "compiled wasm q8", "compiled cpu f32", "compiled cpu q8"],
    ]);
    for (const { newTokens, promptTokens, threads, ...figures } of measured) {
      expect([newTokens, promptTokens, threads]).toEqual([4, 8, 1]);
      expect(figures.loadMs).toBeGreaterThan(1);
      expect(figures.prefillTokensPerSecond).toBeCloseTo(8000 / figures.firstMs, 6);
      expect(figures.decodeTokensPerSecond).toBeGreaterThan(1);
      expect(figures.peakBytes).toBeGreaterThan(40e6); // Node alone
    }
    const notes = readFileSync(join(ownCache, "engine-speeds.json"), "utf8");
    expect(notes.match(/"llama 6x128 \d\/\dx\d+ 3072"/g)).toHaveLength(1);
    expect(notes.match(/"device": "cpu"/g)).toHaveLength(2);
    await run(["bench", "tiny", "--engine", "eager", ...settings, "--forget"]);
    expect(readFileSync(join(ownCache, "engine-speeds.json"), "utf8")).not.toContain("llama 6x128");
    const encoder = await run(["bench", join(chatModel, "../fill-mask"), "--engine", "eager", ...settings]);
    expect(encoder.out).toContain("8 tokens read\n");
    expect(encoder.out).toMatch(/\| eager +\| wasm +\| f32 +\| +1 \|/);
  });

  it("bench measures what can be, and tells what cannot", async () => {
    const { out, err, code } = await run(["bench", "tiny", "--engine", "eager", "--dtype", "f32", "--tokens", "2.5"]);
    expect([out, code]).toEqual(["", 2]);
    expect(err).toContain("--tokens is 2.5 but has to be a whole number of at least 2.");
    const long = await run(["bench", join(fixtures, "gpt2"), "--engine", "eager", "--prompt", "100000"]);
    expect([long.out, long.code]).toEqual(["", 1]);
    expect(long.err).toContain(
      "eager wasm f32 1: RangeError: generate: the prompt has 100000 tokens but the model has",
    );
  });

  it("doctor tells what the machine can do", async () => {
    const { out, code } = await run(["doctor"]);
    expect(out).toMatch(/kernels +wasm-relaxed-simd/);
    expect(out).toMatch(/weights +[\d.]+ GB\/s of int8/);
    expect(out).toMatch(/eager +runs:/);
    expect(out).toMatch(/compiled +runs:/);
    expect(out).toMatch(/native +runs:/);
    expect(code).toBe(0);
  });
});

function said(content: string) {
  return { role: "assistant", content };
}

describe("inspect(source)", () => {
  it("counts every array once, and says what each is made of", async () => {
    const { parameters, arrays, tensors, places, spec } = await inspect(join(fixtures, "llama"));
    const sum = arrays.reduce((total, { shape }) => total + shape.reduce((a, b) => a * b, 1), 0);
    expect(parameters.total).toBe(sum);
    expect(tensors.reduce((bytes, tensor) => bytes + tensor.bytes, 0)).toBe(4 * sum);
    expect(arrays.find(({ path }) => path === "blocks.1.attention.k.weight")).toEqual({
      path: "blocks.1.attention.k.weight",
      shape: [32, 64],
      tensors: ["model.layers.1.self_attn.k_proj.weight"],
      alsoAt: [],
    });
    expect(places).toContain("blocks.2.mlp.output");
    expect(spec.blocks).toHaveLength(3);
    await expect(inspect("tiny", { dtype: "q8" } as never)).rejects.toThrow('inspect: there is no option "dtype".');
  });
});
