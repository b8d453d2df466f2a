/**
 * A guess before the run: who has committed to an answer looks at the result with other eyes.
 * @module
 */
import { type ReactNode, useId, useMemo, useState } from "react";
import { PredictionContext } from "./prediction.ts";
import styles from "./styles.module.css";

export interface PredictProps {
  question: string;
  options: readonly string[];
  /** Index of the right option. */
  answer: number;
  /** Why that one is right; shown with the answer. */
  why: string;
  /** The cell that shows it. Its run reveals the answer; without a cell, choosing does. */
  children?: ReactNode;
}

export function Predict({ question, options, answer, why, children }: PredictProps): ReactNode {
  const [choice, setChoice] = useState<number | null>(null);
  const [revealed, setRevealed] = useState(false);
  const name = useId();
  const prediction = useMemo(() => ({ chosen: choice !== null, reveal: () => setRevealed(true) }), [choice]);
  const open = choice !== null && (revealed || !children);
  const right = choice === answer;
  return (
    <div className={styles.predict} data-predict>
      <fieldset disabled={open}>
        <legend>
          <span className={styles.kicker}>Guess first</span>
          {question}
        </legend>
        {options.map((option, i) => (
          <label key={option} className={open && i === answer ? styles.right : styles.option}>
            <input type="radio" name={name} checked={choice === i} onChange={() => setChoice(i)} />
            <span>{option}</span>
            {open && i === answer && <span className={styles.mark}>the answer</span>}
            {open && i === choice && i !== answer && <span className={styles.mark}>your guess</span>}
          </label>
        ))}
      </fieldset>
      <PredictionContext value={children ? prediction : null}>{children}</PredictionContext>
      <div role="status" className={styles.verdict}>
        {open && (
          <p>
            <strong>{right ? "As you guessed." : `Not quite: ${options[answer]}.`}</strong> {why}
          </p>
        )}
      </div>
    </div>
  );
}
