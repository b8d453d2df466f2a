/** What the cell inside a question knows of it: whether the reader has guessed, and how to show the answer. @module */
import { createContext, useContext } from "react";

export interface Prediction {
  chosen: boolean;
  /** The cell has run: the answer can be seen. */
  reveal(): void;
}

export const PredictionContext = createContext<Prediction | null>(null);

/** Null outside a question. */
export function usePrediction(): Prediction | null {
  return useContext(PredictionContext);
}
