import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesSource, handleSource, loadModel, type ModelSource, resolveSource } from "@llm-anatomy/model-hf";
import { describe, expect, it } from "vitest";
import { fixtures, llamaFiles } from "../memory-source.ts";
import { zip } from "./make-zip.ts";
import { startHub } from "./stand-in-hub.ts";

const files = Object.fromEntries(
  Object.entries(llamaFiles()).map(([path, content]) => [
    path,
    typeof content === "string" ? new TextEncoder().encode(content) : content,
  ]),
);
const weights = files["model.safetensors"];

const inFolder = (contents: Record<string, Uint8Array>, folder = "llama/") =>
  Object.fromEntries(Object.entries(contents).map(([path, content]) => [folder + path, content]));
const fileAt = (path: string, content: Uint8Array, relative = path) =>
  Object.defineProperty(new File([content as Uint8Array<ArrayBuffer>], path.split("/").at(-1)!), "webkitRelativePath", {
    value: relative,
  });

async function logitsOf(from: ModelSource): Promise<number[]> {
  const model = await loadModel(from);
  const { logits } = await model.forward([1, 2, 3]);
  await model.dispose();
  return [...logits!.data];
}
const expected = await logitsOf(join(fixtures, "llama"));

describe("a zip archive", () => {
  it.each([
    ["stored", 0],
    ["deflated", 8],
  ] as const)("loadModel(archive, %s) gives the numbers of the folder", async (_, method) => {
    const archive = zip({ ...inFolder(files), "__MACOSX/llama/._config.json": new Uint8Array(3) }, method);
    expect(await logitsOf(new Blob([archive]))).toEqual(expected);
    expect(await logitsOf([new File([archive], "llama.zip")])).toEqual(expected);
    const source = await resolveSource(new Blob([archive]));
    expect(await source.list!()).toEqual(["config.json", "model.safetensors"]);
  });

  it("is opened by its path on disk, and by its address", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zip-"));
    const hub = await startHub({ "org/llama": { files: { "llama.zip": zip(files, 0) }, large: ["llama.zip"] } });
    try {
      writeFileSync(join(folder, "llama.ZIP"), zip(files, 8));
      expect(await logitsOf(join(folder, "llama.ZIP"))).toEqual(expected);
      const source = await resolveSource(`${hub.endpoint}/org/llama/resolve/main/llama.zip`);
      hub.seen.length = 0;
      expect(await (await source.open("model.safetensors"))!.read(300_000, 300_004)).toEqual(
        weights.slice(300_000, 300_004),
      );
      const asked = hub.seen.filter(({ host }) => host === "cdn").map(({ range }) => range);
      const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(asked.at(-1)!)!;
      expect(Number(last) - Number(first)).toBe(3); // four bytes, not the archive
      await expect(resolveSource(`${hub.endpoint}/org/llama/resolve/main/other.zip`)).rejects.toThrow(
        "other.zip: there is no such file. Check the address.",
      );
    } finally {
      hub.close();
      rmSync(folder, { recursive: true });
    }
  });

  it("is read in any order, and by several readers", async () => {
    for (const method of [0, 8] as const) {
      const file = (await (await resolveSource(new Blob([zip(files, method)]))).open("model.safetensors"))!;
      const places = [5000, 10, 5000, weights.length - 4, 0];
      const read = await Promise.all(places.map((start) => file.read(start, start + 4)));
      expect(read).toEqual(places.map((start) => weights.slice(start, start + 4)));
    }
  });

  it("that cannot be read is an error that says why", async () => {
    const broken = (from: Uint8Array<ArrayBuffer>) => resolveSource(new File([from], "llama.zip"));
    await expect(broken(zip(files, 0).slice(0, 5000))).rejects.toThrow(
      "llama.zip: is no zip archive of 5000 bytes that can be read (could not find end of central directory. maybe not zip file). Download or pack it again.",
    );
    const unknown = await broken(zip(files, 14));
    await expect(unknown.open("config.json")).rejects.toThrow(
      `llama.zip/config.json: cannot be unpacked: it has compression method 14 (${files["config.json"].length} bytes in the archive, ${files["config.json"].length} unpacked). Pack it again without encryption, stored or deflated.`,
    );
    const damaged = zip(files, 8);
    const length = files["config.json"].length;
    damaged.fill(255, 100, 200);
    await expect((await (await broken(damaged)).open("config.json"))!.read(0, length)).rejects.toThrow(
      "llama.zip/config.json: cannot be unpacked: ",
    );
  });
});

describe("picked and dropped files", () => {
  it("loadModel(files) leaves out the folders around config.json", async () => {
    const picked = Object.entries(files).map(([path, content]) => fileAt(path, content, `downloads/llama/${path}`));
    expect(await logitsOf([...picked, fileAt("notes.txt", new Uint8Array(1), "downloads/notes.txt")])).toEqual(
      expected,
    );
    await expect(resolveSource([])).rejects.toThrow("files: none were given. Drop the folder that holds config.json.");
    expect(() => filesSource([])).toThrow("none were given");
  });

  it("loadModel(event.dataTransfer) walks through dropped folders", async () => {
    const entryOf = (path: string, content: Uint8Array) => ({
      isFile: true,
      fullPath: path,
      file: (give: (file: File) => void) => give(fileAt(path, content, "")),
    });
    const children = Object.entries(files).map(([path, content]) => entryOf(`/llama/${path}`, content));
    const folder = {
      isDirectory: true,
      createReader: () => {
        const left = children.map((child) => [child]); // a browser gives some at a time
        return { readEntries: (give: (some: object[]) => void) => give(left.shift() ?? []) };
      },
    };
    const drop = { items: [{ webkitGetAsEntry: () => folder }], files: [new File([], "llama")] };
    expect(await logitsOf(drop as never)).toEqual(expected);
    const archive = new File([zip(files, 8)], "llama.zip");
    expect(await logitsOf({ items: [], files: [archive] } as never)).toEqual(expected);
  });

  it("loadModel(directory handle) reads its files, and names one that may not be read", async () => {
    const refuse = (name: string) => Promise.reject(Object.assign(new Error("no"), { name }));
    const handle = {
      kind: "directory",
      name: "llama",
      getDirectoryHandle: () => refuse("NotFoundError"),
      getFileHandle: (name: string) =>
        name in files ? Promise.resolve({ getFile: async () => fileAt(name, files[name]) }) : refuse("NotFoundError"),
      async *values() {
        for (const name of Object.keys(files)) yield { kind: "file", name };
      },
    };
    expect(await logitsOf(handle as never)).toEqual(expected);
    expect(await (await resolveSource(handle as never)).list!()).toEqual(["config.json", "model.safetensors"]);
    const closed = { ...handle, getFileHandle: () => refuse("NotAllowedError") };
    await expect(handleSource(closed as never).open("config.json")).rejects.toThrow(
      "llama/config.json: cannot be read (no). Pick the folder again, and allow the page to read it.",
    );
  });
});
