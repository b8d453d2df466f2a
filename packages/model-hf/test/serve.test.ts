import { type ServerType, serve } from "@hono/node-server";
import { loadModel, type Model } from "@llm-anatomy/model-hf";
import { createOpenAiApi } from "@llm-anatomy/model-hf/serve";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asApiError } from "../src/serve/api-error.ts";
import { Turns } from "../src/serve/turns.ts";
import { loadFixture } from "./tasks/load-fixture.ts";

interface Served {
  client: OpenAI;
  origin: string;
  server: ServerType;
  model: Model;
}

async function start(model: Model, options: Parameters<typeof createOpenAiApi>[1] = {}): Promise<Served> {
  const api = createOpenAiApi(model, { name: "m", ...options });
  return new Promise((resolve) => {
    const server = serve({ fetch: api.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
      const origin = `http://127.0.0.1:${port}`;
      const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: options.apiKey ?? "none", maxRetries: 0 });
      resolve({ client, origin, server, model });
    });
  });
}

async function stop({ server, model }: Served): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
  await model.dispose();
}

/** What a model says by itself: the reference of everything that is served. */
async function told(model: Model, prompt: string, options: object): Promise<string> {
  let text = "";
  for await (const token of model.generate(prompt, options)) text += token.text;
  return text;
}

