/** The page's side of the worker. @module */
import type { Contestant } from "./contestant.ts";
import type { Answer, Encoded, Loaded, Request } from "./messages.ts";

type Without<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

export class Arena {
  readonly #worker = new Worker(new URL("./arena-worker.ts", import.meta.url), { type: "module" });
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #loads = new Map<string, Promise<Loaded>>();
  #calls = 0;

  constructor() {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      this.#waiting.get(data.call)?.(data);
      this.#waiting.delete(data.call);
    });
  }

  /** Loads once; a failed try is forgotten, so that it can be tried again. */
  load({ key, origin }: Contestant): Promise<Loaded> {
    let loading = this.#loads.get(key);
    if (!loading) {
      loading = this.#ask({ kind: "load", key, origin }) as Promise<Loaded>;
      this.#loads.set(key, loading);
      loading.catch(() => this.#loads.delete(key));
    }
    return loading;
  }

  /** The next `load` of this key reads again: a file may have changed. */
  forget(key: string): void {
    this.#loads.delete(key);
  }

  async encode(contestant: Contestant, text: string, special: boolean): Promise<Encoded> {
    await this.load(contestant);
    return this.#ask({ kind: "encode", key: contestant.key, text, special }) as Promise<Encoded>;
  }

  #ask(request: Without<Request, "call">): Promise<Loaded | Encoded> {
    const call = ++this.#calls;
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, (answer) =>
        "error" in answer ? reject(new Error(answer.error)) : resolve(answer.result),
      );
      this.#worker.postMessage({ ...request, call });
    });
  }
}
