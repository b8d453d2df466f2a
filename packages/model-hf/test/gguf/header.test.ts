import { join } from "node:path";
import { gguf } from "@huggingface/gguf";
import { CheckpointError, loadModel } from "@llm-anatomy/model-hf";
import { describe, expect, it } from "vitest";
import {
  type Bytes,
  bool,
  float32,
  floats,
  ggufBytes,
  type Metadata,
  string,
  strings,
  uint32,
  uint64,
  type WrittenTensor,
} from "../../../../tools/gguf/gguf-writer.ts";
import { seededRandom } from "../../../../tools/test-kit/src/random.ts";
import { readGgufHeader } from "../../src/gguf/gguf-header.ts";
import { fixtures } from "../memory-source.ts";
import { ggufOfFolder, listedSource, tinyModels, tinyTokenizer, tokenizerOf } from "./make-gguf.ts";

async function header(bytes: Uint8Array, signal?: AbortSignal) {
  const source = listedSource({ "x.gguf": bytes });
  return { ...(await readGgufHeader((await source.open("x.gguf"))!, "x.gguf", signal)), reads: source.reads };
}

async function errorOf(work: Promise<unknown>): Promise<CheckpointError> {
  const error = await work.then(
    () => new Error("it was read"),
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(CheckpointError);
  return error;
}

const tensor = (
  name: string,
  shape: number[],
  type = 0,
  byteLength = 4 * shape.reduce((a, b) => a * b, 1),
): WrittenTensor => ({
  name,
  type,
  shape,
  byteLength,
  bytes: () => new Uint8Array(byteLength).fill(1),
});

describe("readGgufHeader(file)", () => {
  it("reads every kind of metadata: whole numbers as numbers, float32 as the shortest decimal", async () => {
    const metadata: Metadata = {
      a: uint32(7),
      b: uint64(2 ** 40),
      c: float32(1e-5),
      d: bool(true),
      e: string("text ▁"),
      f: strings(["x", "", "é"]),
      g: floats([0.5, -1]),
    };
    expect((await header(ggufBytes(metadata, []))).metadata).toMatchObject({
      ...{ a: 7, b: 2 ** 40, c: 1e-5, d: true, e: "text ▁", f: ["x", "", "é"], g: [0.5, -1] },
    });
  });

  it("tells where tensors lie, slowest axis first", async () => {
    const { tensors } = await header(ggufBytes({}, [tensor("a", [2, 3]), tensor("b", [5], 0)]));
    expect(tensors.map(({ name, shape, start, end }) => [name, shape, end - start, start % 32])).toEqual([
      ["a", [2, 3], 24, 0],
      ["b", [5], 20, 0],
    ]);
  });

  it("reads the header's parts only, not the tensors", async () => {
    const size = 9_000_000;
    const { reads } = await header(ggufBytes({}, [tensor("a", [size / 4])]));
    expect(Math.max(...reads.map(([, end]) => end))).toBeLessThan(size / 2);
  });

  it("reads texts that lie across the pieces in which a header is read", async () => {
    for (const last of ["the last token", "é".repeat(9)]) {
      for (const inside of [0, 1, 4, 7]) {
        const make = (fill: number) =>
          ggufBytes({ list: strings(["x".repeat(fill), last]), after: uint32(5) }, [tensor("a", [600_000])]);
        const start = Buffer.from(make(0)).indexOf(last); // of its bytes
        const { metadata } = await header(make(4 + 2 ** 20 - start - inside));
        expect((metadata.list as string[]).at(-1)).toBe(last);
        expect(metadata.after).toBe(5);
      }
    }
  });

  it("names what is not a GGUF file", async () => {
    const error = await errorOf(header(new TextEncoder().encode("version https://git-lfs.github.com/spec/v1\n")));
    expect(error.code).toBe("file-malformed");
    expect(error.message).toBe(
      'memory/x.gguf: begins with "version https://git-lfs.github.com/spec/v1\\n" but a GGUF file begins with "GGUF". It may be a Git LFS pointer or an error page; download the file itself.',
    );
  });

  it("names a format that cannot be read, with those that can", async () => {
    const error = await errorOf(header(ggufBytes({}, [tensor("blk.0.ffn_up.weight", [1, 256], 18, 98)])));
    expect(error).toMatchObject({ code: "dtype-unsupported", tensor: "blk.0.ffn_up.weight" });
    expect(error.message).toMatch(
      /^memory\/x\.gguf: tensor "blk\.0\.ffn_up\.weight" has the format IQ3_XXS, which cannot be read\. These can: F32, F16, .*Q4_K/,
    );
  });

  it("names rows that no block fits, tensors that overlap, and two of one name", async () => {
    const rows = await errorOf(header(ggufBytes({}, [tensor("a", [2, 48], 8, 102)])));
    expect(rows.message).toBe(
      'memory/x.gguf: tensor "a" has rows of 48 numbers but a block of Q8_0 has 32. The file is damaged; download it again.',
    );
    const two = ggufBytes({}, [tensor("a", [64]), tensor("b", [8])]);
    new DataView(two.buffer).setBigUint64(24 + 33 + 25, 32n, true); // where b begins: inside a
    const overlap = await errorOf(header(two));
    expect(overlap.message).toMatch(
      /^memory\/x\.gguf: tensor "b" begins at byte \d+ but the one before leaves off for byte \d+\. The file is damaged; download it again\.$/,
    );
    const twice = await errorOf(header(ggufBytes({}, [tensor("a", [8]), tensor("a", [8])])));
    expect(twice.message).toBe('memory/x.gguf: has two tensors "a". The file is damaged; download it again.');
  });

  it("says where a truncated file ends, wherever that is", async () => {
    const { bytes } = ggufOfFolder(join(fixtures, "llama"));
    const dataStart = (await header(bytes)).tensors[0].start;
    for (const size of [4, 5, 9, 30, 100, 700, dataStart - 40, dataStart + 1, bytes.length - 40]) {
      const error = await errorOf(header(bytes.slice(0, size)));
      expect(error.code).toBe("file-truncated");
      expect(error.message).toMatch(
        size < dataStart
          ? `ends at byte ${size}, inside its header.`
          : `but the file has ${size}. The file is truncated`,
      );
    }
  });

  it("names what no GGUF file has: counts, types, versions, lists in lists", async () => {
    const one = (write: (out: Bytes) => void, type = 9) =>
      header(ggufBytes({ key: { type, write } }, [])).then(
        () => "read",
        ({ message }: CheckpointError) => message,
      );
    expect(await one((out) => out.uint32(4).uint64(2 ** 23))).toBe(
      "memory/x.gguf: key is a list of 8388608, but lists have at most 4194304 items. The file is damaged; download it again.",
    );
    expect(await one((out) => out.uint32(1), 13)).toBe(
      "memory/x.gguf: key has the type 13, which GGUF does not have. The file is damaged; download it again.",
    );
    const nested = (depth: number) => (out: Bytes) => {
      for (let i = 0; i < depth; i++) out.uint32(9).uint64(1);
      out.uint32(4).uint64(1).uint32(7);
    };
    expect(await one(nested(3))).toBe("read");
    expect(await one(nested(4))).toBe(
      "memory/x.gguf: key has lists in lists, 4 deep. The file is damaged; download it again.",
    );
    expect(await one((out) => out.uint32(0).uint32(0xffffffff), 10)).toContain(
      "key is 18446744069414584000, which is no number",
    );
    const start = (change: (view: DataView) => void) => {
      const bytes = ggufBytes({ "general.alignment": uint32(24) }, []);
      change(new DataView(bytes.buffer));
      return errorOf(header(bytes));
    };
    expect((await start((view) => view.setUint32(4, 1, true))).message).toContain(
      "has version 1 of GGUF; versions 2 and 3",
    );
    expect((await start((view) => view.setUint32(4, 3, false))).message).toContain("is a big-endian GGUF file");
    expect((await start(() => {})).message).toContain("general.alignment is 24 but has to be a power of two");
  });

  it("reads what @huggingface/gguf reads", async () => {
    const { bytes } = ggufOfFolder(join(tinyModels, "tiny-moe"), "Q4_0", {
      metadata: tokenizerOf(join(tinyModels, "tiny-moe"), tinyTokenizer),
    });
    const parts: typeof fetch = async (_, init) => {
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get("Range")!)!;
      return new Response(bytes.slice(Number(from), Number(to) + 1));
    };
    const theirs = await gguf("https://localhost/x.gguf", { fetch: parts });
    const ours = await header(bytes);
    const { version: _, tensor_count, kv_count, ...metadata } = theirs.metadata as Record<string, unknown>;
    const rounded = Object.entries(ours.metadata).map(([key, value]) => [
      key,
      typeof value === "number" ? Math.fround(value) : value,
    ]);
    expect(Object.fromEntries(rounded)).toEqual(metadata);
    expect(ours.tensors.map(({ name, shape, start }) => [name, shape, start])).toEqual(
      theirs.tensorInfos.map(({ name, shape, offset }) => [
        name,
        shape.map(Number).reverse(),
        Number(theirs.tensorDataOffset + offset),
      ]),
    );
    expect(ours.tensors.length).toBe(Number(tensor_count));
    expect(Object.keys(ours.metadata).length).toBe(Number(kv_count));
  });

  it("stops at a signal, with the signal's own reason", async () => {
    await expect(header(ggufBytes({}, []), AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
  });
});

describe("loadModel of a GGUF file that somebody damaged", () => {
  const { bytes } = ggufOfFolder(join(fixtures, "llama"));

  it("loads, or is refused by name: never another error, never a hang", { timeout: 60_000 }, async () => {
    const random = seededRandom(11);
    const end = 3000; // metadata and places
    let refused = 0;
    for (let round = 0; round < 150; round++) {
      const damaged = bytes.slice();
      for (let i = 0; i <= round % 4; i++) damaged[4 + Math.floor(random() * end)] = Math.floor(random() * 256);
      try {
        await (await loadModel(listedSource({ "x.gguf": damaged }))).dispose();
      } catch (error) {
        refused++;
        if (!(error instanceof CheckpointError)) throw new Error(`round ${round}: ${(error as Error).stack}`);
      }
    }
    expect(refused).toBeGreaterThan(50);
  });

  it.each([
    ["a count of tensors", 8],
    ["a count of metadata", 16],
    ["the length of a key", 24],
  ])("%s of 2^60", async (_, at) => {
    const damaged = bytes.slice();
    new DataView(damaged.buffer).setBigUint64(at as number, 2n ** 60n, true);
    const error = await errorOf(loadModel(listedSource({ "x.gguf": damaged })));
    expect(error.code).toBe("file-malformed");
  });
});
