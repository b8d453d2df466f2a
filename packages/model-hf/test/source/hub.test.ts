import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import {
  CheckpointError,
  clearCache,
  convertModel,
  estimate,
  type HubOptions,
  hubSource,
  type LoadProgress,
  listCache,
  loadModel,
} from "@llm-anatomy/model-hf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixtures, llamaFiles, safetensors, tensorsOf } from "../memory-source.ts";
import { commit, type StandInHub, startHub, type Trouble, token } from "./stand-in-hub.ts";

const files = llamaFiles();
const weights = files["model.safetensors"] as Uint8Array;
const weightsHash = createHash("sha256").update(weights).digest("hex");
const large = ["model.safetensors"];

let hub: StandInHub;
let cache: string;
let saved: NodeJS.ProcessEnv;

beforeEach(async () => {
  saved = { ...process.env };
  for (const name of Object.keys(process.env)) if (/^(HF|HUGGING|TRANSFORMERS)/.test(name)) delete process.env[name];
  cache = mkdtempSync(join(tmpdir(), "hub-"));
  process.env.HF_HOME = cache; // nobody's own token or cache
  hub = await startHub({
    "org/llama": { files, large, branches: ["v1.0"] },
    "org/gated": { files, large, access: "gated" },
    "org/private": { files, large, access: "private" },
  });
});

afterEach(() => {
  hub.close();
  rmSync(cache, { recursive: true, force: true });
  process.env = saved;
});

const settings = (): HubOptions => ({ endpoint: hub.endpoint, cache, firstDelay: 1 });
const source = (id = "org/llama", options: HubOptions = {}) => hubSource(id, { ...settings(), ...options });

/** Downloads one file through a fresh source, as loading does, and gives its bytes. */
async function fetchFile(path: string, options: HubOptions & { id?: string } = {}, signal?: AbortSignal) {
  const file = await source(options.id, options).open(path, signal);
  await file?.download?.({ signal });
  return file?.read(0, file.size, signal) ?? null;
}

async function errorOf(work: Promise<unknown>): Promise<CheckpointError> {
  const error = await work.then(
    () => new Error("it worked"),
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(CheckpointError);
  return error;
}

const blob = (name: string) => join(cache, "models--org--llama/blobs", name);
const unfinished = () =>
  existsSync(dirname(blob("x"))) ? readdirSync(dirname(blob("x"))).filter((name) => name.endsWith(".incomplete")) : [];

describe("loadModel of a Hub id", () => {
  it("gives the same numbers as from the folder, and the second time asks for the commit only", async () => {
    const load = async () => {
      const model = await loadModel("org/llama", { endpoint: hub.endpoint, cache });
      const { logits } = await model.forward([1, 2, 3]);
      await model.dispose();
      return [...logits!.data];
    };
    const first = await load();
    expect(first).toHaveLength(3 * 199);
    hub.seen.length = 0;
    expect(await load()).toEqual(first);
    expect(hub.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "HEAD /org/llama/resolve/main/model.safetensors",
    ]);
  });

  it("reads everything at the commit of the first file, although the branch moves on", async () => {
    const model = hub.models.get("org/llama")!;
    const opened = source();
    await opened.open("config.json");
    hub.models.set("org/llama", {
      ...model,
      commit: "b".repeat(40),
      branches: [commit],
      files: { ...files, "config.json": "{}" },
    });
    await opened.open("model.safetensors");
    expect(hub.seen.at(-1)?.url).toBe(`/org/llama/resolve/${commit}/model.safetensors`);
  });

  it("reads only headers of a file that nobody downloads", async () => {
    const file = await source().open("model.safetensors");
    expect(file?.size).toBe(weights.length);
    expect(await file!.read(0, 8)).toEqual(weights.slice(0, 8));
    expect(hub.seen.map(({ host, range }) => [host, range])).toEqual([
      ["hub", undefined],
      ["hub", "bytes=0-7"],
      ["cdn", "bytes=0-7"],
    ]);
    expect(existsSync(blob(weightsHash))).toBe(false);
  });

  it("takes a tag or a commit as revision", async () => {
    expect(await fetchFile("config.json", { revision: "v1.0" })).not.toBeNull();
    expect(readFileSync(join(cache, "models--org--llama/refs/v1.0"), "utf8")).toBe(commit);
    hub.seen.length = 0;
    expect(await fetchFile("config.json", { revision: commit })).not.toBeNull();
    expect(hub.seen).toEqual([]); // a commit never changes, and the file is there
  });

  it("tells bytes, speed and time left of downloads and of weights", async () => {
    const told: LoadProgress[] = [];
    const model = await loadModel("org/llama", {
      endpoint: hub.endpoint,
      cache,
      onProgress: (event) => told.push(event),
    });
    await model.dispose();
    for (const phase of ["download", "weights"]) {
      const last = told.findLast((event) => event.phase === phase)!;
      expect(last).toMatchObject({ file: "model.safetensors", loaded: last.total, secondsLeft: 0 });
    }
    expect(told.findLast(({ phase }) => phase === "download")!.total).toBe(weights.length);
  });

  it("lists the files of a repository through the API", async () => {
    expect(await source().list!()).toEqual(["config.json", "model.safetensors"]);
  });

  it("takes commit, size and SHA-256 from the API where a proxy has removed the headers", async () => {
    hub.trouble = ({ method }, response) => {
      if (method === "HEAD") response.writeHead(200, { "Content-Length": 5 }).end();
      return method === "HEAD";
    };
    expect(await fetchFile("model.safetensors")).toEqual(weights);
    expect(existsSync(blob(weightsHash))).toBe(true);
  });
});

