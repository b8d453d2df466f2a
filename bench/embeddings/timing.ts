/** Timing and tables. @module */

/** Runs the candidates in turn, `rounds` times. Milliseconds: the least, which other work on the machine disturbs least, and the median. */
export async function interleaved<K extends string>(
  candidates: Record<K, () => unknown>,
  rounds: number,
): Promise<Record<K, { median: number; min: number }>> {
  const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, [] as number[]])) as Record<
    K,
    number[]
  >;
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(candidates) as K[]) {
      const start = performance.now();
      await candidates[name]();
      times[name].push(performance.now() - start);
    }
  }
  const entries = Object.entries<number[]>(times).map(([name, all]) => {
    const sorted = all.toSorted((a, b) => a - b);
    return [name, { median: sorted[sorted.length >> 1], min: sorted[0] }];
  });
  return Object.fromEntries(entries);
}

export function table(header: string[], rows: (string | number)[][]): string {
  const line = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

export const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
