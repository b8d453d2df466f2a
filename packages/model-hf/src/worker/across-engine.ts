/**
 * An engine on the other side of a channel: what goes in is copied, what comes out moves.
 *
 * Functions cannot cross. So the edits of a patch run on the caller's side: the engine runs up to the edited place, gives
 * its values out, and begins again with what replaces them. That is one run more per edit that is a function, and none for
 * values that are given as they are.
 * @module
 */
import { applyEdit } from "../engine/apply-edit.ts";
import { refuseCache } from "../engine/cache-shape.ts";
import type {
  AppendOptions,
  CachedLayer,
  Device,
  Engine,
  ForwardInput,
  ForwardResult,
  Session,
  SessionOptions,
  Tensor,
} from "../engine/engine.ts";
import type { Channel, Handlers } from "./channel.ts";

interface RemoteForward {
  input: Omit<ForwardInput, "edits">;
  replaced: Map<string, Tensor>;
}

interface RemoteAppend {
  id: number;
  ids: Int32Array;
  logits: "last" | "all";
}

/** Answers the calls of a {@link RemoteEngine}. */
export function engineHandlers(engine: () => Engine): Handlers {
  const sessions = new Map<number, Session>();
  let count = 0;
  return {
    async forward({ input, replaced }: RemoteForward): Promise<ForwardResult> {
      const { outputs, values } = await engine().forward({ ...input, edits: replaced });
      return { outputs: ownTensors(outputs), values: ownTensors(values) };
    },
    async createSession(options: SessionOptions): Promise<number> {
      sessions.set(count, await engine().createSession(options));
      return count++;
    },
    async "session.append"({ id, ids, logits }: RemoteAppend): Promise<Tensor> {
      const { data, shape, axes } = await sessions.get(id)!.append(ids, { logits });
      return { data: data.slice(), shape, axes }; // the engine uses its memory again
    },
    "session.crop": ({ id, length }: { id: number; length: number }) => sessions.get(id)!.crop(length),
    "session.exportCache": (id: number) => sessions.get(id)!.exportCache(),
    async "session.dispose"(id: number) {
      const session = sessions.get(id)!;
      sessions.delete(id);
      await session.dispose();
    },
  };
}

/** The same tensors, each with an array of its own that can be given away. */
function ownTensors<T extends object>(tensors: T): T {
  const given = new Set<ArrayBufferLike>();
  const own = ([name, { data, ...rest }]: [string, Tensor]) => {
    const whole = data.buffer instanceof ArrayBuffer && data.byteLength === data.buffer.byteLength;
    const free = whole && !given.has(data.buffer);
    given.add(data.buffer);
    return [name, { ...rest, data: free ? data : data.slice() }];
  };
  return Object.fromEntries((Object.entries(tensors) as [string, Tensor][]).map(own)) as T;
}

export class RemoteEngine implements Engine {
  readonly name: Engine["name"];
  readonly device: Device;
  readonly #channel: Channel;
  readonly #end: () => void;

  /** `end` ends the worker. */
  constructor(channel: Channel, { name, device }: Pick<Engine, "name" | "device">, end: () => void) {
    this.#channel = channel;
    this.name = name;
    this.device = device;
    this.#end = end;
  }

  async forward({ edits, ...input }: ForwardInput): Promise<ForwardResult> {
    const replaced = new Map<string, Tensor>();
    for (const [place, edit] of edits ?? []) {
      if (typeof edit !== "function") {
        replaced.set(place, edit);
        continue;
      }
      const upTo = { input: { ...input, capture: [place], until: place }, replaced };
      const { values } = await this.#channel.call<ForwardResult>("forward", upTo);
      replaced.set(place, { ...values[place], data: applyEdit(edit, place, values[place]) });
    }
    return this.#channel.call("forward", { input, replaced } satisfies RemoteForward);
  }

  async createSession(options: SessionOptions = {}): Promise<Session> {
    if (options.cache) refuseCache("a model in a worker", 'engine: "eager" and worker: false');
    return new RemoteSession(this.#channel, await this.#channel.call("createSession", options), options.batch ?? 1);
  }

  /** Ends the worker, whatever it is doing; its memory goes with it. */
  async dispose(): Promise<void> {
    this.#end();
  }
}

class RemoteSession implements Session {
  readonly #channel: Channel;
  readonly #id: number;
  readonly #batch: number;
  #length = 0;
  /** Why a crop failed; the next call tells it. */
  #trouble: Error | undefined;

  constructor(channel: Channel, id: number, batch: number) {
    this.#channel = channel;
    this.#id = id;
    this.#batch = batch;
  }

  get length(): number {
    return this.#length;
  }

  async append(ids: ArrayLike<number>, { logits = "last", signal }: AppendOptions = {}): Promise<Tensor> {
    signal?.throwIfAborted();
    const append: RemoteAppend = { id: this.#id, ids: Int32Array.from(ids), logits };
    const scores = await this.#channel.call<Tensor>("session.append", append);
    if (this.#trouble) throw this.#trouble;
    this.#length += ids.length / this.#batch;
    return scores;
  }

  /** Nothing is waited for: calls arrive in the order they were made. */
  crop(length: number): void {
    if (!(length >= 0 && length <= this.#length)) {
      throw new RangeError(
        `crop: length is ${length} but has to be between 0 and the ${this.#length} tokens in the cache.`,
      );
    }
    this.#length = length;
    this.#channel.call("session.crop", { id: this.#id, length }).catch((error) => {
      this.#trouble ??= error;
    });
  }

  async exportCache(): Promise<CachedLayer[]> {
    const layers = await this.#channel.call<CachedLayer[]>("session.exportCache", this.#id);
    if (this.#trouble) throw this.#trouble;
    return layers;
  }

  async dispose(): Promise<void> {
    if (!this.#channel.closed) await this.#channel.call("session.dispose", this.#id);
  }
}
