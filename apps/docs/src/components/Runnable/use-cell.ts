/**
 * A cell's state: its code, its run, and what the run showed.
 * @module
 */
import { useCallback, useEffect, useRef, useState } from "react";
import { addOutput, type CellError, type CellOutput, type Verdict } from "../../cell/outputs.ts";
import { type CellRun, runCell } from "../../cell/run-cell.ts";
import { usePackages } from "./use-packages.ts";

export type CellStatus = "ready" | "running" | "done" | "failed" | "stopped";

export interface CellState {
  code: string;
  setCode(code: string): void;
  status: CellStatus;
  outputs: CellOutput[];
  error?: CellError;
  verdict?: Verdict;
  /** Milliseconds that the last run took. */
  duration?: number;
  run(check?: string): Promise<void>;
  stop(): void;
  reset(): void;
}

const nothing = { status: "ready" as CellStatus, outputs: [] as CellOutput[] };
type Shown = typeof nothing & Pick<CellState, "error" | "verdict" | "duration">;

export function useCell(original: string, timeLimit: number): CellState {
  const [code, setCode] = useState(original);
  const [shown, setShown] = useState<Shown>(nothing);
  const current = useRef<CellRun>(null);
  const packages = usePackages();

  const stop = useCallback(() => current.current?.stop(), []);
  useEffect(() => stop, [stop]);

  const run = useCallback(
    async (check?: string) => {
      current.current?.stop();
      setShown({ ...nothing, status: "running" });
      const show = oncePerFrame((outputs) => setShown((before) => ({ ...before, outputs })));
      const cell = runCell({ code, check, timeLimit, packages: packages(), onOutput: show.add });
      current.current = cell;
      const { error, verdict, stopped, duration } = await cell.result;
      show.close();
      if (current.current !== cell) return; // another run has taken its place
      current.current = null;
      const status = stopped ? "stopped" : error ? "failed" : "done";
      setShown({ status, outputs: show.outputs, error, verdict, duration });
    },
    [code, timeLimit, packages],
  );

  const reset = useCallback(() => {
    current.current?.stop();
    current.current = null;
    setCode(original);
    setShown(nothing);
  }, [original]);

  return { code, setCode, ...shown, run, stop, reset };
}

/** A cell may print thousands of lines: the page is brought up to date once per frame. */
function oncePerFrame(show: (outputs: CellOutput[]) => void) {
  const outputs: CellOutput[] = [];
  let frame = 0;
  return {
    outputs,
    add(output: CellOutput) {
      addOutput(outputs, output);
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        show([...outputs]);
      });
    },
    close: () => cancelAnimationFrame(frame),
  };
}
