/**
 * How a config.json says which rotary embedding a model uses.
 *
 * Files of transformers 4 have `rope_theta` and `rope_scaling` (with `rope_type`, or `type` in older ones), files of
 * transformers 5 one `rope_parameters`, which may hold a set per kind of layer.
 * @module
 */
import type { RotarySpec } from "@llm-anatomy/attention";
import type { ConfigReader } from "./config-reader.ts";

export interface RotaryDefaults {
  headDim: number;
  theta?: number;
  /** Share of a head's dims that are rotated. Default 1, or the config's own. */
  partial?: number;
  interleaved?: boolean;
  maxPositions: number;
  /** "dynamic" may have an `alpha`: the base is that of a sequence `alpha` times as long, however long it is (Hunyuan). */
  grownBase?: boolean;
  /** Which set of `rope_parameters`, where each kind of layer has its own. Default "full_attention". */
  layerType?: string;
}

export function readRotary(config: ConfigReader, defaults: RotaryDefaults): RotarySpec {
  const nested = config.object("rope_parameters");
  const perLayer = nested?.object(defaults.layerType ?? "full_attention");
  const parameters = perLayer ?? nested;
  const scaling = config.object("rope_scaling") ?? parameters;
  const theta = parameters?.optionalNumber("rope_theta") ?? config.number("rope_theta", defaults.theta ?? 10000);
  const partial =
    parameters?.optionalNumber("partial_rotary_factor") ??
    config.optionalNumber("partial_rotary_factor") ??
    defaults.partial ??
    1;
  config.ignore("rope_theta", "partial_rotary_factor");
  const base = { dims: Math.floor(defaults.headDim * partial), theta, interleaved: defaults.interleaved ?? false };
  if (!scaling) return { kind: "default", ...base };
  const spec = readScaling(scaling, base, config, defaults);
  scaling.finish();
  return spec;
}

type Base = { dims: number; theta: number; interleaved: boolean };

function readScaling(
  scaling: ConfigReader,
  base: Base,
  config: ConfigReader,
  { maxPositions, grownBase }: RotaryDefaults,
): RotarySpec {
  scaling.ignore("type", "rope_type", "rope_theta", "partial_rotary_factor");
  const kind = scaling.has("rope_type") ? scaling.string("rope_type") : scaling.string("type", "default");
  const original = () =>
    scaling.optionalNumber("original_max_position_embeddings") ??
    config.optionalNumber("original_max_position_embeddings") ??
    maxPositions;
  switch (kind) {
    case "default":
    case "mrope": // three positions per token, which for text are one
      scaling.ignore("mrope_section", "mrope_interleaved");
      return { kind: "default", ...base };
    case "linear":
      return { kind, ...base, factor: scaling.number("factor") };
    case "dynamic":
      if (grownBase && scaling.optionalNumber("alpha")) return withGrownBase(scaling, base);
      return { kind, ...base, factor: scaling.number("factor"), maxPositions: original() };
    case "yarn":
      return {
        kind,
        ...base,
        factor: scaling.number("factor"),
        originalMaxPositions: original(),
        betaFast: scaling.optionalNumber("beta_fast"),
        betaSlow: scaling.optionalNumber("beta_slow"),
        truncate: scaling.boolean("truncate", true),
        attentionFactor: scaling.optionalNumber("attention_factor"),
        mscale: scaling.optionalNumber("mscale"),
        mscaleAllDims: scaling.optionalNumber("mscale_all_dim"),
      };
    case "longrope":
    case "su": {
      const originalMaxPositions = original();
      return {
        kind: "longrope",
        ...base,
        shortFactors: scaling.numbers("short_factor") ?? missingFactors(scaling, "short_factor"),
        longFactors: scaling.numbers("long_factor") ?? missingFactors(scaling, "long_factor"),
        originalMaxPositions,
        factor: scaling.optionalNumber("factor") ?? maxPositions / originalMaxPositions,
        attentionFactor: scaling.optionalNumber("attention_factor"),
      };
    }
    case "llama3":
      return {
        kind,
        ...base,
        factor: scaling.number("factor"),
        lowFrequencyFactor: scaling.number("low_freq_factor"),
        highFrequencyFactor: scaling.number("high_freq_factor"),
        originalMaxPositions: original(),
      };
    default:
      throw scaling.error(
        "rope_type",
        `is "${kind}", which is not known; known: default, linear, dynamic, yarn, longrope, llama3`,
      );
  }
}

function withGrownBase(scaling: ConfigReader, { dims, theta, interleaved }: Base): RotarySpec {
  scaling.ignore("factor", "beta_fast", "beta_slow", "mscale", "mscale_all_dim");
  const grown = theta * scaling.number("alpha") ** (dims / (dims - 2));
  return { kind: "default", dims, theta: grown, interleaved };
}

function missingFactors(scaling: ConfigReader, key: string): never {
  throw scaling.error(key, "is missing");
}
