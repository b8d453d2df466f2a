import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Checkpoint, CheckpointError, loadModel, urlSource } from "@llm-anatomy/model-hf";
import { afterEach, describe, expect, it } from "vitest";
import { llamaConfig, llamaFiles, memorySource, safetensors, tensorsOf } from "./memory-source.ts";

type Header = Record<string, { dtype: string; shape: number[]; data_offsets: number[] }>;

const four = { dtype: "F32", shape: [4], bytes: new Uint8Array(16) };

/** The error that loading these files ends with. */
async function loadError(files: Record<string, Uint8Array | string>): Promise<CheckpointError> {
  return errorOf(() => loadModel(memorySource(files)));
}

async function errorOf(work: () => Promise<unknown>): Promise<CheckpointError> {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(CheckpointError);
    return error as CheckpointError;
  }
  throw new Error("it loaded");
}

describe("loadModel of a damaged safetensors file", () => {
  const weights = llamaFiles()["model.safetensors"] as Uint8Array;

  it("says how long a truncated file is and where it should end", async () => {
    const error = await loadError(llamaFiles({ "model.safetensors": weights.slice(0, weights.length - 100_000) }));
    expect(error.code).toBe("file-truncated");
    expect(error.message).toMatch(
      /^memory\/model\.safetensors: tensor ".+" ends at byte \d+ but the data section has \d+\. The file is truncated; download it again\.$/,
    );
    expect(error.tensor).toBeDefined();
  });

  it("refuses a header that claims 1 TB without reading it", async () => {
    const claim = new Uint8Array(64);
    new DataView(claim.buffer).setBigUint64(0, 2n ** 40n, true);
    const error = await loadError(llamaFiles({ "model.safetensors": claim }));
    expect(error.message).toBe(
      "memory/model.safetensors: claims a header of 1099511627776 bytes but at most 100000000 are allowed. This is not a safetensors file, or it is damaged.",
    );
  });

  it("refuses a header that is longer than its file", async () => {
    const claim = new Uint8Array(64);
    new DataView(claim.buffer).setBigUint64(0, 5000n, true);
    const error = await loadError(llamaFiles({ "model.safetensors": claim }));
    expect(error.message).toBe(
      "memory/model.safetensors: claims a header of 5000 bytes but the file has 64. The file is truncated; download it again.",
    );
  });

  it("names a Git LFS pointer in place of the file", async () => {
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 4\n";
    const error = await loadError(llamaFiles({ "model.safetensors": pointer }));
    expect(error.message).toContain('is text (it begins with "version https://git-lfs');
  });

  it.each([
    [
      "bytes that do not fit the shape",
      (h: Header) => {
        h.a.shape = [5];
      },
      'tensor "a" has 16 bytes but F32 [5] needs 20. The file is damaged.',
    ],
    [
      "a shape that is no shape",
      (h: Header) => (h.a.shape = [-4]),
      'tensor "a" has shape [-4], which is not a list of sizes.',
    ],
    [
      "offsets that run backwards",
      (h: Header) => (h.a.data_offsets = [16, 0]),
      'tensor "a" has data_offsets [16,0], which is not [start, end].',
    ],
    [
      "an unknown dtype",
      (h: Header) => (h.a.dtype = "F4"),
      'tensor "a" has dtype F4, which cannot be read. These can: F64, F32, F16, BF16, F8_E4M3, F8_E5M2, I64, U64, I32, U32, I16, U16, I8, U8, BOOL.',
    ],
    [
      "overlapping tensors",
      (h: Header) => (h.b.data_offsets = [8, 24]),
      'there is an overlap of 8 bytes before tensor "b"',
    ],
  ])("refuses %s", async (_, change, message) => {
    const file = safetensors({ a: four, b: four }, (header) => change(header as Header));
    const error = await errorOf(() => Checkpoint.open(memorySource({ "model.safetensors": file })));
    expect(error.message).toContain(message);
    expect(error.file).toBe("model.safetensors");
  });

  it("refuses bytes that belong to no tensor", async () => {
    const file = safetensors({ a: four, b: four }, (header) => delete header.b);
    const error = await errorOf(() => Checkpoint.open(memorySource({ "model.safetensors": file })));
    expect(error.message).toMatch(
      /its tensors end at byte \d+ but the file has \d+\. Header and data do not belong together\.$/,
    );
  });

  it("survives any header without anything but a CheckpointError", async () => {
    const original = safetensors({ a: four, b: four });
    for (let i = 0; i < original.length; i++) {
      for (const bits of [0x01, 0x20, 0x80]) {
        const damaged = original.slice();
        damaged[i] ^= bits;
        await Checkpoint.open(memorySource({ "model.safetensors": damaged })).catch((error) => {
          expect(error).toBeInstanceOf(CheckpointError);
        });
      }
    }
  });
});

