import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { CheckpointError, loadModel } from "@llm-anatomy/model-hf";
import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { describe, expect, it } from "vitest";
import { ggufBytes, type Metadata, string } from "../../../../tools/gguf/gguf-writer.ts";
import { type TokenizerOptions, tokenizerMetadata } from "../../../../tools/gguf/tokenizer-metadata.ts";
import { readGgufHeader } from "../../src/gguf/gguf-header.ts";
import { generationConfig, tokenizerConfig, tokenizerFile } from "../../src/gguf/gguf-tokenizer.ts";
import { ggufOfFolder, listedSource, tinyModels, tinyTokenizer, tokenizerOf } from "./make-gguf.ts";

const texts = [
  "Hello, World! It's 12345 o'clock — isn't it?",
  "  two  spaces\tand a\n\nnew line\r\n",
  "Größe, naïve café, ﬁne ½ ™",
  "日本語のテキスト、한국어 텍스트 и русский текст",
  "def f(x):\n    return x ** 2  # 100%\n",
  "emoji 👩‍👩‍👧 and 🇩🇪, e\u0301 combined",
  "WE'LL 1,000,000.50 x²+y²",
  "",
  " ",
];

/** What a GGUF file with these metadata says. */
async function readBack(metadata: Metadata, architecture = "llama") {
  const bytes = ggufBytes({ "general.architecture": string(architecture), ...metadata }, []);
  const file = await listedSource({ "x.gguf": bytes }).open("x.gguf");
  return (await readGgufHeader(file!, "x.gguf")).metadata;
}

async function expectSameIds(json: never, options: TokenizerOptions, architecture?: string): Promise<void> {
  const metadata = await readBack(tokenizerMetadata(json, options), architecture);
  const got = Tokenizer.fromJSON(tokenizerFile(metadata, "x.gguf"));
  const expected = Tokenizer.fromJSON(json);
  // A text that begins with a space gets another in front with SentencePiece and llama.cpp, and not with "Metaspace".
  const isMetaspace = JSON.stringify(json).includes('"Metaspace"');
  for (const text of texts.filter((text) => !isMetaspace || !text.startsWith(" "))) {
    const ids = [...expected.encodeIds(text)];
    expect([text, ...got.encodeIds(text)]).toEqual([text, ...ids]);
    expect(got.decode(ids, { skipSpecialTokens: true })).toBe(expected.decode(ids, { skipSpecialTokens: true }));
  }
}

