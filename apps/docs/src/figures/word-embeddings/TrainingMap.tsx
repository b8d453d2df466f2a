/**
 * word2vec learns in the page while one watches: 48 of its words, projected from 32 dimensions to two, many times a second.
 * @module
 */
import { type CSSProperties, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Choice, Frame, Slider, TextField } from "../frame/Frame.tsx";
import buttons from "./buttons.module.css";
import { kindOf, kinds, mapWords } from "./map-words.ts";
import { placeLabels } from "./place-labels.ts";
import styles from "./training-map.module.css";
import { type Training, useTraining } from "./use-training.ts";

const reaches = ["1", "2", "5", "10"] as const;
type Reach = (typeof reaches)[number];

/** One form per kind, so that colour is not needed: drawn around the point, about 10 pixels wide. */
const forms = [
  "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0Z",
  "M-4.5 -4.5H4.5V4.5H-4.5Z",
  "M0 -6L5.5 4.5H-5.5Z",
  "M0 -6.5L5.5 0L0 6.5L-5.5 0Z",
  "M-1.9 -5.5H1.9V-1.9H5.5V1.9H1.9V5.5H-1.9V1.9H-5.5V-1.9H-1.9Z",
  "M0 5.5L-5.5 -4.5H5.5Z",
];

export function TrainingMap(): ReactNode {
  const { training, train, stop } = useTraining();
  const [epochs, setEpochs] = useState(40);
  const [reach, setReach] = useState<Reach>("2");
  const [asked, setAsked] = useState("fox");
  const { status, space, read, loss, beside } = training;
  const busy = status === "loading" || status === "training";
  return (
    <Frame title="Word vectors, while they are learned" words={inWords(training, epochs)}>
      <div data-training={status}>
        <div className={styles.settings}>
          <Choice<Reach>
            legend="Words to each side"
            options={reaches.map((value) => ({ value, label: value }))}
            value={reach}
            onChange={setReach}
          />
          <Slider label="Times the text is read" min={5} max={100} step={5} value={epochs} onChange={setEpochs} />
        </div>
        <div className={styles.run}>
          <button
            type="button"
            className={buttons.primary}
            onClick={busy ? stop : () => void train({ epochs, window: Number(reach) })}
          >
            {busy ? "Stop" : status === "ready" ? "Train" : "Train again"}
          </button>
          <progress aria-label="Training" value={status === "ready" ? 0 : read / epochs} />
          <p className={styles.numbers}>
            {read > 0 ? (
              <>
                read {read.toFixed(0)} × · loss {loss.toFixed(3)} · beside their own kind:{" "}
                <strong>
                  {beside.now} of {mapWords.length}
                </strong>
              </>
            ) : (
              "32 random numbers for each word"
            )}
          </p>
        </div>
        <WordMap training={training} asked={asked} onAsk={setAsked} />
        <ul className={styles.legend}>
          {kinds.map(({ name }, kind) => (
            <li key={name}>
              <svg viewBox="-8 -8 16 16" aria-hidden="true" data-kind={kind}>
                <path d={forms[kind]} />
              </svg>
              {name}
            </li>
          ))}
        </ul>
        {space && (
          <div className={styles.ask}>
            <TextField
              label={`Nearest of all ${space.words.length} words to`}
              value={asked}
              onChange={(text) => setAsked(text.toLowerCase())}
            />
            <Neighbours space={space} word={asked.trim()} />
          </div>
        )}
        {status === "done" && <MapInWords training={training} />}
      </div>
    </Frame>
  );
}

interface MapProps {
  training: Training;
  /** The word whose nearest is shown. */
  asked: string;
  onAsk(word: string): void;
}

function WordMap({ training, asked, onAsk }: MapProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const height = Math.round(Math.max(280, Math.min(460, 0.68 * width)));
  const { nearest, status } = training;
  const points = training.points.length > 0 ? training.points : randomPoints;
  const at = useMemo(() => placer(points, { width, height }), [points, width, height]);
  const moving = status === "training";
  const rest = status === "done" || status === "stopped";
  const askedRow = mapWords.indexOf(asked.trim());
  const labels = useMemo(() => {
    if (!rest) return [];
    const rows = mapWords.map((_, row) => row);
    if (askedRow >= 0) rows.unshift(...rows.splice(askedRow, 1)); // the word asked for is named first
    return placeLabels(rows, mapWords, at, { width, height });
  }, [rest, at, askedRow, width, height]);
  const other = nearest[askedRow];
  return (
    <div ref={host} className={styles.map} data-moving={moving || undefined}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={spoken(training)}>
        {rest && askedRow >= 0 && other !== undefined && (
          <path className={styles.link} d={`M${at(askedRow).x} ${at(askedRow).y}L${at(other).x} ${at(other).y}`} />
        )}
        {mapWords.map((word, row) => {
          const { x, y } = at(row);
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: a short cut for the mouse; the text field below does the same
            <g
              key={word}
              className={styles.point}
              data-kind={kindOf[row]}
              data-asked={(rest && row === askedRow) || undefined}
              style={{ transform: `translate(${x}px, ${y}px)` } as CSSProperties}
              onClick={() => onAsk(word)}
            >
              <circle r={12} className={styles.target} />
              <path d={forms[kindOf[row]]} />
            </g>
          );
        })}
        {labels.map(({ row, x, y, anchor }) => (
          <text
            key={row}
            x={x}
            y={y}
            textAnchor={anchor}
            data-kind={kindOf[row]}
            data-asked={row === askedRow || undefined}
          >
            {mapWords[row]}
          </text>
        ))}
        {moving &&
          kinds.map(({ name }, kind) => {
            const { x, y } = middleOf(kind, at);
            return (
              <text
                key={name}
                className={styles.kind}
                data-kind={kind}
                textAnchor="middle"
                style={{ transform: `translate(${x}px, ${y - 12}px)` } as CSSProperties}
              >
                {name}
              </text>
            );
          })}
      </svg>
    </div>
  );
}

