/**
 * A real headless Chromium for tests: bundle a TypeScript entry and the workers it names, serve them with cross-origin
 * isolation, open it.
 *
 * Where the browser comes from: the variable CHROMIUM_PATH, then the system's Chromium or Chrome,
 * then the one Playwright installed. No browser is an error, not a skip: CI installs one.
 * @module
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, extname, join, normalize, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";

const systemBrowsers = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

// They let Chromium start as root and on a machine whose network is closed.
const launchFlags = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of a Chromium to run. @throws Error that says how to provide one when there is none. */
export function findChromium(): string {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return asked;
  const found = systemBrowsers.find((path) => existsSync(path));
  if (found) return found;
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  throw new Error(
    "No Chromium found. Install one (Debian: apt-get install chromium), or set CHROMIUM_PATH to its executable.",
  );
}

export interface TestPage {
  page: Page;
  /** Base address of the server, without a trailing slash. */
  origin: string;
  close(): Promise<void>;
}

export interface PageOptions {
  /** TypeScript module to bundle and run; it can put what a test calls on `globalThis`. */
  entry: string;
  /** Folders to serve: `{ "/model": "/path/to/folder" }`. */
  folders?: Record<string, string>;
  /** Serve with COOP / COEP, so that SharedArrayBuffer and threads are there. Default true. */
  crossOriginIsolated?: boolean;
  /** Extra Chromium flags, for example for WebGPU. */
  flags?: string[];
}

/** Bundles `entry`, serves it, and opens it in a fresh headless Chromium. */
export async function openPage(options: PageOptions): Promise<TestPage> {
  const server = await serve(await bundleScripts(options.entry), options);
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await chromium.launch({
    executablePath: findChromium(),
    args: [...launchFlags, ...(options.flags ?? [])],
  });
  const page = await browser.newPage();
  page.on("console", (message) => console.log(`[page] ${message.text()}`));
  page.on("pageerror", (error) => console.error(`[page] ${error}`));
  await page.goto(`${origin}/`);
  return {
    page,
    origin,
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** The entry as `/entry.js`, and every script that code names as `new URL("./worker.ts", import.meta.url)`. */
async function bundleScripts(entry: string): Promise<Map<string, string>> {
  const files = new Map([["/entry.js", entry]]);
  const scripts = new Map<string, string>();
  for (const [path, file] of files) {
    const bundle = await build({
      entryPoints: [file],
      bundle: true,
      format: "esm",
      platform: "browser",
      target: "es2022",
      conditions: ["@repo/source"],
      sourcemap: "inline",
      write: false,
      loader: { ".wasm": "binary" },
      external: ["node:*"],
      plugins: [scriptAddresses(files)],
    });
    scripts.set(path, bundle.outputFiles[0].text);
  }
  return scripts;
}

/** Gives each named script an address, and adds it to `files`, by that address. */
function scriptAddresses(files: Map<string, string>): Plugin {
  const pattern = /new URL\("(\.[^"]+\.ts)", import\.meta\.url\)/g;
  return {
    name: "script-addresses",
    setup(esbuild) {
      esbuild.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, "utf8");
        if (!pattern.test(source)) return null;
        const contents = source.replace(pattern, (whole, name) => {
          const file = resolve(dirname(path), name);
          if (!existsSync(file)) return whole;
          const address = `/${basename(file, ".ts")}.js`;
          files.set(address, file);
          return `new URL(${JSON.stringify(address)}, import.meta.url)`;
        });
        return { contents, loader: "ts" };
      });
    },
  };
}

const contentTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

async function serve(
  scripts: ReadonlyMap<string, string>,
  { folders = {}, crossOriginIsolated = true }: PageOptions,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    if (crossOriginIsolated) {
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    }
    const send = (body: string | Uint8Array, type: string) => response.setHeader("Content-Type", type).end(body);
    if (path === "/")
      return send(
        '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="/entry.js"></script>',
        contentTypes[".html"],
      );
    const script = scripts.get(path);
    if (script !== undefined) return send(script, contentTypes[".js"]);
    for (const [prefix, folder] of Object.entries(folders)) {
      if (!path.startsWith(`${prefix}/`)) continue;
      const file = join(folder, normalize(path.slice(prefix.length)));
      if (!existsSync(file)) break;
      const bytes = await readFile(file);
      const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
      response.setHeader("Accept-Ranges", "bytes");
      if (!range) return send(bytes, contentTypes[extname(file)] ?? "application/octet-stream");
      const start = Number(range[1]);
      const end = Math.min(range[2] ? Number(range[2]) : bytes.length - 1, bytes.length - 1);
      response.statusCode = 206;
      response.setHeader("Content-Range", `bytes ${start}-${end}/${bytes.length}`);
      return send(bytes.subarray(start, end + 1), contentTypes[extname(file)] ?? "application/octet-stream");
    }
    response.statusCode = 404;
    response.end("not found");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}
