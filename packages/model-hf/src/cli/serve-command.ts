/** llm-anatomy serve: a model behind the HTTP interface that OpenAI's clients speak. @module */
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { type Command, numberOption } from "./command.ts";
import { loadWithProgress } from "./load-with-progress.ts";
import { deviceHelp, deviceOptions, onlyModel, readDeviceOptions, sourceHelp, sourceOptions } from "./model-options.ts";

const help = `usage: llm-anatomy serve <model> [options]

Serves a model to any client of OpenAI's API: POST /v1/chat/completions, /v1/completions and /v1/embeddings, GET /v1/models
and /health. Ctrl-C ends it.

  --host <name>              default 127.0.0.1, this machine only; 0.0.0.0 for all networks
  --port <n>                 default 8080; 0 for any free one
  --name <name>              what clients call the model (default: its id, or its folder's name)
  --cors <origin>            a page of this origin may ask, * for any; may be given several times
  --api-key <key>            clients have to send it (default: LLM_ANATOMY_API_KEY, or none)
  --queue <n>                requests that may wait while one is answered; more get 503 (default 16)
${deviceHelp}
${sourceHelp}`;

const options = {
  ...deviceOptions,
  host: { type: "string", default: "127.0.0.1" },
  port: { type: "string", default: "8080" },
  name: { type: "string" },
  cors: { type: "string", multiple: true },
  "api-key": { type: "string" },
  queue: { type: "string" },
  ...sourceOptions,
} as const;

const ownNames = ["127.0.0.1", "localhost", "[::1]"];

export const serveCommand: Command = {
  name: "serve",
  summary: "serve a model to clients of OpenAI's API",
  help,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const { host, cors, file, revision } = values;
    const port = numberOption("port", values.port)!;
    const model = await loadWithProgress(onlyModel(positionals), { ...readDeviceOptions(values), file, revision });
    const name = values.name ?? shortName(model.name);
    const { createOpenAiApi } = await import("../serve/index.ts");
    const local = ownNames.includes(host) || host === "::1";
    const api = createOpenAiApi(model, {
      name,
      cors: cors?.includes("*") ? "*" : cors,
      apiKey: values["api-key"] ?? process.env.LLM_ANATOMY_API_KEY,
      queue: numberOption("queue", values.queue),
      hosts: local ? ownNames : undefined,
    });
    const { serve } = await import("@hono/node-server");
    await new Promise<void>((resolve, reject) => {
      const server = serve({ fetch: api.fetch, hostname: host, port }, (address) => {
        const { engine } = model;
        console.log(
          `${name} on http://${host.includes(":") ? `[${host}]` : host}:${address.port}/v1 · ${engine.name} engine on ${engine.device}`,
        );
      });
      server.once("error", reject);
      process.once("SIGINT", () => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections(); // ends answers, too
      });
    }).finally(() => model.dispose());
  },
};

/** A Hub's id as it is; of a path its last part. */
function shortName(name: string): string {
  return /^[\w.-]+\/[\w.-]+$/.test(name) ? name : basename(name).replace(/\.(zip|gguf)$/, "");
}