function Neighbours({ space, word }: { space: NonNullable<Training["space"]>; word: string }): ReactNode {
  if (!space.has(word)) {
    const some = ["fox", "she", "winter", "red"].join(", ");
    return (
      <p className={styles.missing}>
        {word === "" ? "Type a word" : `The stories do not say “${word}” often enough`}: try {some}.
      </p>
    );
  }
  return (
    <ol className={styles.neighbours}>
      {space.nearest(word, { k: 8 }).map(({ word: near, score }) => (
        <li key={near}>
          <span>{near}</span>
          <span className={styles.bar} aria-hidden="true">
            <span style={{ inlineSize: `${100 * Math.max(0, score)}%` }} />
          </span>
          <span>{score.toFixed(2)}</span>
        </li>
      ))}
    </ol>
  );
}

function MapInWords({ training: { nearest } }: { training: Training }): ReactNode {
  return (
    <details className={styles.details}>
      <summary>The map in words</summary>
      <dl>
        {kinds.map(({ name, words }, kind) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words.map((word, i) => `${word} → ${mapWords[nearest[kind * words.length + i]]}`).join(", ")}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The width that the element has, kept up to date; before it is known, that of a desk. */
function useWidth(host: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) => setWidth(Math.max(200, contentRect.width)));
    observer.observe(host.current!);
    return () => observer.disconnect();
  }, [host]);
  return width;
}

/** From coordinates to pixels: one scale for both axes, so that distances are not stretched. */
function placer(points: Float32Array, { width, height }: { width: number; height: number }) {
  const margin = 22;
  const [left, right] = ends(points, 0);
  const [low, high] = ends(points, 1);
  const scale = Math.min((width - 4 * margin) / (right - left || 1), (height - 2 * margin) / (high - low || 1));
  return (row: number) => ({
    x: Math.round(width / 2 + scale * (points[2 * row] - (left + right) / 2)),
    y: Math.round(height / 2 - scale * (points[2 * row + 1] - (low + high) / 2)),
  });
}

function ends(points: Float32Array, axis: 0 | 1): [number, number] {
  const along = points.filter((_, i) => i % 2 === axis);
  return [Math.min(...along), Math.max(...along)];
}

function middleOf(kind: number, at: (row: number) => { x: number; y: number }) {
  const own = mapWords.map((_, row) => row).filter((row) => kindOf[row] === kind);
  const mean = (axis: "x" | "y") => own.reduce((sum, row) => sum + at(row)[axis], 0) / own.length;
  return { x: mean("x"), y: mean("y") };
}

/** What the vectors are before training: noise. */
const randomPoints = Float32Array.from({ length: 2 * mapWords.length }, (_, i) => {
  const noise = (n: number) => (Math.sin(n * 12.9898) * 43758.5453) % 1;
  return noise(i + 1) + noise(i + 211) + noise(i + 503);
});

function spoken({ status, read }: Training): string {
  if (status === "ready" || status === "loading") return `${mapWords.length} words at random places.`;
  const sorted = "Words of a kind lie near each other; which is nearest to which is said below.";
  return status === "done"
    ? `A map of ${mapWords.length} words. ${sorted}`
    : `A map of words after ${read.toFixed(0)} readings.`;
}

function inWords({ status, beside, read, length, numWords, duration, message }: Training, epochs: number): string {
  const all = mapWords.length;
  const text = `${length.toLocaleString("en-US")} words of text, ${numWords} different ones`;
  switch (status) {
    case "ready":
      return `Before training every word is at a random place. “Train” fetches the stories (55 kB) and reads them ${epochs} times, in this page.`;
    case "loading":
      return "Fetching the stories and the code …";
    case "training":
      return "Training. The colours are for you: the trainer knows of no kinds, only of words in a row.";
    case "stopped":
      return `Stopped after ${read.toFixed(0)} readings: ${beside.now} of ${all} words have one of their own kind nearest.`;
    case "failed":
      return `That did not work. ${message}`;
    case "done":
      return `Done in ${(duration / 1000).toFixed(1)} s: ${text}. ${beside.now} of the ${all} words on the map have one of their own kind nearest to them; at the first look it was ${beside.first}. Nobody told the trainer the kinds.`;
  }
}
