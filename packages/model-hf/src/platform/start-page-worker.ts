/** Starting the worker's module in a page. @module */
import type { WorkerLike } from "../worker/load-in-worker.ts";

/**
 * Bundlers recognise `new Worker(new URL(file, import.meta.url))`. A worker's own file has to come from the page's origin;
 * where this module does not (a CDN), a file of two words in the page's own name imports it.
 */
export function startPageWorker(): WorkerLike {
  const here = new URL(import.meta.url);
  if (/^https?:$/.test(here.protocol) && here.origin !== globalThis.location.origin) return startFrom(here);
  return new Worker(new URL("../worker/model-worker.ts", import.meta.url), {
    type: "module",
    name: "model",
  }) as WorkerLike;
}

function startFrom(here: URL): WorkerLike {
  const file = "../worker/model-worker.js"; // in a variable, so that no bundler takes it for a file of the application
  const script = `import ${JSON.stringify(new URL(file, here).href)};`;
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  return new Worker(address, { type: "module", name: "model" }) as WorkerLike;
}
