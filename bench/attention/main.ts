/**
 * `pnpm bench attention [--only prefill,decode,masks] [--threads 2] [--from 512] [--up-to 1024] [--set plain] [--fastest] [--turns 60] [--turn-ms 5] [--cpu-time] [--quick]`
 *
 * Public functions of attention beside onnxruntime-web, onnxruntime-node, TensorFlow.js and the plain twin. Every answer is
 * compared before anything is timed. `--threads` counts for our kernels and both onnxruntimes; TensorFlow.js has one thread
 * in Node, the plain twin everywhere, and bandwidth is that of one thread.
 * @module
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import {
  type CreateKernelsOptions,
  createKernels,
  createPlainKernels,
  createThreadedKernels,
} from "@llm-anatomy/kernels";
import { createStreams } from "../kernels/bandwidth.ts";
import { digits, measure, table } from "../side-by-side.ts";
import { type AttentionCase, compare, createCase, type Peer } from "./cases.ts";
import { maskCurves } from "./mask-curves.ts";
import { groupQueryAttention, multiHeadAttention } from "./onnx-peers.ts";
import { ourAttention } from "./our-attention.ts";
import { tensorflowAttention } from "./tensorflow-peer.ts";

const { values: options } = parseArgs({
  args: process.argv.slice(3),
  options: {
    only: { type: "string" },
    set: { type: "string", default: "auto" },
    threads: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    "up-to": { type: "string", default: "32768" },
    fastest: { type: "boolean" },
    turns: { type: "string" },
    "turn-ms": { type: "string" },
    "cpu-time": { type: "boolean" },
    quick: { type: "boolean" },
  },
});
const threads = Number(options.threads);
const asked = (lengths: number[]) =>
  lengths.filter((length) => length >= Number(options.from) && length <= Number(options["up-to"]));
const set = options.set as CreateKernelsOptions["set"];
const kernels = threads === 1 ? createKernels({ set }) : await createThreadedKernels({ set, threads });
const plain = createPlainKernels();

/** Everybody who can compute a case: name, and how to set it up; null where it would take too long or too much memory. */
const peers: Record<string, (c: AttentionCase) => Peer | Promise<Peer> | null> = {
  ours: (c) => ourAttention(kernels, c),
  "web GQA": (c) => groupQueryAttention("web", c, threads),
  "web MHA": (c) => multiHeadAttention("web", c, threads),
  "node GQA": (c) => groupQueryAttention("node", c, threads),
  "tfjs-wasm": (c) => (c.queryLen > 1024 ? null : tensorflowAttention(c)),
  "plain twin": (c) => (c.queryLen > 1024 ? null : ourAttention(plain, c)),
};

async function sideBySide(
  cases: AttentionCase[],
  first: (c: AttentionCase, ms: number) => (string | number)[],
  head: string[],
) {
  const rows: (string | number)[][] = [];
  for (const c of cases) {
    const running: { name: string; peer: Peer }[] = [];
    for (const [name, create] of Object.entries(peers)) {
      const peer = await create(c);
      if (peer) running.push({ name, peer });
    }
    const expected = Float32Array.from(await running[0].peer.run());
    const failed = new Set<string>();
    for (const { name, peer } of running) {
      const output = await Promise.resolve(peer.run()).catch((error: Error) => error);
      if (output instanceof Error) {
        failed.add(name);
        console.log(
          `${name} fails with ${c.queryLen} queries and ${c.keyLen} keys: ${output.message.split(": ").at(-1)}`,
        );
      } else compare(name, output, expected);
    }
    const rounds = options.quick ? 3 : c.queryLen > 1000 ? 5 : 11;
    const timings = await measure(
      running.filter(({ name }) => !failed.has(name)).map(({ name, peer }) => ({ name, run: () => peer.run() })),
      { rounds, warmUpMs: options.quick ? 50 : 200, budgetMs: 3000 },
    );
    const times = new Map(timings.map(({ name, time }) => [name, time]));
    const ms = Object.keys(peers).map((name) =>
      failed.has(name) ? "fails" : times.has(name) ? digits(times.get(name) as number) : "–",
    );
    rows.push([...first(c, times.get("ours") as number), ...ms]);
    console.error(`| ${rows[rows.length - 1].join(" | ")} |`); // as it comes: the last rows take minutes
    for (const { peer } of running) await peer.release();
  }
  return table([...head, ...Object.keys(peers).map((name) => `${name} ms`)], rows);
}

const benches = {
  /** Causal, no past. Operations: half of the pairs, two dot products each. */
  async prefill() {
    const lengths = options.quick ? [128, 512] : [128, 256, 512, 1024, 2048, 4096];
    const speed = (c: AttentionCase, ms: number) =>
      digits((2 * 2 * c.numHeads * c.headDim * c.queryLen * (c.queryLen + 1)) / 2 / ms / 1e6);
    const rows = (c: AttentionCase, ms: number) => [c.queryLen, speed(c, ms)];
    return sideBySide(
      asked(lengths).map((n) => createCase(n, n)),
      rows,
      ["queries", "ours GFLOP/s"],
    );
  },
  /** One query over a cache. */
  async decode() {
    const streams = await createStreams(128 * 2 ** 20);
    const [vectors, block] = await measure([
      { name: "vectors", run: streams.copyVectors },
      { name: "block", run: streams.copyBlock },
    ]);
    const copy = streams.bytes / Math.min(vectors.time, block.time) / 1e6;
    console.log(`copy bandwidth of the machine, one thread: ${digits(copy)} GB/s`);
    const lengths = options.quick ? [1024, 4096] : [1024, 4096, 16384, 32768];
    const bytes = (c: AttentionCase) => (c.keys.length + c.values.length) * 4;
    const rows = (c: AttentionCase, ms: number) => [
      c.keyLen,
      digits(bytes(c) / ms / 1e6),
      `${Math.round((bytes(c) / ms / 1e6 / copy) * 100)} %`,
    ];
    return sideBySide(
      asked(lengths).map((n) => createCase(1, n)),
      rows,
      ["keys", "ours GB/s", "of copy"],
    );
  },
  masks: () => maskCurves(kernels, asked(options.quick ? [256, 512] : [512, 1024, 2048, 4096, 8192, 16384])),
};

const only = options.only?.split(",");
console.log(
  `${cpus()[0].model}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}, kernels ${kernels.name}, ${threads} ${threads === 1 ? "thread" : "threads"}, ${options.fastest ? "fastest turns" : "medians"}${options["cpu-time"] ? " of processor time" : ""}`,
);
for (const [name, bench] of Object.entries(benches)) {
  if (only && !only.includes(name)) continue;
  console.log(`\n### ${name}\n\n${await bench()}`);
}
process.exit(0); // onnxruntime-web keeps workers alive
