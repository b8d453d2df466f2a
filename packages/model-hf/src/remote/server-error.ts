/** A server that did not do what it was asked. @module */

export interface ServerErrorDetails {
  /** Of HTTP; absent when the server could not be reached, or broke off. */
  status?: number;
  /** The server's own word for it: `model_not_found`. */
  code?: string;
  /** Seconds after which the server wants to be asked again. */
  retryAfter?: number;
  cause?: unknown;
}

export class ServerError extends Error {
  override readonly name = "ServerError";
  readonly status?: number;
  readonly code?: string;
  readonly retryAfter?: number;

  constructor(message: string, { status, code, retryAfter, cause }: ServerErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
