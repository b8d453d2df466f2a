/**
 * word2vec here and in fastText (its word2vec modes: no subwords), GloVe here; same text, same settings, one thread,
 * one judge. Speed is in seconds of CPU time, which other work on the machine disturbs less, and from the text to the
 * vectors: fastText's includes reading and writing files, ours numbering the words.
 * @module
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createWordCorpus,
  GloveTrainer,
  parseWordVectorsText,
  Word2VecTrainer,
  type WordCorpus,
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
    (make: (corpus: WordCorpus, seed: number) => WordVectorTrainer, passes: number) =>
    (seed: number): Run => {
      const start = process.cpuUsage();
      const corpus = createWordCorpus(sentences);
      const trainer = make(corpus, seed);
      while (!trainer.progress.done) trainer.step(100_000);
      const { user } = process.cpuUsage(start);
      return { wordsPerSecond: (passes * corpus.ids.length) / (user / 1e6), vectors: trainer.wordVectors() };
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
    const command = ["fasttext", mode, "-input", text, "-output", join(folder, mode), ...flags].join(" ");
    const { stderr, status } = spawnSync("bash", ["-c", `TIMEFORMAT=%U; time ${command} >/dev/null 2>&1`], {
      encoding: "utf8",
    });
    if (status !== 0)
      throw new Error("bench embeddings: the program `fasttext` failed. On Debian: apt-get install fasttext");
    return {
      wordsPerSecond: (epochs * corpus.ids.length) / Number(stderr.trim()),
      vectors: parseWordVectorsText(new Uint8Array(readFileSync(join(folder, `${mode}.vec`)))),
    };
  };

  const skipGram = { dim: 100, epochs, learningRate: 0.05 };
  const cbow = { ...skipGram, architecture: "cbow" as const };
  const candidates: Record<string, (seed: number) => Run> = {
    "skip-gram, this package": here((corpus, seed) => new Word2VecTrainer(corpus, { ...skipGram, seed }), epochs),
    "skip-gram, this package, engine plain": here(
      (corpus, seed) => new Word2VecTrainer(corpus, { ...skipGram, seed, engine: "plain" }),
      epochs,
    ),
    "skip-gram, fastText": fastText("skipgram", 0.05),
    "CBOW, this package": here((corpus, seed) => new Word2VecTrainer(corpus, { ...cbow, seed }), epochs),
    "CBOW, fastText": fastText("cbow", 0.05),
    "GloVe, this package": here(
      (corpus, seed) => new GloveTrainer(corpus, { dim: 100, epochs: 2 * epochs, xMax: 10, seed }),
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
    table(["training", "thousand words per CPU second", "analogies right", "neighbours in group"], rows),
  ].join("\n");
}
