/** Masks from a JSON schema over a real vocabulary, beside XGrammar compiled to WebAssembly. @module */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { createVocabulary, jsonSchemaConstraint, type Vocabulary } from "@llm-anatomy/sampling";
import o200k from "gpt-tokenizer/bpeRanks/o200k_base";
import { table } from "./timing.ts";

const schema = {
  type: "object",
  properties: {
    name: { type: "string" },
    age: { type: "integer" },
    tags: { type: "array", items: { type: "string" } },
    address: {
      type: "object",
      properties: { street: { type: "string" }, city: { type: "string" }, zip: { type: "string" } },
      required: ["street", "city", "zip"],
      additionalProperties: false,
    },
    active: { type: "boolean" },
  },
  required: ["name", "age", "tags", "address", "active"],
  additionalProperties: false,
};

const document = JSON.stringify({
  name: "Ada Lovelace",
  age: 36,
  tags: ["mathematician", "first programmer", "Zoë 🙂"],
  address: { street: "12 St James's Square", city: "London", zip: "SW1Y 4JH" },
  active: true,
});

/** o200k_base: 199,998 byte sequences and an end token. */
function loadTokens(): (Uint8Array | null)[] {
  const encoder = new TextEncoder();
  const tokens = (o200k as (string | readonly number[])[]).map((token) =>
    typeof token === "string" ? encoder.encode(token) : Uint8Array.from(token),
  );
  return [...tokens, null];
}

/** GPT-2's way of writing bytes as printable characters, which XGrammar reads as "byte_level". */
function printable(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byteCharacters[byte];
  return text;
}

const byteCharacters = (() => {
  const isPrintable = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPrintable(byte) ? byte : next++));
})();

/** Cuts the document into the longest tokens there are. */
function tokenize(text: string, tokens: (Uint8Array | null)[]): number[] {
  const ids = new Map(tokens.flatMap((token, id) => (token ? [[printable(token), id] as const] : [])));
  const whole = printable(new TextEncoder().encode(text));
  const cut: number[] = [];
  for (let at = 0; at < whole.length; ) {
    let length = Math.min(32, whole.length - at);
    while (!ids.has(whole.slice(at, at + length))) length--;
    cut.push(ids.get(whole.slice(at, at + length))!);
    at += length;
  }
  return cut;
}

/** The package calls itself an ES module but is CommonJS, which no loader of Node accepts: so it is run by hand. */
function loadXgrammar(): typeof import("@mlc-ai/web-xgrammar") {
  const require = createRequire(import.meta.url);
  const path = require.resolve("@mlc-ai/web-xgrammar");
  const module = { exports: {} };
  const run = new Function("module", "exports", "require", "__filename", "__dirname", readFileSync(path, "utf8"));
  run(module, module.exports, createRequire(path), path, dirname(path));
  return module.exports as typeof import("@mlc-ai/web-xgrammar");
}

interface Engine {
  name: string;
  vocabulary: number;
  compile: number;
  firstMasks: number[];
  nextMasks: number[];
}

export async function benchConstrained(): Promise<string> {
  const tokens = loadTokens();
  const eos = tokens.length - 1;
  const ids = tokenize(document, tokens);
  const ours = runOurs(tokens, eos, ids);
  const theirs = await runXgrammar(tokens, eos, ids);
  for (const [place, mask] of ours.masks.entries()) checkSubset(mask, theirs.masks[place], place, tokens);
  const show = (engine: Engine) => [
    engine.name,
    engine.vocabulary.toFixed(0),
    engine.compile.toFixed(1),
    Math.max(...engine.firstMasks).toFixed(2),
    mean(engine.firstMasks).toFixed(2),
    mean(engine.nextMasks).toFixed(3),
  ];
  const head = ["engine (ms)", "vocabulary", "schema", "worst mask", "mean mask, first text", "mean mask, later texts"];
  return table(head, [show(ours), show(theirs)]);
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function timed<T>(work: () => T): [T, number] {
  const start = performance.now();
  const result = work();
  return [result, performance.now() - start];
}

function runOurs(tokens: (Uint8Array | null)[], eos: number, ids: number[]): Engine & { masks: Uint32Array[] } {
  const [vocabulary, vocabularyTime] = timed((): Vocabulary => createVocabulary(tokens));
  const [constraint, compile] = timed(() => jsonSchemaConstraint(schema, { vocabulary, eosTokenIds: [eos] }));
  const masks: Uint32Array[] = [];
  const logits = new Float32Array(tokens.length);
  const pass = () =>
    Array.from({ length: ids.length + 1 }, (_, length) => {
      const generated = ids.slice(0, length);
      logits.fill(0);
      const [, time] = timed(() => constraint.maskInPlace(logits, generated));
      masks.push(toBits(logits));
      return time;
    });
  const firstMasks = pass();
  const kept = masks.slice();
  const nextMasks = [pass(), pass()].flat();
  return { name: "ours, into the logits", vocabulary: vocabularyTime, compile, firstMasks, nextMasks, masks: kept };
}

async function runXgrammar(tokens: (Uint8Array | null)[], eos: number, ids: number[]) {
  const encoded = tokens.map((token) => (token ? printable(token) : "<|end|>"));
  const { TokenizerInfo, GrammarCompiler, GrammarMatcher } = loadXgrammar();
  let start = performance.now();
  const info = await TokenizerInfo.createTokenizerInfo(encoded, "byte_level", false, tokens.length, [eos]);
  const vocabulary = performance.now() - start;
  const compiler = await GrammarCompiler.createGrammarCompiler(info);
  start = performance.now();
  const grammar = await compiler.compileJSONSchema(JSON.stringify(schema), false, -1, [",", ":"], true);
  const compile = performance.now() - start;
  const masks: Uint32Array[] = [];
  const pass = async () => {
    const matcher = await GrammarMatcher.createGrammarMatcher(grammar);
    const times: number[] = [];
    for (let length = 0; length <= ids.length; length++) {
      start = performance.now();
      if (length > 0 && !matcher.acceptToken(ids[length - 1])) throw new Error(`XGrammar refuses token ${length - 1}`);
      const mask = await matcher.getNextTokenBitmask();
      times.push(performance.now() - start);
      masks.push(Uint32Array.from(mask, (word) => word >>> 0));
    }
    matcher.dispose();
    return times;
  };
  const firstMasks = await pass();
  const kept = masks.slice();
  const nextMasks = [await pass(), await pass()].flat();
  return { name: "XGrammar 0.1.27 (C++ in wasm), as bits", vocabulary, compile, firstMasks, nextMasks, masks: kept };
}

function toBits(logits: Float32Array): Uint32Array {
  const bits = new Uint32Array(Math.ceil(logits.length / 32));
  for (let id = 0; id < logits.length; id++) if (logits[id] === 0) bits[id >>> 5] |= 1 << (id & 31);
  return bits;
}

/** What we allow they allow too. They allow more: every character has several spellings in JSON, and we use one. */
function checkSubset(ours: Uint32Array, theirs: Uint32Array, place: number, tokens: (Uint8Array | null)[]): void {
  for (let word = 0; word < ours.length; word++) {
    const extra = ours[word] & ~theirs[word];
    if (extra === 0) continue;
    const id = word * 32 + (31 - Math.clz32(extra));
    const text = tokens[id] ? new TextDecoder().decode(tokens[id]!) : "the end";
    throw new Error(`after ${place} tokens we allow ${JSON.stringify(text)} (${id}) and XGrammar does not`);
  }
}
