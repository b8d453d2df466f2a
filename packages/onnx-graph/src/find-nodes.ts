/**
 * Finding nodes and values by what they are called.
 *
 * Exporters name nodes after the modules they come from (`/model/layers.3/self_attn/MatMul`, `blocks.3.attention.scores`),
 * so a pattern over names is how one points into a model that someone else made.
 * @module
 */

import { valuesDefined } from "./graph-uses.ts";
import type { OnnxGraph, OnnxNode } from "./model.ts";
import { asModel, type ModelSource } from "./write-model.ts";

/** What to look for; all that is given has to hold. */
export interface NodeQuery {
  /** Operator, or several. */
  opType?: string | readonly string[];
  /** Pattern of the node's name; see `globToRegExp`. */
  name?: string | RegExp;
  domain?: string;
  /** A value that the node reads. */
  input?: string;
  /** A value that the node makes. */
  output?: string;
}

/**
 * The nodes of the main graph that a query describes, in the order of the graph.
 *
 * @example
 * findNodes(model, { opType: "Softmax", name: "blocks.*.attention.*" });
 */
export function findNodes(source: ModelSource, query: NodeQuery): OnnxNode[] {
  const { opType, name, domain, input, output } = query;
  const types = typeof opType === "string" ? [opType] : opType;
  const pattern = name === undefined ? undefined : toRegExp(name);
  return asModel(source).graph.nodes.filter(
    (node) =>
      (!types || types.includes(node.opType)) &&
      (!pattern || pattern.test(node.name)) &&
      (domain === undefined || node.domain === domain) &&
      (input === undefined || node.inputs.includes(input)) &&
      (output === undefined || node.outputs.includes(output)),
  );
}

/**
 * The names of the values of the main graph that a pattern describes, in the order in which they are made:
 * inputs, initializers, outputs of nodes.
 */
export function findValues(source: ModelSource, name: string | RegExp): string[] {
  const pattern = toRegExp(name);
  return [...valuesDefined(asModel(source).graph)].filter((value) => pattern.test(value));
}

/** The node that makes a value, if one does. */
export function makerOf(graph: OnnxGraph, value: string): OnnxNode | undefined {
  return value === "" ? undefined : graph.nodes.find((node) => node.outputs.includes(value));
}

function toRegExp(pattern: string | RegExp): RegExp {
  // A regular expression with the flag g would remember where it stopped.
  return typeof pattern === "string"
    ? globToRegExp(pattern)
    : new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
}

/**
 * The regular expression of a name pattern: `*` is any run of characters without `.` and `/`, `**` any run, `?` one character,
 * `{a,b}` one of several. Everything else stands for itself.
 *
 * @example
 * globToRegExp("blocks.*.{q,k}").test("blocks.11.q"); // => true
 */
export function globToRegExp(glob: string): RegExp {
  let depth = 0;
  const source = glob.replace(/\*\*|[*?{},]|[\\^$.|+()[\]/-]/g, (part) => {
    if (part === "**") return ".*";
    if (part === "*") return "[^./]*";
    if (part === "?") return "[^./]";
    if (part === "{") return depth++ === 0 ? "(?:" : "\\{";
    if (part === "}") return depth > 0 && --depth === 0 ? ")" : "\\}";
    if (part === ",") return depth > 0 ? "|" : ",";
    return `\\${part}`;
  });
  if (depth !== 0) throw new RangeError(`globToRegExp: the pattern ${JSON.stringify(glob)} has "{" without "}".`);
  return new RegExp(`^${source}$`, "su");
}
