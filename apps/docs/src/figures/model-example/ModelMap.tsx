/** What a text passes on its way through a Llama, and the matrices of each part, to scale. */
import { type ReactNode, useId, useState } from "react";
import { Choice, Illustration } from "../Illustration.tsx";
import styles from "./model-example.module.css";
import { arraysOf, countOf, type Matrix, type ModelName, models, type Part, type Sizes, totalOf } from "./sizes.ts";

const names = (Object.keys(models) as ModelName[]).map((name) => [name, name] as const);

const stations: readonly { part: Part; title: string; shape(sizes: Sizes): string; inBlock?: true }[] = [
  { part: "embedding", title: "Embed", shape: ({ dim }) => `tokens × ${whole(dim)}` },
  { part: "attention", title: "Attention", shape: ({ dim }) => `tokens × ${whole(dim)}`, inBlock: true },
  { part: "mlp", title: "MLP", shape: ({ dim }) => `tokens × ${whole(dim)}`, inBlock: true },
  { part: "norm", title: "Norm", shape: ({ dim }) => `tokens × ${whole(dim)}` },
  { part: "head", title: "Head", shape: ({ vocabSize }) => `tokens × ${whole(vocabSize)}` },
];

export function ModelMap(): ReactNode {
  const [name, setName] = useState<ModelName>("tiny-llama");
  const [part, setPart] = useState<Part>("embedding");
  const sizes = models[name];
  return (
    <Illustration
      title="The way through a model, and what it is made of"
      controls={<Choice label="sizes of" options={names} value={name} onChange={setName} />}
      says={inWords(name, part, sizes)}
    >
      <div className={styles.map}>
        <Stations part={part} sizes={sizes} onChange={setPart} />
        <Matrices part={part} sizes={sizes} />
      </div>
    </Illustration>
  );
}

interface StationsProps {
  part: Part;
  sizes: Sizes;
  onChange(part: Part): void;
}

function Stations({ part, sizes, onChange }: StationsProps): ReactNode {
  const group = useId();
  const total = totalOf(sizes);
  const station = ({ part: own, title, shape }: (typeof stations)[number]) => (
    <label key={own} className={styles.station}>
      <input type="radio" name={group} checked={own === part} onChange={() => onChange(own)} />
      <span>
        <b>{title}</b> <small>{percent(countOf(own, sizes) / total)}</small>
        <i>gives {shape(sizes)}</i>
      </span>
    </label>
  );
  return (
    <fieldset className={styles.stations}>
      <legend>part, and its share of all numbers</legend>
      <p className={styles.ids}>token ids</p>
      {station(stations[0])}
      <div className={styles.blocks}>
        <p>{sizes.numLayers} blocks, each</p>
        {stations.filter(({ inBlock }) => inBlock).map(station)}
      </div>
      {station(stations[3])}
      {station(stations[4])}
      <p className={styles.ids}>a score for every token</p>
    </fieldset>
  );
}

const width = 300; // of the drawing, in its own units
const gap = 16;
const caption = 26;

/** Each array as a rectangle: as high as it has rows, as wide as it has columns. */
function Matrices({ part, sizes }: { part: Part; sizes: Sizes }): ReactNode {
  const arrays = arraysOf(part, sizes);
  const shown = arrays.length > 0 ? arrays : arraysOf("embedding", sizes);
  const longest = Math.max(...shown.flatMap(({ rows, cols }) => [rows, cols]));
  const scale = (shown.length > 1 ? 150 : 220) / longest;
  const placed = place(shown, scale);
  const height = Math.max(...placed.map(({ y, height }) => y + height)) + 4;
  return (
    <svg className={styles.matrices} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {placed.map(({ name, rows, cols, x, y, width: w, height: h }) => (
        <g key={name} className={arrays.length > 0 ? undefined : styles.borrowed}>
          <text x={x} y={y - 14}>
            {name}
          </text>
          <text x={x} y={y - 3} className={styles.dims}>
            {cols === 1 ? whole(rows) : `${whole(rows)} × ${whole(cols)}`}
          </text>
          <rect x={x} y={y} width={w} height={h} rx={1} />
        </g>
      ))}
    </svg>
  );
}

/** In rows, from left to right, as many as fit. */
function place(arrays: readonly Matrix[], scale: number) {
  let x = 2;
  let y = caption;
  let rowHeight = 0;
  return arrays.map((array) => {
    const w = Math.max(3, array.cols * scale);
    const h = Math.max(3, array.rows * scale);
    const room = Math.max(w, 74); // the text above
    if (x + room > width) {
      x = 2;
      y += rowHeight + gap + caption;
      rowHeight = 0;
    }
    const placed = { ...array, x, y, width: w, height: h };
    x += room + gap;
    rowHeight = Math.max(rowHeight, h);
    return placed;
  });
}

function inWords(name: ModelName, part: Part, sizes: Sizes): string {
  const { vocabSize, dim, numLayers, numHeads, numKvHeads, headDim, mlpDim, tied } = sizes;
  const total = totalOf(sizes);
  const count = countOf(part, sizes);
  const share = `${readable(count)} of ${readable(total)} numbers`;
  const words = whole(vocabSize);
  const size = whole(dim);
  switch (part) {
    case "embedding":
      return `${name}, embed: each id picks its row of a table of ${words} tokens, ${size} numbers. ${share}.`;
    case "attention":
      return `${name}, attention: ${numHeads} heads of ${headDim} numbers ask, ${numKvHeads} answer; the output's matrix leads back to ${size} numbers, which are added. ${share}, in ${numLayers} blocks.`;
    case "mlp":
      return `${name}, MLP: ${size} numbers are widened to ${whole(mlpDim)} twice, one half decides how much of the other passes, and what is left leads back to ${size}. ${share}, in ${numLayers} blocks.`;
    case "norm":
      return `${name}, norm: every vector is brought to the same size, then each of its ${size} numbers is weighted. ${share}.`;
    case "head":
      return tied
        ? `${name}, head: the last vector meets the row of each of ${words} tokens, and the dot product is that token's score. The rows are those of the table at the beginning, drawn hatched: tied, so they cost nothing.`
        : `${name}, head: the last vector meets a row for each of ${words} tokens, and the dot product is that token's score. ${share}: the rows are not those of the table at the beginning.`;
  }
}

function readable(count: number): string {
  if (count >= 1e9) return `${(count / 1e9).toFixed(2)} billion`;
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)} million`;
  return whole(count);
}

function whole(count: number): string {
  return count.toLocaleString("en");
}

function percent(share: number): string {
  if (share === 0) return "0 %";
  return share < 0.01 ? "under 1 %" : `${Math.round(100 * share)} %`;
}
