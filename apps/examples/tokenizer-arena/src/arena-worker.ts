/** The worker: fetches and builds tokenizers, and encodes. The page stays free for typing. @module */
import { loadTokenizerJSON } from "@llm-anatomy/known-tokenizers";
import { compare, Tokenizer } from "@llm-anatomy/tokenizer";
import type { Origin } from "./contestant.ts";
import type { Answer, Encoded, Loaded, Request } from "./messages.ts";
import { showPieces } from "./pieces.ts";

const tokenizers = new Map<string, { tokenizer: Tokenizer; added: ReadonlySet<number> }>();

addEventListener("message", async ({ data }: MessageEvent<Request>) => {
  const { call } = data;
  let answer: Answer;
  try {
    const result = data.kind === "load" ? await load(data.key, data.origin) : encode(data);
    answer = { call, result };
  } catch (error) {
    answer = { call, error: error instanceof Error ? error.message : String(error) };
  }
  postMessage(answer);
});

async function load(key: string, origin: Origin): Promise<Loaded> {
  const tokenizer = await read(origin);
  const file = tokenizer.toJSON() as {
    model: { type?: string; vocab: object | unknown[] };
    added_tokens?: { id: number; content: string; special: boolean }[];
  };
  const { vocab } = file.model;
  const inside = Array.isArray(vocab) ? vocab.length : Object.keys(vocab).length;
  const added = file.added_tokens ?? [];
  const outside = Array.isArray(vocab)
    ? added.filter(({ id }) => id >= vocab.length)
    : added.filter(({ content }) => !Object.hasOwn(vocab, content));
  tokenizers.set(key, { tokenizer, added: new Set(added.filter(({ special }) => special).map(({ id }) => id)) });
  return { vocabSize: inside + outside.length, model: file.model.type ?? "" };
}

async function read(origin: Origin): Promise<Tokenizer> {
  if (origin.kind === "known") return Tokenizer.fromJSON(await loadTokenizerJSON(origin.name));
  if (origin.kind === "tiny") {
    const { tinyLlama } = await import("@llm-anatomy/tiny-models");
    return Tokenizer.fromJSON(await (await fetch(tinyLlama.files["tokenizer.json"])).text());
  }
  return fromFiles(origin.kind === "hub" ? await fetchFiles(origin.id) : origin.files);
}

/** What tokenizers are kept in, where there is no tokenizer.json. */
const otherFiles = [
  ...["tokenizer_config.json", "config.json", "special_tokens_map.json", "added_tokens.json"],
  ...[
    "vocab.json",
    "merges.txt",
    "vocab.txt",
    "tokenizer.model",
    "spiece.model",
    "sentencepiece.bpe.model",
    "spm.model",
  ],
];

/** The Hub is asked only now, and by name; model-hf keeps what it fetched in the browser's private files. */
async function fetchFiles(id: string): Promise<Record<string, Uint8Array>> {
  const { hubSource } = await import("@llm-anatomy/model-hf");
  const hub = hubSource(id);
  const files: Record<string, Uint8Array> = {};
  for (const name of ["tokenizer.json", ...otherFiles]) {
    const file = await hub.open(name);
    if (!file) continue;
    await file.download?.();
    files[name] = await file.read(0, file.size);
    if (name === "tokenizer.json") break; // says all
  }
  if (Object.keys(files).length === 0) throw new Error(`${id} has no tokenizer: none of its files is named like one.`);
  return files;
}

async function fromFiles(files: Record<string, Uint8Array>): Promise<Tokenizer> {
  const names = Object.keys(files);
  const { fromSentencePiece, tokenizerFromFiles } = await import("@llm-anatomy/tokenizer/formats");
  if (names.length > 1) return tokenizerFromFiles(files);
  const [name] = names;
  if (name.endsWith(".model")) return Tokenizer.fromJSON(fromSentencePiece(files[name]));
  return Tokenizer.fromJSON(new TextDecoder("utf-8", { fatal: true }).decode(files[name]));
}

const shortestMeasurement = 8; // milliseconds; a page's clock is coarse
const mostPieces = 2000; // shown

function encode({ key, text, special }: Extract<Request, { kind: "encode" }>): Encoded {
  const { tokenizer, added } = tokenizers.get(key)!;
  const milliseconds = time(() => tokenizer.encode(text, { addSpecialTokens: special }));
  const { ids, tokens, offsets, wordIds } = tokenizer.encode(text, { addSpecialTokens: special });
  const mask = Array.from(ids, (id) => (added.has(id) ? 1 : 0));
  const [{ total }] = compare([{ name: key, tokenizer }], [text]);
  return {
    pieces: showPieces(text, { tokens, offsets, special: mask }).slice(0, mostPieces),
    ids: Array.from(ids).slice(0, mostPieces),
    words: Array.from(wordIds).slice(0, mostPieces),
    special: mask.slice(0, mostPieces),
    tokens: ids.length,
    bytes: total.bytes,
    unknown: total.unknown,
    milliseconds,
    comesBack: tokenizer.decode(ids, { skipSpecialTokens: true }).trim() === text.trim(),
  };
}

/** Milliseconds of one run, once what a tokenizer keeps from the first one is there. */
function time(run: () => void): number {
  run();
  const start = performance.now();
  let runs = 0;
  let passed = 0;
  while (passed < shortestMeasurement || runs < 3) {
    run();
    runs++;
    passed = performance.now() - start;
  }
  return passed / runs;
}
