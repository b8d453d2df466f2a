/**
 * How often words stand near each other, counted once for the whole corpus: what GloVe learns from.
 *
 * A pair at distance d counts 1/d. Counting goes word by word, through the places where a word occurs, so that one dense
 * row of sums is enough whatever the size of the vocabulary.
 * @see Pennington et al. 2014, section 4.2, https://nlp.stanford.edu/pubs/glove.pdf
 * @module
 */
import { checkInteger } from "./checks.ts";
import type { SparseMatrix } from "./sparse-matrix.ts";
import { checkWordCorpus, type WordCorpus } from "./word-corpus.ts";

/**
 * Counts pairs within `window` words of each other, in one sentence, both ways.
 *
 * Shape: [words, words], symmetric
 * @example
 * // "a b a": a–b twice at distance 1 (each way), a–a once at distance 2 (each way)
 * toDense(countCoOccurrences(createWordCorpus([["a", "b", "a"]], { minCount: 1 }), { window: 2 })); // => [1, 2, 2, 0]
 */
export function countCoOccurrences(corpus: WordCorpus, { window = 10 }: { window?: number } = {}): SparseMatrix {
  checkInteger("countCoOccurrences", "window", window, 1);
  checkWordCorpus("countCoOccurrences", corpus);
  const { words, counts, ids, sentenceStarts } = corpus;
  const numWords = words.length;

  // Where each word occurs, and where its sentence begins and ends.
  const next = new Uint32Array(numWords + 1);
  for (let word = 0; word < numWords; word++) next[word + 1] = next[word] + counts[word];
  const firsts = next.slice();
  const places = new Uint32Array(ids.length);
  const sentenceOf = new Uint32Array(ids.length);
  for (let s = 0; s + 1 < sentenceStarts.length; s++) {
    for (let i = sentenceStarts[s]; i < sentenceStarts[s + 1]; i++) {
      places[next[ids[i]]++] = i;
      sentenceOf[i] = s;
    }
  }

  const row = new Float64Array(numWords);
  const indptr = new Uint32Array(numWords + 1);
  const indices: Uint32Array[] = [];
  const values: Float64Array[] = [];
  for (let word = 0; word < numWords; word++) {
    const seen: number[] = [];
    for (let p = firsts[word]; p < firsts[word + 1]; p++) {
      const place = places[p];
      const start = Math.max(sentenceStarts[sentenceOf[place]], place - window);
      const end = Math.min(sentenceStarts[sentenceOf[place] + 1] - 1, place + window);
      for (let i = start; i <= end; i++) {
        if (i === place) continue;
        if (row[ids[i]] === 0) seen.push(ids[i]);
        row[ids[i]] += 1 / Math.abs(i - place);
      }
    }
    const columns = Uint32Array.from(seen).sort();
    indices.push(columns);
    values.push(Float64Array.from(columns, (column) => row[column]));
    for (const column of columns) row[column] = 0;
    indptr[word + 1] = indptr[word] + columns.length;
  }
  return {
    rows: numWords,
    cols: numWords,
    indptr,
    indices: concatenate(indices, new Uint32Array(indptr[numWords])),
    values: concatenate(values, new Float64Array(indptr[numWords])),
  };
}

function concatenate<T extends Uint32Array | Float64Array>(parts: T[], out: T): T {
  let length = 0;
  for (const part of parts) {
    out.set(part, length);
    length += part.length;
  }
  return out;
}
