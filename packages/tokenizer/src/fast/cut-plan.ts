/** Where texts may be cut, so that each piece can be encoded alone and remembered, and what a piece has to know. @module */
import type { Scanner } from "./unit-window.ts";

export interface CutPlan {
  scanner: Scanner;
  /** Which of atStart, atEnd, atOrigin make a difference. */
  placeMask: number;
  /** Each piece begins a word; or a text between added tokens is one word; or neither. */
  words: "split" | "whole" | "mixed";
  /** The normalizer's part of the file for a piece at that place. */
  normalizerAt(place: number): Record<string, unknown> | null;
}
