/**
 * A server that answers like the Hugging Face Hub: the model pages on one host, large files on another (the CDN), with
 * the headers, redirects and error codes of the real one; and with every kind of trouble on request.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface StandInModel {
  files: Record<string, Uint8Array | string>;
  /** Files on the CDN; others come from the Hub itself. */
  large?: string[];
  /** Needs a token: "private" hides the model, "gated" asks to accept conditions. */
  access?: "private" | "gated";
  commit?: string;
  branches?: string[];
}

export interface SeenRequest {
  host: "hub" | "cdn";
  method: string;
  url: string;
  range?: string;
  authorization?: string;
}

/** Answers instead of the server; returns true when it has. */
export type Trouble = (request: SeenRequest, response: ServerResponse) => boolean;

export interface StandInHub {
  endpoint: string;
  cdn: string;
  seen: SeenRequest[];
  models: Map<string, StandInModel>;
  trouble?: Trouble;
  /** Cuts bodies from the CDN after so many bytes; resets after use unless it is a function. */
  cutAfter?: number | (() => number | undefined);
  /** Bytes that the CDN sends in place of a file's. */
  replaced: Map<string, Uint8Array>;
  /** Whether the CDN knows ranges. */
  ranges: boolean;
  close(): void;
}

export const commit = "a".repeat(40);
export const token = "hf_secret";

const encode = (content: Uint8Array | string) => (typeof content === "string" ? Buffer.from(content) : content);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
/** git's own name for a content. */
const gitHash = (bytes: Uint8Array) => createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");

export async function startHub(models: Record<string, StandInModel>): Promise<StandInHub> {
  const hub: StandInHub = {
    endpoint: "",
    cdn: "",
    seen: [],
    models: new Map(Object.entries(models)),
    replaced: new Map(),
    ranges: true,
    close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
  const servers = [
    await listen((request, response) => answer("hub", request, response)),
    await listen((request, response) => answer("cdn", request, response)),
  ];
  [hub.endpoint, hub.cdn] = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  function answer(host: "hub" | "cdn", request: IncomingMessage, response: ServerResponse): unknown {
    const { method = "GET", url = "/", headers } = request;
    const seen = { host, method, url, range: headers.range, authorization: headers.authorization };
    hub.seen.push(seen);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "authorization, range");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader(
      "Access-Control-Expose-Headers",
      "X-Repo-Commit, X-Error-Code, X-Error-Message, ETag, Link, Content-Range, X-Linked-Size, X-Linked-ETag",
    );
    if (method === "OPTIONS") return response.writeHead(204).end();
    if (hub.trouble?.(seen, response)) return;
    if (host === "cdn") return sendLarge(seen, response);
    const { pathname } = new URL(url, hub.endpoint);
    const api = /^\/api\/models\/([\w.-]+\/[\w.-]+)\/(revision|tree)\/([^/]+)$/.exec(pathname);
    const file = /^\/([\w.-]+\/[\w.-]+)\/resolve\/([^/]+)\/(.+)$/.exec(pathname);
    const [, id, kind, revision] = api ?? (file ? [file[0], file[1], "file", file[2]] : []);
    if (!id || !revision) return refuse(response, 404, "EntryNotFound", "Not found");
    const model = hub.models.get(id);
    const signedIn = seen.authorization === `Bearer ${token}`;
    if (!model || (model.access === "private" && !signedIn))
      return refuse(response, signedIn ? 404 : 401, "RepoNotFound", "Repository not found");
    const at = decodeURIComponent(revision);
    if (![commitOf(model), "main", ...(model.branches ?? [])].includes(at))
      return refuse(response, 404, "RevisionNotFound", `Invalid rev id: ${at}`);
    if (model.access === "gated" && !signedIn && kind === "file")
      return refuse(
        response,
        401,
        "GatedRepo",
        `Access to model ${id} is restricted. You must have access to it and be authenticated to access it. Please log in.`,
      );
    response.setHeader("X-Repo-Commit", commitOf(model));
    if (kind === "revision") return sendJson(response, { _id: "1", id, sha: commitOf(model), downloads: 0, likes: 0 });
    if (kind === "tree") return sendJson(response, tree(model));
    return sendFile(model, decodeURIComponent(file![3]), seen, response);
  }

  function sendFile(model: StandInModel, path: string, seen: SeenRequest, response: ServerResponse): unknown {
    const content = model.files[path];
    if (content === undefined) return refuse(response, 404, "EntryNotFound", "Entry not found");
    const bytes = encode(content);
    if (model.large?.includes(path)) {
      const etag = sha256(bytes);
      response.setHeader("X-Linked-Size", bytes.length).setHeader("X-Linked-ETag", `"${etag}"`);
      return response.writeHead(302, { Location: `${hub.cdn}/${etag}?signature=1` }).end();
    }
    response.setHeader("ETag", `"${gitHash(bytes)}"`).setHeader("Content-Type", "text/plain; charset=utf-8");
    return sendBytes(bytes, seen, response, true);
  }

  function sendLarge(seen: SeenRequest, response: ServerResponse): unknown {
    const wanted = new URL(seen.url, hub.cdn).pathname.slice(1);
    const contents = [...hub.models.values()].flatMap(({ files }) => Object.values(files).map(encode));
    const bytes = hub.replaced.get(wanted) ?? contents.find((content) => sha256(content) === wanted);
    if (!bytes) return response.writeHead(403, { "Content-Type": "application/xml" }).end("<Error/>");
    response.setHeader("ETag", '"the-cdn-has-its-own"').setHeader("Content-Type", "binary/octet-stream");
    const cut = typeof hub.cutAfter === "function" ? hub.cutAfter() : hub.cutAfter;
    if (typeof hub.cutAfter === "number") hub.cutAfter = undefined;
    return sendBytes(bytes, seen, response, hub.ranges, cut);
  }
  return hub;
}

