/**
 * The HTTP interface that OpenAI's clients speak, for one model that is loaded here.
 *
 * It is a function from Request to Response: Node, Deno, Bun and workers serve such functions.
 * @module
 * @see OpenAI API reference, https://platform.openai.com/docs/api-reference
 */
import { type Context, Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
import type { Model } from "../model/model.ts";
import { answer } from "./answer.ts";
import { ApiError, asApiError } from "./api-error.ts";
import { chatForm, readChatRequest } from "./chat-completions.ts";
import { completionForm, readCompletionRequest } from "./completions.ts";
import { embeddingsAnswer, readEmbeddingsRequest } from "./embeddings.ts";
import { RequestReader } from "./request-reader.ts";
import { Turns } from "./turns.ts";

export interface ApiOptions {
  /** What clients call the model. Default: its own name. */
  name?: string;
  /** How many requests may wait while one is answered; more get 503. Default 16. */
  queue?: number;
  /** Origins of pages that may ask, or "*" for all. Default: none. */
  cors?: string | string[];
  /** What clients have to send as `Authorization: Bearer …`. Default: nothing. */
  apiKey?: string;
  /**
   * Names by which this server may be called, without port. Default: any. A server for this machine only should take no
   * other: a page whose name was made to lead here could otherwise ask as if it came from here.
   */
  hosts?: readonly string[];
}

/** Answers requests. */
export interface Api {
  fetch(request: Request): Response | Promise<Response>;
}

// A prompt of 100,000 tokens has about half a megabyte.
const largestBody = 16 * 2 ** 20;

/**
 * Serves a model: POST /v1/chat/completions, /v1/completions and /v1/embeddings, GET /v1/models and /health.
 *
 * @throws RangeError for a queue that is no whole number of at least 0
 * @example
 * const api = createOpenAiApi(await loadModel("tiny"));
 * const answer = await api.fetch(new Request("http://localhost/v1/models"));
 */
export function createOpenAiApi(model: Model, options: ApiOptions = {}): Api {
  const { name = model.name, queue = 16, apiKey, hosts } = options;
  if (!(Number.isInteger(queue) && queue >= 0))
    throw new RangeError(`createOpenAiApi: queue is ${queue} but has to be a whole number of at least 0.`);
  const turns = new Turns(queue);
  const created = Math.floor(Date.now() / 1000);
  const described = { id: name, object: "model", created, owned_by: "llm-anatomy" };
  const app = new Hono();

  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse(); // of the key's check
    const { status, body } = asApiError(error);
    if (status === 503) context.header("Retry-After", "1");
    return context.json(body, status);
  });
  app.notFound(({ json, req }) => json(new ApiError(404, `There is no ${req.method} ${req.path}.`).body, 404));
  if (hosts) {
    app.use(async ({ req }, next) => {
      const { hostname } = new URL(`http://${req.header("host") ?? ""}/`);
      if (!hosts.includes(hostname))
        throw new ApiError(403, `This server is called ${hosts.join(" or ")}, not "${hostname}".`);
      await next();
    });
  }
  if (options.cors !== undefined) app.use(cors({ origin: options.cors }));
  app.get("/health", ({ json }) => json({ status: "ok", model: name, computing: turns.taken, waiting: turns.waiting }));
  if (apiKey !== undefined) {
    const refuse = () => new ApiError(401, "The API key is missing or wrong.", { code: "invalid_api_key" }).body;
    const options = { token: apiKey, noAuthenticationHeader: { message: refuse }, invalidToken: { message: refuse } };
    app.use("/v1/*", bearerAuth({ ...options, invalidAuthenticationHeader: { message: refuse } }));
  }
  app.get("/v1/models", ({ json }) => json({ object: "list", data: [described] }));
  app.get("/v1/models/:name{.+}", ({ req, json }) => {
    checkName(req.param("name"), name);
    return json(described);
  });
  app.use("/v1/*", bodyLimit({ maxSize: largestBody, onError: refuseBody }));

  app.post("/v1/chat/completions", async (context) => {
    const request = await readChatRequest(model, await read(context, name));
    return answer(context, model, turns, request, chatForm(name, request));
  });
  app.post("/v1/completions", async (context) => {
    const request = readCompletionRequest(model, await read(context, name));
    return answer(context, model, turns, request, completionForm(name, request));
  });
  app.post("/v1/embeddings", async (context) => {
    const request = readEmbeddingsRequest(model, await read(context, name));
    const { signal } = context.req.raw;
    const endTurn = await turns.take(signal);
    try {
      return context.json(await embeddingsAnswer(model, name, request, signal));
    } finally {
      endTurn();
    }
  });
  return { fetch: (request) => app.fetch(request) };
}

/** The body, and whether it is for this model. Only JSON that says so is read: a page of another origin has to ask first. */
async function read({ req }: Context, name: string): Promise<RequestReader> {
  if (!/^application\/json\b/i.test(req.header("content-type") ?? ""))
    throw new ApiError(415, "The content type has to be application/json.");
  const body = await req.json().catch(() => {
    throw new ApiError(400, "The body is no JSON.");
  });
  const reader = new RequestReader(body);
  const model = reader.take("model");
  if (typeof model !== "string") throw reader.wrong("model", "a text");
  checkName(model, name);
  return reader;
}

function checkName(asked: string, name: string): void {
  if (asked === name) return;
  throw new ApiError(404, `There is no model ${JSON.stringify(asked)}. There is ${JSON.stringify(name)}.`, {
    param: "model",
    code: "model_not_found",
  });
}

function refuseBody({ json }: Context): Response {
  return json(new ApiError(413, `The body is larger than ${largestBody} bytes.`).body, 413);
}
