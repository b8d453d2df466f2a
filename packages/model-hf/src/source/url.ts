/** Files below an address that answers HTTP. Parts of a file are asked for by range. @module */
import { CheckpointError } from "../errors.ts";
import type { Source, SourceFile } from "./source.ts";

export interface UrlSourceOptions {
  headers?: Record<string, string>;
  fetch?: typeof fetch;
}

type Get = (headers: Record<string, string>, signal?: AbortSignal) => Promise<Response>;

/** Files below `base`, for example `https://example.org/models/tiny/`. */
export function urlSource(base: string | URL, options: UrlSourceOptions = {}): Source {
  const root = String(base).replace(/\/?$/, "/");
  return {
    name: root.slice(0, -1),
    async open(path, signal): Promise<SourceFile | null> {
      const url = new URL(path, new URL(root, globalThis.location?.href)).href;
      const get: Get = (headers, abort) =>
        ask(url, path, { ...options.headers, ...headers }, options.fetch ?? fetch, abort);
      // One byte tells that the file exists, how long it is, and whether the server knows ranges.
      const probe = await get({ Range: "bytes=0-0" }, signal);
      if (probe.status === 404) return null;
      checkStatus(probe, url, path);
      const total = /\/(\d+)$/.exec(probe.headers.get("Content-Range") ?? "")?.[1];
      if (probe.status === 206 && total !== undefined) {
        await probe.body?.cancel();
        const read = (start: number, end: number, abort?: AbortSignal) => readRange(get, url, path, start, end, abort);
        return { name: url, size: Number(total), read };
      }
      const whole = await readBody(probe, url, path); // the server sent everything
      return { name: url, size: whole.length, read: async (start, end) => whole.slice(start, end) };
    },
  };
}

async function readRange(
  get: Get,
  url: string,
  path: string,
  start: number,
  end: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  if (start === end) return new Uint8Array(0);
  const response = await get({ Range: `bytes=${start}-${end - 1}` }, signal);
  checkStatus(response, url, path);
  const bytes = await readBody(response, url, path);
  const wanted = response.status === 206 ? bytes : bytes.subarray(start, end);
  if (wanted.length !== end - start) throw truncated(url, path, end - start, wanted.length);
  return wanted;
}

async function readBody(response: Response, url: string, path: string): Promise<Uint8Array> {
  const promised = response.headers.get("Content-Encoding") ? null : response.headers.get("Content-Length");
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    if ((cause as Error).name === "AbortError") throw cause;
    throw new CheckpointError(
      `${url}: the connection broke while reading (${promised ?? "?"} bytes promised). Try again.`,
      {
        code: "file-truncated",
        file: path,
        cause,
      },
    );
  }
  if (promised !== null && bytes.length !== Number(promised))
    throw truncated(url, path, Number(promised), bytes.length);
  return bytes;
}

async function ask(
  url: string,
  path: string,
  headers: Record<string, string>,
  request: typeof fetch,
  signal?: AbortSignal,
): Promise<Response> {
  try {
    return await request(url, { headers, signal });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new CheckpointError(
      `${url}: could not be fetched: ${(cause as Error).message}. Check the address and the connection.`,
      { code: "network", file: path, cause },
    );
  }
}

function checkStatus(response: Response, url: string, path: string): void {
  if (response.ok) return;
  const denied = response.status === 401 || response.status === 403;
  const advice = denied ? "Sign in, or pass a token that may read it." : "Check the address, or try again later.";
  throw new CheckpointError(`${url}: the server answered ${response.status} ${response.statusText}. ${advice}`, {
    code: denied ? "access-denied" : "network",
    file: path,
  });
}

function truncated(url: string, path: string, wanted: number, got: number): CheckpointError {
  return new CheckpointError(
    `${url}: ${got} bytes came but ${wanted} were promised. The connection broke; try again.`,
    {
      code: "file-truncated",
      file: path,
    },
  );
}
