/** Every family that can be loaded. Adding one: its file, a line here, its fixture. @module */
import { CheckpointError } from "../errors.ts";
import { albert } from "./albert.ts";
import type { Architecture } from "./architecture.ts";
import { bart, marian } from "./bart.ts";
import { bert, electra, roberta } from "./bert.ts";
import { bloom } from "./bloom.ts";
import { cohere } from "./cohere.ts";
import { debertaV2 } from "./deberta.ts";
import { withLabelHeads } from "./decoder-label-heads.ts";
import { deepseekV2, deepseekV3 } from "./deepseek.ts";
import { distilbert } from "./distilbert.ts";
import { falcon } from "./falcon.ts";
import { gemma, gemma2, gemma3 } from "./gemma.ts";
import { gptNeo } from "./gpt-neo.ts";
import { gptNeoX } from "./gpt-neox.ts";
import { gptOss } from "./gpt-oss.ts";
import { gpt2 } from "./gpt2.ts";
import { gptj } from "./gptj.ts";
import { granite } from "./granite.ts";
import { llama } from "./llama.ts";
import { mistral } from "./mistral.ts";
import { mixtral } from "./mixtral.ts";
import { modernbert } from "./modernbert.ts";
import { mpnet } from "./mpnet.ts";
import { mpt } from "./mpt.ts";
import { olmo, olmo2, olmoe } from "./olmo.ts";
import { opt } from "./opt.ts";
import { phi, phi3 } from "./phi.ts";
import { qwen2, qwen2Moe, qwen3, qwen3Moe } from "./qwen.ts";
import { smollm3 } from "./smollm3.ts";
import { stablelm } from "./stablelm.ts";
import { starcoder2 } from "./starcoder2.ts";
import { t5 } from "./t5.ts";
import { whisper } from "./whisper.ts";

const decoders: readonly Architecture[] = [
  gpt2,
  gptNeo,
  gptNeoX,
  gptj,
  opt,
  bloom,
  mpt,
  falcon,
  llama,
  mistral,
  mixtral,
  qwen2,
  qwen2Moe,
  qwen3,
  qwen3Moe,
  gemma,
  gemma2,
  gemma3,
  phi,
  phi3,
  olmo,
  olmo2,
  olmoe,
  granite,
  cohere,
  stablelm,
  starcoder2,
  smollm3,
  gptOss,
  deepseekV2,
  deepseekV3,
];

export const architectures: readonly Architecture[] = [
  ...decoders.map(withLabelHeads),
  bert,
  roberta,
  electra,
  distilbert,
  albert,
  mpnet,
  modernbert,
  debertaV2,
  t5,
  bart,
  marian,
  whisper,
];

/** The family of a `model_type`. @throws CheckpointError that lists the known ones */
export function findArchitecture(modelType: unknown, where: string): Architecture {
  const found = architectures.find(({ modelTypes }) => modelTypes.includes(modelType as string));
  if (found) return found;
  const known = architectures.flatMap(({ modelTypes }) => modelTypes).join(", ");
  throw new CheckpointError(
    `${where}: model_type ${JSON.stringify(modelType)} is not supported. Supported: ${known}.`,
    { code: "model-type-unsupported", file: "config.json" },
  );
}
