/**
 * Patterns compiled to a deterministic automaton over bytes.
 *
 * Each rule becomes a nondeterministic automaton (Thompson 1968) and then a deterministic one by the subset construction
 * (Rabin & Scott 1959), in which "match rule r here" is one more symbol beside the bytes. What is left to do at run time,
 * following such calls with a stack, is in pushdown.ts.
 * @module
 */
import type { Grammar, Pattern } from "./pattern.ts";
import { utf8Ranges } from "./utf8-ranges.ts";

/** Deterministic automata of all rules, their states numbered through. */
export interface Automaton {
  /** Bytes that no pattern tells apart share a class. classOf [256] */
  classOf: Uint8Array;
  numClasses: number;
  /** next [states, numClasses]: the state after a byte of the class, -1 if there is none. */
  next: Int32Array;
  /** accepting [states]: 1 where a rule's match may end. */
  accepting: Uint8Array;
  /** calls[state]: the rules that can be matched here, and the state afterwards. */
  calls: readonly (readonly Call[])[];
  /** The first state of the grammar's start rule. */
  start: number;
  numStates: number;
}

export interface Call {
  /** The first state of the called rule. */
  start: number;
  /** The state after its match. */
  after: number;
}

// A schema of ordinary size has hundreds of states. A hostile regex can ask for 2^n deterministic ones: this many take
// a second and some 50 MB, then it is refused.
const maxStates = 50_000;
/** Nondeterministic states are cheaper, and bounded by the size of the pattern with its repetitions written out. */
const maxGraphStates = 200_000;

/** @throws RangeError if a rule is missing, calls itself before anything else, can match nothing, or is too large */
export function compileGrammar(grammar: Grammar): Automaton {
  const names = [...grammar.rules.keys()];
  const graphs = new Map(names.map((name) => [name, createGraph(grammar.rules.get(name)!, name, grammar)]));
  const { classOf, numClasses } = byteClasses([...graphs.values()]);
  const rows: Int32Array[] = [];
  const accepting: number[] = [];
  const calls: { rule: string; after: number }[][] = [];
  const starts = new Map<string, number>();
  for (const [name, graph] of graphs) {
    starts.set(name, rows.length);
    determinize(graph, classOf, numClasses, { rows, accepting, calls });
  }
  const automaton: Automaton = {
    classOf,
    numClasses,
    next: new Int32Array(rows.length * numClasses),
    accepting: Uint8Array.from(accepting),
    calls: calls.map((list) => list.map(({ rule, after }) => ({ start: starts.get(rule)!, after }))),
    start: starts.get(grammar.start)!,
    numStates: rows.length,
  };
  for (const [state, row] of rows.entries()) automaton.next.set(row, state * numClasses);
  checkLeftRecursion(automaton, starts);
  trim(automaton);
  return automaton;
}

/** A nondeterministic automaton: state 0 is its beginning. */
interface Graph {
  silent: number[][];
  bytes: { from: number; to: number; after: number }[][];
  calls: { rule: string; after: number }[][];
  end: number;
}

function createGraph(pattern: Pattern, name: string, { rules }: Grammar): Graph {
  const graph: Graph = { silent: [], bytes: [], calls: [], end: 0 };
  const add = () => {
    if (graph.silent.length >= maxGraphStates) {
      throw new RangeError(
        `constraint: "${name}" needs more than ${maxGraphStates} states. Use smaller repetition counts or lengths.`,
      );
    }
    graph.silent.push([]);
    graph.bytes.push([]);
    graph.calls.push([]);
    return graph.silent.length - 1;
  };
  /** Adds what matches `part` after state `at` and returns the state where it ends. */
  const build = (part: Pattern, at: number): number => {
    switch (part.kind) {
      case "characters": {
        const end = add();
        for (const [first, last] of part.ranges) {
          for (const sequence of utf8Ranges(first, last)) {
            let state = at;
            for (const [i, [from, to]] of sequence.entries()) {
              const after = i === sequence.length - 1 ? end : add();
              graph.bytes[state].push({ from, to, after });
              state = after;
            }
          }
        }
        return end;
      }
      case "sequence":
        return part.parts.reduce((state, each) => build(each, state), at);
      case "choice": {
        const end = add();
        for (const option of part.options) {
          const begin = add(); // of its own, so that an option's loop does not lead into its neighbours
          graph.silent[at].push(begin);
          graph.silent[build(option, begin)].push(end);
        }
        return end;
      }
      case "repeat": {
        let state = at;
        for (let i = 0; i < part.min; i++) state = build(part.part, state);
        const end = add();
        if (part.max === Infinity) {
          const loop = add();
          graph.silent[state].push(loop);
          graph.silent[build(part.part, loop)].push(loop);
          graph.silent[loop].push(end);
          return end;
        }
        for (let i = part.min; i < part.max; i++) {
          graph.silent[state].push(end);
          state = build(part.part, state);
        }
        graph.silent[state].push(end);
        return end;
      }
      case "list": {
        // `empty`: no item so far; `filled`: at least one, so the next is preceded by a separator
        let empty: number | null = at;
        let filled: number | null = null;
        for (const { pattern: item, required } of part.items) {
          const begin = add();
          if (empty !== null) graph.silent[empty].push(begin);
          if (filled !== null) graph.silent[build(part.separator, filled)].push(begin);
          const end = build(item, begin);
          const after = add();
          graph.silent[end].push(after);
          if (!required && filled !== null) graph.silent[filled].push(after);
          filled = after;
          if (required) empty = null;
        }
        const end = add();
        for (const state of [empty, filled]) if (state !== null) graph.silent[state].push(end);
        return end;
      }
      case "rule": {
        if (!rules.has(part.name)) throw new RangeError(`constraint: there is no rule "${part.name}".`);
        const after = add();
        graph.calls[at].push({ rule: part.name, after });
        return after;
      }
    }
  };
  graph.end = build(pattern, add());
  return graph;
}