describe("the cache on disk", () => {
  it("has the layout of Python's huggingface_hub", async () => {
    await fetchFile("model.safetensors");
    const root = join(cache, "models--org--llama");
    expect(readFileSync(join(root, "refs/main"), "utf8")).toBe(commit);
    expect(readlinkSync(join(root, "snapshots", commit, "model.safetensors"))).toBe(`../../blobs/${weightsHash}`);
    expect(new Uint8Array(readFileSync(blob(weightsHash)))).toEqual(weights);
    await fetchFile("config.json");
    const content = Buffer.from(files["config.json"] as string);
    const git = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
    expect(readFileSync(blob(git), "utf8")).toBe(files["config.json"]);
  });

  it("finds what Python has put there", async () => {
    const root = join(cache, "models--org--other");
    for (const folder of ["refs", "blobs", `snapshots/${commit}/onnx`])
      mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, "refs/main"), commit);
    writeFileSync(join(root, "blobs/abc"), "{}");
    symlinkSync("../../../blobs/abc", join(root, "snapshots", commit, "onnx/model.onnx"));
    const file = await hubSource("org/other", { cache, offline: true }).open("onnx/model.onnx");
    expect(await file?.read(0, 2)).toEqual(Uint8Array.of(123, 125));
    expect(await listCache({ cache })).toEqual([
      {
        id: "org/other",
        size: 42,
        unfinished: 0,
        revisions: [{ commit, refs: ["main"], files: [{ path: "onnx/model.onnx", size: 2 }] }],
      },
    ]);
  });

  it("remembers that a commit has no such file", async () => {
    const opened = source();
    await opened.open("config.json");
    expect(await opened.open("tokenizer.json")).toBeNull();
    hub.seen.length = 0;
    expect(await opened.open("tokenizer.json")).toBeNull();
    expect(hub.seen).toEqual([]);
    expect(existsSync(join(cache, "models--org--llama/.no_exist", commit, "tokenizer.json"))).toBe(true);
  });

  it("keeps files in place of links where links are not allowed", async () => {
    process.env.HF_HUB_DISABLE_SYMLINKS = "1";
    expect(await fetchFile("model.safetensors")).toEqual(weights);
    expect(lstatSync(join(cache, "models--org--llama/snapshots", commit, "model.safetensors")).isFile()).toBe(true);
    expect(existsSync(blob(weightsHash))).toBe(false);
  });

  it("goes on with what an earlier process left", async () => {
    mkdirSync(dirname(blob("x")), { recursive: true });
    writeFileSync(blob(`${weightsHash}.incomplete`), weights.subarray(0, 1000));
    utimesSync(blob(`${weightsHash}.incomplete`), 1, 1);
    expect(await fetchFile("model.safetensors")).toEqual(weights);
    expect(hub.seen.at(-1)).toMatchObject({ host: "cdn", range: `bytes=1000-${weights.length - 1}` });
    expect(unfinished()).toEqual([]);
  });

  it("starts again when what was left is of another file", async () => {
    mkdirSync(dirname(blob("x")), { recursive: true });
    writeFileSync(blob(`${weightsHash}.incomplete`), new Uint8Array(1000).fill(7));
    utimesSync(blob(`${weightsHash}.incomplete`), 1, 1);
    expect(await fetchFile("model.safetensors")).toEqual(weights);
  });

  it("leaves alone what another process is writing", async () => {
    mkdirSync(dirname(blob("x")), { recursive: true });
    writeFileSync(blob(`${weightsHash}.incomplete`), weights.subarray(0, 1000));
    expect(await fetchFile("model.safetensors")).toEqual(weights);
    expect(unfinished()).toEqual([`${weightsHash}.incomplete`]);
  });

  it("is emptied model by model", async () => {
    await fetchFile("model.safetensors");
    const [{ size }] = await listCache({ cache });
    expect(size).toBeGreaterThan(weights.length);
    expect(await clearCache("org/llama", { cache })).toBe(size);
    expect(await listCache({ cache })).toEqual([]);
    expect(await clearCache("org/llama", { cache })).toBe(0);
    await expect(clearCache("../..", { cache })).rejects.toThrow('clearCache: "../.." is not the id of a model');
  });

  it("lies where HF_HUB_CACHE or HF_HOME says, and the Hub where HF_ENDPOINT says", async () => {
    process.env.HF_ENDPOINT = `${hub.endpoint}/`;
    await (await hubSource("org/llama").open("config.json"))!.download!();
    expect(existsSync(join(cache, "hub/models--org--llama"))).toBe(true);
    process.env.HF_HUB_CACHE = join(cache, "elsewhere");
    await (await hubSource("org/llama").open("config.json"))!.download!();
    expect(existsSync(join(cache, "elsewhere/models--org--llama"))).toBe(true);
  });

  it("keeps nothing with cache: false", async () => {
    const file = await source("org/llama", { cache: false }).open("model.safetensors");
    expect(file!.download).toBeUndefined();
    expect(await file!.read(0, file!.size)).toEqual(weights);
    expect(readdirSync(cache)).toEqual([]);
  });

  it.each(["../../etc/passwd", "/etc/passwd", "a/../../b", "C:\\x", "a\\b", "c:x", "a//b"])(
    "refuses the path %s",
    async (path) => {
      hub.models.get("org/llama")!.files[path] = "x";
      const error = await errorOf(fetchFile(path, { revision: commit }));
      expect(error.message).toContain("is not a path inside a repository");
    },
  );

  it("refuses an ETag or a commit that would lead out of the cache", async () => {
    hub.trouble = ({ url }, response) => {
      if (url.includes("/api/")) return false;
      response.writeHead(200, { ETag: '"../../evil"', "X-Repo-Commit": "..", "Content-Length": 2 }).end("{}");
      return true;
    };
    const content = Buffer.from(files["config.json"] as string);
    const error = await errorOf(fetchFile("config.json"));
    expect(error.code).toBe("file-truncated"); // the API's ETag and size were believed, and the file is another
    expect(error.message).toContain(`of ${content.length} bytes`);
    expect(readdirSync(dirname(cache))).not.toContain("evil");
  });
});