describe("a GGUF file's tokenizer", () => {
  it("of byte pairs gives tiny-llama's ids", async () => {
    const json = JSON.parse(readFileSync(join(tinyModels, "tiny-llama/tokenizer.json"), "utf8"));
    await expectSameIds(json as never, tinyTokenizer);
  });

  it("of word pieces gives tiny-bert's ids", async () => {
    const json = JSON.parse(readFileSync(join(tinyModels, "tiny-bert/tokenizer.json"), "utf8"));
    const special = { bos: "[CLS]", seperator: "[SEP]", unknown: "[UNK]", padding: "[PAD]", mask: "[MASK]" };
    await expectSameIds(json as never, { special }, "bert");
  });

  it("of Unigram pieces gives tiny-t5's ids", async () => {
    const json = JSON.parse(readFileSync(join(tinyModels, "tiny-t5/tokenizer.json"), "utf8"));
    await expectSameIds(json as never, { special: { eos: "</s>", unknown: "<unk>", padding: "<pad>" } }, "t5");
  });

  it("refuses a way to cut texts that it does not know, by its name", async () => {
    const json = JSON.parse(readFileSync(join(tinyModels, "tiny-llama/tokenizer.json"), "utf8"));
    const metadata = await readBack(tokenizerMetadata(json, { pre: "kimi-k2" }));
    const error = thrownBy(() => tokenizerFile(metadata, "x.gguf"));
    expect(error.code).toBe("config-unsupported");
    expect(error.message).toMatch(
      /^x\.gguf: its tokenizer cannot be used: tokenizer\.ggml\.pre is "kimi-k2", which does not say how llama texts are cut; known: gpt-2, .*qwen2/,
    );
  });

  it("refuses merges that are no pairs", async () => {
    const json = JSON.parse(readFileSync(join(tinyModels, "tiny-llama/tokenizer.json"), "utf8"));
    const metadata = await readBack(tokenizerMetadata(json, { pre: "gpt-2" }));
    const merges = ["a b", "ab"];
    expect(thrownBy(() => tokenizerFile({ ...metadata, "tokenizer.ggml.merges": merges }, "x.gguf")).message).toBe(
      'x.gguf: its tokenizer cannot be used: tokenizer.ggml.merges has "ab" at 1, but a merge is two pieces with a space between.',
    );
  });

  it("of a file from before there were such names is that of its architecture, or refused", async () => {
    const json = JSON.parse(readFileSync(join(tinyModels, "tiny-llama/tokenizer.json"), "utf8"));
    const named = tokenizerFile(await readBack(tokenizerMetadata(json, { pre: "gpt-2" }), "gpt2"), "x.gguf");
    expect(tokenizerFile(await readBack(tokenizerMetadata(json, {}), "gpt2"), "x.gguf")).toEqual(named);
    const nameless = await readBack(tokenizerMetadata(json, {}), "llama");
    expect(thrownBy(() => tokenizerFile(nameless, "x.gguf")).message).toContain("tokenizer.ggml.pre is null");
  });

  it("refuses another model than those it knows, lists that are none, and types that do not exist", async () => {
    const rwkv = await readBack({ "tokenizer.ggml.model": string("rwkv"), "tokenizer.ggml.tokens": string("a") });
    expect(thrownBy(() => tokenizerFile(rwkv, "x.gguf")).message).toBe(
      "x.gguf: its tokenizer cannot be used: tokenizer.ggml.tokens is no list of strings.",
    );
    const metadata = { "tokenizer.ggml.model": "rwkv", "tokenizer.ggml.tokens": ["a"] };
    expect(thrownBy(() => tokenizerFile(metadata, "x.gguf")).message).toContain('tokenizer.ggml.model is "rwkv"');
    const typed = { ...metadata, "tokenizer.ggml.model": "gpt2", "tokenizer.ggml.token_type": [9] };
    expect(thrownBy(() => tokenizerFile(typed, "x.gguf")).message).toContain(
      "token_type of token 0 is 9 but has to be 1 to 6",
    );
  });

  it("says what begins and ends a text, and how to chat", async () => {
    const metadata = await readBack(
      tokenizerOf(join(tinyModels, "tiny-llama"), { ...tinyTokenizer, chatTemplate: "{{ messages }}" }),
    );
    expect(tokenizerConfig(metadata)).toEqual({
      tokenizer_class: "PreTrainedTokenizerFast",
      ...{ bos_token: "<|begin|>", eos_token: "<|end|>", pad_token: "<|pad|>", chat_template: "{{ messages }}" },
    });
    expect(generationConfig(metadata)).toEqual({ bos_token_id: 1, eos_token_id: 2, pad_token_id: 0 });
    expect(generationConfig({ ...metadata, "tokenizer.ggml.eot_token_id": 7 }).eos_token_id).toEqual([2, 7]);
  });

  it("comes with the model: a text in, the same text on as from the checkpoint", async () => {
    const folder = join(tinyModels, "tiny-llama");
    const { bytes } = ggufOfFolder(folder, "F32", {
      metadata: tokenizerOf(folder, tinyTokenizer),
    });
    const [model, expected] = [await loadModel(new Blob([bytes])), await loadModel("tiny")];
    const stories = await Promise.all(
      [model, expected].map(async (one) => {
        let text = "";
        for await (const token of one.generate("Once upon a time", { maxNewTokens: 20, temperature: 0 }))
          text += token.text;
        return text;
      }),
    );
    expect(stories[0]).toBe(stories[1]);
    expect(stories[0].length).toBeGreaterThan(20);
  });
});

function thrownBy(work: () => unknown): CheckpointError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(CheckpointError);
    return error as CheckpointError;
  }
  throw new Error("nothing was thrown");
}

describeWithFixtures("a GGUF file's tokenizer gives the ids of", "tokenizers/tokenizers", (folder) => {
  const cases: Record<string, TokenizerOptions> = {
    gpt2: { pre: "gpt-2" },
    "phi-2": { pre: "phi-2" },
    "gpt-neox-20b": { pre: "olmo" },
    falcon: { pre: "falcon" },
    llama3: { pre: "llama-bpe", addBos: false },
    qwen3: { pre: "qwen2" },
    smollm2: { pre: "smollm" },
    gpt4o: { pre: "gpt-4o" },
    "rebuilt-starcoder": { pre: "starcoder" },
    "rebuilt-deepseek-coder": { pre: "deepseek-coder" },
    llama2: { special: { bos: "<s>", eos: "</s>", unknown: "<unk>" }, addSpacePrefix: true },
    "mistral-v0.1": { special: { bos: "<s>", eos: "</s>", unknown: "<unk>" }, addSpacePrefix: true },
    "gemma-cropped": { special: { bos: "<bos>", eos: "<eos>", unknown: "<unk>" }, addSpacePrefix: false },
    "all-minilm-l6-v2": {
      special: { bos: "[CLS]", seperator: "[SEP]", unknown: "[UNK]", padding: "[PAD]", mask: "[MASK]" },
    },
    "bert-base-cased": {
      special: { bos: "[CLS]", seperator: "[SEP]", unknown: "[UNK]", padding: "[PAD]", mask: "[MASK]" },
    },
    "t5-small": { special: { eos: "</s>", unknown: "<unk>", padding: "<pad>" } },
  };
  it.each(Object.entries(cases).filter(([name]) => existsSync(join(folder, name, "tokenizer.json.gz"))))(
    "%s",
    { timeout: 60_000 },
    async (name, options) => {
      const json = JSON.parse(gunzipSync(readFileSync(join(folder, name, "tokenizer.json.gz"))).toString());
      await expectSameIds(json as never, options);
    },
  );
});
