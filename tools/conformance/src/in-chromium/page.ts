/** Runs in the page: starts the package's own worker, and hands on what it says. @module */
import { fromText, toText } from "./codec.ts";

interface Shared {
  /** Takes a message of a worker; outside the page. */
  fromWorker(id: number, text: string): Promise<void>;
}

const workers = new Map<number, Worker>();

const inPage = {
  start(id: number): void {
    const address = new URL("../../../../packages/model-hf/src/worker/model-worker.ts", import.meta.url);
    const worker = new Worker(address, { type: "module" });
    const hand = (text: string) => (globalThis as unknown as Shared).fromWorker(id, text);
    worker.onmessage = ({ data }) => void hand(toText({ data }));
    worker.onerror = ({ message }) => void hand(toText({ error: message || "the worker's module did not load" }));
    workers.set(id, worker);
  },
  tell: (id: number, text: string): void => workers.get(id)?.postMessage(fromText(text)),
  end(id: number): void {
    workers.get(id)?.terminate();
    workers.delete(id);
  },
};

export type InPage = typeof inPage;
Object.assign(globalThis, { inPage });
