/**
 * The drawing of charts as SVG, with d3's scales and shapes. Loaded lazily: a page without charts does not pay for it.
 * @module
 */
import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from "d3-scale";
import { line, symbol, symbolsFill } from "d3-shape";
import type { Axis } from "../axis.ts";
import { type LineChart, sayPoint } from "../line-chart.ts";
import { groupsOf, type ScatterPlot, sayScatterPoint } from "../scatter-plot.ts";
import { create, createSvg } from "./create.ts";
import { seriesColor } from "./theme.ts";

type Scale = ScaleContinuousNumeric<number, number>;

const height = 280;
const margin = { top: 22, right: 14, bottom: 40, left: 54 };
const marksPerLine = 200; // more points than this are walked in strides; the line still has them all
const dashes = ["", "7 4", "2 3", "9 3 2 3", "4 2", "1 4"];

export function drawLineChart(figure: LineChart, width: number): Node[] {
  const points = figure.series.flatMap((series) => series.points);
  const { svg, x, y } = frame(figure, width, points);
  figure.series.forEach((series, s) => {
    const path = line<[number, number]>(
      (point) => x(point[0]),
      (point) => y(point[1]),
    );
    svg.append(
      createSvg("path", {
        class: "line",
        d: path(series.points) ?? "",
        style: `stroke: ${seriesColor(s)}`,
        "stroke-dasharray": dashes[s % dashes.length] || undefined,
      }),
    );
    const stride = Math.ceil(series.points.length / marksPerLine);
    series.points.forEach((point, i) => {
      if (i % stride !== 0 && i !== series.points.length - 1) return;
      const say = sayPoint(figure, s, i);
      svg.append(
        createSvg("circle", {
          class: "mark line-mark",
          role: "img",
          "aria-label": say,
          "data-cell": `${s},${i}`,
          "data-say": say,
          cx: x(point[0]),
          cy: y(point[1]),
          r: 6,
          style: `fill: ${seriesColor(s)}`,
        }),
      );
    });
  });
  const legend = figure.series.map(({ name }, s) => {
    const stroke = createSvg("path", {
      class: "line",
      d: "M0 6H26",
      style: `stroke: ${seriesColor(s)}`,
      "stroke-dasharray": dashes[s % dashes.length] || undefined,
    });
    return create("li", {}, createSvg("svg", { width: 26, height: 12, "aria-hidden": "true" }, stroke), name);
  });
  return [create("ul", { class: "legend", "aria-label": "Lines" }, ...legend), svg];
}

