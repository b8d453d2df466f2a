/**
 * Byte pair encoding learns before one's eyes: the commonest pair of neighbours becomes one piece, again and again.
 * @module
 */
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Choice, Frame, Slider, TextField } from "../frame/Frame.tsx";
import buttons from "./buttons.module.css";
import { type CountedPair, type CountedWord, learnMerges, type MergeStep } from "./learn-merges.ts";
import styles from "./merge-steps.module.css";

const texts = {
  low: "low low low lower lower lowest newer newer newer newest wide wider",
  sea: "she sells sea shells by the sea shore the shells she sells are sea shells",
  fruit: "banana bananas bandana ananas pyjamas",
};
type Text = keyof typeof texts;
const choices: readonly { value: Text; label: string }[] = [
  { value: "low", label: "low, lower, newest" },
  { value: "sea", label: "she sells sea shells" },
  { value: "fruit", label: "bananas" },
];
const pairsShown = 6;
const longest = 300; // characters: it is a picture, not a training

export function MergeSteps(): ReactNode {
  const [choice, setChoice] = useState<Text>("low");
  const [text, setText] = useState(texts.low);
  const [wanted, setWanted] = useState(0);
  const [running, setRunning] = useState(false);
  const steps = useMemo(() => learnMerges(text.slice(0, longest)), [text]);
  const last = steps.length - 1;
  const at = Math.min(wanted, last);
  const step = steps[at];
  const next = at < last ? step.pairs[0] : undefined;

  useEffect(() => {
    if (!running) return;
    if (at >= last) return setRunning(false);
    const timer = setTimeout(() => setWanted(at + 1), 900);
    return () => clearTimeout(timer);
  }, [running, at, last]);

  const begin = (value: string) => {
    setText(value);
    setWanted(0);
    setRunning(false);
  };
  const choose = (value: Text) => {
    setChoice(value);
    begin(texts[value]);
  };
  const go = (to: number) => {
    setRunning(false);
    setWanted(to);
  };
  return (
    <Frame title="Learning to merge" words={inWords(step, next, at)}>
      <Choice legend="Learn from" options={choices} value={choice} onChange={choose} />
      <TextField label="The text" value={text} onChange={begin} />
      <div className={buttons.buttons}>
        <button type="button" onClick={() => go(at - 1)} disabled={at === 0}>
          Back
        </button>
        <button type="button" className={buttons.main} onClick={() => go(at + 1)} disabled={at === last}>
          Merge
        </button>
        <button type="button" onClick={() => setRunning(!running)} disabled={at === last && !running}>
          {running ? "Pause" : "Go on by itself"}
        </button>
      </div>
      <Slider label="Merges learnt" min={0} max={last} value={at} onChange={go} />
      <div className={styles.film}>
        <section aria-label="The words, in pieces">
          <h4>Words, in pieces</h4>
          <ul className={styles.words}>
            {step.words.map((word) => (
              <Word key={word.pieces.join("")} word={word} next={next} merged={step.merged} />
            ))}
          </ul>
        </section>
        <section aria-label="Pairs of neighbours, by how often they occur">
          <h4>Pairs, counted</h4>
          <ol className={styles.pairs}>
            {step.pairs.slice(0, pairsShown).map((pair, i) => (
              <li key={`${pair.left} ${pair.right}`} className={next && i === 0 ? styles.next : undefined}>
                <span className={styles.pair}>
                  <span>{pair.left}</span> <span>{pair.right}</span>
                </span>
                <span className={styles.bar} aria-hidden="true">
                  <span style={{ inlineSize: `${(100 * pair.count) / step.pairs[0].count}%` }} />
                </span>
                <span>{pair.count}</span>
              </li>
            ))}
          </ol>
        </section>
        <section aria-label="The merges so far">
          <h4>Merges so far</h4>
          {at === 0 ? (
            <p className={styles.none}>none yet: every piece is a letter</p>
          ) : (
            <ol className={styles.merges}>
              {steps.slice(1, at + 1).map(({ merged }, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a merge is known by its rank
                <li key={i}>
                  <span>{merged!.left}</span> + <span>{merged!.right}</span>
                </li>
              ))}
            </ol>
          )}
        </section>
      </div>
    </Frame>
  );
}

function Word({ word, next, merged }: { word: CountedWord; next?: CountedPair; merged?: CountedPair }): ReactNode {
  const { pieces, count } = word;
  const starts = pairStarts(pieces, next);
  const fresh = merged && merged.left + merged.right;
  return (
    <li>
      <span className={styles.pieces}>
        {pieces.map((piece, i) => {
          const role = starts.has(i) ? styles.left : starts.has(i - 1) ? styles.right : "";
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces are known by their place
            <span key={i} className={`${role} ${piece === fresh ? styles.fresh : ""}`}>
              {piece}
            </span>
          );
        })}
      </span>
      {count > 1 && <span className={styles.times}>×{count}</span>}
    </li>
  );
}

/** Where the pair stands, from left to right without overlap. */
function pairStarts(pieces: readonly string[], pair: CountedPair | undefined): ReadonlySet<number> {
  const starts = new Set<number>();
  for (let i = 0; pair && i + 1 < pieces.length; i++)
    if (pieces[i] === pair.left && pieces[i + 1] === pair.right) starts.add(i++);
  return starts;
}

function inWords({ words, merged, pairs }: MergeStep, next: CountedPair | undefined, merges: number): string {
  const pieces = words.reduce((sum, word) => sum + word.pieces.length * word.count, 0);
  const done = merged ? `Merge ${merges} made “${merged.left}${merged.right}”. ` : "";
  const now = `The text is ${pieces} ${pieces === 1 ? "piece" : "pieces"} long.`;
  if (pairs.length === 0 && !merged) return "Write some words: there is no pair to merge.";
  if (!next) return `${done}${now} No pair is left that occurs twice.`;
  return `${done}${now} The commonest pair is “${next.left}” and “${next.right}”, ${next.count} times: it is next.`;
}
