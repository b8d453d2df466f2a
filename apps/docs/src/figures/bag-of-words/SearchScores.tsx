/**
 * A query meets eight texts: each one's score, cut into what every word of the query gives to it.
 * @module
 */
import { Bm25Index, CountVectorizer, type SparseMatrix, sparseRow, TfidfVectorizer } from "@llm-anatomy/embeddings";
import { type ReactNode, useMemo, useState } from "react";
import { Choice, Frame, Slider, TextField } from "../frame/Frame.tsx";
import styles from "./bag-of-words.module.css";
import { shelf } from "./shelf.ts";

type Method = "counts" | "tfidf" | "bm25";
const methods: readonly { value: Method; label: string }[] = [
  { value: "counts", label: "counts" },
  { value: "tfidf", label: "TF-IDF" },
  { value: "bm25", label: "BM25" },
];

export function SearchScores(): ReactNode {
  const [query, setQuery] = useState("the cat by the stove");
  const [method, setMethod] = useState<Method>("counts");
  const [k1, setK1] = useState(1.2);
  const [b, setB] = useState(0.75);
  const { weigh, vocabulary } = useMemo(() => matcher(method, k1, b), [method, k1, b]);
  const ranked = shelf
    .map((text, document) => ({ text, document, ...weigh(query, document) }))
    .sort((one, other) => other.score - one.score);
  const most = Math.max(ranked[0].score, 1e-9);
  const words = [...new Set(query.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [])];
  const unknown = words.filter((word) => !vocabulary.has(word));
  return (
    <Frame title="What makes a text come first?" words={inWords(ranked, unknown)}>
      <TextField label="Query" value={query} onChange={setQuery} />
      <Choice<Method> legend="Scored by" options={methods} value={method} onChange={setMethod} />
      {method === "bm25" && (
        <div className={styles.knobs}>
          <Slider
            label="k1: how late repeats stop counting"
            min={0}
            max={4}
            step={0.1}
            value={k1}
            onChange={setK1}
            show={(value) => value.toFixed(1)}
          />
          <Slider
            label="b: how much length counts"
            min={0}
            max={1}
            step={0.05}
            value={b}
            onChange={setB}
            show={(value) => value.toFixed(2)}
          />
        </div>
      )}
      <ol className={styles.ranking}>
        {ranked.map(({ text, document, score, shares }) => (
          <li key={document} className={score > 0 ? undefined : styles.missed}>
            <p>{mark(text, words)}</p>
            <div className={styles.score}>
              <span className={styles.stack} aria-hidden="true">
                {shares.map(({ word, share }) => (
                  <span
                    key={word}
                    style={{ inlineSize: `${(100 * share) / most}%` }}
                    data-series={words.indexOf(word) % 5}
                  >
                    <span>{word}</span>
                  </span>
                ))}
              </span>
              <strong>{score.toFixed(2)}</strong>
            </div>
          </li>
        ))}
      </ol>
    </Frame>
  );
}

interface Share {
  word: string;
  share: number;
}
interface Match {
  score: number;
  shares: Share[];
}

/** How each method multiplies a query's weights with a document's: all three are one dot product. */
function matcher(method: Method, k1: number, b: number) {
  const tokenPattern = "\\w+";
  let documents: SparseMatrix;
  let ofQuery: (query: string) => SparseMatrix;
  let vocabulary: ReadonlyMap<string, number>;
  if (method === "bm25") {
    const index = new Bm25Index(shelf, { tokenPattern, k1, b });
    documents = index.documentVectors;
    ofQuery = (query) => index.queryVectors([query]);
    vocabulary = index.vocabulary;
  } else {
    const vectorizer =
      method === "counts" ? new CountVectorizer({ tokenPattern }) : new TfidfVectorizer({ tokenPattern });
    documents = vectorizer.fitTransform(shelf);
    ofQuery = (query) => vectorizer.transform([query]);
    vocabulary = vectorizer.vocabulary;
  }
  const words = [...vocabulary.keys()];
  const weigh = (query: string, document: number): Match => {
    const asked = sparseRow(ofQuery(query), 0);
    const held = sparseRow(documents, document);
    const shares: Share[] = [];
    for (let i = 0; i < asked.indices.length; i++) {
      const at = held.indices.indexOf(asked.indices[i]);
      if (at >= 0)
        shares.push({
          word: words.find((word) => vocabulary.get(word) === asked.indices[i])!,
          share: asked.values[i] * held.values[at],
        });
    }
    return { score: shares.reduce((sum, { share }) => sum + share, 0), shares };
  };
  return { weigh, vocabulary };
}

/** The text with the query's words marked. */
function mark(text: string, words: readonly string[]): ReactNode {
  return text.split(/([\p{L}\p{N}_]+)/u).map((part, i) =>
    words.includes(part.toLowerCase()) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text
      <mark key={i}>{part}</mark>
    ) : (
      part
    ),
  );
}

function inWords(ranked: readonly (Match & { text: string })[], unknown: readonly string[]): string {
  const [best] = ranked;
  const missing = unknown.length > 0 ? ` No text has the word ${unknown.join(", ")}.` : "";
  if (best.score <= 0) return `No text shares a word with the query.${missing}`;
  const shares = [...best.shares]
    .sort((one, other) => other.share - one.share)
    .map(({ word, share }) => `“${word}” ${Math.round((100 * share) / best.score)} %`);
  const start = best.text.split(" ").slice(0, 6).join(" ");
  return `First: “${start} …”. Its score comes from ${shares.join(", ")}.${missing}`;
}
