/**
 * A cell: code that can be read, edited and run where it stands.
 * @module
 */
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { sharedCode } from "../../cell/share-link.ts";
import { usePrediction } from "../Predict/prediction.ts";
import { CellView } from "./CellView.tsx";
import { useCell } from "./use-cell.ts";

export interface RunnableProps {
  /** `self-attention/softmax` is `apps/docs/cells/self-attention/softmax.ts`. */
  cell: string;
  /** The file's text, put in when the site is built. */
  code: string;
  /** Run as soon as the cell is in view. Not for cells that load a model. */
  autorun?: boolean;
  /** Least height of the output in pixels, so that the page does not jump when it comes. */
  height?: number;
  /** Seconds after which a run is ended. */
  limit?: number;
}

export function Runnable({ cell, code, autorun = false, height, limit = 60 }: RunnableProps): ReactNode {
  const state = useCell(code, limit * 1000);
  const shared = useSharedCode(cell, state.setCode);
  const prediction = usePrediction();
  const id = useId();
  const host = useRef<HTMLElement>(null);
  const { run, status } = state;

  useEffect(() => {
    if (status === "done") prediction?.reveal();
  }, [status, prediction]);

  const alone = autorun && prediction === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the cell comes into view
  useEffect(() => {
    if (!alone || window.location.hash.startsWith("#cell=")) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) return;
      observer.disconnect();
      void run();
    });
    observer.observe(host.current!);
    return () => observer.disconnect();
  }, []);

  const waiting = prediction !== null && !prediction.chosen;
  return (
    <section ref={host} data-cell={cell} data-autorun={alone || undefined} aria-labelledby={id}>
      <CellView
        id={id}
        cell={cell}
        state={state}
        changed={state.code !== code}
        height={height}
        waitingFor={waiting ? "Make your guess first." : undefined}
        note={shared ? "This code came with the link you opened. Read it before you run it." : undefined}
      />
    </section>
  );
}

/** Takes over the code of a shared link, and brings the cell into view. Nothing runs. */
export function useSharedCode(cell: string, setCode: (code: string) => void): boolean {
  const [shared, setShared] = useState(false);
  useEffect(() => {
    void sharedCode(window.location.hash, cell).then((code) => {
      if (code === null) return;
      setCode(code);
      setShared(true);
      document.querySelector(`[data-cell="${CSS.escape(cell)}"]`)?.scrollIntoView({ block: "center" });
    });
  }, [cell, setCode]);
  return shared;
}
