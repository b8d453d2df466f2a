/** What every runtime has to offer to be measured. Each lives in a page of its own. @module */

export interface Generated {
  /** Milliseconds until the first new token: the prompt is read. */
  firstMs: number;
  /** Milliseconds per token after the first. */
  tokenMs: number;
  text: string;
}

export interface PageContender {
  /** Loads the model from `/model/`; `threads` 1 or more. */
  load(options: { threads: number }): Promise<{ loadMs: number; note: string }>;
  /** Greedy, as many tokens whatever they are. */
  generate(prompt: string, count: number): Promise<Generated>;
}

/** Puts a contender where the measuring program calls it. */
export function offer(contender: PageContender): void {
  Object.assign(globalThis, { contender });
}

/** Times a stream of tokens. */
export async function timed(tokens: AsyncIterable<string>): Promise<Generated> {
  const start = performance.now();
  let first = 0;
  let count = 0;
  let text = "";
  for await (const token of tokens) {
    if (count++ === 0) first = performance.now();
    text += token;
  }
  return { firstMs: first - start, tokenMs: (performance.now() - first) / (count - 1), text };
}
