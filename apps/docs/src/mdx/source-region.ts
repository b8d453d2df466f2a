/**
 * A named part of a source file: the lines between `// #region name` and `// #endregion name`.
 *
 * Pages quote code by name, so that moving or changing it cannot leave a stale copy behind.
 * @module
 */

export interface SourceRegion {
  code: string;
  /** First and last line in the file, counted from 1, without the two markers. */
  first: number;
  last: number;
}

/** @throws Error when the region does not begin or does not end, with the names that the file has */
export function sourceRegion(source: string, region: string, file: string): SourceRegion {
  const lines = source.split("\n");
  const marker = (kind: string) =>
    lines.findIndex((line) => line.trim().replace(/\s+/g, " ") === `// #${kind} ${region}`);
  const start = marker("region");
  const end = marker("endregion");
  if (start < 0 || end < start) {
    const known = [...source.matchAll(/^\s*\/\/ #region (.+)$/gm)].map(([, name]) => name.trim());
    const missing = start < 0 ? `// #region ${region}` : `// #endregion ${region} after line ${start + 1}`;
    throw new Error(`${file}: has no line "${missing}". It has the regions ${known.join(", ") || "(none)"}.`);
  }
  const body = lines.slice(start + 1, end).filter((line) => !/^\s*\/\/ #(end)?region /.test(line));
  const indent = Math.min(...body.filter((line) => line.trim()).map((line) => /^ */.exec(line)![0].length));
  return { code: body.map((line) => line.slice(indent)).join("\n"), first: start + 2, last: end };
}
