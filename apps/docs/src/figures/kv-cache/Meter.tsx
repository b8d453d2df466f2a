/** What weights and cache of real models take, beside the memory that there is. */
import { type CacheShape, planBytes } from "@llm-anatomy/kv-cache";
import { type ReactNode, useState } from "react";
import { Choice, Illustration, Slider } from "../Illustration.tsx";
import styles from "./kv-cache.module.css";

interface Sizes extends Omit<CacheShape, "batch"> {
  name: string;
  parameters: number;
  longest: number;
  how: string;
}

// From the models' config.json; parameters as their makers count them.
const models = {
  llama2: {
    name: "Llama 2 7B",
    ...{ parameters: 6.74e9, longest: 4096, numLayers: 32, numKvHeads: 32, headDim: 128 },
    how: "a key and a value for each of 32 heads",
  },
  llama3: {
    name: "Llama 3.1 8B",
    ...{ parameters: 8.03e9, longest: 131072, numLayers: 32, numKvHeads: 8, headDim: 128 },
    how: "8 heads of keys and values for 32 of queries",
  },
  qwen: {
    name: "Qwen2.5 7B",
    ...{ parameters: 7.62e9, longest: 32768, numLayers: 28, numKvHeads: 4, headDim: 128 },
    how: "4 heads of keys and values for 28 of queries",
  },
  falcon: {
    name: "Falcon 7B",
    ...{ parameters: 7.22e9, longest: 2048, numLayers: 32, numKvHeads: 1, headDim: 64 },
    how: "one head of keys and values for 71 of queries",
  },
} satisfies Record<string, Sizes>;
type ModelName = keyof typeof models;
const options = Object.entries(models).map(([value, { name }]) => [value as ModelName, name] as const);

const formats = [
  [2, "16 bits"],
  [1, "8 bits"],
] as const;
const gpus = [24, 80];
const widest = 96; // GB at the right edge
const gb = (x: number) => `${x < 10 ? x.toFixed(2) : x.toFixed(1)} GB`;

export function Meter(): ReactNode {
  const [model, setModel] = useState<ModelName>("llama3");
  const [exponent, setExponent] = useState(13);
  const [texts, setTexts] = useState(3);
  const [bytes, setBytes] = useState<number>(2);
  const { parameters, longest, how, name, ...shape } = models[model];
  const top = Math.log2(longest);
  const tokens = 2 ** Math.min(exponent, top);
  const batch = 2 ** texts;
  const perToken = (planBytes({ ...shape, batch: 1 }, { tokens: 1 }).bytesPerToken / 4) * bytes;
  const weights = (parameters * 2) / 1e9;
  const cache = (perToken * tokens * batch) / 1e9;
  const sum = weights + cache;
  const room = gpus.find((gpu) => sum <= gpu);
  const verdict = room ? `That fits a GPU with ${room} GB.` : `That is more than the ${gpus[1]} GB of a large GPU.`;
  const read = batch === 1 ? "One text" : `${batch} texts`;
  const x = (amount: number) => `${Math.min((100 * amount) / widest, 100)}%`;
  return (
    <Illustration
      title="Does it fit?"
      says={`${name} keeps ${perToken.toLocaleString("en-US")} bytes per token: ${how}, in ${shape.numLayers} layers. ${read} of ${tokens.toLocaleString("en-US")} tokens: cache ${gb(cache)}, weights ${gb(weights)}. ${verdict}`}
      controls={
        <>
          <Choice<ModelName> label="Model" options={options} value={model} onChange={setModel} />
          <Choice<number> label="Keys and values in" options={formats} value={bytes} onChange={setBytes} />
          <Slider
            label="Tokens in each text"
            min={8}
            max={top}
            value={Math.log2(tokens)}
            shown={tokens.toLocaleString("en-US")}
            onChange={setExponent}
          />
          <Slider label="Texts at once" min={0} max={8} value={texts} shown={String(batch)} onChange={setTexts} />
        </>
      }
    >
      <div className={styles.meter} aria-hidden="true">
        <div className={styles.bar}>
          <span className={styles.weights} style={{ inlineSize: x(weights) }}>
            weights
          </span>
          <span
            className={styles.cache}
            style={{ inlineSize: x(Math.min(cache, widest - weights)) }}
            data-over={sum > widest || undefined}
          >
            <span>cache</span>
          </span>
        </div>
        {gpus.map((gpu) => (
          <span key={gpu} className={styles.mark} style={{ insetInlineStart: x(gpu) }}>
            <span>{gpu} GB</span>
          </span>
        ))}
      </div>
    </Illustration>
  );
}