describe("a Hub that refuses", () => {
  it("says what to do about a gated model, without and with a token", async () => {
    const without = await errorOf(fetchFile("config.json", { id: "org/gated" }));
    expect(without.code).toBe("access-denied");
    expect(without.message).toBe(
      `org/gated: is gated: the server answered 401 Unauthorized (Access to model org/gated is restricted. You must have access to it and be authenticated to access it. Please log in.). Accept its conditions on ${hub.endpoint}/org/gated, then pass token, set HF_TOKEN, or run "hf auth login".`,
    );
    const wrong = await errorOf(fetchFile("config.json", { id: "org/gated", token: "hf_other" }));
    expect(wrong.message).toContain("with the account that your token belongs to");
    expect(await fetchFile("model.safetensors", { id: "org/gated", token })).toEqual(weights);
  });

  it("says that a model is not there, or private", async () => {
    for (const id of ["org/nothing", "org/private"]) {
      const error = await errorOf(fetchFile("config.json", { id }));
      expect(error.code).toBe("repository-missing");
      expect(error.message).toBe(
        `${id}: there is no such model on ${hub.endpoint}, or it is private: the server answered 401 Unauthorized (Repository not found). Check the name; for a private model pass token or set HF_TOKEN.`,
      );
    }
    process.env.HF_TOKEN = token;
    expect(await fetchFile("config.json", { id: "org/private" })).not.toBeNull();
  });

  it("says that there is no such revision", async () => {
    const error = await errorOf(fetchFile("config.json", { revision: "v9" }));
    expect(error.code).toBe("revision-missing");
    expect(error.message).toBe('org/llama: has no revision "v9". Pass a branch, a tag or a commit of it.');
  });

  it("says so when a token is refused", async () => {
    hub.trouble = (_, response) => {
      response.writeHead(403).end();
      return true;
    };
    const error = await errorOf(fetchFile("config.json", { token }));
    expect(error.code).toBe("access-denied");
    expect(error.message).toContain(
      "the server answered 403 Forbidden. What you signed in with is wrong, has expired, or may not read",
    );
  });

  it("gives null for a file that the repository has not", async () => {
    expect(await fetchFile("tokenizer.json")).toBeNull();
  });

  it("sends the token to the Hub and never to the CDN", async () => {
    await fetchFile("model.safetensors", { token });
    const sent = hub.seen.map(({ host, authorization }) => [host, authorization]);
    expect(new Set(sent.filter(([host]) => host === "hub").map(([, value]) => value))).toEqual(
      new Set([`Bearer ${token}`]),
    );
    expect(new Set(sent.filter(([host]) => host === "cdn").map(([, value]) => value))).toEqual(new Set([undefined]));
  });

  it("takes the token that `hf auth login` saved, unless told not to", async () => {
    writeFileSync(join(cache, "token"), `${token}\n`);
    await fetchFile("config.json");
    expect(hub.seen.at(-1)?.authorization).toBe(`Bearer ${token}`);
    await fetchFile("model.safetensors", { token: false });
    expect(hub.seen.at(-1)?.authorization).toBeUndefined();
  });

  it("refuses a token that cannot be sent", async () => {
    const error = await errorOf(fetchFile("config.json", { token: "hf_a\nb" }));
    expect(error.message).toContain("the access token holds a space, a line break");
  });
});

