/**
 * A window walks over a text and asks questions: these two stood together; did those?
 * @module
 */
import { createRandom } from "@llm-anatomy/sampling";
import { type ReactNode, useState } from "react";
import { Frame, Slider } from "../frame/Frame.tsx";
import buttons from "./buttons.module.css";
import styles from "./window-pairs.module.css";

const sentence = "the fox crept under the bed and slept until the morning".split(" ");

/** Words of the stories and how often they occur there: enough of them to draw from. */
const counts: Readonly<Record<string, number>> = {
  the: 2292,
  and: 1543,
  a: 1257,
  said: 614,
  old: 137,
  morning: 113,
  door: 100,
  laughed: 97,
  house: 87,
  everything: 78,
  warm: 61,
  winter: 54,
  red: 47,
  friend: 41,
  supper: 38,
  bread: 37,
  river: 35,
  forest: 31,
  honey: 29,
  stone: 27,
  golden: 23,
  bottle: 16,
  owl: 15,
  thunder: 10,
};
const negatives = 2;

export function WindowPairs(): ReactNode {
  const [at, setAt] = useState(1);
  const [reach, setReach] = useState(2);
  const [seed, setSeed] = useState(1);
  const word = sentence[at];
  const near = sentence.map((_, i) => i).filter((i) => i !== at && Math.abs(i - at) <= reach);
  // Drawn anew for every place, as the trainer does; the same seed, the same words.
  const draw = drawer(1000 * seed + at);
  const drawn = near.map((i) => Array.from({ length: negatives }, () => draw(sentence[i])));
  const list = (words: string[]) => words.join(", ");
  const words = `“${word}” is compared with ${near.length} words that were there (${list(
    near.map((i) => sentence[i]),
  )}: should say yes) and ${near.length * negatives} that were drawn (${list(drawn.flat())}: should say no).`;
  return (
    <Frame title="A text becomes questions" words={words}>
      <Slider
        label="middle word"
        min={0}
        max={sentence.length - 1}
        value={at}
        show={(i) => sentence[i]}
        onChange={setAt}
      />
      <Slider label="words to each side" min={1} max={4} value={reach} onChange={setReach} />
      <p className={styles.strip} aria-hidden="true">
        {sentence.map((text, i) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: words are their places
            key={i}
            className={i === at ? styles.middle : near.includes(i) ? styles.near : undefined}
          >
            {text}
          </span>
        ))}
      </p>
      <table className={styles.questions}>
        <thead>
          <tr>
            <th scope="col">stood together: yes</th>
            <th scope="col">drawn at random: no</th>
          </tr>
        </thead>
        <tbody>
          {near.map((i, row) => (
            <tr key={i}>
              <td>
                <span className={styles.yes} aria-hidden="true" />
                {word} – {sentence[i]}
              </td>
              <td>
                {drawn[row].map((other, n) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: draws are their places
                  <span key={n} className={styles.drawn}>
                    <span className={styles.no} aria-hidden="true" />
                    {word} – {other}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" className={buttons.button} onClick={() => setSeed(seed + 1)}>
        Draw others
      </button>
    </Frame>
  );
}

/** Draws words with a chance of their count to the power of 3/4, but not the one that was really there. */
function drawer(seed: number): (real: string) => string {
  const random = createRandom(seed);
  const names = Object.keys(counts);
  const weights = names.map((name) => counts[name] ** 0.75);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const draw = (): string => {
    let left = random() * total;
    return names[weights.findIndex((weight) => (left -= weight) < 0)] ?? names[0];
  };
  return (real) => {
    for (;;) {
      const word = draw();
      if (word !== real) return word;
    }
  };
}