describe("POST /v1/completions, asked by OpenAI's client", () => {
  let served: Served;
  beforeAll(async () => {
    served = await start(await loadModel("tiny"), { queue: 2 });
  });
  afterAll(() => stop(served));
  const ask = { model: "m", prompt: "Once upon a time", max_tokens: 12, temperature: 0 } as const;
  /** 128 answers as long as the model's positions allow: whoever waits for them fails, on the fastest machine too. */
  const endless = { ...ask, prompt: Array(8).fill(ask.prompt) as string[], n: 16, max_tokens: 100_000 };

  it("gives the model's own text, with numbers of tokens", async () => {
    const expected = await told(served.model, ask.prompt, { maxNewTokens: 12, temperature: 0 });
    const { choices, usage, object } = await served.client.completions.create(ask);
    expect(object).toBe("text_completion");
    expect(choices).toEqual([{ index: 0, text: expected, logprobs: null, finish_reason: "length" }]);
    const prompt_tokens = served.model.tokenizer.encode(ask.prompt).ids.length;
    expect(usage).toEqual({ prompt_tokens, completion_tokens: 12, total_tokens: prompt_tokens + 12 });
  });

  it("streams the same text in pieces, and the numbers of tokens last", async () => {
    const whole = await served.client.completions.create(ask);
    const stream = await served.client.completions.create({
      ...ask,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks: OpenAI.Completion[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.map(({ choices }) => choices[0]?.text ?? "").join("")).toBe(whole.choices[0].text);
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
    expect(chunks.at(-2)!.choices[0].finish_reason).toBe("length");
  });

  it("draws by temperature, top_p and seed, several answers to several prompts", async () => {
    const drawn = { ...ask, prompt: ["Once", "The dog"], temperature: 0.9, top_p: 0.95, seed: 7, n: 2 };
    const { choices } = await served.client.completions.create(drawn);
    const again = await served.client.completions.create(drawn);
    expect(choices.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(again.choices).toEqual(choices);
    expect(choices[0].text).not.toBe(choices[1].text);
    const options = { maxNewTokens: 12, temperature: 0.9, topP: 0.95 };
    expect(choices[0].text).toBe(await told(served.model, "Once", { ...options, seed: 7 }));
    expect(choices[3].text).toBe(await told(served.model, "The dog", { ...options, seed: 10 }));
  });

  it("ends before a stop text, and leaves tokens out that logit_bias forbids", async () => {
    const { choices } = await served.client.completions.create({ ...ask, max_tokens: 60 });
    const [sentence] = choices[0].text.split(".");
    const stopped = await served.client.completions.create({ ...ask, max_tokens: 60, stop: "." });
    expect(stopped.choices[0]).toMatchObject({ text: sentence, finish_reason: "stop" });
    const ids = served.model.tokenizer.encode(choices[0].text, { addSpecialTokens: false }).ids;
    const other = await served.client.completions.create({ ...ask, logit_bias: { [ids[0]]: -100 } });
    expect(other.choices[0].text).not.toBe((await served.client.completions.create(ask)).choices[0].text);
  });

  it("tells how likely each token was, and what else was likely", async () => {
    const { choices } = await served.client.completions.create({ ...ask, max_tokens: 4, logprobs: 3 });
    const { tokens, token_logprobs: logprobs, top_logprobs: top, text_offset: offsets } = choices[0].logprobs!;
    expect(tokens!.join("")).toBe(choices[0].text);
    const expected: number[] = [];
    for await (const { logprob } of served.model.generate(ask.prompt, { temperature: 0, maxNewTokens: 4 }))
      expected.push(logprob);
    expect(logprobs).toEqual(expected);
    expect(Object.keys(top![0])).toHaveLength(3);
    expect(top![0][tokens![0]]).toBeCloseTo(expected[0], 9);
    expect(offsets).toEqual(tokens!.map((_, i) => tokens!.slice(0, i).join("").length));
  });

  it("reads token ids as they are", async () => {
    const { ids } = served.model.tokenizer.encode(ask.prompt);
    const [a, b] = [
      await served.client.completions.create({ ...ask, prompt: ids }),
      await served.client.completions.create(ask),
    ];
    expect(a.choices).toEqual(b.choices);
  });

  it("computes no further for a client that goes away, whose turn goes to the next", async () => {
    const going = new AbortController();
    const stream = await served.client.completions.create({ ...endless, stream: true }, { signal: going.signal });
    let count = 0;
    for await (const _ of stream) if (++count === 3) going.abort();
    const whole = served.client.completions.create(endless, { signal: AbortSignal.timeout(100) });
    await expect(whole).rejects.toThrow();
    const { choices } = await served.client.completions.create(ask); // would wait for both
    expect(choices[0].finish_reason).toBe("length");
    await expect
      .poll(() => fetch(`${served.origin}/health`).then((answer) => answer.json()))
      .toEqual({
        status: "ok",
        model: "m",
        computing: false,
        waiting: 0,
      });
  });

  it("lets two wait, in their order, and sends the third away with 503", async () => {
    const ended: number[] = [];
    const going = new AbortController();
    const first = await served.client.completions.create({ ...endless, stream: true }, { signal: going.signal });
    await first[Symbol.asyncIterator]().next();
    const health = () => fetch(`${served.origin}/health`).then((answer) => answer.json());
    const waiting: Promise<unknown>[] = [];
    for (const number of [1, 2]) {
      waiting.push(served.client.completions.create(ask).then(() => ended.push(number)));
      await expect.poll(health).toMatchObject({ computing: true, waiting: number });
    }
    const third = served.client.completions.create(ask);
    await expect(third).rejects.toMatchObject({
      status: 503,
      code: "server_overloaded",
      message: "503 2 requests are waiting already. Try again later.",
    });
    going.abort();
    await Promise.all(waiting);
    expect(ended).toEqual([1, 2]);
  });

  it.each([
    [{ model: "gpt" }, 404, 'There is no model "gpt". There is "m".', "model"],
    [{ temperature: -1 }, 400, "temperature is -1 but has to be a number between 0 and 100.", "temperature"],
    [{ max_tokens: 1.5 }, 400, "max_tokens is 1.5 but has to be a whole number.", "max_tokens"],
    [{ prompt: [] }, 400, "prompt is [] but has to be a text, a list of texts, or token ids.", "prompt"],
    [{ prompt: [999_999] }, 400, "", null],
    [{ echo: true }, 400, "echo is true, but an answer is only what comes after the prompt.", "echo"],
    [{ heat: 2 }, 400, "There is no parameter heat. There are best_of, echo, frequency_penalty,", "heat"],
    [{ stream_options: {} }, 400, "stream_options is for stream: true.", "stream_options"],
    [{ logit_bias: { a: 1 } }, 400, 'logit_bias is {"a":1} but has to be an object of token ids', "logit_bias"],
    [{ stream: true, temperature: 1, top_p: 0 }, 400, "", null],
  ])("refuses %j", async (wrong, status, message, param) => {
    const error = await served.client.completions.create({ ...ask, ...wrong } as never).then(
      () => undefined,
      (reason: InstanceType<typeof OpenAI.APIError>) => reason,
    );
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error!.message).toContain(`${status} ${message}`.trim());
    expect(error).toMatchObject({ status, param, type: "invalid_request_error" });
  });

  it("reads JSON only, and knows no other addresses", async () => {
    const post = (body: string, type: string) =>
      fetch(`${served.origin}/v1/completions`, { method: "POST", body, headers: { "content-type": type } });
    expect((await post(JSON.stringify(ask), "text/plain")).status).toBe(415);
    const broken = await post("{", "application/json");
    expect([broken.status, await broken.json()]).toEqual([
      400,
      { error: { message: "The body is no JSON.", type: "invalid_request_error", param: null, code: null } },
    ]);
    expect((await post(`"${"a".repeat(17 * 2 ** 20)}"`, "application/json")).status).toBe(413);
    expect(await (await fetch(`${served.origin}/v2`)).json()).toMatchObject({
      error: { message: "There is no GET /v2." },
    });
  });

  it("lists its model", async () => {
    const { data } = await served.client.models.list();
    expect(data).toEqual([{ id: "m", object: "model", created: expect.any(Number), owned_by: "llm-anatomy" }]);
    expect(await served.client.models.retrieve("m")).toEqual(data[0]);
    await expect(served.client.models.retrieve("n")).rejects.toMatchObject({ status: 404 });
  });
});

describe("POST /v1/chat/completions", () => {
  let served: Served;
  beforeAll(async () => {
    served = await start(await loadFixture("chat"));
  });
  afterAll(() => stop(served));
  const messages = [{ role: "user", content: "hello" }] as const;
  const ask = { model: "m", messages: [...messages], max_completion_tokens: 8, temperature: 0 };

  it("answers as model.chat does, whole and streamed", async () => {
    let expected = "";
    for await (const { text } of served.model.chat(messages, { temperature: 0, maxNewTokens: 8 })) expected += text;
    const { choices, usage, object } = await served.client.chat.completions.create(ask);
    expect(object).toBe("chat.completion");
    expect(choices[0].message).toEqual({ role: "assistant", content: expected, refusal: null });
    expect(usage!.completion_tokens).toBeLessThanOrEqual(8);
    const stream = served.client.chat.completions.stream(ask);
    const streamed: string[] = [];
    stream.on("content", (delta) => streamed.push(delta));
    expect((await stream.finalChatCompletion()).choices[0].message.content).toBe(expected);
    expect(streamed.join("")).toBe(expected);
    const parts = [{ role: "user" as const, content: [{ type: "text" as const, text: "hello" }] }];
    expect((await served.client.chat.completions.create({ ...ask, messages: parts })).choices[0].message.content).toBe(
      expected,
    );
  });

  it("tells likelihoods by token", async () => {
    const { choices } = await served.client.chat.completions.create({ ...ask, logprobs: true, top_logprobs: 2 });
    const content = choices[0].logprobs!.content!;
    expect(content.length).toBeGreaterThan(0);
    for (const { token, logprob, bytes, top_logprobs: top } of content) {
      expect(top).toHaveLength(2);
      expect(logprob).toBeCloseTo(top[0].logprob, 9); // greedy
      expect(bytes).toEqual(token === "\ufffd" ? null : [...new TextEncoder().encode(token)]); // a part of a character
    }
  });

  it.each([
    [{ tools: [{ type: "function", function: { name: "f" } }] }, "calls of tools are not read out of them"],
    [
      { response_format: { type: "json_object" } },
      'response_format is {"type":"json_object"}, but only texts are made here.',
    ],
    [{ messages: [] }, "messages is [] but has to be a list of messages."],
    [{ messages: [{ role: "user", content: [{ type: "image_url" }] }] }, "list of text parts, not of image_url."],
    [{ top_logprobs: 2 }, "top_logprobs is for logprobs: true."],
  ])("refuses %j", async (wrong, message) => {
    const refused = served.client.chat.completions.create({ ...ask, ...wrong } as never);
    await expect(refused).rejects.toMatchObject({ status: 400, message: expect.stringContaining(message) });
  });
});

describe("POST /v1/embeddings", () => {
  it("gives the vectors of model.embed, as numbers and as bytes", async () => {
    const served = await start(await loadFixture("embedding"));
    const input = ["a cat", "two dogs"];
    const { data, shape } = await served.model.embed(input);
    for (const encoding_format of ["float", "base64", undefined] as const) {
      const answer = await served.client.embeddings.create({ model: "m", input, encoding_format });
      expect(answer.usage.total_tokens).toBeGreaterThan(3);
      answer.data.forEach(({ embedding, index }) => {
        const expected = data.subarray(index * shape[1], (index + 1) * shape[1]);
        const got =
          encoding_format === "base64"
            ? new Float32Array(Uint8Array.from(atob(embedding as never), (c) => c.charCodeAt(0)).buffer)
            : Float32Array.from(embedding);
        expect(got).toEqual(expected);
      });
    }
    const refused = served.client.embeddings.create({ model: "m", input, dimensions: 3 });
    await expect(refused).rejects.toMatchObject({ status: 400, param: "dimensions" });
    const chat = served.client.chat.completions.create({ model: "m", messages: [{ role: "user", content: "hello" }] });
    await expect(chat).rejects.toMatchObject({ status: 400, message: expect.stringContaining("has no chat template") });
    await stop(served);
  });
});

describe("who may ask", () => {
  it("clients with the key; pages of the origins that were named; calls to the server's own names", async () => {
    const page = "https://page.example";
    const served = await start(await loadModel("tiny"), { apiKey: "secret", cors: page, hosts: ["127.0.0.1"] });
    const { origin, client } = served;
    expect((await client.models.list()).data).toHaveLength(1);
    const stranger = new OpenAI({ baseURL: `${origin}/v1`, apiKey: "guess", maxRetries: 0 });
    await expect(stranger.models.list()).rejects.toMatchObject({ status: 401, code: "invalid_api_key" });
    expect((await fetch(`${origin}/v1/models`)).status).toBe(401);
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    const asked = { method: "OPTIONS", headers: { origin: page, "access-control-request-method": "POST" } };
    const allowed = await fetch(`${origin}/v1/completions`, asked);
    expect(allowed.headers.get("access-control-allow-origin")).toBe(page);
    const other = { ...asked, headers: { ...asked.headers, origin: "https://other.example" } };
    expect((await fetch(`${origin}/v1/completions`, other)).headers.get("access-control-allow-origin")).toBeNull();
    const api = createOpenAiApi(served.model, { hosts: ["127.0.0.1"] });
    const rebound = await api.fetch(
      new Request("http://evil.example/health", { headers: { host: "evil.example:80" } }),
    );
    expect([rebound.status, await rebound.json()]).toMatchObject([
      403,
      { error: { message: 'This server is called 127.0.0.1, not "evil.example".' } },
    ]);
    await stop(served);
  });
});

describe("Turns", () => {
  it("take(signal) that is aborted while it waits leaves its place to the next", async () => {
    const turns = new Turns(2);
    const never = new AbortController().signal;
    const end = await turns.take(never);
    const going = new AbortController();
    const left = turns.take(going.signal);
    const stays = turns.take(never);
    expect(turns.waiting).toBe(2);
    await expect(turns.take(never)).rejects.toMatchObject({ status: 503 });
    going.abort(new Error("gone"));
    await expect(left).rejects.toThrow("gone");
    expect(turns.waiting).toBe(1);
    end();
    end(); // once is enough
    (await stays)();
    expect([turns.taken, turns.waiting]).toEqual([false, 0]);
  });

  it("asApiError(error) takes what nobody expected for the server's own", () => {
    expect(asApiError(new Error("broken"))).toMatchObject({ status: 500, body: { error: { type: "server_error" } } });
  });
});