describe("a connection that is bad", () => {
  it.each([500, 502, 503, 504, 429, 408])("tries again after %s", async (status) => {
    const times = new Map<string, number>();
    hub.trouble = ({ host, method }, response) => {
      const key = host + method; // each kind of request fails twice before it is answered
      times.set(key, (times.get(key) ?? 0) + 1);
      if (times.get(key)! > 2) return false;
      response.writeHead(status).end();
      return true;
    };
    expect(await fetchFile("model.safetensors")).toEqual(weights);
  });

  it("waits as long as Retry-After says", async () => {
    const times: number[] = [];
    hub.trouble = (_, response) => {
      times.push(performance.now());
      if (times.length > 1) return false;
      response.writeHead(429, { "Retry-After": "1" }).end();
      return true;
    };
    await fetchFile("config.json");
    expect(times[1] - times[0]).toBeGreaterThan(950);
  });

  it("says after how many tries it gave up", async () => {
    hub.trouble = (_, response) => {
      response.writeHead(503).end();
      return true;
    };
    const down = await errorOf(fetchFile("config.json"));
    expect(down.code).toBe("network");
    expect(down.message).toBe(
      `${hub.endpoint}/org/llama/resolve/main/config.json: the server answered 503 Service Unavailable in 5 tries. Try again later, or check the address.`,
    );
    hub.trouble = (_, response) => {
      response.writeHead(429, { "Retry-After": "0" }).end();
      return true;
    };
    const limited = await errorOf(fetchFile("config.json"));
    expect(limited.code).toBe("rate-limited");
    expect(limited.message).toContain(
      "429 Too Many Requests in 5 tries. Try again after 0 seconds. A token raises the limit.",
    );
  });

  it("goes on where the connection broke, however often it breaks", async () => {
    hub.cutAfter = () => 20_000;
    expect(await fetchFile("model.safetensors")).toEqual(weights);
    const ranges = hub.seen.filter(({ host }) => host === "cdn").map(({ range }) => range);
    expect(ranges.length).toBeGreaterThan(5);
    expect(ranges[1]).toBe(`bytes=20000-${weights.length - 1}`);
  });

  it("goes on at a server that knows no ranges", async () => {
    hub.ranges = false;
    let cut = 30_000;
    hub.cutAfter = () => (cut *= 2);
    expect(await fetchFile("model.safetensors")).toEqual(weights);
  });

  it("keeps what has come when nothing more comes, and goes on from there next time", async () => {
    let connections = 0;
    hub.cutAfter = () => (connections++ === 0 ? 20_000 : 0);
    const error = await errorOf(fetchFile("model.safetensors"));
    expect(error.code).toBe("file-truncated");
    expect(error.message).toContain(
      `the connection broke after 20000 of ${weights.length} bytes, and 5 tries brought no more`,
    );
    expect(unfinished()).toEqual([`${weightsHash}.incomplete`]);
    expect((await listCache({ cache }))[0].unfinished).toBe(20_000);
    hub.cutAfter = undefined;
    hub.seen.length = 0;
    expect(await fetchFile("model.safetensors")).toEqual(weights);
    expect(hub.seen.at(-1)?.range).toBe(`bytes=20000-${weights.length - 1}`);
  });

  it("gives up a connection on which no byte comes any more", async () => {
    let asked = 0;
    hub.trouble = ({ host }, response) => {
      if (host === "hub" || ++asked > 1) return false;
      response.writeHead(206, {
        "Content-Length": weights.length,
        "Content-Range": `bytes 0-${weights.length - 1}/${weights.length}`,
      });
      response.write(weights.subarray(0, 5000));
      return true;
    };
    expect(await fetchFile("model.safetensors", { stallTimeout: 100 })).toEqual(weights);
  });

  it("throws away a file whose SHA-256 is wrong", async () => {
    hub.replaced.set(
      weightsHash,
      weights.map((byte) => byte ^ 1),
    );
    const error = await errorOf(fetchFile("model.safetensors"));
    expect(error.code).toBe("checksum");
    expect(error.message).toMatch(
      new RegExp(
        `^org/llama/model\\.safetensors: has SHA-256 [0-9a-f]{64} but the Hub says ${weightsHash}\\. It was damaged on the way and has been thrown away; download it again\\.$`,
      ),
    );
    expect(readdirSync(dirname(blob("x")))).toEqual([]);
    hub.replaced.clear();
    expect(await fetchFile("model.safetensors")).toEqual(weights);
  });

  it("names a login page for what it is, and never keeps it", async () => {
    const page: Trouble = (_, response) => {
      response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>Sign in</title>");
      return true;
    };
    hub.trouble = page;
    const error = await errorOf(fetchFile("config.json"));
    expect(error.code).toBe("not-json");
    expect(error.message).toBe(
      `${hub.endpoint}/org/llama/resolve/main/config.json: is a web page (text/html) where a file was expected. A login page of the network may stand in between; open ${hub.endpoint} in a browser, or check HF_ENDPOINT.`,
    );
    hub.trouble = (seen, response) => seen.method === "GET" && page(seen, response);
    expect((await errorOf(fetchFile("model.safetensors"))).code).toBe("not-json");
    hub.trouble = undefined;
    expect(await fetchFile("config.json")).not.toBeNull();
  });

  it("says that nobody answers", async () => {
    const error = await errorOf(fetchFile("config.json", { endpoint: "http://127.0.0.1:9" }));
    expect(error.code).toBe("network");
    expect(error.message).toMatch(
      /^http:\/\/127\.0\.0\.1:9\/org\/llama\/resolve\/main\/config\.json: could not be fetched in 5 tries \(fetch failed.*\)\. Check the address and the connection/,
    );
  });

  it("uses the cache when there is no connection", async () => {
    await fetchFile("config.json");
    expect(await fetchFile("config.json", { endpoint: "http://127.0.0.1:9" })).not.toBeNull();
  });

  it("stops at once when the signal fires, whatever it is doing", async () => {
    const reason = new Error("enough");
    const pauses: Trouble = (_, response) => {
      response.writeHead(503, { "Retry-After": "60" }).end();
      return true;
    };
    const isSilent: Trouble = () => true;
    const stopsInTheMiddle: Trouble = ({ host }, response) => {
      if (host === "hub") return false;
      response.writeHead(206, { "Content-Range": `bytes 0-${weights.length - 1}/${weights.length}` });
      response.write(weights.subarray(0, 5000));
      return true;
    };
    for (const trouble of [pauses, isSilent, stopsInTheMiddle]) {
      const controller = new AbortController();
      hub.trouble = (seen, response) => {
        const answered = trouble(seen, response);
        if (answered) setTimeout(() => controller.abort(reason), 50);
        return answered;
      };
      const start = performance.now();
      await expect(fetchFile("model.safetensors", {}, controller.signal)).rejects.toBe(reason);
      expect(performance.now() - start).toBeLessThan(30_000); // Retry-After asks for 60 seconds
    }
    hub.trouble = undefined;
    expect(await fetchFile("model.safetensors")).toEqual(weights); // and goes on from byte 5000
  });
});

