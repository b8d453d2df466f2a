/** A tokenizer in the arena, and where it comes from. @module */
import { knownTokenizers } from "@llm-anatomy/known-tokenizers";

export type Origin =
  | { kind: "known"; name: (typeof knownTokenizers)[number]["name"] }
  | { kind: "tiny" }
  | { kind: "hub"; id: string }
  | { kind: "files"; files: Record<string, Uint8Array> };

export interface Contestant {
  /** As it stands in a link: "gpt2", "tiny", "hub:org/name"; files have none that means anything elsewhere. */
  key: string;
  title: string;
  /** Models, licence, source. */
  detail: string;
  origin: Origin;
}

/** What comes with the page. */
export const bundled: readonly Contestant[] = [
  ...knownTokenizers.map(({ name, title, models, kind, year, licence, source }): Contestant => {
    const detail = `${kind}, ${year}. For ${models}. By ${source} (${licence}).`;
    return { key: name, title, detail, origin: { kind: "known", name } };
  }),
  {
    key: "tiny",
    title: "tiny-llama",
    detail: "The tokenizer of this project's own small model, made from short stories. MIT.",
    origin: { kind: "tiny" },
  },
];

/** @throws RangeError that says how an id looks, for something that is none */
export function fromHub(typed: string): Contestant {
  const id = typed
    .trim()
    .replace(/^https:\/\/huggingface\.co\//, "")
    .replace(/\/+$/, "");
  if (!/^[\w.-]+(\/[\w.-]+)?$/.test(id))
    throw new RangeError(`“${typed}” is no model on the Hub. Write its id as in its address: organisation/model.`);
  return { key: `hub:${id}`, title: id, detail: `From https://huggingface.co/${id}.`, origin: { kind: "hub", id } };
}

/** From files that were chosen or dropped. Their names are the key, so that the same file replaces itself. */
export async function fromFiles(files: readonly File[]): Promise<Contestant> {
  const read = await Promise.all(
    files.map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())] as const),
  );
  const names = files.map(({ name }) => name).join(", ");
  return {
    key: `file:${names}`,
    title: names,
    detail: "Read from your disk. It stays in this page.",
    origin: { kind: "files", files: Object.fromEntries(read) },
  };
}
