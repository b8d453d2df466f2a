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
  /** A contender that has taken so long has no more turns; if its first run took longer, that run counts. Default: no limit. */
  budgetMs?: number;
}

const fastest = process.argv.includes("--fastest");

/**
 * `--cpu-time` counts the time this thread was on a processor instead of the time that passed: the same on an idle
 * machine, and nearly the same on a busy one. For runs on one thread only.
 */
const cpuTime = process.argv.includes("--cpu-time");

/** `--process-cpu-time` counts the time of all threads of the process: for contenders that work beside the main thread. */
const processCpuTime = process.argv.includes("--process-cpu-time");

/** Milliseconds by the clock that the command line asks for. */
export function now(): number {
  if (processCpuTime) {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
  if (!cpuTime) return performance.now();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** `--turns 60 --turn-ms 5`: more and shorter turns, of which one meets a quiet moment of a busy machine. */
const turns = numberAfter("--turns");
const turnLength = numberAfter("--turn-ms");

function numberAfter(option: string): number | undefined {
  const at = process.argv.indexOf(option);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}

/** `--quick`: only shows that everything still runs. */
export const quick = process.argv.includes("--quick");

/** Times all contenders, alternating. Runs that return a promise are awaited. */
export async function measure(
  contenders: readonly Contender[],
  { rounds = 15, turnMs = 20, warmUpMs = 300, budgetMs = Number.POSITIVE_INFINITY }: MeasureOptions = {},
): Promise<Timing[]> {
  rounds = turns ?? rounds;
  turnMs = turnLength ?? turnMs;
  if (quick) [rounds, turnMs, warmUpMs] = [2, 0, 0];
  if (cpuTime) turnMs *= 4; // the system counts in steps of some milliseconds
  const repeats: number[] = [];
  const times: number[][] = contenders.map(() => []);
  const spent = contenders.map(() => 0);
  for (const [c, { run }] of contenders.entries()) {
    const start = performance.now();
    let shortest = Number.POSITIVE_INFINITY;
    do {
      const before = performance.now();
      const result = run();
      if (result instanceof Promise) await result;
      shortest = Math.min(shortest, performance.now() - before);
    } while (performance.now() - start < warmUpMs);
    repeats.push(Math.max(1, Math.round(turnMs / Math.max(shortest, 1e-3))));
    if (shortest <= budgetMs) continue;
    times[c].push(shortest);
    spent[c] = shortest;
  }
  for (let round = 0; round < rounds; round++) {
    for (let c = 0; c < contenders.length; c++) {
      if (spent[c] > budgetMs) continue;
      const start = now();
      for (let i = 0; i < repeats[c]; i++) {
        const result = contenders[c].run();
        if (result instanceof Promise) await result;
      }
      times[c].push((now() - start) / repeats[c]);
      spent[c] += now() - start;
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
