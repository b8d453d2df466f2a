/**
 * A template says what surrounds the text: `[CLS] A [SEP]`, and for a pair `[CLS] A [SEP] B:1 [SEP]:1`.
 * @module
 */
import { type Builder, Config, isId, show, TokenizerError } from "../config.ts";
import type { Encoding } from "../encoding.ts";
import { classicProcessing, isClassic } from "./classic-processing.ts";
import { type PostProcessor, specialEncoding } from "./post-processor.ts";

type TemplatePart =
  | { sequence: number; typeId: number }
  | { tokens: [string, number][]; typeId: number; unknown: string | null };

export const templateProcessing: Builder<PostProcessor> = (config, build) => {
  if (isClassic(config)) return classicProcessing(config, build);
  const special = readSpecialTokens(config);
  const single = readTemplate(config, "single", special);
  const pair = readTemplate(config, "pair", special);
  const count = (parts: TemplatePart[]) => parts.reduce((sum, p) => sum + ("tokens" in p ? p.tokens.length : 0), 0);
  const added = [count(single), count(pair)];
  return {
    addedTokens: (isPair) => added[isPair ? 1 : 0],
    process(encodings, addSpecialTokens) {
      const parts: Encoding[] = [];
      for (const part of encodings.length === 2 ? pair : single) {
        if ("tokens" in part) {
          if (!addSpecialTokens) continue;
          if (part.unknown !== null) config.fail("special_tokens", `has no ${part.unknown}, which the template names.`);
          parts.push(specialEncoding(part.tokens, part.typeId));
        } else {
          const encoding = encodings[part.sequence];
          if (!encoding) config.fail("single", "uses sequence B, which a single text does not have.");
          encoding.typeIds.fill(part.typeId);
          encoding.sequenceRanges.set(part.sequence, [0, encoding.length]);
          parts.push(encoding);
        }
      }
      return parts;
    },
  };
};

function readSpecialTokens(config: Config): Map<string, [string, number][]> {
  const result = new Map<string, [string, number][]>();
  const all = config.object("special_tokens");
  for (const name of Object.keys(all.value)) {
    const entry: Config = new Config(all.value[name], `${all.path}[${show(name)}]`);
    entry.string("id");
    const ids = entry.array("ids");
    const tokens = entry.array("tokens");
    if (ids.length !== tokens.length) {
      throw new TokenizerError(
        entry.path,
        `has ${ids.length} ids but ${tokens.length} tokens; they have to be as many.`,
      );
    }
    const pairs = ids.map((id, i): [string, number] => {
      const token = tokens[i];
      if (!isId(id)) entry.fail(`ids[${i}]`, `is ${show(id)} but has to be a token id.`);
      if (typeof token !== "string") entry.fail(`tokens[${i}]`, `is ${show(token)} but has to be a string.`);
      return [token, id];
    });
    result.set(name, pairs);
  }
  return result;
}

function readTemplate(config: Config, key: string, special: Map<string, [string, number][]>): TemplatePart[] {
  return config.array(key).map((value, i) => {
    const outer = new Config(value, `${config.path}.${key}[${i}]`);
    const kind = outer.has("Sequence") ? "Sequence" : "SpecialToken";
    const inner: Config = outer.object(kind);
    const typeId = inner.integer("type_id");
    let part: TemplatePart;
    if (kind === "Sequence") part = { sequence: inner.oneOf("id", ["A", "B"]) === "A" ? 0 : 1, typeId };
    else {
      const name = inner.string("id");
      const tokens = special.get(name);
      part = { tokens: tokens ?? [], typeId, unknown: tokens ? null : show(name) };
    }
    return part;
  });
}