describe("offline mode", () => {
  it("loads without a request what is in the cache", async () => {
    const online = await loadModel("org/llama", { endpoint: hub.endpoint, cache });
    await online.dispose();
    hub.seen.length = 0;
    process.env.HF_HUB_OFFLINE = "1";
    const model = await loadModel("org/llama", { endpoint: hub.endpoint, cache });
    expect((await model.forward([1, 2])).logits?.shape).toEqual([1, 2, 199]);
    await model.dispose();
    expect(hub.seen).toEqual([]);
  });

  it("names the model, or the file, that is not in the cache", async () => {
    const nothing = await errorOf(loadModel("org/llama", { cache, offline: true }));
    expect(nothing.code).toBe("offline");
    expect(nothing.message).toBe(
      `org/llama: revision "main" is not in the cache ${cache}, and offline mode keeps it from being downloaded. Load the model once with a connection, and without offline or HF_HUB_OFFLINE.`,
    );
    await fetchFile("config.json");
    const noWeights = await errorOf(loadModel("org/llama", { cache, offline: true }));
    expect(noWeights.code).toBe("offline");
    expect(noWeights.message).toBe(
      `org/llama: model.safetensors is not in the cache ${cache}, and offline mode keeps it from being downloaded. The cache has config.json. Load the model once with a connection, and without offline or HF_HUB_OFFLINE.`,
    );
  });
});

