/**
 * Requests that survive a bad connection: what may pass by itself is tried again, a little later each time; what will
 * not is an error that says what to do.
 * @module
 */
import { CheckpointError } from "../../errors.ts";
import { httpError } from "./hub-errors.ts";

export interface RetryOptions {
  /** How often a request is made before giving up; default 5. Bytes that arrive start the count again. */
  attempts?: number;
  /** Milliseconds before the second try, doubled for each one after it; default 500. */
  firstDelay?: number;
}

export interface RequestOptions extends RetryOptions {
  fetch?: typeof fetch;
  /** Milliseconds without a byte after which a connection counts as broken; default 60,000. */
  stallTimeout?: number;
}

/** What a request is about, for messages. */
export interface RequestSubject {
  /** A Hub id, or an address. */
  name: string;
  file?: string;
  revision?: string;
  /** Whether a token was sent, since advice depends on it. */
  hasToken?: boolean;
}

// Time-outs, rate limits and servers that are being restarted; anything else will answer the same way tomorrow.
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);
// A server that asks for a longer pause is believed, but nobody waits for it in front of a progress bar.
const longestPause = 60_000;

/**
 * `fetch` with patience. A redirect, or any answer below 400, or 404, or 416, is returned; others are errors.
 *
 * @throws CheckpointError "network", "rate-limited", "access-denied" …; the signal's reason when it fires
 */
export async function request(
  url: string,
  init: RequestInit & { signal?: AbortSignal },
  subject: RequestSubject,
  { attempts = 5, firstDelay = 500, fetch: ask = fetch }: RequestOptions = {},
): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    init.signal?.throwIfAborted();
    let response: Response;
    try {
      response = await ask(url, init);
    } catch (cause) {
      init.signal?.throwIfAborted();
      if (attempt >= attempts) throw unreachable(url, subject, attempt, cause);
      await pause(backoff(firstDelay, attempt), init.signal);
      continue;
    }
    if (response.status < 400 || response.status === 416) return response;
    if (response.status === 404 && !/^(Repo|Revision)NotFound$/.test(response.headers.get("X-Error-Code") ?? ""))
      return response;
    if (!passing.has(response.status) || attempt >= attempts) throw await httpError(response, url, subject, attempt);
    await response.body?.cancel();
    await pause(askedPause(response) ?? backoff(firstDelay, attempt), init.signal);
  }
}

/** Twice as long each time, and a little random, so that many clients do not come back at the same moment. */
export function backoff(firstDelay: number, attempt: number): number {
  return firstDelay * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
}

/** Waits, and stops waiting when the signal fires. @throws the signal's reason */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** Retry-After, in milliseconds: a number of seconds, or a date. */
function askedPause(response: Response): number | null {
  const text = response.headers.get("Retry-After");
  if (!text) return null;
  const milliseconds = /^\d+(\.\d+)?$/.test(text) ? 1000 * Number(text) : Date.parse(text) - Date.now();
  return Number.isNaN(milliseconds) ? null : Math.min(longestPause, Math.max(0, milliseconds));
}

function unreachable(url: string, { file }: RequestSubject, attempts: number, cause: unknown): CheckpointError {
  const { message, cause: deeper } = cause as Error;
  const reason = deeper instanceof Error && deeper.message ? `${message}: ${deeper.message}` : message;
  return new CheckpointError(
    `${url}: could not be fetched in ${attempts} tries (${reason}). Check the address and the connection, or pass offline: true to use what is in the cache.`,
    { code: "network", file, cause },
  );
}
