/**
 * Calls across a port: a page and its worker call functions of each other and wait for the answers.
 *
 * A call may be ended by a signal and may tell events before its answer. Arrays in an answer move instead of being
 * copied: whoever answers gives them away.
 * @module
 */
import { decodeError, type ErrorData, encodeError } from "./across-errors.ts";

/** The part of a worker, of a worker's own scope or of a MessagePort that is used. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: { data: never }) => unknown) | null;
}

export interface CallContext {
  signal: AbortSignal;
  /** Tells the caller something before the answer. */
  tell(event: unknown): void;
}

// biome-ignore lint/suspicious/noExplicitAny: what each function takes and gives is up to the two sides
export type Handlers = Record<string, (argument: any, context: CallContext) => unknown>;

export interface CallOptions {
  /** Ends the call: the caller gets the signal's reason at once, the other side's signal aborts. */
  signal?: AbortSignal;
  onEvent?(event: unknown): void;
}

type Message =
  | { type: "call"; id: number; name: string; argument: unknown }
  | { type: "abort"; id: number }
  | { type: "event"; id: number; event: unknown }
  | { type: "answer"; id: number; value?: unknown; error?: ErrorData };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  onEvent?(event: unknown): void;
}

export class Channel {
  readonly #port: Port;
  readonly #handlers: Handlers;
  readonly #waiting = new Map<number, Waiting>();
  readonly #running = new Map<number, AbortController>();
  #nextId = 0;
  #closed: Error | undefined;

  constructor(port: Port, handlers: Handlers = {}) {
    this.#port = port;
    this.#handlers = handlers;
    port.onmessage = ({ data }) => this.#receive(data);
  }

  /** Calls a function of the other side. @throws what it throws, the signal's reason, or why the channel was closed */
  async call<T>(name: string, argument?: unknown, { signal, onEvent }: CallOptions = {}): Promise<T> {
    if (this.#closed) throw this.#closed;
    signal?.throwIfAborted();
    const id = this.#nextId++;
    let abort: (() => void) | undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        abort = () => {
          this.#waiting.delete(id);
          this.#post({ type: "abort", id });
          reject(signal!.reason);
        };
        signal?.addEventListener("abort", abort);
        this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject, onEvent });
        this.#post({ type: "call", id, name, argument });
      });
    } finally {
      if (abort) signal?.removeEventListener("abort", abort);
    }
  }

  get closed(): boolean {
    return this.#closed !== undefined;
  }

  /** Rejects every call that waits, and every later one, with `reason`. */
  close(reason: Error): void {
    this.#closed ??= reason;
    for (const { reject } of this.#waiting.values()) reject(this.#closed);
    this.#waiting.clear();
    for (const controller of this.#running.values()) controller.abort(this.#closed);
  }

  #post(message: Message, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  #receive(message: Message): void {
    if (this.#closed) return;
    const { id } = message;
    if (message.type === "call") void this.#answer(message);
    else if (message.type === "abort") this.#running.get(id)?.abort();
    else if (message.type === "event") this.#waiting.get(id)?.onEvent?.(message.event);
    else {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (message.error) waiting?.reject(decodeError(message.error));
      else waiting?.resolve(message.value);
    }
  }

  async #answer({ id, name, argument }: Extract<Message, { type: "call" }>): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    const context: CallContext = {
      signal: controller.signal,
      tell: (event) => this.#post({ type: "event", id, event }),
    };
    try {
      const value = await this.#handlers[name](argument, context);
      this.#post({ type: "answer", id, value }, buffersIn(value));
    } catch (error) {
      this.#post({ type: "answer", id, error: encodeError(error) });
    } finally {
      this.#running.delete(id);
    }
  }
}

/** The buffers of all arrays in plain data, each once. */
function buffersIn(value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    if (typeof value[0] === "object") for (const item of value) buffersIn(item, found);
  } else if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) buffersIn(item, found);
  }
  return [...found];
}
