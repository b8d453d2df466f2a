/** What the files of Sentence Transformers say about a checkpoint. @module */
import type { Pooling } from "@llm-anatomy/embeddings";
import { CheckpointError } from "../errors.ts";
import type { Model } from "../model/model.ts";
import { type JsonObject, readJson, readText } from "../source/source.ts";

export interface SentenceModules {
  pooling: readonly Pooling[];
  normalize: boolean;
  /** Most tokens of a text. */
  maxLength: number;
  /** Texts put before texts, by name. */
  prompts: Record<string, string>;
  defaultPrompt?: string;
}

/** Keys of 1_Pooling/config.json, in the order in which several are put side by side. */
const poolingKeys: readonly [key: string, pooling: Pooling][] = [
  ["pooling_mode_cls_token", "cls"],
  ["pooling_mode_max_tokens", "max"],
  ["pooling_mode_mean_tokens", "mean"],
  ["pooling_mode_mean_sqrt_len_tokens", "mean-sqrt-length"],
  ["pooling_mode_weightedmean_tokens", "weighted-mean"],
  ["pooling_mode_lasttoken", "last"],
];

const known = new WeakMap<Model, Promise<SentenceModules>>();

/** @throws CheckpointError for a step that is not supported, by its name */
export function readSentenceModules(model: Model): Promise<SentenceModules> {
  let modules = known.get(model);
  if (!modules) {
    modules = read(model);
    known.set(model, modules);
  }
  return modules;
}

async function read({ source, name }: Model): Promise<SentenceModules> {
  const fail = (file: string, message: string): never => {
    throw new CheckpointError(`${name}/${file}: ${message}`, { code: "config-unsupported", file });
  };
  const list = await readText(source, "modules.json");
  if (list === null) return { pooling: ["mean"], normalize: false, maxLength: Infinity, prompts: {} };
  const steps = JSON.parse(list) as { path: string; type: string }[];
  const kinds = steps.map(({ type }) => type.split(".").at(-1)!);
  for (const kind of kinds) {
    if (["Transformer", "Pooling", "Normalize"].includes(kind)) continue;
    fail("modules.json", `has a step ${kind}, which is not supported; Transformer, Pooling and Normalize are.`);
  }
  const poolingPath = steps[kinds.indexOf("Pooling")]?.path;
  const pooling = poolingPath === undefined ? {} : ((await readJson(source, `${poolingPath}/config.json`)) ?? {});
  const limits = (await readJson(source, "sentence_bert_config.json")) ?? {};
  const own = (await readJson(source, "config_sentence_transformers.json")) ?? {};
  const kindsOfPooling = poolingKinds(pooling);
  if (kindsOfPooling.length === 0) fail(`${poolingPath}/config.json`, "turns on no kind of pooling that is known.");
  return {
    pooling: kindsOfPooling,
    normalize: kinds.includes("Normalize"),
    maxLength: typeof limits.max_seq_length === "number" ? limits.max_seq_length : Infinity,
    prompts: (own.prompts as Record<string, string> | undefined) ?? {},
    defaultPrompt: (own.default_prompt_name as string | null | undefined) ?? undefined,
  };
}

function poolingKinds(config: JsonObject): Pooling[] {
  const { pooling_mode: mode } = config;
  if (typeof mode === "string") {
    const newer: Record<string, Pooling> = {
      lasttoken: "last",
      weightedmean: "weighted-mean",
      mean_sqrt_len: "mean-sqrt-length",
    };
    return [newer[mode] ?? (mode as Pooling)];
  }
  return poolingKeys.filter(([key]) => config[key] === true).map(([, pooling]) => pooling);
}
