/** One sampling step, from logits to a token, beside transformers.js and beside the textbook's full sort. @module */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { createRandom, createSampler, type SamplerOptions } from "@llm-anatomy/sampling";
import { show, type Timed, table, timeInTurn } from "./timing.ts";

/** transformers.js does not export its samplers, so they are taken from its sources. */
async function loadPeer() {
  const main = createRequire(import.meta.url).resolve("@huggingface/transformers");
  const source = (path: string) => import(pathToFileURL(join(dirname(main), "../src", path)).href);
  const [{ LogitsSampler }, { Tensor }, processors] = await Promise.all([
    source("generation/logits_sampler.js"),
    source("utils/tensor.js"),
    source("generation/logits_process.js"),
  ]);
  return { LogitsSampler, Tensor, processors };
}

/** Logits of a language model's shape: a bell curve, and a few tokens that stick out by `peak`. */
function createLogits(vocabSize: number, peak: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: vocabSize }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return 2 * normal + (random() < 0.0005 ? peak * random() : 0);
  });
}

const vocabSizes = [32_000, 262_144];
const contextLength = 1024;

interface Row {
  title: string;
  options: SamplerOptions;
  peak: number;
  /** The same as transformers.js options, where it has them. */
  peer?: Record<string, unknown>;
  /** What the textbook does with the logits: a full sort. */
  textbook?: (logits: Float32Array) => number;
}

const rows: Row[] = [
  { title: "greedy, with log-probability", options: {}, peak: 12 },
  { title: "greedy", options: { logprob: false }, peak: 12, peer: {} },
  {
    title: "temperature, top-k 50, with log-probability",
    options: { temperature: 0.8, topK: 50, seed: 1 },
    peak: 12,
  },
  {
    title: "temperature, top-k 50",
    options: { temperature: 0.8, topK: 50, seed: 1, logprob: false },
    peak: 12,
    peer: { do_sample: true, temperature: 0.8, top_k: 50 },
    textbook: (logits) => sortedProbs(logits, 0.8).slice(0, 50)[0],
  },
  {
    title: "temperature, top-p 0.95, peaked",
    options: { temperature: 0.8, topP: 0.95, seed: 1, logprob: false },
    peak: 16,
    textbook: (logits) => nucleus(sortedProbs(logits, 0.8), 0.95),
  },
  {
    title: "temperature, top-p 0.95, flat",
    options: { temperature: 0.8, topP: 0.95, seed: 1, logprob: false },
    peak: 0,
    textbook: (logits) => nucleus(sortedProbs(logits, 0.8), 0.95),
  },
  { title: "temperature, min-p 0.05", options: { temperature: 0.8, minP: 0.05, seed: 1, logprob: false }, peak: 12 },
  {
    title: "temperature, typical-p 0.9",
    options: { temperature: 0.8, typicalP: 0.9, seed: 1, logprob: false },
    peak: 12,
  },
  {
    title: "repetition penalty, no-repeat 3-gram, temperature, top-k 50, top-p, min-p",
    options: {
      repetitionPenalty: 1.1,
      noRepeatNgramSize: 3,
      temperature: 0.8,
      topK: 50,
      topP: 0.95,
      minP: 0.02,
      seed: 1,
      logprob: false,
    },
    peak: 12,
  },
  {
    title: "repetition penalty, no-repeat 3-gram, temperature, top-k 50",
    options: { repetitionPenalty: 1.1, noRepeatNgramSize: 3, temperature: 0.8, topK: 50, seed: 1, logprob: false },
    peak: 12,
    peer: { do_sample: true, temperature: 0.8, top_k: 50, repetition_penalty: 1.1, no_repeat_ngram_size: 3 },
  },
];

function sortedProbs(logits: Float32Array, temperature: number): number[] {
  const max = logits.reduce((a, b) => Math.max(a, b));
  const weights = Array.from(logits, (logit) => Math.exp((logit - max) / temperature));
  return weights.sort((a, b) => b - a);
}

function nucleus(sorted: number[], p: number): number {
  const total = sorted.reduce((sum, weight) => sum + weight, 0);
  let mass = 0;
  let count = 0;
  while (mass < p * total) mass += sorted[count++];
  return count;
}

export async function benchSteps(rounds: number): Promise<string> {
  const { LogitsSampler, Tensor, processors } = await loadPeer();
  const cells: string[][] = [];
  for (const { title, options, peak, peer, textbook } of rows) {
    const row = [title];
    for (const vocabSize of vocabSizes) {
      const sets = [1, 2, 3, 4].map((seed) => createLogits(vocabSize, peak, seed));
      const random = createRandom(9);
      const context = Array.from({ length: contextLength }, () => Math.floor(random() * vocabSize));
      const sampler = createSampler(options);
      const forms: Timed[] = [{ name: "ours", run: (round) => sampler.next(sets[round % 4], context).id }];
      if (peer) {
        const step = createPeerStep(peer, { LogitsSampler, Tensor, processors }, context);
        if (sampler.greedy) {
          const [theirs, ours] = [await step(sets[0]), sampler.next(sets[0], context).id];
          if (theirs !== ours) throw new Error(`${title}: we chose ${ours}, transformers.js ${theirs}`);
        }
        forms.push({ name: "transformers.js", run: (round) => step(sets[round % 4]) });
      }
      if (textbook) {
        const kept = sampler.distribution(sets[0], context).filter((prob) => prob > 0).length;
        const expected = textbook(sets[0]);
        // The counts may differ by a token whose probability sits on the border of float32 and float64
        if (options.topP && Math.abs(kept - expected) > 1)
          throw new Error(`${title}: ${kept} kept, ${expected} expected`);
        forms.push({ name: "full sort", run: (round) => textbook(sets[round % 4]) });
      }
      const timings = await timeInTurn(forms, vocabSize > 100_000 ? rounds : 2 * rounds);
      const cell = (name: string) => {
        const timing = timings.find((each) => each.name === name);
        return timing ? show(timing) : "–";
      };
      row.push(cell("ours"), cell("transformers.js"), cell("full sort"));
    }
    cells.push(row);
  }
  const [small, large] = vocabSizes.map((size) => size.toLocaleString("en"));
  const names = ["transformers.js 4.3.1", "full sort"];
  return table(["ms: min (median)", `${small}: ours`, ...names, `${large}: ours`, ...names], cells);
}

type Peer = Awaited<ReturnType<typeof loadPeer>>;

function createPeerStep(
  config: Record<string, unknown>,
  { LogitsSampler, Tensor, processors }: Peer,
  context: number[],
) {
  const sampler = LogitsSampler.getSampler({ num_beams: 1, num_return_sequences: 1, ...config });
  const list = new processors.LogitsProcessorList();
  if (config.repetition_penalty) list.push(new processors.RepetitionPenaltyLogitsProcessor(config.repetition_penalty));
  if (config.no_repeat_ngram_size) list.push(new processors.NoRepeatNGramLogitsProcessor(config.no_repeat_ngram_size));
  if (config.temperature) list.push(new processors.TemperatureLogitsWarper(config.temperature));
  const ids = [context.map(BigInt)];
  return async (logits: Float32Array): Promise<number> => {
    const tensor = new Tensor("float32", logits.slice(), [1, logits.length]);
    const processed = list(ids, tensor);
    const [[id]] = await sampler(processed[0] ?? processed);
    return Number(id);
  };
}
