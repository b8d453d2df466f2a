/** A checkpoint's files, read on the other side of a channel. @module */
import type { Source, SourceFile } from "../source/source.ts";
import type { CallContext, Channel, Handlers } from "./channel.ts";

interface FileData {
  id: number;
  name: string;
  size: number;
  remote?: boolean;
  keepable: boolean;
}

export interface SourceData {
  name: string;
  lists: boolean;
}

/** What the other side has to know to stand in for `source`. */
export function describeSource({ name, list }: Source): SourceData {
  return { name, lists: list !== undefined };
}

/** Answers the calls of a {@link remoteSource}. */
export function sourceHandlers(source: () => Source): Handlers {
  const files = new Map<number, SourceFile>();
  return {
    async "source.open"(path: string, { signal }): Promise<FileData | null> {
      const file = await source().open(path, signal);
      if (!file) return null;
      const id = files.size;
      files.set(id, file);
      const { name, size, remote } = file;
      return { id, name, size, remote, keepable: file.download !== undefined };
    },
    async "source.read"({ id, start, end }: { id: number; start: number; end: number }, { signal }) {
      const bytes = await files.get(id)!.read(start, end, signal);
      return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice(); // no more than was asked for moves
    },
    "source.download": (id: number, { signal, tell }: CallContext) =>
      files.get(id)!.download!({ signal, onBytes: tell }),
    "source.list": (_: undefined, { signal }) => source().list!(signal),
    "source.explainMissing": async (path: string) => (await source().explainMissing?.(path)) ?? null,
  };
}

/** A source whose files are read by the other side. */
export function remoteSource(channel: Channel, { name, lists }: SourceData): Source {
  return {
    name,
    async open(path, signal) {
      const file = await channel.call<FileData | null>("source.open", path, { signal });
      return file && remoteFile(channel, file);
    },
    explainMissing: (path) => channel.call("source.explainMissing", path),
    ...(lists && { list: (signal) => channel.call<string[]>("source.list", undefined, { signal }) }),
  };
}

function remoteFile(channel: Channel, { id, keepable, ...file }: FileData): SourceFile {
  return {
    ...file,
    read: (start, end, signal) => channel.call("source.read", { id, start, end }, { signal }),
    ...(keepable && {
      download: ({ signal, onBytes } = {}) =>
        channel.call<void>("source.download", id, { signal, onEvent: (count) => onBytes?.(count as number) }),
    }),
  };
}
