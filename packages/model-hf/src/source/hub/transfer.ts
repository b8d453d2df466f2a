/**
 * One file over as many connections as it takes: a connection that breaks is followed by one that asks for the rest.
 * @module
 */
import { CheckpointError } from "../../errors.ts";
import { httpError } from "./hub-errors.ts";
import { backoff, pause, type RequestOptions, type RequestSubject, request } from "./hub-request.ts";

export interface TransferOptions extends RequestOptions {
  /** First byte that is wanted; default 0. */
  start?: number;
  /** One past the last byte that is wanted. */
  end: number;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * Bytes start … end - 1 of `url`, in the pieces in which they arrive.
 *
 * A server that knows no ranges sends everything; what was not asked for is skipped.
 * @throws CheckpointError "file-truncated" when nothing more comes after several tries
 */
export async function* transfer(
  url: string,
  subject: RequestSubject,
  options: TransferOptions,
): AsyncGenerator<Uint8Array> {
  const { start = 0, end, headers, signal, attempts = 5, firstDelay = 500, stallTimeout = 60_000 } = options;
  let at = start;
  let failures = 0;
  while (at < end) {
    const before = at;
    const connection = new AbortController();
    const stop = () => connection.abort(signal!.reason);
    signal?.addEventListener("abort", stop, { once: true });
    let stalled: ReturnType<typeof setTimeout> | undefined;
    const watch = () => {
      clearTimeout(stalled);
      stalled = setTimeout(
        () => connection.abort(new Error(`no byte came for ${stallTimeout / 1000} seconds`)),
        stallTimeout,
      );
    };
    let trouble: unknown;
    try {
      signal?.throwIfAborted();
      watch();
      const response = await request(
        url,
        { headers: { ...headers, Range: `bytes=${at}-${end - 1}` }, signal: connection.signal },
        subject,
        options,
      );
      let skip = await bytesBefore(response, at, end, url, subject);
      for await (const chunk of chunksOf(response)) {
        watch();
        const wanted = chunk.subarray(Math.min(skip, chunk.length), Math.min(chunk.length, skip + end - at));
        skip = Math.max(0, skip - chunk.length);
        if (wanted.length === 0) continue;
        at += wanted.length;
        yield wanted;
        if (at === end) return;
      }
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof CheckpointError) throw cause;
      trouble = cause;
    } finally {
      clearTimeout(stalled);
      signal?.removeEventListener("abort", stop);
      connection.abort(); // also when the caller has enough
    }
    failures = at > before ? 1 : failures + 1;
    if (failures >= attempts) throw endsEarly(url, subject, { at, end, attempts, cause: trouble });
    await pause(backoff(firstDelay, failures), signal);
  }
}

/** All of a transfer in one array. */
export async function transferWhole(
  url: string,
  subject: RequestSubject,
  options: TransferOptions,
): Promise<Uint8Array> {
  const start = options.start ?? 0;
  const bytes = new Uint8Array(options.end - start);
  let filled = 0;
  for await (const chunk of transfer(url, subject, options)) {
    bytes.set(chunk, filled);
    filled += chunk.length;
  }
  return bytes;
}

/** How many bytes of the answer come before byte `at` of the file. */
async function bytesBefore(
  response: Response,
  at: number,
  end: number,
  url: string,
  subject: RequestSubject,
): Promise<number> {
  if (response.status === 404) throw await httpError(response, url, subject);
  if (response.status === 416) {
    throw new CheckpointError(
      `${url}: has fewer than ${end} bytes (it answered 416 to bytes ${at} to ${end - 1}). It has changed or is damaged; try again, or ask its owner.`,
      { code: "file-truncated", file: subject.file },
    );
  }
  if (response.headers.get("Content-Type")?.startsWith("text/html") && !subject.file?.endsWith(".html")) {
    await response.body?.cancel();
    throw new CheckpointError(
      `${url}: is a web page (text/html) where a file was expected. The address probably leads to a login or error page; check it, and sign in if the model is gated.`,
      { code: "not-json", file: subject.file },
    );
  }
  const from = /^bytes (\d+)-/.exec(response.headers.get("Content-Range") ?? "")?.[1];
  if (response.status !== 206) return at;
  if (from === undefined || Number(from) === at) return 0;
  throw new Error(`bytes from ${at} were asked for, those from ${from} came`);
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {}); // the connection may be gone already
  }
}

function endsEarly(
  url: string,
  { file }: RequestSubject,
  { at, end, attempts, cause }: { at: number; end: number; attempts: number; cause: unknown },
): CheckpointError {
  const reason = cause instanceof Error ? `: ${cause.message}` : "";
  return new CheckpointError(
    `${url}: the connection broke after ${at} of ${end} bytes, and ${attempts} tries brought no more${reason}. What has come is kept; try again to go on from there.`,
    { code: "file-truncated", file, cause },
  );
}
