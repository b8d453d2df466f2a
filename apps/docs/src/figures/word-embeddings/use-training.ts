/**
 * word2vec trained in the page: packages and stories are fetched when asked for, training runs in a worker of
 * `@llm-anatomy/embeddings`, and the vectors of the words on the map come along many times a second.
 * @module
 */
import { useCallback, useEffect, useRef, useState } from "react";
import { bundleName } from "../../cell/bundle-name.ts";
import { usePackages } from "../../components/Runnable/use-packages.ts";
import { besideTheirKind, nearestRows, toDirections } from "./directions.ts";
import { mapWords } from "./map-words.ts";

type Embeddings = typeof import("@llm-anatomy/embeddings");
type Sentences = typeof import("../../../cells/sentences.ts");
export type Space = InstanceType<Embeddings["WordSpace"]>;

export interface Settings {
  epochs: number;
  window: number;
}

export interface Training {
  status: "ready" | "loading" | "training" | "done" | "stopped" | "failed";
  /** [words on the map, 2]: where each is drawn. */
  points: Float32Array;
  /** For each word on the map the one on the map nearest to it, among all dimensions. */
  nearest: readonly number[];
  /** Words of the map that are nearest to one of their own kind: at the first report, and now. */
  beside: { first: number; now: number };
  /** Times the text has been read so far. */
  read: number;
  loss: number;
  /** Of the corpus. */
  numWords: number;
  length: number;
  /** Milliseconds that training took. */
  duration: number;
  /** All vectors, once it is done. */
  space?: Space;
  message?: string;
}

const dim = 32;
// A fifth of the default: learned in two readings, there would be nothing to see.
const learningRate = 0.01;

const untrained: Training = {
  status: "ready",
  points: new Float32Array(0),
  nearest: [],
  beside: { first: 0, now: 0 },
  read: 0,
  loss: Number.NaN,
  numWords: 0,
  length: 0,
  duration: 0,
};

export function useTraining() {
  const [training, setTraining] = useState(untrained);
  const control = useRef<AbortController>(null);
  const packages = usePackages();
  const change = useCallback((part: Partial<Training>) => setTraining((before) => ({ ...before, ...part })), []);
  useEffect(() => () => control.current?.abort(), []);

  const train = useCallback(
    async ({ epochs, window }: Settings) => {
      control.current?.abort();
      const { signal } = (control.current = new AbortController());
      setTraining({ ...untrained, status: "loading" });
      try {
        const folder = packages();
        const [embeddings, { sentences }] = await Promise.all([
          load<Embeddings>(folder, "@llm-anatomy/embeddings"),
          load<Sentences>(folder, "@llm-anatomy/course/sentences"),
        ]);
        signal.throwIfAborted();
        const { createWordCorpus, createLiveProjection, trainInWorker, WordSpace } = embeddings;
        const corpus = createWordCorpus(sentences, { minCount: 5 });
        const picture = createLiveProjection();
        const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
        let first: number | undefined;
        const start = performance.now();
        const vectors = await trainInWorker(corpus, {
          options: { dim, window, epochs, learningRate, subsample: 0.01 },
          watch: mapWords,
          reportEvery: 40,
          signal,
          onProgress({ step, total, loss, done }, watched) {
            const directions = toDirections(watched, dim);
            const nearest = nearestRows(directions, dim);
            const now = besideTheirKind(nearest);
            first ??= now;
            const report: Partial<Training> = {
              status: "training",
              nearest,
              beside: { first, now },
              read: (epochs * step) / total,
              loss,
              numWords: corpus.words.length,
              length: corpus.ids.length,
            };
            // Who asked for no motion gets the last picture only.
            if (!still || done) report.points = picture.update({ vectors: directions, count: mapWords.length, dim });
            change(report);
          },
        });
        change({ status: "done", space: new WordSpace(vectors), duration: performance.now() - start });
      } catch (error) {
        if (signal.aborted) return;
        change({ status: "failed", message: error instanceof Error ? error.message : String(error) });
      }
    },
    [packages, change],
  );

  const stop = useCallback(() => {
    control.current?.abort();
    change({ status: "stopped" });
  }, [change]);
  return { training, train, stop };
}

/** A package as cells get it: the page's own script does not grow by it. */
function load<Module>(folder: string, specifier: string): Promise<Module> {
  return import(/* webpackIgnore: true */ new URL(`${bundleName(specifier)}.js`, folder).href);
}
