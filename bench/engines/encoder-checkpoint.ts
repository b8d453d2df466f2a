/** Encoders of well-known shapes with weights from a seed: what numbers they are changes nothing about their speed. @module */
import { existsSync } from "node:fs";
import { mkdir, open, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "../../tools/test-kit/src/random.ts";

export interface EncoderShape {
  layers: number;
  dim: number;
  heads: number;
}

/** MiniLM-L6: 22 million parameters; BERT-base: 109 million. */
export const encoderShapes = {
  "minilm-l6": { layers: 6, dim: 384, heads: 12 },
  "bert-base": { layers: 12, dim: 768, heads: 12 },
} as const satisfies Record<string, EncoderShape>;

const vocabSize = 30522;
const positions = 512;

/** The folder of the checkpoint, made once in the system's folder for temporary files. */
export async function encoderFolder(name: keyof typeof encoderShapes): Promise<string> {
  const folder = join(tmpdir(), "llm-anatomy-bench", `${name}-random`);
  if (existsSync(join(folder, "ready"))) return folder;
  const { layers, dim, heads }: EncoderShape = encoderShapes[name];
  await mkdir(folder, { recursive: true });
  const config = {
    architectures: ["BertModel"],
    model_type: "bert",
    vocab_size: vocabSize,
    hidden_size: dim,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: 4 * dim,
    max_position_embeddings: positions,
    type_vocab_size: 2,
    hidden_act: "gelu",
    layer_norm_eps: 1e-12,
  };
  await writeFile(join(folder, "config.json"), JSON.stringify(config));
  await writeWeights(join(folder, "model.safetensors"), [...tensorsOf(layers, dim)]);
  await writeFile(join(folder, "ready"), "");
  return folder;
}

type Named = [name: string, shape: number[]];

function* tensorsOf(layers: number, dim: number): Generator<Named> {
  const norm = (name: string): Named[] => [
    [`${name}.weight`, [dim]],
    [`${name}.bias`, [dim]],
  ];
  const linear = (name: string, outputs: number, inputs: number): Named[] => [
    [`${name}.weight`, [outputs, inputs]],
    [`${name}.bias`, [outputs]],
  ];
  yield ["embeddings.word_embeddings.weight", [vocabSize, dim]];
  yield ["embeddings.position_embeddings.weight", [positions, dim]];
  yield ["embeddings.token_type_embeddings.weight", [2, dim]];
  yield* norm("embeddings.LayerNorm");
  for (let i = 0; i < layers; i++) {
    const block = `encoder.layer.${i}`;
    for (const part of ["query", "key", "value"]) yield* linear(`${block}.attention.self.${part}`, dim, dim);
    yield* linear(`${block}.attention.output.dense`, dim, dim);
    yield* norm(`${block}.attention.output.LayerNorm`);
    yield* linear(`${block}.intermediate.dense`, 4 * dim, dim);
    yield* linear(`${block}.output.dense`, dim, 4 * dim);
    yield* norm(`${block}.output.LayerNorm`);
  }
  yield* linear("pooler.dense", dim, dim);
}

async function writeWeights(path: string, tensors: readonly Named[]): Promise<void> {
  const header: Record<string, object> = {};
  let at = 0;
  for (const [name, shape] of tensors) {
    const bytes = shape.reduce((product, size) => product * size, 4);
    header[name] = { dtype: "F32", shape, data_offsets: [at, at + bytes] };
    at += bytes;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const file = await open(path, "w");
  await file.write(new Uint8Array(new BigUint64Array([BigInt(text.length)]).buffer));
  await file.write(text);
  const random = seededRandom(1);
  for (const [name, shape] of tensors) {
    const isNorm = name.endsWith("LayerNorm.weight");
    const length = shape.reduce((product, size) => product * size, 1);
    const values = Float32Array.from({ length }, () => (isNorm ? 1 : (random() - 0.5) * 0.07));
    await file.write(new Uint8Array(values.buffer));
  }
  await file.close();
}