function sendBytes(
  all: Uint8Array,
  { method, range }: SeenRequest,
  response: ServerResponse,
  ranges: boolean,
  cut?: number,
): unknown {
  const match = ranges ? /^bytes=(\d+)-(\d*)$/.exec(range ?? "") : null;
  const start = match ? Number(match[1]) : 0;
  const end = match?.[2] ? Math.min(Number(match[2]) + 1, all.length) : all.length;
  if (match && start >= all.length) return response.writeHead(416, { "Content-Range": `bytes */${all.length}` }).end();
  const bytes = all.subarray(start, end);
  const headers: Record<string, string | number> = { "Content-Length": bytes.length, "Accept-Ranges": "bytes" };
  if (match) headers["Content-Range"] = `bytes ${start}-${end - 1}/${all.length}`;
  response.writeHead(match ? 206 : 200, headers);
  if (method === "HEAD") return response.end();
  if (cut === undefined || cut >= bytes.length) return response.end(bytes);
  return response.write(bytes.subarray(0, cut), () => setTimeout(() => response.destroy(), 5));
}

function tree({ files, large = [] }: StandInModel): object[] {
  return Object.entries(files).map(([path, content]) => {
    const bytes = encode(content);
    const lfs = large.includes(path) ? { oid: sha256(bytes), size: bytes.length, pointerSize: 134 } : undefined;
    return { type: "file", path, size: bytes.length, oid: gitHash(bytes), lfs };
  });
}

function commitOf({ commit: own = commit }: StandInModel): string {
  return own;
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  const headers = { "X-Error-Code": code, "X-Error-Message": message, "Content-Type": "application/json" };
  response.writeHead(status, headers).end(JSON.stringify({ error: message }));
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "Content-Type": "application/json; charset=utf-8" }).end(JSON.stringify(value));
}

function listen(listener: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<Server> {
  const server = createServer(listener);
  return new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(server)));
}
