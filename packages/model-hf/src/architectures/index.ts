/** Every family that can be loaded. Adding one: its file, a line here, its fixture. @module */
import { CheckpointError } from "../errors.ts";
import { albert } from "./albert.ts";
import { arcee } from "./arcee.ts";
import type { Architecture } from "./architecture.ts";
import { bart, blenderbot, blenderbotSmall, m2m100, marian, mbart, pegasus, plbart } from "./bart.ts";
import { bert, data2vecText, roberta, xlmRoberta } from "./bert.ts";
import { bloom } from "./bloom.ts";
import { cohere, cohere2 } from "./cohere.ts";
import { ctrl } from "./ctrl.ts";
import { deberta, debertaV2 } from "./deberta.ts";
import { withLabelHeads } from "./decoder-label-heads.ts";
import { deepseekV2, deepseekV3 } from "./deepseek.ts";
import { distilbert } from "./distilbert.ts";
import { dots1 } from "./dots1.ts";
import { electra } from "./electra.ts";
import { ernie } from "./ernie.ts";
import { ernie45, ernie45Moe } from "./ernie4-5.ts";
import { exaone4 } from "./exaone4.ts";
import { falcon } from "./falcon.ts";
import { gemma, gemma2, gemma3, vaultGemma } from "./gemma.ts";
import { glm, glm4, glm4Moe } from "./glm.ts";
import { gptBigCode } from "./gpt-bigcode.ts";
import { gptNeo } from "./gpt-neo.ts";
import { gptNeoX } from "./gpt-neox.ts";
import { gptOss } from "./gpt-oss.ts";
import { gpt2 } from "./gpt2.ts";
import { codegen, gptj } from "./gptj.ts";
import { granite, graniteHybrid, graniteMoe } from "./granite.ts";
import { helium } from "./helium.ts";
import { hunyuanDense } from "./hunyuan.ts";
import { llama } from "./llama.ts";
import { ministral, mistral } from "./mistral.ts";
import { mixtral } from "./mixtral.ts";
import { modernbert } from "./modernbert.ts";
import { mpnet } from "./mpnet.ts";
import { mpt } from "./mpt.ts";
import { nemotron } from "./nemotron.ts";
import { flexOlmo, olmo, olmo2, olmo3, olmoe } from "./olmo.ts";
import { openaiGpt } from "./openai-gpt.ts";
import { opt } from "./opt.ts";
import { persimmon } from "./persimmon.ts";
import { phi, phi3 } from "./phi.ts";
import { megatronBert, robertaPreLayerNorm, xlmRobertaXl } from "./pre-norm-bert.ts";
import { qwen2, qwen2Moe, qwen3, qwen3Moe } from "./qwen.ts";
import { rembert } from "./rembert.ts";
import { roformer } from "./roformer.ts";
import { seedOss } from "./seed-oss.ts";
import { smollm3 } from "./smollm3.ts";
import { stablelm } from "./stablelm.ts";
import { starcoder2 } from "./starcoder2.ts";
import { t5 } from "./t5.ts";
import { whisper } from "./whisper.ts";
import { biogpt, xglm } from "./xglm.ts";

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
  openaiGpt,
  ctrl,
  gptBigCode,
  codegen,
  xglm,
  biogpt,
  persimmon,
  ministral,
  cohere2,
  olmo3,
  flexOlmo,
  graniteMoe,
  graniteHybrid,
  hunyuanDense,
  vaultGemma,
  arcee,
  helium,
  seedOss,
  nemotron,
  glm,
  glm4,
  glm4Moe,
  dots1,
  exaone4,
  ernie45,
  ernie45Moe,
];

export const architectures: readonly Architecture[] = [
  ...decoders.map(withLabelHeads),
  bert,
  roberta,
  xlmRoberta,
  electra,
  distilbert,
  albert,
  mpnet,
  modernbert,
  deberta,
  debertaV2,
  t5,
  bart,
  marian,
  mbart,
  plbart,
  pegasus,
  blenderbot,
  blenderbotSmall,
  m2m100,
  whisper,
  ernie,
  data2vecText,
  roformer,
  rembert,
  megatronBert,
  robertaPreLayerNorm,
  xlmRobertaXl,
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
