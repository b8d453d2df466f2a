/** The parts of a regular expression after parsing. @module */

export type RegexNode =
  | { type: "literal"; codePoint: number; ignoreCase: boolean }
  /** One character of a set, written as a JavaScript class that is valid with the flag v. */
  | { type: "set"; source: string }
  | { type: "sequence"; nodes: RegexNode[] }
  | { type: "choice"; nodes: RegexNode[] }
  | { type: "capture"; index: number; node: RegexNode }
  | { type: "backreference"; index: number; ignoreCase: boolean }
  | { type: "repeat"; node: RegexNode; min: number; max: number; mode: "greedy" | "lazy" | "possessive" }
  | { type: "look"; behind: boolean; negative: boolean; node: RegexNode }
  | { type: "atomic"; node: RegexNode }
  | { type: "anchor"; kind: Anchor };

/** Places: `^` and `$` are those of lines, `\A` `\z` those of the text, `\G` is where the search began. */
export type Anchor = "^" | "$" | "\\A" | "\\z" | "\\Z" | "\\b" | "\\B" | "\\G";
