/** The worker's side: loads one model when it is asked to, and computes with it until it is ended. @module */
import type { Device, Engine } from "../engine/engine.ts";
import { type EngineLoadOptions, type LoadedEngine, loadEngine } from "../load-here.ts";
import { resolveSource, type SourceOptions } from "../source/resolve-source.ts";
import type { JsonObject, Source } from "../source/source.ts";
import { engineHandlers } from "./across-engine.ts";
import { describeSource, remoteSource, type SourceData, sourceHandlers } from "./across-source.ts";
import { type CallContext, Channel, type Port } from "./channel.ts";

/** What is sent to the worker: where the model is, and how it is wanted. */
export interface LoadRequest {
  /** A source that the worker can open itself, or one whose files stay with the caller. */
  from: { text: string } | { address: string } | { archive: Blob } | { remote: SourceData };
  options: Omit<EngineLoadOptions & SourceOptions, "onProgress" | "signal">;
}

/** What comes back when the model is there. */
export interface LoadAnswer {
  source: SourceData;
  /** Whether the files are made here, of what a GGUF file says. */
  isOther: boolean;
  config: JsonObject;
  spec: LoadedEngine["spec"];
  choice: LoadedEngine["choice"];
  name: Engine["name"];
  device: Device;
}

/** Answers what comes through `port`. */
export function serveModel(port: Port): Channel {
  let source: Source;
  let engine: Engine;
  const channel: Channel = new Channel(port, {
    ...engineHandlers(() => engine),
    ...sourceHandlers(() => source),
    async load({ from, options }: LoadRequest, { signal, tell }: CallContext): Promise<LoadAnswer> {
      const settings = { ...options, signal, onProgress: tell };
      const given =
        "remote" in from
          ? remoteSource(channel, from.remote)
          : await resolveSource(
              "text" in from ? from.text : "address" in from ? new URL(from.address) : from.archive,
              settings,
            );
      source = given; // read while it is loaded too
      const { config, spec, choice, ...loaded } = await loadEngine(given, settings);
      source = loaded.source;
      engine = loaded.engine;
      // The engine goes on reading its spec, whose arrays (ALiBi's slopes) would move away with the answer.
      return {
        source: describeSource(source),
        isOther: source !== given,
        config,
        spec: structuredClone(spec),
        choice,
        name: engine.name,
        device: engine.device,
      };
    },
  });
  return channel;
}
