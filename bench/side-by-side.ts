/**
 * Timing several ways to do one thing, turn by turn, so that a machine that is busy for a while slows all of them.
 * @module
 */

export interface Contender {
  name: string;
  run(): unknown;
}

export interface Timing {
  name: string;
  /** Milliseconds per run: the median, or the fastest turn with `--fastest`, for a machine that others use too. */
  time: number;
  median: number;
  min: number;
  /** Half the distance between the quartiles, as a share of the median. */
  spread: number;
}

export interface MeasureOptions {
  /** Turns per contender, after the warm-up. */
  rounds?: number;
  /** Each turn repeats a run until it has taken so long. */
  turnMs?: number;
  /** Each contender runs so long before anything counts: compilers want to see hot code. */
  warmUpMs?: number;
}

const fastest = process.argv.includes("--fastest");

/** Times all contenders, alternating. Runs that return a promise are awaited. */
export async function measure(
  contenders: readonly Contender[],
  { rounds = 15, turnMs = 20, warmUpMs = 300 }: MeasureOptions = {},
): Promise<Timing[]> {
  const repeats: number[] = [];
  for (const { run } of contenders) {
    const start = performance.now();
    let runs = 0;
    let last = 0;
    do {
      const before = performance.now();
      const result = run();
      if (result instanceof Promise) await result;
      last = performance.now() - before;
      runs++;
    } while (performance.now() - start < warmUpMs || runs < 2);
    repeats.push(Math.max(1, Math.round(turnMs / last)));
  }
  const times: number[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let c = 0; c < contenders.length; c++) {
      const start = performance.now();
      for (let i = 0; i < repeats[c]; i++) {
        const result = contenders[c].run();
        if (result instanceof Promise) await result;
      }
      times[c].push((performance.now() - start) / repeats[c]);
    }
  }
  return contenders.map(({ name }, c) => {
    const sorted = times[c].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
    const median = at(0.5);
    const time = fastest ? sorted[0] : median;
    return { name, time, median, min: sorted[0], spread: (at(0.75) - at(0.25)) / 2 / median };
  });
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = (row: readonly (string | number)[]) => `| ${row.join(" | ")} |`;
  return [cells(head), cells(head.map(() => "---")), ...rows.map(cells)].join("\n");
}

/** A number to three digits. */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
