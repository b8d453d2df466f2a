/**
 * A grammar as masks over tokens.
 *
 * Whether a token may come next is a question about its bytes: the trie of the vocabulary is walked together with the
 * automaton, and a subtree is left out at the first byte that cannot follow. Inside a JSON string nearly every token of
 * nearly every subtree may follow, so the result is kept. It depends on the top of the stack alone, except for tokens
 * that complete the rule at the top and go on behind it; where that happens is kept too, and only those few subtrees
 * are walked again with the rest of the stack. (The idea is from Dong et al. 2024, "XGrammar", section 3,
 * https://arxiv.org/abs/2411.15100.)
 *
 * With `maxTokens` the text is always complete in time: near the end only those tokens are allowed after which the rest
 * still fits, counted in tokens of one byte.
 * @module
 */
import { checkIds } from "../checks.ts";
import type { Constraint } from "../constraint.ts";
import { type Automaton, compileGrammar, completionLengths } from "./automaton.ts";
import type { Grammar } from "./pattern.ts";
import { type Configuration, createPushdown, type Frame, type Pushdown } from "./pushdown.ts";
import type { Vocabulary } from "./vocabulary.ts";

export interface ConstraintOptions {
  vocabulary: Vocabulary;
  /** These tokens are allowed where the text is complete, and only there. */
  eosTokenIds: ArrayLike<number>;
  /** Complete the text within so many tokens (the end token not counted). Default: no limit. */
  maxTokens?: number;
}

/** @throws RangeError if the grammar is unusable, or maxTokens too few for the shortest text */
export function createGrammarConstraint(grammar: Grammar, options: ConstraintOptions): Constraint {
  const { vocabulary, eosTokenIds, maxTokens = Infinity } = options;
  checkIds("eosTokenIds", eosTokenIds);
  const automaton = compileGrammar(grammar);
  const pushdown = createPushdown(automaton);
  const tokensToComplete = maxTokens === Infinity ? () => 0 : createCounter(automaton, vocabulary);
  const masks = createMasks(vocabulary, pushdown, eosTokenIds, tokensToComplete);
  const least = tokensToComplete(pushdown.start);
  if (least > maxTokens) {
    throw new RangeError(
      `constraint: maxTokens is ${maxTokens} but the shortest text needs ${least} tokens of one byte. Raise maxTokens, or check that the vocabulary has tokens of one byte.`,
    );
  }

  // The tokens of the last call and where each led, so that the next call has to read only the new one
  const path: { id: number; after: Configuration }[] = [];
  const read = (generated: ArrayLike<number>): Configuration => {
    let known = 0;
    while (known < path.length && known < generated.length && path[known].id === generated[known]) known++;
    path.length = known;
    let configuration = known > 0 ? path[known - 1].after : pushdown.start;
    for (let i = known; i < generated.length; i++) {
      const bytes = vocabulary.bytesOf(generated[i]);
      let after: Configuration | null = bytes ? configuration : null;
      for (let b = 0; after && b < bytes!.length; b++) after = pushdown.step(after, bytes![b]);
      if (!after) {
        throw new RangeError(
          `constraint: generated[${i}] is token ${generated[i]}, which cannot follow there. Choose tokens from the masked logits, and pass the generated tokens only.`,
        );
      }
      configuration = after;
      path.push({ id: generated[i], after });
    }
    return configuration;
  };

  return {
    maskInPlace(logits, generated) {
      if (logits.length < vocabulary.size) {
        throw new RangeError(
          `constraint: logits has ${logits.length} elements but the vocabulary has ${vocabulary.size} tokens. Both come from the same checkpoint.`,
        );
      }
      const configuration = read(generated);
      const mask = masks.of(configuration);
      const left = maxTokens - generated.length - 1; // after the next token
      return applyMask(logits, mask.longestRest <= left ? mask.allowed : masks.within(configuration, left));
    },
    isComplete: (generated) => read(generated).complete,
  };
}

/** Sets logits to -Infinity where the bit of a token is 0. Padding logits past the vocabulary have no bit. */
function applyMask(logits: Float32Array, allowed: Uint32Array): Float32Array {
  for (let word = 0; word < allowed.length; word++) {
    const bits = allowed[word];
    if (bits === 0xffffffff) continue;
    const first = word * 32;
    if (bits === 0) {
      while (word + 1 < allowed.length && allowed[word + 1] === 0) word++;
      logits.fill(-Infinity, first, word * 32 + 32);
      continue;
    }
    const last = Math.min(32, logits.length - first);
    for (let bit = 0; bit < last; bit++) if (((bits >>> bit) & 1) === 0) logits[first + bit] = -Infinity;
  }
  return logits.fill(-Infinity, allowed.length * 32);
}

interface Mask {
  /** One bit per token. */
  allowed: Uint32Array;
  /** The most tokens that the text can still need after an allowed token. */
  longestRest: number;
}

/** What can be said of a frame's state without knowing the rest of the stack; the rest ends where the frame's rule does. */
interface StateMask extends Mask {
  /** Trie nodes after which the rule is complete and tokens go on. */
  exits: number[];
}

/** How many masks are kept before all are dropped: 8 MB with 262,144 tokens. */
const maxKeptMasks = 256;

