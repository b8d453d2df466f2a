/** What the page and the worker say to each other. @module */
import type { Origin } from "./contestant.ts";

export type Request = { call: number } & (
  | { kind: "load"; key: string; origin: Origin }
  | { kind: "encode"; key: string; text: string; special: boolean }
);

export interface Loaded {
  vocabSize: number;
  model: string;
}

export interface Encoded {
  /** As a reader is shown them. */
  pieces: string[];
  ids: number[];
  /** Which word each piece belongs to. */
  words: (number | null)[];
  /** 1 for tokens that are not made of text. */
  special: number[];
  tokens: number;
  /** In UTF-8. */
  bytes: number;
  unknown: number;
  /** Of one run, warmed up. */
  milliseconds: number;
  /** Whether decoding gives the text back. */
  comesBack: boolean;
}

export type Answer = { call: number } & ({ result: Loaded | Encoded } | { error: string });