export function drawScatterPlot(figure: ScatterPlot, width: number): Node[] {
  const { svg, x, y } = frame(
    figure,
    width,
    figure.points.map((point) => [point.x, point.y]),
    0.06,
  );
  const groups = groupsOf(figure);
  const shapes = symbolsFill.map((shape) => symbol(shape, 70)() ?? "");
  const taken = figure.points.map((point) => {
    const [left, top] = [x(point.x) - 6, y(point.y) - 6];
    return { left, right: left + 12, top, bottom: top + 12 };
  });
  figure.points.forEach((point, i) => {
    const group = point.group === undefined ? 0 : groups.indexOf(point.group);
    const say = sayScatterPoint(figure, i);
    const [cx, cy] = [x(point.x), y(point.y)];
    svg.append(
      createSvg("path", {
        class: "mark",
        role: "img",
        "aria-label": say,
        "data-cell": `0,${i}`,
        "data-say": say,
        d: shapes[group % shapes.length],
        transform: `translate(${cx},${cy})`,
        style: `fill: ${seriesColor(group)}`,
      }),
    );
    if (point.label === undefined) return;
    // A label that would cover another is left to focus and pointer.
    const wide = point.label.length * 6.6;
    const right = cx + 9 + wide > width;
    const box = {
      left: right ? cx - 9 - wide : cx + 9,
      right: right ? cx - 9 : cx + 9 + wide,
      top: cy - 7,
      bottom: cy + 7,
    };
    if (
      taken.some(
        (other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top,
      )
    )
      return;
    taken.push(box);
    svg.append(
      createSvg(
        "text",
        {
          class: "name",
          "aria-hidden": "true",
          x: right ? cx - 9 : cx + 9,
          y: cy + 4,
          "text-anchor": right ? "end" : "start",
        },
        point.label,
      ),
    );
  });
  const legend = groups.map((group, g) => {
    const mark = createSvg("path", {
      d: shapes[g % shapes.length],
      transform: "translate(7,7)",
      style: `fill: ${seriesColor(g)}`,
    });
    return create("li", {}, createSvg("svg", { width: 14, height: 14, "aria-hidden": "true" }, mark), group);
  });
  return groups.length > 0 ? [create("ul", { class: "legend", "aria-label": "Groups" }, ...legend), svg] : [svg];
}

/** Axes, ticks and labels around an empty field. @param air is the share of the field left free at its borders */
function frame(
  figure: LineChart | ScatterPlot,
  width: number,
  points: number[][],
  air = 0,
): { svg: SVGSVGElement; x: Scale; y: Scale } {
  const svg = createSvg("svg", {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "group",
    "aria-label": figure.title ?? "Chart",
  });
  const x = scale(
    figure.x,
    points.map((point) => point[0]),
    [margin.left, width - margin.right],
    air,
  );
  // A quantity is measured from zero, unless zero is not in sight: only lines are, points in a plane are not.
  const fromZero = figure.kind === "line-chart" && figure.y.scale !== "log";
  const y = scale(
    figure.y,
    points.map((point) => point[1]),
    [height - margin.bottom, margin.top],
    air,
    fromZero,
  );
  const tick = (value: number) => x.tickFormat()(value);
  for (const value of ticks(y, 5)) {
    svg.append(
      createSvg("line", { class: "grid", x1: margin.left, x2: width - margin.right, y1: y(value), y2: y(value) }),
      createSvg(
        "text",
        { "aria-hidden": "true", x: margin.left - 8, y: y(value) + 4, "text-anchor": "end" },
        short(value),
      ),
    );
  }
  // What is counted (blocks, positions, tokens) has no halves.
  const counted = points.every(([value]) => Number.isInteger(value));
  for (const value of ticks(x, width < 420 ? 4 : 8)) {
    if (counted && !Number.isInteger(value)) continue;
    svg.append(
      createSvg(
        "text",
        { "aria-hidden": "true", x: x(value), y: height - margin.bottom + 18, "text-anchor": "middle" },
        short(value) || tick(value),
      ),
    );
  }
  const { x: xAxis, y: yAxis } = figure;
  if (yAxis.label) svg.append(createSvg("text", { "aria-hidden": "true", x: 0, y: 11 }, yAxis.label));
  if (xAxis.label)
    svg.append(
      createSvg(
        "text",
        { "aria-hidden": "true", x: width - margin.right, y: height - 4, "text-anchor": "end" },
        xAxis.label,
      ),
    );
  return { svg, x, y };
}

function scale(axis: Axis, values: number[], range: [number, number], air: number, fromZero = false): Scale {
  let low = values.length > 0 ? Math.min(...values) : 0;
  let high = values.length > 0 ? Math.max(...values) : 1;
  if (fromZero && low > 0 && low < high * 0.6) low = 0;
  if (low === high) [low, high] = axis.scale === "log" ? [low / 2, high * 2] : [low - 0.5, high + 0.5];
  if (axis.scale === "log") return scaleLog().domain([low, high]).range(range);
  const edge = (high - low) * air;
  const linear = scaleLinear()
    .domain([low - edge, high + edge])
    .range(range);
  return air > 0 ? linear : linear.nice(5);
}

/** d3's ticks; of a logarithmic axis only the powers of ten, when there are enough of them. */
function ticks(of: Scale, howMany: number): number[] {
  const all = of.ticks(howMany);
  const powers = all.filter((value) => value > 0 && Number.isInteger(Number(Math.log10(value).toFixed(9))));
  return "base" in of && powers.length >= 2 ? powers : all;
}

/** `12k`, `0.5`, `1e-5`: short enough for an axis. */
function short(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${Number((value / 1e9).toPrecision(3))}G`;
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(3))}k`;
  if (size > 0 && size < 1e-3) return value.toExponential(0);
  return String(Number(value.toPrecision(4))).replace("-", "−");
}
