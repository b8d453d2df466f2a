/**
 * A case as an adapter sees it: one operator call.
 * @module
 */
import type { Tensor } from "./tensor.ts";

export interface Node {
  op: string;
  domain: string;
  opset: number;
  attributes: Record<string, unknown>;
  /** Positional; null where an optional input is left out. */
  inputs: (Tensor | null)[];
  /** Whether output n is asked for. */
  asks(n: number): boolean;
}

/** Translates one operator into calls of the public packages. Outputs are positional. */
export type Adapter = (node: Node) => (Tensor | null)[];

/** Thrown by an adapter for a case that lies outside what the packages offer; the reason is printed. */
export class Unsupported extends Error {}

/**
 * The attributes of `node` over their defaults.
 *
 * @throws Unsupported for an attribute that the defaults do not name
 */
export function readAttributes<T extends Record<string, unknown>>(node: Node, defaults: T): T {
  for (const name in node.attributes) {
    if (!(name in defaults)) throw new Unsupported(`the adapter of ${node.op} does not know the attribute "${name}"`);
  }
  return { ...defaults, ...node.attributes };
}

/** Input n. @throws Unsupported when it is left out */
export function input(node: Node, n: number): Tensor {
  const tensor = node.inputs[n];
  if (!tensor) throw new Unsupported(`input ${n} of ${node.op} is left out`);
  return tensor;
}

/** @throws Unsupported when an input from `first` on is given */
export function refuseInputs(node: Node, first: number): void {
  const extra = node.inputs.findIndex((tensor, n) => n >= first && tensor);
  if (extra >= 0) throw new Unsupported(`the adapter of ${node.op} does not know input ${extra}`);
}