describe("loadModel of a checkpoint that does not fit its config", () => {
  it("names a missing tensor and the most similar one", async () => {
    const error = await loadError(llamaFiles({ "config.json": llamaConfig({ num_hidden_layers: 4 }) }));
    expect(error.code).toBe("tensor-missing");
    expect(error.tensor).toBe("model.layers.3.input_layernorm.weight");
    expect(error.message).toContain('the most similar is "model.layers.');
  });

  it("does not take the embedding for a head that the config says is another", async () => {
    const { "lm_head.weight": _head, ...others } = tensorsOf(llamaFiles()["model.safetensors"] as Uint8Array);
    const config = llamaConfig({ tie_word_embeddings: false });
    const error = await loadError(llamaFiles({ "config.json": config, "model.safetensors": safetensors(others) }));
    expect(error.code).toBe("tensor-missing");
    expect(error.message).toContain("tie_word_embeddings is false");
  });

  it("names tensors that have no place", async () => {
    const error = await loadError(llamaFiles({ "config.json": llamaConfig({ num_hidden_layers: 2 }) }));
    expect(error.code).toBe("tensor-unexpected");
    expect(error.message).toContain('9 tensors have no place in this model ("model.layers.2.input_layernorm.weight"');
  });

  it("compares shapes with the config", async () => {
    const error = await loadError(llamaFiles({ "config.json": llamaConfig({ vocab_size: 200 }) }));
    expect(error.code).toBe("tensor-shape");
    expect(error.message).toContain("has shape [199, 64] but the config asks for [200, 64]");
  });

  it("lists the supported model types", async () => {
    const error = await loadError(llamaFiles({ "config.json": llamaConfig({ model_type: "nonsense" }) }));
    expect(error.code).toBe("model-type-unsupported");
    expect(error.message).toMatch(/^memory\/config\.json: model_type "nonsense" is not supported\. Supported: .*llama/);
  });

  it("refuses a config key it does not know", async () => {
    const error = await loadError(llamaFiles({ "config.json": llamaConfig({ use_antigravity: true }) }));
    expect(error.message).toContain("use_antigravity is not known for this model type (use_antigravity=true)");
    expect(error.message).toContain('ignoreConfigKeys: ["use_antigravity"]');
  });

  it("refuses a value of the wrong kind", async () => {
    const error = await loadError(llamaFiles({ "config.json": llamaConfig({ hidden_size: "64" }) }));
    expect(error.message).toBe('memory/config.json: hidden_size is "64" but has to be a number.');
  });
});

