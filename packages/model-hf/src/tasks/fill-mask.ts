/**
 * What a masked language model would put where the text has a gap.
 * @see Devlin et al. 2019, section 3.1, https://arxiv.org/abs/1810.04805
 * @module
 */
import type { Tokenizer } from "@llm-anatomy/tokenizer";
import { CheckpointError } from "../errors.ts";
import type { Model } from "../model/model.ts";
import { readJson } from "../source/source.ts";
import { softmax } from "./labels.ts";
import { checkOptionNames, encodeText, requireOutput, runEncoding } from "./run-encoding.ts";

export interface FillMaskOptions {
  /** How many candidates per gap. Default 5. */
  topK?: number;
  /** Only these words are compared; of a word of several tokens the first one. */
  targets?: readonly string[];
}

export interface MaskCandidate {
  id: number;
  /** The token as text. */
  token: string;
  /** Probability among all tokens. */
  score: number;
  /** The whole text with the token in the gap. */
  text: string;
}

/**
 * Candidates for each mask token of `text`, best first: one list per gap.
 *
 * @throws RangeError for a text without a mask token
 * @example
 * const [candidates] = await fillMask(model, "Paris is the [MASK] of France.");
 */
export async function fillMask(model: Model, text: string, options: FillMaskOptions = {}): Promise<MaskCandidate[][]> {
  checkOptionNames("fillMask", options, ["topK", "targets"]);
  const { topK = 5, targets } = options;
  const { tokenizer } = model;
  const maskId = await maskToken(model);
  const encoding = encodeText(model, text);
  const gaps = encoding.ids.flatMap((id, at) => (id === maskId ? [at] : []));
  if (gaps.length === 0) {
    throw new RangeError(`fillMask: the text has no ${tokenizer.idToToken(maskId)}. Put it where a word is missing.`);
  }
  const allowed = targets?.map((word) => targetId(tokenizer, word));
  const outputs = await runEncoding(model, encoding);
  const { data, shape } = requireOutput("fillMask", model, outputs.logits, "a masked language model");
  const vocabSize = shape[2];
  return gaps.map((gap) => {
    const scores = softmax(data.subarray(gap * vocabSize, (gap + 1) * vocabSize));
    const ids = allowed ?? scores.map((_, id) => id);
    const best = [...ids].sort((a, b) => scores[b] - scores[a]).slice(0, topK);
    return best.map((id) => {
      const filled = encoding.ids.with(gap, id);
      // With several gaps the others have to stay visible.
      const whole = tokenizer.decode(filled, { skipSpecialTokens: gaps.length === 1 });
      return { id, token: tokenizer.decode([id]), score: scores[id], text: whole };
    });
  });
}

function targetId(tokenizer: Tokenizer, word: string): number {
  const id = tokenizer.tokenToId(word) ?? tokenizer.encodeIds(word, { addSpecialTokens: false })[0];
  if (id !== undefined) return id;
  throw new RangeError(`fillMask: the target ${JSON.stringify(word)} has no token. Leave it out.`);
}

const usualMasks = ["[MASK]", "<mask>"];

async function maskToken({ source, tokenizer, name }: Model): Promise<number> {
  const named = (await readJson(source, "tokenizer_config.json"))?.mask_token;
  const text = typeof named === "string" ? named : (named as { content?: string } | undefined)?.content;
  for (const candidate of text === undefined ? usualMasks : [text]) {
    const id = tokenizer.tokenToId(candidate);
    if (id !== undefined) return id;
  }
  throw new CheckpointError(`${name}: its tokenizer has no mask token. Load a masked language model, such as BERT.`, {
    code: "config-unsupported",
    file: "tokenizer_config.json",
  });
}
