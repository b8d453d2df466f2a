/**
 * An exercise: a cell to complete, judged by a check that runs with it.
 * @module
 */
import { type ReactNode, useId } from "react";
import { CellView } from "../Runnable/CellView.tsx";
import { CodeText } from "../Runnable/CodeText.tsx";
import { useSharedCode } from "../Runnable/Runnable.tsx";
import { useCell } from "../Runnable/use-cell.ts";
import styles from "./styles.module.css";

export interface ExerciseProps {
  /** The starting cell. `<cell>.solution.ts` is a solution. */
  cell: string;
  /** The module that judges: `export default function check(exports, outputs)`. */
  check: string;
  /** Texts of the three files, put in when the site is built. */
  code: string;
  checkCode: string;
  solution: string;
  /** What to do, above the cell. */
  children?: ReactNode;
}

export function Exercise({ cell, code, checkCode, solution, children }: ExerciseProps): ReactNode {
  const state = useCell(code, 60_000);
  const shared = useSharedCode(cell, state.setCode);
  const id = useId();
  const { verdict } = state;
  return (
    <section className={styles.exercise} data-cell={cell} data-exercise aria-labelledby={id}>
      <p className={styles.kicker}>Exercise</p>
      {children}
      <CellView
        id={id}
        cell={cell}
        state={state}
        changed={state.code !== code}
        check={checkCode}
        note={shared ? "This code came with the link you opened. Read it before you run it." : undefined}
      >
        <div role="status">
          {verdict && (
            <p className={verdict.passed ? styles.passed : styles.failed}>
              <strong>{verdict.passed ? "Solved." : "Not yet."}</strong> {verdict.message}
            </p>
          )}
        </div>
      </CellView>
      <details className={styles.solution}>
        <summary>Show a solution</summary>
        <CodeText code={solution} label="A solution" />
      </details>
    </section>
  );
}
