/** Which positions three caches hold while a text grows: the library's own caches, fed with empty vectors. */
import { createDynamicCache, createSinkCache, createSlidingWindowCache, type KVCache } from "@llm-anatomy/kv-cache";
import { kvCacheMap, type Slot } from "@llm-anatomy/viz";
import { type ReactNode, useMemo, useState } from "react";
import { Figure } from "../Figure.tsx";
import { Illustration, Slider } from "../Illustration.tsx";

const text = "Long ago there was a mouse . It lived in a barn and it was afraid of the cat . One day the mouse".split(
  " ",
);
const shape = { numLayers: 1, batch: 1, numKvHeads: 1, headDim: 1 };

const caches: Record<string, (window: number) => KVCache> = {
  everything: () => createDynamicCache(shape),
  window: (window) => createSlidingWindowCache(shape, { window }),
  "window and first 2": (window) => createSinkCache(shape, { sinks: 2, window: window - 2, rotary: null }),
};

export function Kept(): ReactNode {
  const [length, setLength] = useState(14);
  const [window, setWindow] = useState(8);
  const { figure, counts } = useMemo(() => feed(length, window), [length, window]);
  const [all, last, sinks] = counts;
  return (
    <Illustration
      title="What is still there"
      says={`After ${length} tokens: everything is ${all} positions, the window holds ${last}, the window with the first two ${sinks}. ${length > window ? `“${text[0]}” is gone from the window; a query no longer sees it.` : "So far nothing had to go."}`}
      controls={
        <>
          <Slider label="Tokens read" min={1} max={text.length} value={length} onChange={setLength} />
          <Slider label="Positions that fit" min={4} max={16} value={window} onChange={setWindow} />
        </>
      }
    >
      <Figure figure={figure} />
    </Illustration>
  );
}

function feed(length: number, window: number) {
  const counts: number[] = [];
  const rows = Object.entries(caches).map(([label, create]) => {
    const cache = create(window);
    const nothing = new Float32Array(1);
    for (let t = 0; t < length; t++) cache.append(0, nothing, nothing, 1);
    const held = new Set(cache.positions(0));
    counts.push(held.size);
    const slots = text.slice(0, length).map((token, position): Slot => {
      const state = !held.has(position) ? "evicted" : position === length - 1 ? "new" : "kept";
      return { state, position, token };
    });
    cache.dispose();
    return { label, slots };
  });
  return { figure: kvCacheMap({ rows }), counts };
}
