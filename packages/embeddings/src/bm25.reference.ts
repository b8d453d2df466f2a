/** BM25 for one query, document and formula, straight from the table in bm25.ts. Tests compare the index with it. @module */
import type { Bm25Variant } from "./bm25.ts";

export function bm25Reference(
  query: readonly string[],
  document: readonly string[],
  documents: readonly (readonly string[])[],
  { variant, k1, b, delta }: { variant: Bm25Variant; k1: number; b: number; delta: number },
): number {
  const n = documents.length;
  const meanLength = documents.reduce((sum, { length }) => sum + length, 0) / n;
  const K = 1 - b + (b * document.length) / meanLength;
  let score = 0;
  for (const term of query) {
    const tf = document.filter((word) => word === term).length;
    if (tf === 0) continue;
    const df = documents.filter((words) => words.includes(term)).length;
    const c = tf / K;
    score += {
      okapi: () => (Math.log((n - df + 0.5) / (df + 0.5)) * ((k1 + 1) * tf)) / (tf + k1 * K),
      lucene: () => (Math.log(1 + (n - df + 0.5) / (df + 0.5)) * tf) / (tf + k1 * K),
      atire: () => (Math.log(n / df) * ((k1 + 1) * tf)) / (tf + k1 * K),
      plus: () => Math.log((n + 1) / df) * (delta + ((k1 + 1) * tf) / (tf + k1 * K)),
      l: () => (Math.log((n + 1) / (df + 0.5)) * ((k1 + 1) * (c + delta))) / (k1 + c + delta),
    }[variant]();
  }
  return score;
}
