/**
 * All ways to cut a word by one vocabulary: Unigram weighs them all, WordPiece takes the longest piece and does not look back.
 * @module
 */
import { trace } from "@llm-anatomy/tokenizer/components";
import { type ReactNode, useMemo, useState } from "react";
import { Choice, Frame, TextField } from "../frame/Frame.tsx";
import styles from "./lattice.module.css";
import { frequencies, smallTokenizer } from "./small-vocabulary.ts";

const words = ["unable", "handsome", "nowhere"] as const;
type Word = (typeof words)[number];
const choices = words.map((value) => ({ value, label: value }));
const longest = 10;

const left = 16;
const step = 46; // from letter to letter
const rise = 30; // of an arc, for each letter it spans
const letterHeight = 34;

export function Lattice(): ReactNode {
  const [choice, setChoice] = useState<Word>("unable");
  const [word, setWord] = useState<string>("unable");
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const choose = (value: Word) => {
    setChoice(value);
    setWord(value);
    setWithout(new Set());
  };
  const edit = (value: string) => {
    const letters = value.toLowerCase().replace(/[^a-z]/g, "");
    setWord(letters.slice(0, longest));
  };
  const toggle = (piece: string) => {
    const taken = new Set(without);
    if (!taken.delete(piece)) taken.add(piece);
    setWithout(taken);
  };
  const { candidates, best, greedy } = useMemo(() => cut(word, without), [word, without]);
  const arcs = candidates.filter(({ start, end }) => end - start > 1);
  const offered = [...new Set(piecesIn(word))];
  const top = 26 + rise * Math.max(1, ...arcs.map(({ start, end }) => end - start));
  const height = top + letterHeight + 58;
  const width = 2 * left + step * Math.max(1, word.length);
  const said = inWords(best, greedy);
  return (
    <Frame title="One word, many cuts" words={said}>
      <Choice legend="Word" options={choices} value={choice} onChange={choose} />
      <TextField label={`Your word, up to ${longest} letters`} value={word} onChange={edit} />
      {word !== "" && (
        <svg
          className={styles.lattice}
          viewBox={`0 0 ${width} ${height}`}
          style={{ maxWidth: `${width * 1.25}px` }}
          role="img"
          aria-label={`The word ${word} with the pieces that it can be made of. ${said}`}
        >
          {[...arcs]
            .sort((a, b) => Number(a.chosen) - Number(b.chosen))
            .map(({ token, start, end, chosen }) => (
              <g key={`${token} ${start}`} className={chosen ? styles.chosen : styles.arc}>
                <path d={arcPath(start, end, top)} />
                <text x={middle(start, end)} y={top - rise * (end - start) + 5} textAnchor="middle">
                  {token} {share(frequencies[token])}
                </text>
              </g>
            ))}
          {[...word].map((letter, i) => {
            const alone = candidates.some(({ start, end, chosen }) => chosen && start === i && end === i + 1);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: letters are known by their place
              <g key={i} className={alone ? styles.letterChosen : styles.letter}>
                <rect x={left + i * step + 3} y={top + 6} width={step - 6} height={letterHeight} rx="5" />
                <text x={middle(i, i + 1)} y={top + 6 + letterHeight / 2 + 7} textAnchor="middle">
                  {letter}
                </text>
              </g>
            );
          })}
          {greedy.map(({ token, start, end }) => (
            <g key={start} className={styles.greedy}>
              <path d={`M${left + start * step + 5} ${top + letterHeight + 14}v7H${left + end * step - 5}v-7`} />
              <text x={middle(start, end)} y={top + letterHeight + 38} textAnchor="middle">
                {token}
              </text>
            </g>
          ))}
        </svg>
      )}
      <p className={styles.legend}>
        <span className={styles.above}>above: Unigram’s best way</span>
        <span className={styles.below}>below: longest piece first, as WordPiece does</span>
      </p>
      <fieldset className={styles.offered}>
        <legend>Pieces in the vocabulary; take some out</legend>
        <div>
          {offered.map((piece) => (
            <label key={piece}>
              <input type="checkbox" checked={!without.has(piece)} onChange={() => toggle(piece)} />
              <code>{piece}</code> {share(frequencies[piece])}
            </label>
          ))}
          {offered.length === 0 && <span className={styles.none}>none but letters</span>}
        </div>
      </fieldset>
    </Frame>
  );
}

function middle(start: number, end: number): number {
  return left + (step * (start + end)) / 2;
}

function arcPath(start: number, end: number, top: number): string {
  const [from, to] = [left + start * step + 5, left + end * step - 5];
  const peak = top - rise * (end - start) + 12;
  return `M${from} ${top}C${from} ${peak} ${from + 4} ${peak} ${middle(start, end)} ${peak}S${to} ${peak} ${to} ${top}`;
}

interface Piece {
  token: string;
  start: number;
  end: number;
}

/** What both models do with the word, told by the library's trace. */
function cut(word: string, without: ReadonlySet<string>) {
  if (word === "") return { candidates: [], best: [], greedy: [] };
  const unigram = trace(smallTokenizer("Unigram", without), word).words[0].model;
  const wordPiece = trace(smallTokenizer("WordPiece", without), word).words[0].model;
  if (unigram?.type !== "Unigram" || wordPiece?.type !== "WordPiece")
    throw new Error("Lattice: another model answered.");
  const { candidates } = unigram;
  const greedy = wordPiece.matches.map(({ token, start, end }): Piece => ({ token: token ?? "?", start, end }));
  return { candidates, best: candidates.filter(({ chosen }) => chosen), greedy };
}

function piecesIn(word: string): string[] {
  return Object.keys(frequencies).filter((piece) => piece.length > 1 && word.includes(piece));
}

/** Per million as percent: 4000 is 0.4 %. */
function share(perMillion: number): string {
  return `${perMillion / 10_000} %`;
}

function inWords(best: readonly Piece[], greedy: readonly Piece[]): string {
  if (best.length === 0) return "Write a word.";
  const spell = (pieces: readonly Piece[]) => pieces.map(({ token }) => token).join(" + ");
  const odds = (pieces: readonly Piece[]) =>
    pieces.reduce((product, { token }) => (product * frequencies[token]) / 1e6, 1);
  const likely = `Unigram: ${spell(best)}, with probability ${odds(best).toPrecision(2)}.`;
  if (spell(best) === spell(greedy)) return `${likely} Longest piece first comes to the same.`;
  const times = odds(best) / odds(greedy);
  const factor = times >= 1000 ? Math.round(times).toLocaleString("en") : times.toPrecision(3);
  return `${likely} Longest piece first: ${spell(greedy)}, which is ${factor} times less likely.`;
}
