/** Files below an address that answers HTTP. Parts of a file are asked for by range. @module */
import { CheckpointError } from "../errors.ts";
import { httpError } from "./hub/hub-errors.ts";
import { type RequestOptions, request } from "./hub/hub-request.ts";
import { transferWhole } from "./hub/transfer.ts";
import type { Source, SourceFile } from "./source.ts";

export interface UrlSourceOptions extends RequestOptions {
  /** Sent with every request, for example `{ Authorization: "Bearer …" }`. */
  headers?: Record<string, string>;
}

// The first request asks for this much: a small file is there at once, and of a large one the header.
const firstBytes = 64 * 2 ** 10;

/** Files below `base`, for example `https://example.org/models/tiny/`. */
export function urlSource(base: string | URL, options: UrlSourceOptions = {}): Source {
  const root = String(base).replace(/\/?$/, "/");
  return {
    name: root.slice(0, -1),
    async open(path, signal): Promise<SourceFile | null> {
      const url = new URL(path, new URL(root, globalThis.location?.href)).href;
      const subject = { name: url, file: path, hasToken: options.headers !== undefined };
      const headers = { ...options.headers, Range: `bytes=0-${firstBytes - 1}` };
      const probe = await request(url, { headers, signal }, subject, options);
      if (probe.status === 404) {
        await probe.body?.cancel();
        return null;
      }
      if (probe.status === 416) return emptyFile(url);
      if (!probe.ok) throw await httpError(probe, url, subject);
      const total = Number(/\/(\d+)$/.exec(probe.headers.get("Content-Range") ?? "")?.[1] ?? Number.NaN);
      const first = await readBody(probe, url, path, signal);
      if (probe.status !== 206 || Number.isNaN(total) || first.length >= total) return fileOf(url, path, first);
      return {
        name: url,
        size: total,
        remote: true,
        async read(start, end, abort) {
          if (end <= first.length) return first.slice(start, end);
          return transferWhole(url, subject, { ...options, start, end, signal: abort });
        },
      };
    },
  };
}

function fileOf(name: string, path: string, bytes: Uint8Array): SourceFile {
  return {
    name,
    size: bytes.length,
    remote: true,
    async read(start, end) {
      if (end > bytes.length) throw truncated(name, path, end, bytes.length);
      return bytes.slice(start, end);
    },
  };
}

/** A range of nothing cannot be answered: 416 to a file's first bytes means that it has none. */
function emptyFile(name: string): SourceFile {
  return { name, size: 0, read: async () => new Uint8Array(0) };
}

async function readBody(response: Response, url: string, path: string, signal?: AbortSignal): Promise<Uint8Array> {
  const promised = response.headers.get("Content-Encoding") ? null : response.headers.get("Content-Length");
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    signal?.throwIfAborted();
    throw new CheckpointError(
      `${url}: the connection broke while reading (${promised ?? "?"} bytes promised). Try again.`,
      { code: "file-truncated", file: path, cause },
    );
  }
  if (promised !== null && bytes.length !== Number(promised))
    throw truncated(url, path, Number(promised), bytes.length);
  return bytes;
}

function truncated(url: string, path: string, wanted: number, got: number): CheckpointError {
  return new CheckpointError(
    `${url}: ${got} bytes came but ${wanted} were promised. The connection broke; try again.`,
    { code: "file-truncated", file: path },
  );
}
