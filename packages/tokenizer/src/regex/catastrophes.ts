/**
 * Finds expressions that a backtracking engine may try in exponentially many ways: `(a+)+$`, `(\\w|\\d)*!`.
 *
 * A file comes from strangers, and JavaScript cannot stop an expression that runs away. The danger is a loop that can read
 * the same text along two paths and is followed by something that can fail: then every way through the loop is tried. The
 * loop becomes an automaton whose states are the characters and sets in it; it is dangerous if, from some state, two
 * different paths over the same text lead back to that state. A loop with nothing behind it that could fail ends with the
 * first way that it finds.
 * @see Weber and Seidl 1991, "On the degree of ambiguity of finite automata" (the criterion EDA)
 * @module
 */
import type { RegexNode } from "./syntax-tree.ts";

/** From here on a bounded repetition counts as a loop. */
const many = 10;
/** Larger loops are not looked at: the work grows with the fourth power, and no known tokenizer comes near. */
const mostStates = 64;

/** Whether a loop of the expression can be gone through in exponentially many ways before it fails. */
export function canRunAway(node: RegexNode, canFailAfter = false): boolean {
  switch (node.type) {
    case "sequence": {
      let canFail = canFailAfter;
      for (let i = node.nodes.length - 1; i >= 0; i--) {
        if (canRunAway(node.nodes[i], canFail)) return true;
        canFail ||= !(node.nodes[i].type === "repeat" && (node.nodes[i] as { min: number }).min === 0);
      }
      return false;
    }
    case "choice":
      return node.nodes.some((part) => canRunAway(part, canFailAfter));
    case "capture":
      return canRunAway(node.node, canFailAfter);
    case "look":
      return canRunAway(node.node, node.negative);
    case "atomic":
      return canRunAway(node.node, false);
    case "repeat":
      if (canRunAway(node.node, canFailAfter)) return true;
      return canFailAfter && node.max >= many && node.mode !== "possessive" && isAmbiguous(node.node);
    default:
      return false;
  }
}

/** Where a part can begin and end, and whether it can be nothing. */
interface Borders {
  first: number[];
  last: number[];
  empty: boolean;
}

/** Whether a loop over `body` can read one text along two paths (Glushkov's automaton, multiplied by itself). */
function isAmbiguous(body: RegexNode): boolean {
  const automaton = new Automaton();
  const borders = automaton.add(body);
  automaton.connect(borders.last, borders.first);
  return automaton.states.length <= mostStates && automaton.isAmbiguous();
}

class Automaton {
  /** What each state reads, as the samples that it matches. */
  readonly states: Set<number>[] = [];
  readonly #next: Map<number, number>[] = []; // state → how many ways lead there

  add(node: RegexNode): Borders {
    switch (node.type) {
      case "set":
        return this.#state(new RegExp(`^${node.source}$`, "v"));
      case "literal": {
        const character = String.fromCodePoint(node.codePoint);
        return this.#state((sample) =>
          node.ignoreCase ? sample.toLowerCase() === character.toLowerCase() : sample === character,
        );
      }
      case "sequence":
        return node.nodes.map((part) => this.add(part)).reduce((a, b) => this.#join(a, b), nothing);
      case "choice":
        return node.nodes
          .map((part) => this.add(part))
          .reduce((a, b) => ({
            first: [...a.first, ...b.first],
            last: [...a.last, ...b.last],
            empty: a.empty || b.empty,
          }));
      case "capture":
        return this.add(node.node);
      case "atomic":
        return this.#once(node.node);
      case "repeat": {
        const isPossessive = node.mode === "possessive";
        const borders = isPossessive ? this.#once(node.node) : this.add(node.node);
        if (node.max >= many && !isPossessive) this.connect(borders.last, borders.first);
        return { ...borders, empty: borders.empty || node.min === 0 };
      }
      default:
        return nothing; // places, and back references, which are rare
    }
  }

  connect(from: readonly number[], to: readonly number[]): void {
    for (const a of from) for (const b of to) this.#next[a].set(b, (this.#next[a].get(b) ?? 0) + 1);
  }

  #state(matches: RegExp | ((sample: string) => boolean)): Borders {
    const test = typeof matches === "function" ? matches : (sample: string) => matches.test(sample);
    const index = this.states.length;
    this.states.push(new Set(samples.flatMap((sample, i) => (test(sample) ? [i] : []))));
    this.#next.push(new Map());
    return { first: [index], last: [index], empty: false };
  }

  /** What matches in one way only, from wherever it begins: one state that reads what it can begin with. */
  #once(node: RegexNode): Borders {
    const inner = new Automaton();
    const { first, empty } = inner.add(node);
    const state = this.#state(() => false);
    for (const index of first) for (const sample of inner.states[index]) this.states[state.first[0]].add(sample);
    return { ...state, empty };
  }

  #join(a: Borders, b: Borders): Borders {
    this.connect(a.last, b.first);
    return {
      first: a.empty ? [...a.first, ...b.first] : a.first,
      last: b.empty ? [...a.last, ...b.last] : b.last,
      empty: a.empty && b.empty,
    };
  }

  isAmbiguous(): boolean {
    const count = this.states.length;
    const overlap = this.states.map((a) => this.states.map((b) => [...a].some((sample) => b.has(sample))));
    // All of the body is one loop, so each state leads back to itself: two ways along one step are enough …
    if (this.#next.some((ways) => [...ways.values()].some((n) => n > 1))) return true;
    // … else two states side by side, reached from one and leading back to it.
    for (let state = 0; state < count; state++) {
      const reached = this.#pairsFrom(state, overlap, false);
      const back = this.#pairsFrom(state, overlap, true);
      for (const pair of reached) if (back.has(pair) && Math.floor(pair / count) !== pair % count) return true;
    }
    return false;
  }

  /** The pairs of states that two paths over the same text lead to from (state, state), or lead from to it. */
  #pairsFrom(state: number, overlap: boolean[][], backwards: boolean): Set<number> {
    const count = this.states.length;
    const steps = backwards ? this.#previous() : this.#next.map((ways) => [...ways.keys()]);
    const seen = new Set<number>();
    const waiting = [state * count + state];
    while (waiting.length > 0) {
      const pair = waiting.pop()!;
      for (const a of steps[Math.floor(pair / count)]) {
        for (const b of steps[pair % count]) {
          const next = a * count + b;
          if (!overlap[a][b] || seen.has(next)) continue;
          seen.add(next);
          waiting.push(next);
        }
      }
    }
    return seen;
  }

  #previous(): number[][] {
    const previous: number[][] = this.states.map(() => []);
    for (const [a, ways] of this.#next.entries()) for (const b of ways.keys()) previous[b].push(a);
    return previous;
  }
}

const nothing: Borders = { first: [], last: [], empty: true };

/** Characters of every kind; two sets overlap if one of these is in both. */
const samples = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ..."éÉßΣσſ漢あ한١½Ⅳ²ªʰǅ\u0301\u0903\u00a0\u0085\u2028\u3000。，…▁Ġ😀𝐀\u200d",
];
