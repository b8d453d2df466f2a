/** How a cell looks: a bar of buttons, the code, and what the last run showed. @module */
import { lazy, type ReactNode, Suspense, useState } from "react";
import { shareHash } from "../../cell/share-link.ts";
import { sourceAddress } from "../../repository.ts";
import { CodeText } from "./CodeText.tsx";
import { Output } from "./Output.tsx";
import styles from "./styles.module.css";
import type { CellState } from "./use-cell.ts";

const Editor = lazy(() => import("./Editor.tsx"));

export interface CellViewProps {
  id: string;
  cell: string;
  state: CellState;
  /** The reader has edited the code. */
  changed: boolean;
  height?: number;
  /** Why it cannot be run yet. */
  waitingFor?: string;
  note?: string;
  /** The exercise's check, which runs with the cell. */
  check?: string;
  children?: ReactNode;
}

export function CellView({
  id,
  cell,
  state,
  changed,
  height,
  waitingFor,
  note,
  check,
  children,
}: CellViewProps): ReactNode {
  const [editing, setEditing] = useState(false);
  const [said, setSaid] = useState("");
  const running = state.status === "running";
  const file = `cells/${cell}.ts`;
  const label = `Code of ${file}`;
  const run = () => {
    setSaid("");
    if (!waitingFor) void state.run(check);
  };
  const copy = async (text: string, what: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(`${what} copied`);
    } catch {
      setSaid("The browser did not allow copying");
    }
  };
  const share = async () => {
    const { origin, pathname } = window.location;
    await copy(`${origin}${pathname}${await shareHash(cell, state.code)}`, "Link");
  };
  const text = (
    <CodeText code={state.code} badLine={state.error?.line} label={label} onClick={() => setEditing(true)} />
  );

  return (
    <div className={styles.cell} data-status={state.status}>
      <div className={styles.bar}>
        <button
          type="button"
          className={styles.run}
          onClick={running ? state.stop : run}
          disabled={waitingFor !== undefined}
          aria-describedby={id}
        >
          <span aria-hidden="true" className={running ? styles.square : styles.triangle} />
          {running ? "Stop" : check === undefined ? "Run" : "Check"}
        </button>
        <a id={id} className={styles.file} href={sourceAddress(`apps/docs/${file}`)}>
          {cell.split("/").at(-1)}.ts
        </a>
        <div className={styles.tools}>
          {!editing && (
            <button type="button" onClick={() => setEditing(true)}>
              Edit
            </button>
          )}
          <button type="button" onClick={state.reset} disabled={!changed && state.status === "ready"}>
            Reset
          </button>
          <button type="button" onClick={() => void copy(state.code, "Code")}>
            Copy
          </button>
          <button type="button" onClick={() => void share()}>
            Link
          </button>
        </div>
      </div>
      {note && <p className={styles.note}>{note}</p>}
      {editing ? (
        <Suspense fallback={text}>
          <Editor code={state.code} label={label} error={state.error} onChange={state.setCode} onRun={run} />
        </Suspense>
      ) : (
        text
      )}
      <p className={styles.status} role="status">
        {said || waitingFor || statusText(state)}
      </p>
      {(state.outputs.length > 0 || state.error || height) && (
        <div className={styles.output} style={{ minHeight: height }}>
          <Output outputs={state.outputs} />
          {state.error && (
            <pre className={styles.failure}>
              {state.error.line !== undefined && <span className={styles.where}>Line {state.error.line} </span>}
              {state.error.message}
            </pre>
          )}
        </div>
      )}
      {children}
    </div>
  );
}

function statusText({ status, duration = 0, error }: CellState): string {
  const seconds = duration < 1000 ? `${Math.round(duration)} ms` : `${(duration / 1000).toFixed(1)} s`;
  switch (status) {
    case "ready":
      return "";
    case "running":
      return "Running …";
    case "stopped":
      return `Stopped after ${seconds}`;
    case "failed":
      return error?.line === undefined ? "Failed" : `Failed on line ${error.line}`;
    case "done":
      return `Done in ${seconds}`;
  }
}
