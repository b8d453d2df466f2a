/**
 * Runs an automaton whose rules call each other.
 *
 * Following a call means: remember the state afterwards on a stack and go on in the called rule; where its match may
 * end, go back. Several ways can be open at once, so a configuration is a set of stacks. Equal stacks are one object,
 * and so are equal configurations, each of which remembers where every class of bytes led: after a while the machine
 * runs like a plain table.
 * @module
 */
import type { Automaton } from "./automaton.ts";

/** A stack: the state at its top, and the rest. */
export interface Frame {
  state: number;
  /** Null at the bottom: when this rule is matched, all is. */
  parent: Frame | null;
  id: number;
  /** Known frames on top of this one, by state. */
  above: Map<number, Frame>;
}

export interface Configuration {
  id: number;
  /** The stacks whose top state reads a byte. */
  frames: readonly Frame[];
  /** True if the text so far is complete. */
  complete: boolean;
  /** True if a stack is exhausted down to the `bottom` frame that it was started on. */
  atBottom: boolean;
  /** What follows after a byte of each class: undefined if not asked yet, null if nothing. */
  next: (Configuration | null | undefined)[];
}

export interface Pushdown {
  readonly automaton: Automaton;
  /** Before the first byte. */
  readonly start: Configuration;
  /** The configuration of a single stack. */
  only(frame: Frame): Configuration;
  /** A frame with this state that lies on a bottom of which nothing is known. */
  onBottom(state: number): Frame;
  /** After one more byte, or null if the byte cannot follow. */
  step(configuration: Configuration, byte: number): Configuration | null;
}

export function createPushdown(automaton: Automaton): Pushdown {
  const { next, numClasses, classOf, accepting, calls } = automaton;
  let numFrames = 0;
  const roots = new Map<number, Frame>();
  const bottom: Frame = { state: -1, parent: null, id: numFrames++, above: new Map() };
  const configurations = new Map<string, Configuration>();
  const readsBytes = Uint8Array.from(accepting, (_, state) =>
    next.subarray(state * numClasses, (state + 1) * numClasses).some((after) => after >= 0) ? 1 : 0,
  );

  const frameOf = (state: number, parent: Frame | null): Frame => {
    const siblings = parent ? parent.above : roots;
    let frame = siblings.get(state);
    if (!frame) {
      frame = { state, parent, id: numFrames++, above: new Map() };
      siblings.set(state, frame);
    }
    return frame;
  };

  /** Follows calls and ends of rules from each of the frames, without reading anything. */
  const configurationOf = (tops: Iterable<Frame>): Configuration | null => {
    const reached = new Set(tops);
    let complete = false;
    for (const { state, parent } of reached) {
      if (state < 0) continue;
      if (accepting[state]) {
        if (parent) reached.add(parent);
        else complete = true;
      }
      for (const { start, after } of calls[state]) reached.add(frameOf(start, frameOf(after, parent)));
    }
    const atBottom = reached.has(bottom);
    const frames = [...reached].filter(({ state }) => state >= 0 && readsBytes[state]).sort((a, b) => a.id - b.id);
    if (frames.length === 0 && !complete && !atBottom) return null;
    const key = `${complete ? "c" : ""}${atBottom ? "b" : ""}${frames.map(({ id }) => id).join()}`;
    let configuration = configurations.get(key);
    if (!configuration) {
      configuration = { id: configurations.size, frames, complete, atBottom, next: new Array(numClasses) };
      configurations.set(key, configuration);
    }
    return configuration;
  };

  return {
    automaton,
    start: configurationOf([frameOf(automaton.start, null)])!,
    only: (frame) => configurationOf([frame])!,
    onBottom: (state) => frameOf(state, bottom),
    step(configuration, byte) {
      const c = classOf[byte];
      const known = configuration.next[c];
      if (known !== undefined) return known;
      const tops = new Set<Frame>();
      for (const { state, parent } of configuration.frames) {
        const after = next[state * numClasses + c];
        if (after >= 0) tops.add(frameOf(after, parent));
      }
      return (configuration.next[c] = tops.size > 0 ? configurationOf(tops) : null);
    },
  };
}
