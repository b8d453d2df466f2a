/**
 * A model as a drawing: Mermaid for Markdown pages, DOT for Graphviz.
 *
 * Nodes are boxes with the operator's name, edges carry the shape that flows along them. Weights are left out unless asked for;
 * a pattern picks a part, whose surroundings then show as loose ends.
 * @module
 */
import { analyzeModel } from "./analyze-graph.ts";
import { findNodes } from "./find-nodes.ts";
import type { OnnxModel, ValueType } from "./model.ts";
import { showShape } from "./shapes/dims.ts";
import { asModel, type ModelSource } from "./write-model.ts";

export interface DrawOptions {
  /** Only nodes whose name this pattern describes; all otherwise. */
  name?: string | RegExp;
  /** Draw initializers too. Default false. */
  weights?: boolean;
  /** Direction of the drawing: from top to bottom, or from left to right. Default `"TB"`. */
  direction?: "TB" | "LR";
}

interface Drawing {
  boxes: { id: string; label: string; kind: "node" | "end" }[];
  edges: { from: string; to: string; label: string }[];
}

/**
 * The graph as a Mermaid flowchart.
 *
 * @example
 * toMermaid(model, { name: "blocks.0.attention.**" });
 */
export function toMermaid(source: ModelSource, options: DrawOptions = {}): string {
  const { boxes, edges } = layOut(asModel(source), options);
  const quote = (text: string) =>
    `"${text.replace(/["<>&#\\`]/g, (char) => `#${char.charCodeAt(0)};`).replaceAll("\n", "<br/>")}"`;
  return [
    `flowchart ${options.direction ?? "TB"}`,
    ...boxes.map(({ id, label, kind }) => `  ${id}${kind === "end" ? `([${quote(label)}])` : `[${quote(label)}]`}`),
    ...edges.map(({ from, to, label }) => `  ${from} -->${label ? `|${quote(label)}|` : ""} ${to}`),
  ].join("\n");
}

/** The graph in the DOT language of Graphviz. */
export function toDot(source: ModelSource, options: DrawOptions = {}): string {
  const { boxes, edges } = layOut(asModel(source), options);
  const quote = (text: string) => `"${text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;
  return [
    "digraph {",
    `  rankdir=${options.direction ?? "TB"}; node [shape=box, fontname="sans-serif"];`,
    ...boxes.map(({ id, label, kind }) => `  ${id} [label=${quote(label)}${kind === "end" ? ", shape=oval" : ""}];`),
    ...edges.map(({ from, to, label }) => `  ${from} -> ${to}${label ? ` [label=${quote(label)}]` : ""};`),
    "}",
  ].join("\n");
}

function layOut(model: OnnxModel, { name, weights = false }: DrawOptions): Drawing {
  const { graph } = model;
  const { types } = analyzeModel(model);
  const nodes = name === undefined ? [...graph.nodes] : findNodes(model, { name });
  const isWeight = new Set(graph.initializers.map((tensor) => tensor.name));
  const drawing: Drawing = { boxes: [], edges: [] };
  const makers = new Map<string, string>(); // value → id of the box it comes from
  for (const [i, node] of nodes.entries()) {
    const id = `n${i}`;
    const label = node.name && node.name !== node.opType ? `${node.opType}\n${node.name}` : node.opType;
    drawing.boxes.push({ id, label, kind: "node" });
    for (const output of node.outputs) if (output !== "") makers.set(output, id);
  }
  const end = (value: string): string => {
    const id = `v${drawing.boxes.length}`;
    drawing.boxes.push({ id, label: value, kind: "end" });
    return id;
  };
  const label = (value: string) => showSize(types.get(value));
  for (const [i, node] of nodes.entries()) {
    for (const value of node.inputs) {
      if (value === "" || (isWeight.has(value) && !weights)) continue;
      let from = makers.get(value);
      if (!from) makers.set(value, (from = end(value)));
      drawing.edges.push({ from, to: `n${i}`, label: label(value) });
    }
  }
  // Ends: the graph's outputs, and what a part of the graph hands on to the rest.
  const drawn = new Set(nodes);
  const handedOn = new Set(graph.outputs.map((output) => output.name));
  for (const node of graph.nodes) if (!drawn.has(node)) for (const value of node.inputs) handedOn.add(value);
  for (const node of nodes) {
    for (const value of node.outputs) {
      if (value !== "" && handedOn.has(value))
        drawing.edges.push({ from: makers.get(value)!, to: end(value), label: label(value) });
    }
  }
  return drawing;
}

function showSize(type: ValueType | undefined): string {
  return type?.kind === "tensor" && type.shape ? showShape(type.shape) : "";
}
