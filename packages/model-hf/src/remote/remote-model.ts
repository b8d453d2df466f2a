/**
 * A model behind OpenAI's API: `llm-anatomy serve`, vLLM, llama.cpp, Ollama, or a service.
 *
 * Answers are streamed as server-sent events, one JSON document each, and end with the event `[DONE]`.
 * @module
 * @see OpenAI API reference, https://platform.openai.com/docs/api-reference
 */
import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import { ServerError } from "./server-error.ts";
import type { TextGenerator, TextOptions, WrittenText } from "./text-generator.ts";

export interface RemoteOptions {
  /** Address of the API, with its version: `http://127.0.0.1:8080/v1`. */
  baseURL: string | URL;
  /** What the server calls the model. */
  model: string;
  /** Sent as `Authorization: Bearer …`. */
  apiKey?: string;
  headers?: Readonly<Record<string, string>>;
  /** Parameters that only this server knows, sent with every request. */
  parameters?: Readonly<Record<string, unknown>>;
  /** Asks in place of the global `fetch`. */
  fetch?: typeof fetch;
}

/** As the API names them. */
const parameterNames = {
  maxNewTokens: "max_tokens",
  temperature: "temperature",
  topP: "top_p",
  presencePenalty: "presence_penalty",
  frequencyPenalty: "frequency_penalty",
  seed: "seed",
  stop: "stop",
} as const satisfies Record<Exclude<keyof TextOptions, "signal">, string>;

// A piece of an answer has some hundred characters; with likelihoods some thousand.
const longestEvent = 2 ** 22;

/**
 * The same calls as of a model that is loaded here. Nothing is asked before the first of them, and nothing is tried twice.
 *
 * @throws from the loops, ServerError with the server's own words; the signal's reason; RangeError for an unknown option
 * @example
 * const model = remoteModel({ baseURL: "http://127.0.0.1:8080/v1", model: "tiny-llama" });
 * for await (const { text } of model.generate("Once upon a time")) console.log(text);
 */
export function remoteModel(options: RemoteOptions): TextGenerator {
  const { baseURL, model } = options;
  const base = String(baseURL).replace(/\/?$/, "/");
  return {
    name: model,
    generate: (prompt, asked) =>
      ask(
        new URL("completions", base),
        { model, prompt, ...parametersOf(asked) },
        options,
        asked?.signal,
        textOfCompletion,
      ),
    chat: (messages, asked) =>
      ask(
        new URL("chat/completions", base),
        { model, messages, ...parametersOf(asked) },
        options,
        asked?.signal,
        textOfChat,
      ),
    dispose: async () => {},
  };
}

function parametersOf({ signal: _, ...asked }: TextOptions = {}): Record<string, unknown> {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => {
      if (Object.hasOwn(parameterNames, name)) return [parameterNames[name as keyof typeof parameterNames], value];
      const known = [...Object.keys(parameterNames), "signal"].join(", ");
      throw new RangeError(
        `remoteModel: there is no option "${name}". There are ${known}; what only one server knows goes to its parameters.`,
      );
    }),
  );
}

interface Chunk {
  choices?: { text?: string; delta?: { content?: string | null }; finish_reason?: string | null }[];
  error?: { message?: string; code?: string | null };
}

type Choice = NonNullable<Chunk["choices"]>[number];
const textOfCompletion = ({ text }: Choice) => text ?? "";
const textOfChat = ({ delta }: Choice) => delta?.content ?? "";

async function* ask(
  url: URL,
  body: object,
  { apiKey, headers, parameters, fetch: send = fetch }: RemoteOptions,
  signal: AbortSignal | undefined,
  textOf: (choice: Choice) => string,
): AsyncGenerator<WrittenText> {
  const answer = await reach(url, signal, () =>
    send(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        ...headers,
      },
      body: JSON.stringify({ ...parameters, ...body, stream: true }),
      signal,
    }),
  );
  if (!answer.ok || !answer.body) throw await refusal(url, answer);
  const events = answer.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream({ maxBufferSize: longestEvent }))
    .getReader();
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reach(url, signal, () => events.read());
      if (done || value.data === "[DONE]") break;
      const [choice] = readChunk(url, value).choices ?? [];
      if (!choice) continue; // numbers of tokens
      const finish = choice.finish_reason === "length" ? "length" : choice.finish_reason ? "stop" : undefined;
      finished ||= finish !== undefined;
      yield { text: textOf(choice), ...(finish && { finish }) };
    }
  } finally {
    await events.cancel().catch(() => {}); // tells the server that nobody listens any more
  }
  if (!finished) throw new ServerError(`${url}: the answer broke off before its end. Ask again.`);
}

/** Of whoever stops waiting, the reason; of a connection that fails, where it was meant to lead. */
async function reach<T>(url: URL, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    const why = ((cause as Error).cause as Error | undefined)?.message ?? (cause as Error).message;
    throw new ServerError(`${url}: cannot be reached (${why}). Is the server running?`, { cause });
  }
}

function readChunk(url: URL, { data }: EventSourceMessage): Chunk {
  let chunk: Chunk;
  try {
    chunk = JSON.parse(data) as Chunk;
  } catch (cause) {
    throw new ServerError(`${url}: an event is no JSON (${data.slice(0, 60)}). Is this OpenAI's API?`, { cause });
  }
  if (chunk.error)
    throw new ServerError(`${url}: ${chunk.error.message ?? "an error"}`, { code: chunk.error.code ?? undefined });
  return chunk;
}

/** An error in the API's own form, or whatever a proxy in between has to say. */
async function refusal(url: URL, answer: Response): Promise<ServerError> {
  const text = await answer.text().catch(() => "");
  const { status } = answer;
  let told: Chunk["error"];
  try {
    told = (JSON.parse(text) as Chunk).error;
  } catch {
    told = {
      message: text
        .replace(/<[^>]*>/g, " ")
        .trim()
        .slice(0, 200),
    };
  }
  const retryAfter = Number(answer.headers.get("retry-after") ?? Number.NaN);
  return new ServerError(`${url}: ${status} ${told?.message || answer.statusText}`, {
    status,
    code: told?.code ?? undefined,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
  });
}
