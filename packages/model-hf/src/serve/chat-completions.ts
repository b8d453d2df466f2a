/** POST /v1/chat/completions. @module */
import { answerEnds, type ChatMessage, chatPrompt } from "../model/chat.ts";
import type { Model } from "../model/model.ts";
import type { AnswerRequest, Choice, Form, Piece, Usage } from "./answer.ts";
import { ApiError } from "./api-error.ts";
import { mostAlternatives, readGeneration } from "./read-generation.ts";
import type { RequestReader } from "./request-reader.ts";
import type { AnswerToken } from "./token-text.ts";

/** @throws ApiError for a request that cannot be answered as it asks */
export async function readChatRequest(model: Model, request: RequestReader): Promise<AnswerRequest> {
  const messages = readMessages(request);
  const generation = readGeneration(request);
  const logprobs = request.boolean("logprobs") ?? false;
  const topLogprobs = request.integer("top_logprobs", 0, mostAlternatives);
  if (topLogprobs && !logprobs)
    throw new ApiError(400, "top_logprobs is for logprobs: true.", { param: "top_logprobs" });
  const limit = request.integer("max_completion_tokens", 1, Number.MAX_SAFE_INTEGER);
  const why = "answers are plain text here: calls of tools are not read out of them";
  request.only("tools", [[]], why);
  request.only("tool_choice", ["none", "auto"], why);
  request.ignore("parallel_tool_calls"); // of tools, which there are none of
  request.only("response_format", [{ type: "text" }], "only texts are made here");
  request.only("modalities", [["text"]], "only texts are made here");
  request.finish();
  const prompt = await chatPrompt(model, messages);
  const ids = model.tokenizer.encode(prompt, { addSpecialTokens: false, truncation: null, padding: null }).ids;
  const { maxNewTokens = limit } = generation.options;
  const options = { ...generation.options, maxNewTokens, topLogprobs: topLogprobs || undefined };
  return { ...generation, options, logprobs, prompts: [{ ids, stopTokens: await answerEnds(model) }] };
}

function readMessages(request: RequestReader): ChatMessage[] {
  const messages = request.take("messages");
  if (!Array.isArray(messages) || messages.length === 0) throw request.wrong("messages", "a list of messages");
  return messages.map((message, i) => {
    if (typeof message?.role !== "string")
      throw new ApiError(400, `messages[${i}] has no role.`, { param: `messages[${i}].role` });
    // What newer clients call the developer's message, templates know as the system's.
    const role = message.role === "developer" ? "system" : message.role;
    return { ...message, role, content: textOf(message.content, `messages[${i}].content`) };
  });
}

/** Templates were written for text; a list of text parts is the same text. */
function textOf(content: unknown, param: string): string | null {
  if (typeof content === "string") return content;
  if (content === undefined || content === null) return null; // of an assistant that called a tool
  const parts = Array.isArray(content) ? content : [];
  const other = parts.find((part) => part?.type !== "text" || typeof part.text !== "string");
  if (parts.length === 0 || other)
    throw new ApiError(
      400,
      `${param} has to be a text or a list of text parts${other ? `, not of ${other.type}` : ""}.`,
      { param },
    );
  return parts.map(({ text }) => text).join("");
}

/** Answers as messages. */
export function chatForm(model: string, { stream, includeUsage, logprobs }: AnswerRequest): Form {
  const head = {
    id: `chatcmpl-${crypto.randomUUID()}`,
    object: stream ? "chat.completion.chunk" : "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model,
  };
  const begun = new Set<number>();
  const chunk = (index: number, delta: object, tokens: AnswerToken[], finish: Piece["finish"]) => ({
    ...head,
    choices: [{ index, delta, logprobs: likelihoods(tokens), finish_reason: finish }],
    ...(includeUsage && { usage: null }),
  });
  const likelihoods = (content: AnswerToken[]) => (logprobs && content.length > 0 ? { content, refusal: null } : null);
  return {
    chunks({ index, text, token, finish }) {
      const chunks: object[] = [];
      if (!begun.has(index)) chunks.push(chunk(index, { role: "assistant", content: "" }, [], null));
      begun.add(index);
      if (text !== "" || token) chunks.push(chunk(index, { content: text }, token ? [token] : [], null));
      if (finish) chunks.push(chunk(index, {}, [], finish));
      return chunks;
    },
    usageChunk: (usage: Usage) => ({ ...head, choices: [], usage }),
    whole: (choices: Choice[], usage: Usage) => ({
      ...head,
      choices: choices.map(({ index, text, tokens, finish }) => ({
        index,
        message: { role: "assistant", content: text, refusal: null },
        logprobs: likelihoods(tokens),
        finish_reason: finish,
      })),
      usage,
    }),
  };
}
