/**
 * A scatter plot shows things as points, near where they are alike: word vectors in two dimensions, for instance.
 * @module
 */
import { type Axis, readAxis } from "./axis.ts";
import { checkKeys, numberWithin, optionalText, plainArray, withoutAbsent } from "./checks.ts";
import { number, plural } from "./words.ts";

export interface ScatterPoint {
  x: number;
  y: number;
  label?: string;
  /** Points of a group share a colour and a shape. */
  group?: string;
}

export interface ScatterPlotInput {
  points: readonly ScatterPoint[];
  x?: Axis | string;
  y?: Axis | string;
  title?: string;
}

export interface ScatterPlot {
  kind: "scatter-plot";
  title?: string;
  x: Axis;
  y: Axis;
  points: ScatterPoint[];
}

const where = "scatterPlot";

/**
 * The figure of points in a plane.
 *
 * @throws TypeError | RangeError for unknown keys, or coordinates that are not finite
 * @example scatterPlot({ points: [{ x: 0.1, y: 0.7, label: "cat", group: "animals" }] })
 */
export function scatterPlot(input: ScatterPlotInput): ScatterPlot {
  checkKeys(where, input, ["points", "x", "y", "title"]);
  const points = plainArray(where, "points", input.points).map((point, i) => {
    const at = `points[${i}]`;
    checkKeys(`${where}: ${at}`, point, ["x", "y", "label", "group"]);
    return withoutAbsent({
      x: numberWithin(where, `${at}.x`, point.x),
      y: numberWithin(where, `${at}.y`, point.y),
      label: optionalText(where, `${at}.label`, point.label),
      group: optionalText(where, `${at}.group`, point.group),
    });
  });
  return withoutAbsent({
    kind: "scatter-plot" as const,
    title: optionalText(where, "title", input.title),
    x: readAxis(
      where,
      "x",
      input.x,
      points.map(({ x }) => x),
    ),
    y: readAxis(
      where,
      "y",
      input.y,
      points.map(({ y }) => y),
    ),
    points,
  });
}

/** The groups' centres, then each labelled point and the two that lie nearest to it. */
export function scatterPlotText(figure: ScatterPlot): string {
  const { points } = figure;
  const groups = groupsOf(figure);
  const ofGroups = groups.length > 0 ? ` in ${plural(groups.length, "group")}` : "";
  const lines = [`${figure.title ?? "Scatter plot"}: ${plural(points.length, "point")}${ofGroups}`];
  for (const group of groups) {
    const own = points.filter((point) => point.group === group);
    const mean = (read: (point: ScatterPoint) => number) =>
      own.reduce((sum, point) => sum + read(point), 0) / own.length;
    lines.push(
      `  ${group}: ${plural(own.length, "point")} around (${number(mean((p) => p.x))}, ${number(mean((p) => p.y))})`,
    );
  }
  const labelled = points.filter(({ label }) => label !== undefined);
  for (const point of labelled) lines.push(`  ${sayScatterPoint(figure, points.indexOf(point))}`);
  return lines.join("\n");
}

/** One point in words: `cat (animals) at (0.1, 0.7), nearest dog, wolf`. */
export function sayScatterPoint({ points, x, y }: ScatterPlot, i: number): string {
  const { label, group } = points[i];
  // Nearness is what the eye sees: distances in units of the picture, not of the data.
  const place = (axis: Axis, read: (point: ScatterPoint) => number) => {
    const scaled = points.map((point) => (axis.scale === "log" ? Math.log(read(point)) : read(point)));
    const [low, high] = [Math.min(...scaled), Math.max(...scaled)];
    return scaled.map((value) => (high > low ? (value - low) / (high - low) : 0));
  };
  const [xs, ys] = [place(x, (point) => point.x), place(y, (point) => point.y)];
  const near = points
    .flatMap((other, j) =>
      j !== i && other.label !== undefined ? [{ name: other.label, d: Math.hypot(xs[j] - xs[i], ys[j] - ys[i]) }] : [],
    )
    .sort((a, b) => a.d - b.d)
    .slice(0, 2)
    .map(({ name }) => name);
  const at = `(${number(points[i].x)}, ${number(points[i].y)})`;
  return `${label ?? `point ${i + 1}`}${group ? ` (${group})` : ""} at ${at}${near.length > 0 ? `, nearest ${near.join(", ")}` : ""}`;
}

/** The groups in order of appearance. */
export function groupsOf({ points }: ScatterPlot): string[] {
  return [...new Set(points.flatMap(({ group }) => (group === undefined ? [] : [group])))];
}