describe("loadModel of files that are not there or not what they are named after", () => {
  it("says that there is no config.json", async () => {
    const error = await loadError({});
    expect(error.message).toBe("memory: has no config.json. Is this a Hugging Face checkpoint?");
  });

  it("recognises a web page where JSON was expected", async () => {
    const error = await loadError(llamaFiles({ "config.json": "<!DOCTYPE html><html>Sign in</html>" }));
    expect(error.code).toBe("not-json");
    expect(error.message).toContain('memory/config.json: is a web page (it begins with "<!DOCTYPE html>');
  });

  it("says that there are no weights", async () => {
    const error = await loadError(llamaFiles({ "model.safetensors": undefined }));
    expect(error.message).toContain("memory: has neither model.safetensors nor model.safetensors.index.json");
  });

  it("names the part of a sharded checkpoint that is missing", async () => {
    const index = JSON.stringify({ weight_map: { "lm_head.weight": "model-00002-of-00002.safetensors" } });
    const error = await loadError(
      llamaFiles({ "model.safetensors": undefined, "model.safetensors.index.json": index }),
    );
    expect(error.message).toBe(
      "memory: model.safetensors.index.json names model-00002-of-00002.safetensors, which is not there. Download all parts.",
    );
  });

  it("asks for token ids, or the file, when there is no tokenizer", async () => {
    const model = await loadModel(memorySource(llamaFiles()));
    const error = await errorOf(async () => model.tokenizer);
    expect(error.message).toBe(
      "memory: has no tokenizer.json, so text cannot be turned into tokens. Pass token ids, or add the file.",
    );
    await model.dispose();
  });

  it("refuses an option it does not know", async () => {
    await expect(loadModel(memorySource(llamaFiles()), { engin: "eager" } as never)).rejects.toThrow(
      'loadModel: there is no option "engin".',
    );
  });
});

describe("loadModel over HTTP", () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function serve(listener: RequestListener): Promise<string> {
    server = createServer(listener);
    await new Promise<void>((ready) => server!.listen(0, "127.0.0.1", ready));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/model`;
  }

  it("says that a 404 means the checkpoint lacks config.json", async () => {
    const base = await serve((_, response) => response.writeHead(404).end("not found"));
    const error = await errorOf(() => loadModel(base));
    expect(error.message).toBe(`${base}: has no config.json. Is this a Hugging Face checkpoint?`);
  });

  it("tells to sign in after a 401", async () => {
    const base = await serve((_, response) => response.writeHead(401).end());
    const error = await errorOf(() => loadModel(base));
    expect(error.code).toBe("access-denied");
    expect(error.message).toBe(
      `${base}/model.safetensors: the server answered 401 Unauthorized. Sign in: pass urlSource(address, { headers: { Authorization: … } }).`,
    );
  });

  it("recognises a login page that is served as config.json", async () => {
    const base = await serve((_, response) =>
      response.writeHead(200, { "Content-Type": "text/html" }).end("<html>login</html>"),
    );
    const error = await errorOf(() => loadModel(base));
    expect(error.code).toBe("not-json");
  });

  it("notices a body that ends early", async () => {
    const base = await serve((_, response) => {
      response.writeHead(200, { "Content-Length": "1000" });
      response.write("{");
      setTimeout(() => response.destroy(), 10);
    });
    const error = await errorOf(() => loadModel(base));
    expect(error.code).toBe("file-truncated");
  });

  it("reads weights by ranges, and whole where a server knows none", async () => {
    const files = llamaFiles();
    for (const ranges of [true, false]) {
      const base = await serve((request, response) => {
        const content = files[(request.url ?? "").replace("/model/", "")];
        if (content === undefined) return void response.writeHead(404).end();
        const bytes = Buffer.from(content as Uint8Array);
        const match = ranges && /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "");
        if (!match) return void response.writeHead(200).end(bytes);
        const [start, end] = [Number(match[1]), Math.min(Number(match[2]), bytes.length - 1)];
        response
          .writeHead(206, { "Content-Range": `bytes ${start}-${end}/${bytes.length}` })
          .end(bytes.subarray(start, end + 1));
      });
      const model = await loadModel(urlSource(base));
      const { logits } = await model.forward([1, 2, 3]);
      expect(logits?.shape).toEqual([1, 3, 199]);
      await model.dispose();
      server?.close();
    }
  });

  it("stops with the signal's reason", async () => {
    const controller = new AbortController();
    const base = await serve(() => controller.abort(new Error("enough")));
    await expect(loadModel(base, { signal: controller.signal })).rejects.toThrow("enough");
  });
});
