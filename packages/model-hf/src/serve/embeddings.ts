/** POST /v1/embeddings: texts as vectors. @module */
import type { Model } from "../model/model.ts";
import { ApiError } from "./api-error.ts";
import type { RequestReader } from "./request-reader.ts";

export interface EmbeddingsRequest {
  texts: string[];
  /** base64: the bytes of float32, little-endian. */
  encoding: "float" | "base64";
}

const mostTexts = 2048;

/** @throws ApiError for a request that cannot be answered as it asks */
export function readEmbeddingsRequest(model: Model, request: RequestReader): EmbeddingsRequest {
  const texts = request.texts("input");
  if (texts === undefined || texts.length === 0) throw request.wrong("input", "a text or a list of texts");
  if (texts.length > mostTexts)
    throw new ApiError(400, `input has ${texts.length} texts but at most ${mostTexts} are taken at once.`, {
      param: "input",
    });
  const encoding = request.take("encoding_format") ?? "float";
  if (encoding !== "float" && encoding !== "base64") throw request.wrong("encoding_format", '"float" or "base64"');
  const { modelDim } = model.spec;
  request.only("dimensions", [modelDim], `vectors of this model have ${modelDim} numbers`);
  request.ignore("user");
  request.finish();
  return { texts, encoding };
}

export async function embeddingsAnswer(
  model: Model,
  name: string,
  { texts, encoding }: EmbeddingsRequest,
  signal: AbortSignal,
): Promise<object> {
  const { data, shape } = await model.embed(texts, { signal });
  const [count, dim] = shape;
  const tokens = texts.reduce((sum, text) => sum + model.tokenizer.encodeIds(text).length, 0);
  const vectors = Array.from({ length: count }, (_, i) => data.subarray(i * dim, (i + 1) * dim));
  return {
    object: "list",
    model: name,
    data: vectors.map((vector, index) => ({
      object: "embedding",
      index,
      embedding: encoding === "float" ? Array.from(vector) : base64(vector),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function base64(vector: Float32Array): string {
  const bytes = new Uint8Array(vector.slice().buffer);
  let text = "";
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return btoa(text);
}