/** Cuts 0..255 wherever some range begins or ends. */
function byteClasses(graphs: Graph[]): { classOf: Uint8Array; numClasses: number } {
  const begins = new Uint8Array(257);
  for (const graph of graphs) {
    for (const edges of graph.bytes) {
      for (const { from, to } of edges) begins[from] = begins[to + 1] = 1;
    }
  }
  const classOf = new Uint8Array(256);
  let current = 0;
  for (let byte = 1; byte < 256; byte++) classOf[byte] = current += begins[byte];
  return { classOf, numClasses: current + 1 };
}

interface Output {
  rows: Int32Array[];
  accepting: number[];
  calls: { rule: string; after: number }[][];
}

/** The subset construction: each deterministic state is the set of states the graph could be in. */
function determinize(graph: Graph, classOf: Uint8Array, numClasses: number, out: Output): void {
  const numbers = new Map<string, number>();
  const pending: number[][] = [];
  const stateOf = (members: Iterable<number>): number => {
    const set = closure(graph, members);
    const key = set.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    if (out.rows.length >= maxStates) {
      throw new RangeError(`constraint: more than ${maxStates} states are needed. Use smaller repetition counts.`);
    }
    numbers.set(key, out.rows.length);
    out.rows.push(new Int32Array(numClasses).fill(-1));
    out.accepting.push(set.includes(graph.end) ? 1 : 0);
    out.calls.push([]);
    pending.push(set);
    return out.rows.length - 1;
  };
  let state = stateOf([0]);
  for (; pending.length > 0; state++) {
    const set = pending.shift()!;
    const byClass: (Set<number> | undefined)[] = new Array(numClasses);
    const byRule = new Map<string, number[]>();
    for (const member of set) {
      for (const { from, to, after } of graph.bytes[member]) {
        for (let c = classOf[from]; c <= classOf[to]; c++) (byClass[c] ??= new Set()).add(after);
      }
      for (const { rule, after } of graph.calls[member]) {
        if (byRule.has(rule)) byRule.get(rule)!.push(after);
        else byRule.set(rule, [after]);
      }
    }
    for (const [c, members] of byClass.entries()) if (members) out.rows[state][c] = stateOf(members);
    for (const [rule, members] of byRule) out.calls[state].push({ rule, after: stateOf(members) });
  }
}

/** All states reachable without reading anything, sorted; those from which only silent steps lead on are left out. */
function closure(graph: Graph, members: Iterable<number>): number[] {
  const seen = new Set<number>(members);
  for (const member of seen) for (const after of graph.silent[member]) seen.add(after);
  return [...seen]
    .filter((state) => graph.bytes[state].length > 0 || graph.calls[state].length > 0 || state === graph.end)
    .sort((a, b) => a - b);
}

/**
 * For every state, the number of bytes of the shortest completion of its rule: Infinity if there is none.
 *
 * @param usable usable[class] is 0 for bytes that must not be used; default: all can be
 */
export function completionLengths(automaton: Automaton, usable?: Uint8Array): Float64Array {
  const { next, numClasses, accepting, calls, numStates } = automaton;
  const length = Float64Array.from(accepting, (accepts) => (accepts ? 0 : Infinity));
  // Successors mostly have higher numbers, so going downwards settles chains in one sweep
  for (let changed = true; changed; ) {
    changed = false;
    for (let state = numStates - 1; state >= 0; state--) {
      let best = length[state];
      for (let c = 0; c < numClasses; c++) {
        const after = next[state * numClasses + c];
        if (after >= 0 && (!usable || usable[c])) best = Math.min(best, 1 + length[after]);
      }
      for (const { start, after } of calls[state]) best = Math.min(best, length[start] + length[after]);
      if (best < length[state]) {
        length[state] = best;
        changed = true;
      }
    }
  }
  return length;
}

/** Removes the ways into states from which no text can be completed. @throws RangeError if no text matches at all */
function trim(automaton: Automaton): void {
  const length = completionLengths(automaton);
  if (length[automaton.start] === Infinity) throw new RangeError("constraint: no text at all can match.");
  for (const [i, after] of automaton.next.entries())
    if (after >= 0 && length[after] === Infinity) automaton.next[i] = -1;
  automaton.calls = automaton.calls.map((list) =>
    list.filter(({ start, after }) => length[start] < Infinity && length[after] < Infinity),
  );
}

/** @throws RangeError if a rule can call itself before it has read a byte: following that would never end */
function checkLeftRecursion(automaton: Automaton, starts: ReadonlyMap<string, number>): void {
  const { calls } = automaton;
  const length = completionLengths(automaton);
  for (const [name, start] of starts) {
    const reached = new Set<number>();
    const pending = [start];
    while (pending.length > 0) {
      const state = pending.pop()!;
      for (const call of calls[state]) {
        if (call.start === start) {
          throw new RangeError(`constraint: rule "${name}" refers to itself before anything else. Break the cycle.`);
        }
        // A rule that can match the empty text passes on to the state after it
        for (const other of length[call.start] === 0 ? [call.start, call.after] : [call.start]) {
          if (!reached.has(other)) pending.push(other);
          reached.add(other);
        }
      }
    }
  }
}
