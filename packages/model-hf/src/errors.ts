/**
 * Errors about files that are not ours: what file, what tensor, what was wrong, what to do.
 * @module
 */

/** What kind of trouble; callers choose by it between "try again", "get another file" and "ask for support". */
export type CheckpointErrorCode =
  | "file-missing"
  | "file-truncated"
  | "file-malformed"
  | "file-ambiguous"
  | "not-json"
  | "network"
  | "rate-limited"
  | "access-denied"
  | "repository-missing"
  | "revision-missing"
  | "offline"
  | "checksum"
  | "storage-full"
  | "storage-denied"
  | "memory"
  | "worker-failed"
  | "device-unavailable"
  | "tensor-missing"
  | "tensor-unexpected"
  | "tensor-shape"
  | "dtype-unsupported"
  | "model-type-unsupported"
  | "config-unsupported";

export interface CheckpointErrorDetails {
  code: CheckpointErrorCode;
  file?: string;
  tensor?: string;
  cause?: unknown;
}

export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
  readonly code: CheckpointErrorCode;
  readonly file?: string;
  readonly tensor?: string;

  constructor(message: string, { code, file, tensor, cause }: CheckpointErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.file = file;
    this.tensor = tensor;
  }

  /** Address of the page that says what the code means, why it happens and what to do. */
  get help(): string {
    return `https://llm-anatomy.github.io/errors/${this.code}/`;
  }
}
