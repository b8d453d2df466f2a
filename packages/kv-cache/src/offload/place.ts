/**
 * Where bytes are kept under a name. Each place does it its own way; what goes on top is cache-store.ts.
 *
 * All of them replace whole: whoever reads while another writes gets the old bytes or the new ones, and after a crash
 * there are the old ones.
 * @module
 */

export interface Place {
  readonly kind: "files" | "opfs" | "indexeddb";
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** null where there is none. */
  read(name: string): Promise<Uint8Array | null>;
  /** Whether there was one. */
  delete(name: string): Promise<boolean>;
  list(): Promise<StoredBytes[]>;
}

export interface StoredBytes {
  name: string;
  bytes: number;
  /** Milliseconds since 1970. */
  savedAt: number;
}

const ending = ".kv";

/** A name that any file system takes: percent-encoded, so that nothing in it means a folder. */
export function fileName(name: string): string {
  return encodeURIComponent(name).replaceAll("*", "%2A") + ending; // "*" is no name on Windows
}

/** The name that a file stands for; null for files that are not ours. */
export function nameOfFile(file: string): string | null {
  if (!file.endsWith(ending)) return null;
  try {
    return decodeURIComponent(file.slice(0, -ending.length));
  } catch {
    return null; // a "%" that stands for nothing: somebody else's file
  }
}
