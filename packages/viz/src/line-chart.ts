/**
 * A line chart shows how one or a few quantities change along another.
 * @module
 */
import { type Axis, readAxis } from "./axis.ts";
import { checkKeys, numberWithin, optionalText, plainArray, sameLength, text, withoutAbsent } from "./checks.ts";
import { number, plural } from "./words.ts";

export interface LineChartInput {
  /** `points` as [x, y] pairs, or `y` alone with x = 0, 1, 2 …, or `x` and `y`. */
  series: readonly {
    name: string;
    points?: readonly ArrayLike<number>[];
    x?: ArrayLike<number>;
    y?: ArrayLike<number>;
  }[];
  /** What x is: a label, or label and scale. */
  x?: Axis | string;
  y?: Axis | string;
  title?: string;
}

export interface LineChart {
  kind: "line-chart";
  title?: string;
  x: Axis;
  y: Axis;
  /** points as [x, y] */
  series: { name: string; points: [number, number][] }[];
}

const where = "lineChart";

/**
 * The figure of one or several lines.
 *
 * @throws TypeError | RangeError for unknown keys, values that are not finite, or x and y of different length
 * @example lineChart({ series: [{ name: "loss", y: [4.1, 3.2, 2.9] }], x: "step", y: "loss, nats" })
 */
export function lineChart(input: LineChartInput): LineChart {
  checkKeys(where, input, ["series", "x", "y", "title"]);
  const series = plainArray(where, "series", input.series).map((one, s) => {
    const at = `series[${s}]`;
    checkKeys(`${where}: ${at}`, one, ["name", "points", "x", "y"]);
    return { name: text(where, `${at}.name`, one.name), points: readPoints(at, one) };
  });
  const all = series.flatMap(({ points }) => points);
  return withoutAbsent({
    kind: "line-chart" as const,
    title: optionalText(where, "title", input.title),
    x: readAxis(
      where,
      "x",
      input.x,
      all.map(([x]) => x),
    ),
    y: readAxis(
      where,
      "y",
      input.y,
      all.map(([, y]) => y),
    ),
    series,
  });
}

function readPoints(at: string, one: Record<string, unknown>): [number, number][] {
  const values = (name: string, list: unknown) =>
    plainArray(where, name, list).map((value, i) => numberWithin(where, `${name}[${i}]`, value));
  if (one.points !== undefined) {
    return plainArray(where, `${at}.points`, one.points).map((point, i) => {
      const pair = values(`${at}.points[${i}]`, point);
      sameLength(where, `${at}.points[${i}]`, pair.length, "[x, y]", 2);
      return [pair[0], pair[1]];
    });
  }
  const y = values(`${at}.y`, one.y);
  const x = one.x === undefined ? y.map((_, i) => i) : values(`${at}.x`, one.x);
  sameLength(where, `${at}.x`, x.length, `${at}.y`, y.length);
  return y.map((value, i) => [x[i], value]);
}

/** Where each line starts and ends, its lowest and highest point, and up to nine points along it. */
export function lineChartText(figure: LineChart): string {
  const axes = `${figure.y.label ?? "y"} over ${figure.x.label ?? "x"}`;
  const lines = [`${figure.title ? `${figure.title}: ` : ""}${axes}, ${plural(figure.series.length, "line")}`];
  for (const { name, points } of figure.series) lines.push(`  ${name}: ${sayLine(points)}`);
  return lines.join("\n");
}

function sayLine(points: [number, number][]): string {
  if (points.length === 0) return "no points";
  const at = ([x, y]: [number, number]) => `${number(y)} at ${number(x)}`;
  if (points.length === 1) return at(points[0]);
  const lowest = points.reduce((a, b) => (b[1] < a[1] ? b : a));
  const highest = points.reduce((a, b) => (b[1] > a[1] ? b : a));
  const most = 9;
  const along = Array.from(
    { length: Math.min(most, points.length) },
    (_, i, list = { length: Math.min(most, points.length) }) =>
      points[Math.round((i * (points.length - 1)) / (list.length - 1))],
  );
  const shape = `lowest ${at(lowest)}, highest ${at(highest)}`;
  return `${plural(points.length, "point")} from ${at(points[0])} to ${at(points[points.length - 1])}; ${shape}; along it ${along.map(([, y]) => number(y)).join(", ")}`;
}

/** One point in words: `loss: 3.2 at 1`. */
export function sayPoint(figure: LineChart, s: number, i: number): string {
  const [x, y] = figure.series[s].points[i];
  return `${figure.series[s].name}: ${figure.y.label ?? "y"} ${number(y)} at ${figure.x.label ?? "x"} ${number(x)}`;
}
