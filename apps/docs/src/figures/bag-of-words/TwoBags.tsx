/**
 * Two texts become two bags of words, and their cosine is added up before one's eyes.
 * @module
 */
import { CountVectorizer, toDense } from "@llm-anatomy/embeddings";
import { type ReactNode, useState } from "react";
import { Choice, Frame, TextField } from "../frame/Frame.tsx";
import styles from "./bag-of-words.module.css";

const pairs = {
  order: ["The dog bites the man.", "The man bites the dog."],
  synonyms: ["My dog is ill.", "This hound has a fever."],
  pets: ["My dog is ill.", "My cat is ill."],
  twice: ["I saw a cat.", "I saw a cat. I saw a cat."],
} as const;
type Pair = keyof typeof pairs;

const choices: readonly { value: Pair; label: string }[] = [
  { value: "pets", label: "one word changed" },
  { value: "order", label: "other order" },
  { value: "synonyms", label: "other words" },
  { value: "twice", label: "said twice" },
];

export function TwoBags(): ReactNode {
  const [pair, setPair] = useState<Pair>("pets");
  const [texts, setTexts] = useState<readonly string[]>(pairs.pets);
  const choose = (name: Pair) => {
    setPair(name);
    setTexts(pairs[name]);
  };
  const edit = (i: number, text: string) => setTexts(texts.map((old, at) => (at === i ? text : old)));
  const bags = countWords(texts);
  const { words, a, b, dot, cosine } = bags;
  return (
    <Frame title="Two texts, two bags" words={inWords(bags)}>
      <Choice legend="Start from" options={choices} value={pair} onChange={choose} />
      <div className={styles.pair}>
        <TextField label="Text A" value={texts[0]} onChange={(text) => edit(0, text)} />
        <TextField label="Text B" value={texts[1]} onChange={(text) => edit(1, text)} />
      </div>
      {words.length > 0 && (
        <table className={styles.bags}>
          <thead>
            <tr>
              <th scope="col">word</th>
              <th scope="col">in A</th>
              <th scope="col">in B</th>
              <th scope="col" className={styles.number}>
                A × B
              </th>
            </tr>
          </thead>
          <tbody>
            {words.map((word, i) => (
              <tr key={word} className={a[i] * b[i] > 0 ? styles.shared : undefined}>
                <th scope="row">{word}</th>
                <td>
                  <Tally count={a[i]} className={styles.inA} />
                </td>
                <td>
                  <Tally count={b[i]} className={styles.inB} />
                </td>
                <td className={styles.number}>{a[i] * b[i]}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                dot product: all of these together
              </th>
              <td className={styles.number}>{dot}</td>
            </tr>
          </tfoot>
        </table>
      )}
      <div className={styles.cosine}>
        <span>cosine</span>
        <span className={styles.track} aria-hidden="true">
          <span style={{ inlineSize: `${cosine * 100}%` }} />
        </span>
        <strong>{cosine.toFixed(2)}</strong>
      </div>
    </Frame>
  );
}

function Tally({ count, className }: { count: number; className: string }): ReactNode {
  return (
    <span className={styles.tally}>
      <span className={styles.count}>{count}</span>
      {Array.from({ length: Math.min(count, 12) }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks are all alike
        <span key={i} className={className} aria-hidden="true" />
      ))}
    </span>
  );
}

interface Bags {
  words: string[];
  a: Float64Array;
  b: Float64Array;
  dot: number;
  lengths: [number, number];
  cosine: number;
}

/** The counts of two texts over the words of both. */
export function countWords(texts: readonly string[]): Bags {
  const counter = new CountVectorizer({ tokenPattern: "\\w+" });
  const none: Bags = { words: [], a: new Float64Array(), b: new Float64Array(), dot: 0, lengths: [0, 0], cosine: 0 };
  if (!texts.some((text) => /[\p{L}\p{N}_]/u.test(text))) return none;
  const counts = toDense(counter.fitTransform(texts));
  const words = counter.featureNames;
  const [a, b] = [counts.slice(0, words.length), counts.slice(words.length)];
  const dot = a.reduce((sum, count, i) => sum + count * b[i], 0);
  const lengths: [number, number] = [Math.hypot(...a), Math.hypot(...b)];
  return { words, a, b, dot, lengths, cosine: dot / (lengths[0] * lengths[1] || 1) };
}

function inWords({ words, a, b, dot, lengths, cosine }: Bags): string {
  if (words.length === 0) return "Both bags are empty.";
  const shared = words.filter((_, i) => a[i] * b[i] > 0);
  const what = shared.length === 0 ? "The bags share no word" : `The bags share ${shared.join(", ")}`;
  const [lengthA, lengthB] = lengths.map((length) => length.toFixed(2));
  const verdict =
    cosine > 0.9999
      ? "As far as counts can tell, the texts are the same."
      : cosine === 0
        ? "As far as counts can tell, the texts have nothing to do with each other."
        : "";
  return `${what}. Dot product ${dot}, divided by the lengths ${lengthA} and ${lengthB}: cosine ${cosine.toFixed(2)}. ${verdict}`;
}