function createMasks(
  vocabulary: Vocabulary,
  pushdown: Pushdown,
  eosTokenIds: ArrayLike<number>,
  tokensToComplete: (configuration: Configuration) => number,
) {
  const { ids, firstId } = vocabulary;
  const ofStates = new Map<number, StateMask>();
  const ofConfigurations = new Map<number, Mask>();

  const createMask = (): Mask => ({ allowed: new Uint32Array(Math.ceil(vocabulary.size / 32)), longestRest: 0 });
  /** Allows the tokens that end at a node, after which the configuration is `after`. */
  const allow = (mask: Mask, node: number, after: Configuration) => {
    if (firstId[node] === firstId[node + 1]) return;
    mask.longestRest = Math.max(mask.longestRest, tokensToComplete(after));
    for (let i = firstId[node]; i < firstId[node + 1]; i++) mask.allowed[ids[i] >>> 5] |= 1 << (ids[i] & 31);
  };
  const allowEnd = (mask: Mask) => {
    for (let i = 0; i < eosTokenIds.length; i++) mask.allowed[eosTokenIds[i] >>> 5] |= 1 << (eosTokenIds[i] & 31);
  };

  const maskOfState = (state: number): StateMask => {
    let mask = ofStates.get(state);
    if (mask) return mask;
    mask = { ...createMask(), exits: [] };
    ofStates.set(state, mask);
    const { exits } = mask;
    // Only what the state itself reads counts here: other frames of its configuration are asked separately
    const start = readingOnly(pushdown.onBottom(state));
    walk(vocabulary, pushdown, start, 0, vocabulary.numNodes, (node, after) => {
      allow(mask, node, after);
      if (after.atBottom && vocabulary.end[node] > node + 1) exits.push(node);
    });
    return mask;
  };

  return {
    /** The tokens that may follow. */
    of(configuration: Configuration): Mask {
      const known = ofConfigurations.get(configuration.id);
      if (known) return known;
      const mask = createMask();
      for (const { state, parent } of configuration.frames) {
        const top = maskOfState(state);
        for (let word = 0; word < mask.allowed.length; word++) mask.allowed[word] |= top.allowed[word];
        const outside = parent && pushdown.only(parent);
        mask.longestRest = Math.max(mask.longestRest, top.longestRest + (outside ? tokensToComplete(outside) : 0));
        if (!outside) continue;
        for (const exit of top.exits) {
          walk(vocabulary, pushdown, outside, exit + 1, vocabulary.end[exit], (node, after) =>
            allow(mask, node, after),
          );
        }
      }
      if (configuration.complete) allowEnd(mask);
      if (ofConfigurations.size >= maxKeptMasks) ofConfigurations.clear();
      ofConfigurations.set(configuration.id, mask);
      return mask;
    },
    /** The tokens that may follow and after which the text needs at most `left` more. */
    within(configuration: Configuration, left: number): Uint32Array {
      const mask = createMask();
      walk(vocabulary, pushdown, configuration, 0, vocabulary.numNodes, (node, after) => {
        if (tokensToComplete(after) <= left) allow(mask, node, after);
      });
      if (configuration.complete) allowEnd(mask);
      return mask.allowed;
    },
  };
}

/** A configuration of this one frame, without what could follow silently. */
function readingOnly(frame: Frame): Configuration {
  return { id: -1, frames: [frame], complete: false, atBottom: false, next: [] };
}

/**
 * Visits every trie node from `from` to before `to` whose bytes can follow `start`, with the configuration after it. The
 * first node has to be a child of the place that `start` belongs to.
 */
function walk(
  { byte, depth, end }: Vocabulary,
  pushdown: Pushdown,
  start: Configuration,
  from: number,
  to: number,
  visit: (node: number, after: Configuration) => void,
): void {
  if (from >= to) return;
  const base = depth[from] - 1;
  const before: Configuration[] = [start]; // before[d]: after d bytes from `start`
  for (let node = from; node < to; ) {
    const place = depth[node] - base;
    const after = pushdown.step(before[place - 1], byte[node]);
    if (!after) {
      node = end[node];
      continue;
    }
    visit(node, after);
    before[place] = after;
    node++;
  }
}

/** Creates a function that counts the tokens which the shortest completion needs if each is one byte. */
function createCounter(automaton: Automaton, vocabulary: Vocabulary): (configuration: Configuration) => number {
  const usable = new Uint8Array(automaton.numClasses);
  for (let node = 0; node < vocabulary.numNodes; node++) {
    const isToken = vocabulary.firstId[node] < vocabulary.firstId[node + 1];
    if (vocabulary.depth[node] === 1 && isToken) usable[automaton.classOf[vocabulary.byte[node]]] = 1;
  }
  const lengths = completionLengths(automaton, usable);
  const known = new Map<Frame, number>();
  const ofFrame = (frame: Frame): number => {
    if (frame.state < 0) return 0; // the bottom
    let length = known.get(frame);
    if (length === undefined) {
      length = lengths[frame.state] + (frame.parent ? ofFrame(frame.parent) : 0);
      known.set(frame, length);
    }
    return length;
  };
  return ({ complete, atBottom, frames }) =>
    complete || atBottom ? 0 : frames.reduce((least, frame) => Math.min(least, ofFrame(frame)), Infinity);
}
