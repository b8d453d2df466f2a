/** Exact search and HNSW in Chromium. @module */
import { fileURLToPath } from "node:url";
import { openPage } from "@llm-anatomy/test-kit";
import type { Run } from "./hnsw-page.ts";
import { ms, percent, table } from "./timing.ts";

export async function benchHnsw(size: { count: number; dim: number }): Promise<string> {
  const entry = fileURLToPath(new URL("./hnsw-page.ts", import.meta.url));
  const opened = await openPage({ entry });
  try {
    await opened.page.waitForFunction(() => "run" in globalThis);
    const { exactMs, results } = await opened.page.evaluate(
      (size) => (globalThis as never as { run: Run }).run(size),
      size,
    );
    return table(
      [`${size.count} vectors of ${size.dim} dimensions, k = 10, in Chromium`, "index, ms", "recall", "one query, ms"],
      [
        ["exact, this package", "-", percent(1), ms(exactMs)],
        ...results.map((one) => [
          `HNSW through hnswlib-wasm, efSearch ${one.efSearch}`,
          ms(one.buildMs),
          percent(one.recall),
          ms(one.queryMs),
        ]),
      ],
    );
  } finally {
    await opened.close();
  }
}