describe("the command line", () => {
  const run = (...args: string[]) =>
    execFileSync(
      process.execPath,
      ["--conditions=@repo/source", join(import.meta.dirname, "../../src/cli.ts"), ...args],
      {
        encoding: "utf8",
        env: { ...process.env, HF_HUB_CACHE: cache },
      },
    );

  it("llm-anatomy cache lists and clears", async () => {
    await fetchFile("model.safetensors");
    const [{ size }] = await listCache({ cache });
    const kilobytes = `${Math.round(size / 1e3)} kB`.padStart(9);
    expect(run("cache")).toBe(`${kilobytes}  org/llama (${commit.slice(0, 7)} main)\n${kilobytes}  in all\n`);
    expect(run("cache", "clear", "org/llama")).toBe(`${kilobytes}  freed of org/llama\n`);
    expect(run("cache", "list")).toBe("     0 kB  in all\n");
  });

  it("llm-anatomy estimate tells a line per dtype", () => {
    const lines = run("estimate", join(fixtures, "llama"), "--context", "16").split("\n");
    expect(lines[0]).toBe("f32  download 0 kB · weights 472 kB · cache 12 kB (16 positions) · peak 523 kB");
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["f32", "f16", "q8", "q4", ""]);
  });
});

describe("loadModel of a Hub id with other layouts", () => {
  it("keeps ready-made graphs and the weights beside them in the cache", async () => {
    const folder = mkdtempSync(join(tmpdir(), "graphs-"));
    await convertModel(join(fixtures, "llama"), { to: folder, dtypes: ["f32"], maxFileBytes: 100_000 });
    const published = Object.fromEntries(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .map((path) => [relative(folder, path), new Uint8Array(readFileSync(path))]),
    );
    rmSync(folder, { recursive: true });
    const large = Object.keys(published).filter((path) => path.startsWith("onnx/"));
    expect(large.length).toBeGreaterThan(1); // a graph and files of weights
    hub.models.set("org/graphs", { files: published, large });
    const load = async () => {
      const model = await loadModel("org/graphs", { endpoint: hub.endpoint, cache });
      const { logits } = await model.forward([1, 2, 3]);
      await model.dispose();
      return [...logits!.data];
    };
    const first = await load();
    hub.seen.length = 0;
    expect(await load()).toEqual(first);
    expect(hub.seen.filter(({ method }) => method === "GET")).toEqual([]);
    const kept = (await listCache({ cache })).find(({ id }) => id === "org/graphs")!.revisions[0].files;
    expect(kept.map(({ path }) => path)).toEqual(expect.arrayContaining(large));
  });

  it("reads the parts of a sharded checkpoint, and goes on after one that broke", async () => {
    const tensors = Object.entries(tensorsOf(weights));
    const parts = [tensors.slice(0, 10), tensors.slice(10)].map((part) => safetensors(Object.fromEntries(part)));
    const names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"];
    const map = Object.fromEntries(tensors.map(([name], i) => [name, names[i < 10 ? 0 : 1]]));
    const sharded = {
      "config.json": files["config.json"],
      "model.safetensors.index.json": JSON.stringify({ metadata: {}, weight_map: map }),
      [names[0]]: parts[0],
      [names[1]]: parts[1],
    };
    hub.models.set("org/sharded", { files: sharded, large: names });
    const given = { endpoint: hub.endpoint, cache };
    let connections = 0;
    hub.cutAfter = () => (++connections === 5 ? 50_000 : undefined); // four are for the headers
    const told: number[] = [];
    const model = await loadModel("org/sharded", {
      ...given,
      onProgress: ({ phase, loaded }) => phase === "download" && told.push(loaded),
    });
    const whole = await loadModel(join(fixtures, "llama"));
    expect([...(await model.forward([1, 2, 3])).logits!.data]).toEqual([
      ...(await whole.forward([1, 2, 3])).logits!.data,
    ]);
    await model.dispose();
    await whole.dispose();
    expect(connections).toBe(4 + 2 + 1);
    expect(told.at(-1)).toBe(parts[0].length + parts[1].length);
  });
});

describe("estimate of a Hub id", () => {
  it("tells the download, and that nothing is left to download once the model is in the cache", async () => {
    const given = { endpoint: hub.endpoint, cache };
    expect((await estimate("org/llama", given)).download).toBe(weights.length);
    expect(existsSync(blob(weightsHash))).toBe(false); // only headers were read
    await (await loadModel("org/llama", given)).dispose();
    expect((await estimate("org/llama", given)).download).toBe(0);
  });
});
