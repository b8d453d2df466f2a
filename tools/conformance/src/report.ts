/** What the judges of every kind report to. @module */
import type { LoadOptions } from "@llm-anatomy/model-hf";

export interface Report {
  passed: number;
  failed: number;
  skipped: number;
  /** `error` is the largest difference that the case shows, where it compares numbers. */
  pass(name: string, error?: number): void;
  /** `detail` has both numbers, or both values. */
  fail(name: string, detail: string): void;
  /** A case that could not be judged, and why. */
  skip(name: string, reason: string): void;
  printSummary(): void;
}

export interface RunOptions {
  /** Whether a case (or the file or folder it lies in) was asked for. */
  only(name: string): boolean;
  engine?: "eager" | "compiled";
  /** Where a checkpoint's model computes, as `loadModel` is told it. Default: here. */
  place?: Pick<LoadOptions, "device" | "worker" | "runtime">;
}

/** Every kind's module exports `run` of this type. */
export type Run = (folder: string, options: RunOptions, report: Report) => Promise<void>;

/** Counts, and prints what is not plain success. */
export function createReport(print: (line: string) => void = console.log): Report {
  return {
    passed: 0,
    failed: 0,
    skipped: 0,
    pass() {
      this.passed++;
    },
    fail(name, detail) {
      this.failed++;
      print(`FAIL ${name}: ${detail}`);
    },
    skip(name, reason) {
      this.skipped++;
      print(`skip ${name}: ${reason}`);
    },
    printSummary() {
      print(`${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`);
    },
  };
}
