/** What `T` is in the compiled engine: the name of a value in a graph being built. @module */
import type { Memory } from "@llm-anatomy/transformer";
import type { CompiledWeight } from "./stored-weight.ts";

export interface Traced {
  /** Name of the value in the graph. */
  name: string;
  /** Size of the last axis, where it is known; a norm without weights has to make some. */
  features: number;
  /** [batch, seq, heads, features]: how many heads, after `splitHeads`. */
  heads?: number;
  /** A weight matrix that lies as [out, in] because it is a look-up table too (a tied head). */
  outputMajor?: boolean;
  /** A weight in float16 that is multiplied as it is. */
  half?: boolean;
  /** A weight in few bits: it can be multiplied with or looked up in, and has no name. */
  inFewBits?: CompiledWeight;
}

/** Keys and values before it is known how attention will read them. */
export interface TracedMemory extends Memory<Traced> {
  /** [batch, kvHeads, past, dim]; absent when there is no cache. */
  past?: { keys: string; values: string };
  /** [batch, kvHeads, past + seq, dim], once some node has made them. */
  present?: { keys: string; values: string };
}
