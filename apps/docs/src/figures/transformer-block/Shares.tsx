/** Where a model's parameters are, and where its work goes, counted by the library from the model's sizes. */
import { countOperations, countParameters, type ModelSpec, weightShapes } from "@llm-anatomy/transformer";
import { type ReactNode, useMemo, useState } from "react";
import { Choice, Illustration, Slider } from "../Illustration.tsx";
import styles from "./transformer-block.module.css";

interface Sizes {
  name: string;
  layers: number;
  modelDim: number;
  mlpDim: number;
  numHeads: number;
  numKvHeads: number;
  vocabSize: number;
  maxPositions: number;
  gated: boolean;
  tied: boolean;
}

const models = {
  gpt2: {
    name: "GPT-2",
    ...{ layers: 12, modelDim: 768, mlpDim: 3072, numHeads: 12, numKvHeads: 12 },
    ...{ vocabSize: 50257, maxPositions: 1024, gated: false, tied: true },
  },
  smollm: {
    name: "SmolLM2 135M",
    ...{ layers: 30, modelDim: 576, mlpDim: 1536, numHeads: 9, numKvHeads: 3 },
    ...{ vocabSize: 49152, maxPositions: 8192, gated: true, tied: true },
  },
  llama8: {
    name: "Llama 3.1 8B",
    ...{ layers: 32, modelDim: 4096, mlpDim: 14336, numHeads: 32, numKvHeads: 8 },
    ...{ vocabSize: 128256, maxPositions: 131072, gated: true, tied: false },
  },
  llama70: {
    name: "Llama 3.1 70B",
    ...{ layers: 80, modelDim: 8192, mlpDim: 28672, numHeads: 64, numKvHeads: 8 },
    ...{ vocabSize: 128256, maxPositions: 131072, gated: true, tied: false },
  },
} satisfies Record<string, Sizes>;
type ModelName = keyof typeof models;
const options = Object.entries(models).map(([value, { name }]) => [value as ModelName, name] as const);

export function Shares(): ReactNode {
  const [model, setModel] = useState<ModelName>("llama8");
  const [exponent, setExponent] = useState(10);
  const { maxPositions, name } = models[model];
  const longest = Math.log2(maxPositions);
  const past = 2 ** Math.min(exponent, longest);
  const { parameters, work } = useMemo(() => count(models[model], past), [model, past]);
  const share = (parts: readonly Part[], part: string) => {
    const total = parts.reduce((sum, { amount }) => sum + amount, 0);
    return percent(parts.find((one) => one.part === part)!.amount / total);
  };
  const total = parameters.reduce((sum, { amount }) => sum + amount, 0);
  return (
    <Illustration
      title="Where the parameters are, and where the work goes"
      says={`${name} has ${short(total)} parameters, ${share(parameters, "mlp")} of them in MLPs and ${share(parameters, "attention")} in attention. For the token after ${past.toLocaleString("en-US")} others, ${share(work, "mlp")} of the work is in MLPs, and ${share(work, "scores")} is looking back: queries meeting keys, weights meeting values.`}
      controls={
        <>
          <Choice<ModelName> label="Model" options={options} value={model} onChange={setModel} />
          <Slider
            label="Tokens before"
            min={4}
            max={longest}
            value={Math.log2(past)}
            shown={past.toLocaleString("en-US")}
            onChange={setExponent}
          />
        </>
      }
    >
      <dl className={styles.share}>
        <dt>parameters</dt>
        <dd>
          <Stack parts={parameters} />
        </dd>
        <dt>operations for one more token</dt>
        <dd>
          <Stack parts={work} />
        </dd>
      </dl>
      <ul className={styles.key}>
        {Object.entries(labels).map(([part, label]) => (
          <li key={part}>
            <span className={styles.stack} style={{ display: "contents" }} aria-hidden="true">
              <span className={styles.swatch} data-part={part} />
            </span>
            {label}
          </li>
        ))}
      </ul>
    </Illustration>
  );
}

const labels = {
  mlp: "MLP",
  attention: "attention’s matrices",
  scores: "looking back",
  embedding: "table of tokens",
  head: "head",
};
const shortLabels: Record<string, string> = { ...labels, attention: "attention", embedding: "tokens" };

interface Part {
  part: keyof typeof labels;
  amount: number;
}

function Stack({ parts }: { parts: readonly Part[] }): ReactNode {
  const total = parts.reduce((sum, { amount }) => sum + amount, 0);
  return (
    <div className={styles.stack} aria-hidden="true">
      {parts.map(({ part, amount }) => (
        <span key={part} data-part={part} style={{ inlineSize: `${(100 * amount) / total}%` }}>
          <span>
            {shortLabels[part]} {percent(amount / total)}
          </span>
        </span>
      ))}
    </div>
  );
}

function count(sizes: Sizes, past: number): { parameters: Part[]; work: Part[] } {
  const { layers, modelDim, mlpDim, numHeads, numKvHeads, vocabSize, maxPositions, gated, tied } = sizes;
  const headDim = modelDim / numHeads;
  const norm = { kind: gated ? "rms" : "layer", epsilon: 1e-5 } as const;
  const spec: ModelSpec = {
    ...{ vocabSize, modelDim, maxPositions, finalNorm: norm, head: { kind: "vocabulary" } },
    embedding: { learnedPositions: !gated },
    blocks: Array(layers).fill({
      ...{ attentionNorm: norm, mlpNorm: norm },
      attention: { numHeads, numKvHeads, headDim, scale: 1 / Math.sqrt(headDim), causal: true },
      mlp: gated ? { kind: "gated", activation: "silu" } : { kind: "plain", activation: "gelu" },
    }),
  };
  const biases = gated ? {} : { attention: true, mlp: true };
  const weights = weightShapes(spec, { mlpDim, tied, biases });
  const parameters = countParameters(spec, weights);
  const work = countOperations(spec, weights, { seqLen: 1, past: past - 1, asked: "last" });
  const { mlp, attention, embedding, head } = parameters;
  return {
    parameters: [
      { part: "mlp", amount: mlp },
      { part: "attention", amount: attention },
      { part: "scores", amount: 0 },
      { part: "embedding", amount: embedding },
      { part: "head", amount: head },
    ],
    work: [
      { part: "mlp", amount: work.linear.mlp },
      { part: "attention", amount: work.linear.attention },
      { part: "scores", amount: work.attention },
      { part: "embedding", amount: 0 },
      { part: "head", amount: work.linear.head },
    ],
  };
}

const percent = (x: number) => `${Math.round(100 * x)} %`;
const short = (x: number) => (x >= 1e9 ? `${(x / 1e9).toFixed(1)} billion` : `${(x / 1e6).toFixed(0)} million`);
