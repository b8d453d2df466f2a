/**
 * What a shape rule is: from the shapes of a node's inputs to the shapes of its outputs.
 *
 * A rule returns one entry per output; undefined (or a missing entry) means that not even the rank is known.
 * It throws `ShapeProblem` when the inputs cannot go together whatever the unknown sizes turn out to be.
 * @module
 */
import type { DataType } from "../data-types.ts";
import type { Dim, OnnxNode } from "../model.ts";
import type { Shape } from "./dims.ts";

/** What a rule sees of its node. */
export interface RuleInput {
  node: OnnxNode;
  /** The operator set's version: some operators changed their attributes into inputs. */
  opset: number;
  outputCount: number;
  shape(input: number): Shape | undefined;
  elementType(input: number): DataType | undefined;
  /** Whether an (optional) input is there. */
  has(input: number): boolean;
  /** The elements of a small integer tensor, where they are known; null or a name stands for one that is not a number yet. */
  integers(input: number): readonly Dim[] | undefined;
  /** An attribute, or its default. */
  int(name: string): number | undefined;
  ints(name: string): readonly number[] | undefined;
  string(name: string): string | undefined;
}

export type ShapeRule = (node: RuleInput) => readonly (Shape | undefined)[];

/** Rules by operator name; operators of the same name in different domains share one where their shapes agree. */
export type ShapeRules = Readonly<Record<string, ShapeRule>>;

/** The same rule for several operators. */
export function forEach(names: string, rule: ShapeRule): Record<string, ShapeRule> {
  return Object.fromEntries(names.split(" ").map((name) => [name, rule]));
}
