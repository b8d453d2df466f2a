/** The state of a story that a model tells: what it is at, what it has said. @module */
import { useCallback, useEffect, useRef, useState } from "react";
import type { StoryMessage, StoryRequest } from "../../story/messages.ts";
import { usePackages } from "../Runnable/use-packages.ts";

export interface StoryToken {
  text: string;
  probability: number;
}

export interface StoryState {
  status: "ready" | "loading" | "telling" | "done" | "stopped" | "failed";
  /** What the tokens go on from. */
  beginning: string;
  tokens: StoryToken[];
  /** Bytes of weights that the model has. */
  bytes: number;
  /** Milliseconds from the first token to the last. */
  duration: number;
  message?: string;
}

const nothing: StoryState = { status: "ready", beginning: "", tokens: [], bytes: 0, duration: 0 };

export function useStory() {
  const [state, setState] = useState(nothing);
  const worker = useRef<Worker>(null);
  const seed = useRef(0);
  const packages = usePackages();

  const end = useCallback((change: Partial<StoryState>) => {
    worker.current?.terminate();
    worker.current = null;
    setState((before) => ({ ...before, ...change }));
  }, []);
  useEffect(() => () => worker.current?.terminate(), []);

  const tell = useCallback(
    (beginning: string) => {
      const fresh = worker.current === null;
      worker.current ??= new Worker(new URL("story-worker.js", packages()), { type: "module", name: "story" });
      let start = 0;
      worker.current.onerror = () => end({ status: "failed", message: "The model's code could not be loaded." });
      worker.current.onmessage = ({ data }: MessageEvent<StoryMessage>) => {
        if (data.type === "failed") return end({ status: "failed", message: data.message });
        start ||= performance.now();
        const duration = performance.now() - start;
        setState((before) => {
          if (data.type === "loaded") return { ...before, bytes: data.bytes };
          if (data.type === "end") return { ...before, status: "done", duration };
          return { ...before, status: "telling", tokens: [...before.tokens, data], duration };
        });
      };
      setState(({ bytes }) => ({ ...nothing, bytes, beginning, status: fresh ? "loading" : "telling" }));
      seed.current++;
      worker.current.postMessage({ beginning, seed: seed.current } satisfies StoryRequest);
    },
    [packages, end],
  );
  const stop = useCallback(() => end({ status: "stopped" }), [end]);
  return { state, tell, stop };
}
