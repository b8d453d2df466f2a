/** word2vec here and in fastText (its word2vec modes: no subwords), GloVe here; same text, same settings, one thread, one judge. @module */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createWordCorpus,
  GloveTrainer,
  parseWordVectorsText,
  Word2VecTrainer,
  type WordVectors,
  type WordVectorTrainer,
} from "@llm-anatomy/embeddings";
import type { Corpus } from "./corpus.ts";
import { percent, table } from "./timing.ts";
import { judge } from "./word-vector-quality.ts";

interface Run {
  wordsPerSecond: number;
  vectors: WordVectors;
}

export function benchWordVectors(
  { sentences }: Corpus,
  { epochs, rounds }: { epochs: number; rounds: number },
): string {
  const corpus = createWordCorpus(sentences);
  const folder = mkdtempSync(join(tmpdir(), "bench-embeddings-"));
  const text = join(folder, "text");
  writeFileSync(text, sentences.map((words) => words.join(" ")).join("\n"));

  const here =
    (make: (seed: number) => WordVectorTrainer, passes: number) =>
    (seed: number): Run => {
      const trainer = make(seed);
      const start = performance.now();
      while (!trainer.progress.done) trainer.step(100_000);
      const seconds = (performance.now() - start) / 1000;
      return { wordsPerSecond: (passes * corpus.ids.length) / seconds, vectors: trainer.wordVectors() };
    };
  const fastText = (mode: "skipgram" | "cbow", learningRate: number) => (): Run => {
    const settings = {
      dim: 100,
      ws: 5,
      neg: 5,
      epoch: epochs,
      minCount: 5,
      maxn: 0,
      thread: 1,
      lr: learningRate,
      t: 1e-3,
      loss: "ns",
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => [`-${name}`, String(value)]);
    const start = performance.now();
    const { stdout, stderr, error } = spawnSync(
      "fasttext",
      [mode, "-input", text, "-output", join(folder, mode), ...flags],
      {
        encoding: "utf8",
        maxBuffer: 2 ** 26,
      },
    );
    if (error)
      throw new Error("bench embeddings: the program `fasttext` is missing. On Debian: apt-get install fasttext");
    const reported = [...`${stdout}${stderr}`.matchAll(/words\/sec\/thread:\s*(\d+)/g)].at(-1)?.[1];
    return {
      // its own figure leaves out reading the text, as ours does
      wordsPerSecond: reported ? Number(reported) : (epochs * corpus.ids.length) / ((performance.now() - start) / 1000),
      vectors: parseWordVectorsText(new Uint8Array(readFileSync(join(folder, `${mode}.vec`)))),
    };
  };

  const skipGram = { dim: 100, epochs, learningRate: 0.05 };
  const cbow = { ...skipGram, architecture: "cbow" as const };
  const candidates: Record<string, (seed: number) => Run> = {
    "skip-gram, this package": here((seed) => new Word2VecTrainer(corpus, { ...skipGram, seed }), epochs),
    "skip-gram, fastText": fastText("skipgram", 0.05),
    "CBOW, this package": here((seed) => new Word2VecTrainer(corpus, { ...cbow, seed }), epochs),
    "CBOW, fastText": fastText("cbow", 0.05),
    "GloVe, this package": here(
      (seed) => new GloveTrainer(corpus, { dim: 100, epochs: 2 * epochs, xMax: 10, seed }),
      2 * epochs,
    ),
  };
  const speeds = new Map<string, number[]>();
  const qualities = new Map<string, ReturnType<typeof judge>[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(candidates)) {
      const { wordsPerSecond, vectors } = run(round + 1);
      speeds.set(name, [...(speeds.get(name) ?? []), wordsPerSecond]);
      qualities.set(name, [...(qualities.get(name) ?? []), judge(vectors)]);
    }
  }
  rmSync(folder, { recursive: true });
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const rows = Object.keys(candidates).map((name) => {
    const quality = qualities.get(name)!;
    return [
      name,
      Math.round(Math.max(...speeds.get(name)!) / 1000),
      percent(mean(quality.map((one) => one.analogies))),
      percent(mean(quality.map((one) => one.groups))),
    ];
  });
  return [
    `${corpus.ids.length} words, ${corpus.words.length} different; 100 dimensions, window 5, 5 negatives, ${epochs} epochs (GloVe ${2 * epochs}), one thread; best speed and mean quality of ${rounds}.`,
    "",
    table(["training", "thousand words/s", "analogies right", "neighbours in group"], rows),
  ].join("\n");
}
