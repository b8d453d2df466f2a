/**
 * Translation by an encoder–decoder.
 *
 * T5 was told the languages in words ("translate English to German: "); a Marian model knows one pair, or takes a token
 * such as >>deu<< for one of several targets.
 * @module
 */
import { CheckpointError } from "../errors.ts";
import type { Model } from "../model/model.ts";
import { type RewriteOptions, rewrite, taskSettings } from "./rewrite.ts";

export interface TranslateOptions extends RewriteOptions {
  /** Language of the text, as a code ("en"). Needed where a model knows several pairs. */
  from?: string;
  /** Language of the translation ("de"). */
  to?: string;
}

/**
 * The text in another language.
 *
 * @throws CheckpointError for a pair of languages that config.json does not name
 * @example
 * await translate(model, "The house is wonderful.", { from: "en", to: "de" }); // "Das Haus ist wunderbar."
 */
export async function translate(
  model: Model,
  text: string,
  { from, to, ...options }: TranslateOptions = {},
): Promise<string> {
  const target = to === undefined ? undefined : model.tokenizer.tokenToId(`>>${to}<<`);
  if (target !== undefined) return rewrite(model, "translate", text, { prefix: `>>${to}<< ` }, options);
  if (from === undefined && to === undefined) return rewrite(model, "translate", text, {}, options);
  const settings = taskSettings(model, `translation_${from}_to_${to}`);
  const isPair = model.config.model_type === "marian" || model.config.model_type === "bart";
  if (!settings && !isPair) throw unknownPair(model, from, to);
  return rewrite(model, "translate", text, { prefix: settings?.prefix as string | undefined, settings }, options);
}

function unknownPair({ name, config }: Model, from: string | undefined, to: string | undefined): CheckpointError {
  const pairs = Object.keys((config.task_specific_params as object | null | undefined) ?? {})
    .map((task) => /^translation_(.+)_to_(.+)$/.exec(task))
    .flatMap((match) => (match ? [`${match[1]} to ${match[2]}`] : []));
  const known = pairs.length > 0 ? `It names ${pairs.join(", ")}` : "It names no languages";
  return new CheckpointError(
    `${name}/config.json: does not say how to translate from ${from ?? "?"} to ${to ?? "?"}. ${known}. Leave out from and to, and put into the text what the model expects.`,
    { code: "config-unsupported", file: "config.json" },
  );
}
