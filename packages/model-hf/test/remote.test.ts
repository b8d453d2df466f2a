import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import { loadModel, type Model } from "@llm-anatomy/model-hf";
import { remoteModel, type ServerError, type TextGenerator, type TextOptions } from "@llm-anatomy/model-hf/remote";
import { createOpenAiApi } from "@llm-anatomy/model-hf/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** An app: all it knows of a model is the interface. */
async function written(model: TextGenerator, options: TextOptions = {}): Promise<string[]> {
  const made: string[] = [];
  for await (const { text, finish } of model.generate("Once upon a time", options)) {
    made.push(text);
    if (finish) made.push(`(${finish})`);
  }
  return made;
}

describe("remoteModel({ baseURL, model })", () => {
  let local: Model;
  let server: ServerType;
  let baseURL: string;
  beforeAll(async () => {
    local = await loadModel("tiny");
    const api = createOpenAiApi(local, { name: "m", apiKey: "secret" });
    await new Promise<void>((resolve) => {
      server = serve({ fetch: api.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
        baseURL = `http://127.0.0.1:${port}/v1`;
        resolve();
      });
    });
  });
  afterAll(async () => {
    server.close();
    await local.dispose();
  });
  const remote = (options = {}) => remoteModel({ baseURL, model: "m", apiKey: "secret", ...options });

  it.each<TextOptions>([
    { maxNewTokens: 10, temperature: 0 },
    { maxNewTokens: 10, temperature: 0.8, topP: 0.9, seed: 3 },
    { maxNewTokens: 40, temperature: 0, stop: [" she", "."] },
    { maxNewTokens: 10, temperature: 0, presencePenalty: 1.5, frequencyPenalty: 0.5 },
  ])("writes what the model writes that is loaded here: %j", async (options) => {
    const here = await written(local, options);
    const there = await written(remote(), options);
    expect(there.join("").replace("(stop)", "")).toBe(here.join("").replace(/\(stop-\w+\)/, ""));
    expect(here.length).toBeGreaterThan(5);
  });

  it("chats as the model that is loaded here does", async () => {
    const answers = await Promise.all(
      [local, remote()].map(async (model) => {
        let answer = "";
        const messages = [{ role: "user", content: "Tell me of a dog." }];
        for await (const { text } of model.chat(messages, { maxNewTokens: 8, temperature: 0 })) answer += text;
        return answer;
      }),
    );
    expect(answers[1]).toBe(answers[0]);
  });

  it("stops the server's work when the loop ends early, or the signal says so", async () => {
    const endless = { maxNewTokens: 100_000, temperature: 1 };
    let count = 0;
    for await (const _ of remote().generate("Once", endless)) if (++count === 3) break;
    const going = new AbortController();
    const pieces = async () => {
      for await (const _ of remote().generate("Once", { ...endless, signal: going.signal }))
        going.abort(new Error("enough"));
    };
    await expect(pieces()).rejects.toThrow("enough");
    const health = async () => (await fetch(baseURL.replace("/v1", "/health"))).json();
    await expect.poll(health).toMatchObject({ computing: false, waiting: 0 });
  });

  it("tells what the server refuses, in the server's words", async () => {
    const refused = written(remote({ model: "n" }));
    await expect(refused).rejects.toMatchObject({
      name: "ServerError",
      status: 404,
      code: "model_not_found",
      message: `${baseURL}/completions: 404 There is no model "n". There is "m".`,
    });
    await expect(written(remote({ apiKey: "guess" }))).rejects.toMatchObject({ status: 401, code: "invalid_api_key" });
    await expect(written(remote({ parameters: { heat: 1 } }))).rejects.toThrow("400 There is no parameter heat.");
    expect(() => remote().generate("Once", { topK: 5 } as TextOptions)).toThrow(
      'remoteModel: there is no option "topK". There are maxNewTokens, temperature,',
    );
  });
});

describe("a server that is not what it should be", () => {
  const answers: Record<string, { status?: number; type: string; body: string; headers?: Record<string, string> }> = {
    html: { status: 502, type: "text/html", body: "<h1>Bad Gateway</h1>", headers: { "retry-after": "7" } },
    cut: { type: "text/event-stream", body: 'data: {"choices":[{"text":"half","finish_reason":null}]}\n\n' },
    broken: { type: "text/event-stream", body: "data: half a docum\n\n" },
    fails: { type: "text/event-stream", body: 'data: {"error":{"message":"out of memory","code":"oom"}}\n\n' },
    slow: {
      type: "text/event-stream",
      body: ': wait\n\ndata: {"choices":[{"text":"é","finish_reason":null}]}\r\n\r\ndata: {"choices":[{"text":"","finish_reason":"length"}]}\n\ndata: {"choices":[],"usage":{}}\n\ndata: [DONE]\n\n',
    },
  };
  let server: Server;
  let origin: string;
  beforeAll(async () => {
    server = createServer(async ({ url }, response) => {
      const { status = 200, type, body, headers } = answers[url!.split("/")[1]];
      response.writeHead(status, { "content-type": type, ...headers });
      for (const byte of Buffer.from(body)) {
        response.write(Buffer.of(byte)); // characters and lines arrive in halves
        await new Promise(setImmediate);
      }
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  const ask = (kind: string) =>
    written(remoteModel({ baseURL: `${origin}/${kind}/`, model: "m" })).catch((error: ServerError) => error);

  it("is told from one that answers piece by piece", async () => {
    expect(await ask("slow")).toEqual(["é", "", "(length)"]);
    expect(await ask("html")).toMatchObject({
      status: 502,
      retryAfter: 7,
      message: `${origin}/html/completions: 502 Bad Gateway`,
    });
    expect(await ask("cut")).toMatchObject({
      message: `${origin}/cut/completions: the answer broke off before its end. Ask again.`,
    });
    expect(await ask("broken")).toMatchObject({
      message: expect.stringContaining("an event is no JSON (half a docum)"),
    });
    expect(await ask("fails")).toMatchObject({ code: "oom", message: `${origin}/fails/completions: out of memory` });
    const nobody = remoteModel({ baseURL: "http://127.0.0.1:1/v1", model: "m" });
    await expect(written(nobody)).rejects.toThrow("http://127.0.0.1:1/v1/completions: cannot be reached (");
  });
});
