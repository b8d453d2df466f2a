/** Peers written for CommonJS, with the little of their interfaces that is measured. @module */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export interface WinkBm25 {
  defineConfig(config: { fldWeights: Record<string, number>; bm25Params: { k1: number; b: number; k: number } }): void;
  definePrepTasks(tasks: ((text: string) => string[])[]): void;
  addDoc(document: Record<string, string>, id: number): void;
  consolidate(precision: number): void;
  search(query: string, limit: number): [id: string, score: number][];
}

export const createWinkBm25 = require("wink-bm25-text-search") as () => WinkBm25;

export interface NaturalTfIdf {
  addDocument(words: string[]): void;
  tfidfs(words: string[]): number[];
}

/** Only this module: the package's entry also loads its database clients. */
export const { TfIdf } = require("natural/lib/natural/tfidf") as { TfIdf: new () => NaturalTfIdf };

export const okapiBm25 = require("okapibm25").default as (texts: string[], words: string[]) => number[];
