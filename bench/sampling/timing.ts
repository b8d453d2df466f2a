/** Times forms that do the same work, in turn, so that a busy moment hits all of them. @module */

export interface Timed {
  name: string;
  /** Does the work once; the result is summed up so that it cannot be optimised away. */
  run(round: number): number | Promise<number>;
}

export interface Timing {
  name: string;
  /** Milliseconds. */
  min: number;
  median: number;
}

let sink = 0;

/** Runs every form `rounds` times, alternating, after a fifth as many rounds to warm up. */
export async function timeInTurn(forms: readonly Timed[], rounds: number): Promise<Timing[]> {
  const times = forms.map((): number[] => []);
  const warmUp = Math.ceil(rounds / 5);
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const [i, form] of forms.entries()) {
      const start = performance.now();
      sink += await form.run(round);
      if (round >= warmUp) times[i].push(performance.now() - start);
    }
  }
  if (Number.isNaN(sink)) throw new Error("a form returned NaN");
  return forms.map(({ name }, i) => {
    const sorted = times[i].sort((a, b) => a - b);
    return { name, min: sorted[0], median: sorted[sorted.length >> 1] };
  });
}

/** "1.23 (1.30)": minimum and median in milliseconds. */
export function show({ min, median }: Timing): string {
  const digits = (ms: number) => ms.toFixed(ms < 0.1 ? 3 : ms < 10 ? 2 : 0);
  return `${digits(min)} (${digits(median)})`;
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
