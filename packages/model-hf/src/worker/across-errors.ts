/** Errors that cross from a worker: a structured clone would keep their message and lose their class and code. @module */
import { CheckpointError, type CheckpointErrorDetails } from "../errors.ts";

/** An error as plain data. */
export interface ErrorData {
  kind: string;
  message: string;
  stack?: string;
  details?: Omit<CheckpointErrorDetails, "cause">;
  cause?: ErrorData;
}

// A cause may have a cause; a circle of them must end somewhere.
const deepest = 8;

export function encodeError(error: unknown, depth = 0): ErrorData {
  if (!(error instanceof Error || error instanceof DOMException)) return { kind: "Error", message: String(error) };
  const { name: kind, message, stack, cause } = error as Error;
  const data: ErrorData = { kind, message, stack };
  if (error instanceof CheckpointError) {
    const { code, file, tensor } = error;
    data.details = { code, file, tensor };
  }
  if (cause !== undefined && depth < deepest) data.cause = encodeError(cause, depth + 1);
  return data;
}

/** The error again, of its own class; its stack is the worker's. */
export function decodeError({ kind, message, stack, details, cause: inner }: ErrorData): Error {
  const cause = inner && decodeError(inner);
  const error = details ? new CheckpointError(message, { ...details, cause }) : plainError(kind, message, cause);
  if (stack) Object.defineProperty(error, "stack", { value: stack, configurable: true, writable: true });
  return error;
}

const classes: Record<string, ErrorConstructor> = { RangeError, TypeError, SyntaxError };

function plainError(kind: string, message: string, cause: Error | undefined): Error {
  const Class = Object.hasOwn(classes, kind) ? classes[kind] : Error;
  const error = new Class(message, cause && { cause });
  if (error.name !== kind) Object.defineProperty(error, "name", { value: kind, configurable: true });
  return error;
}
