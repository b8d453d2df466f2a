/** What went wrong, in the shape that OpenAI's clients know. @module */
import { CheckpointError } from "../errors.ts";

export type ErrorStatus = 400 | 401 | 403 | 404 | 413 | 415 | 500 | 503;

interface ErrorDetails {
  /** The parameter that is wrong. */
  param?: string;
  /** For programs: `model_not_found`. */
  code?: string;
}

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: ErrorStatus;
  readonly param: string | null;
  readonly code: string | null;

  constructor(status: ErrorStatus, message: string, { param, code }: ErrorDetails = {}) {
    super(message);
    this.status = status;
    this.param = param ?? null;
    this.code = code ?? null;
  }

  /** As an answer has it. */
  get body(): object {
    const { message, param, code } = this;
    return { error: { message, type: this.status < 500 ? "invalid_request_error" : "server_error", param, code } };
  }
}

/** A model refuses what it cannot do by RangeError and TypeError, and what its files lack by CheckpointError: the request is wrong. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const { message } = error as Error;
  if (error instanceof RangeError || error instanceof TypeError) return new ApiError(400, message);
  if (error instanceof CheckpointError && error.code === "file-missing") return new ApiError(400, message);
  return new ApiError(500, message);
}
