import { Checkpoint, resolveSource } from "@llm-anatomy/model-hf";
import {
  type BlockSpec,
  countParameters,
  type ModelSpec,
  weightShapes,
} from "@llm-anatomy/transformer";

interface Config {
  vocab_size: number;
  hidden_size: number;
  num_hidden_layers: number;
  num_attention_heads: number;
  num_key_value_heads: number;
  head_dim: number;
  intermediate_size: number;
  tie_word_embeddings: boolean;
}
interface Answer {
  countParameters?: (config: Config) => number;
}

/** Sizes that differ in one thing each, so that a wrong count says where. */
const plain: Config = {
  vocab_size: 1000,
  hidden_size: 64,
  num_hidden_layers: 3,
  num_attention_heads: 4,
  num_key_value_heads: 4,
  head_dim: 16,
  intermediate_size: 256,
  tie_word_embeddings: true,
};
const cases: [what: string, hint: string, config: Config][] = [
  [
    "one head of keys and values for each of queries, a tied head",
    "The MLP has three matrices: gate, up, down. A norm has a number per dimension: two in every block, one at the end.",
    plain,
  ],
  [
    "2 heads of keys and values for 4 of queries",
    "The matrices of keys and values make num_key_value_heads · head_dim numbers of a vector.",
    { ...plain, num_key_value_heads: 2 },
  ],
  [
    "heads that are wider than hidden_size / heads",
    "Queries have num_attention_heads · head_dim numbers, whatever hidden_size is. The output's matrix leads back from there.",
    { ...plain, head_dim: 40 },
  ],
  [
    "a head of its own",
    "A head that is not tied to the table of tokens is as large as it.",
    { ...plain, tie_word_embeddings: false },
  ],
];

/** The library counts the arrays of a model of these sizes, and those that are in tiny-llama's file. */
export default async function check({ countParameters: count }: Answer) {
  if (typeof count !== "function") {
    const message = "Keep `export function countParameters`.";
    return { passed: false, message };
  }
  for (const [what, hint, config] of cases) {
    const right = counted(config);
    const got = count(config);
    if (got === right) continue;
    const message = `With ${what}: the library counts ${right.toLocaleString("en")}, yours says ${show(got)}. ${hint}`;
    return { passed: false, message };
  }
  const source = await resolveSource("tiny");
  const checkpoint = await Checkpoint.open(source);
  let stored = 0;
  for (const { shape } of checkpoint.tensors.values())
    stored += shape.reduce((product, size) => product * size, 1);
  const file = (await source.open("config.json"))!;
  const bytes = await file.read(0, file.size);
  const got = count(JSON.parse(new TextDecoder().decode(bytes)));
  if (got !== stored) {
    const message = `tiny-llama's file has ${stored.toLocaleString("en")} numbers, yours says ${show(got)}.`;
    return { passed: false, message };
  }
  return {
    passed: true,
    message: `The library agrees for ${cases.length} models, and tiny-llama's file has exactly as many: ${stored.toLocaleString("en")}.`,
  };
}

function counted(config: Config): number {
  const norm = { kind: "rms", epsilon: 1e-5 } as const;
  const block: BlockSpec = {
    attentionNorm: norm,
    attention: {
      numHeads: config.num_attention_heads,
      numKvHeads: config.num_key_value_heads,
      headDim: config.head_dim,
      scale: config.head_dim ** -0.5,
      causal: true,
    },
    mlpNorm: norm,
    mlp: { kind: "gated", activation: "silu" },
  };
  const spec: ModelSpec = {
    vocabSize: config.vocab_size,
    modelDim: config.hidden_size,
    maxPositions: 1024,
    embedding: {},
    blocks: Array.from({ length: config.num_hidden_layers }, () => block),
    finalNorm: norm,
    head: { kind: "vocabulary" },
  };
  const sizes = {
    mlpDim: config.intermediate_size,
    tied: config.tie_word_embeddings,
  };
  return countParameters(spec, weightShapes(spec, sizes)).total;
}

function show(value: unknown): string {
  return typeof value === "number"
    ? value.toLocaleString("en")
    : String(value);
}
