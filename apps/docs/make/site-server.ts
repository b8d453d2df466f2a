/**
 * A server for the built site, with the headers that make pages cross-origin isolated, so that models can use threads.
 * @module
 */
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, join, normalize } from "node:path";

const contentTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".xml": "application/xml",
  ".wasm": "application/wasm",
};

export interface SiteServerOptions {
  /** The folder to serve. */
  folder: string;
  /** 0 takes any that is free. */
  port?: number;
  /** Send Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy. Default true; false is what a static host does. */
  isolated?: boolean;
}

/** Serves until `close` is called. */
export async function serveSite({ folder, port = 0, isolated = true }: SiteServerOptions): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (isolated) {
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
      response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
    const file = fileFor(folder, request.url ?? "/");
    response.statusCode = file ? 200 : 404;
    const name = file ?? join(folder, "404.html");
    response.setHeader("Content-Type", contentTypes[extname(name)] ?? "application/octet-stream");
    // Names of the site's own scripts and styles change with their content.
    response.setHeader("Cache-Control", name.includes("/assets/") ? "max-age=31536000, immutable" : "no-cache");
    const bytes = await readFile(name);
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
    if (from === undefined || !file) return response.end(bytes);
    const last = Math.min(to ? Number(to) : bytes.length - 1, bytes.length - 1);
    response.statusCode = 206;
    response.setHeader("Content-Range", `bytes ${from}-${last}/${bytes.length}`);
    response.end(bytes.subarray(Number(from), last + 1));
  });
  await new Promise<void>((ready) => server.listen(port, "127.0.0.1", ready));
  return server;
}

/** `/course/` is `course/index.html`. Null when there is no such file, or it lies outside the folder. */
function fileFor(folder: string, url: string): string | null {
  const path = normalize(decodeURIComponent(new URL(url, "http://localhost").pathname));
  const name = join(folder, path);
  if (!name.startsWith(folder) || !existsSync(name)) return null;
  if (!statSync(name).isDirectory()) return name;
  const index = join(name, "index.html");
  return existsSync(index) ? index : null;
}
