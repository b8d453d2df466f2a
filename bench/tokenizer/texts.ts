/**
 * The texts that are encoded: about 1 MB each of English prose, code, Chinese and a mixture, and pieces of 100 bytes.
 *
 * The prose is the King James Bible (`apt-get install bible-kjv`), the code TypeScript's compiler, the Chinese its messages in
 * simplified and traditional Chinese (0.3 MB: there is no more), the mixture messages in 13 languages, code and prose by turns.
 * @module
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { loadCorpus } from "../embeddings/corpus.ts";

export interface Text {
  name: string;
  text: string;
  /** Megabytes of UTF-8. */
  megabytes: number;
}

const typescript = dirname(createRequire(import.meta.url).resolve("typescript"));
const languages = ["zh-cn", "zh-tw", "ja", "ko", "ru", "de", "fr", "es", "it", "pl", "pt-br", "tr", "cs"];

function messages(language: string): string[] {
  const path = join(typescript, language, "diagnosticMessages.generated.json");
  return Object.values(JSON.parse(readFileSync(path, "utf8")) as Record<string, string>);
}

export function loadTexts(megabytes = 1): Text[] {
  const prose = loadCorpus().verses;
  const code = readFileSync(join(typescript, "typescript.js"), "utf8").split("\n").slice(20_000);
  const translated = languages.map(messages);
  const chinese = [...translated[0], ...translated[1]];
  const mixed: string[] = [];
  for (let i = 0; i < 3000; i++) {
    for (const list of translated) if (i < list.length) mixed.push(list[i]);
    mixed.push(...code.slice(3 * i, 3 * i + 3), prose[i]);
  }
  const make = (name: string, lines: string[]): Text => {
    const text = atMost(lines, megabytes * 1e6);
    return { name, text, megabytes: Buffer.byteLength(text) / 1e6 };
  };
  return [make("English prose", prose), make("code", code), make("Chinese", chinese), make("mixed", mixed)];
}

function atMost(lines: string[], bytes: number): string {
  let length = 0;
  const end = lines.findIndex((line) => {
    length += Buffer.byteLength(line) + 1;
    return length > bytes;
  });
  return `${lines.slice(0, end < 0 ? undefined : end).join("\n")}\n`;
}

/** `count` pieces of about 100 bytes, from places all over the texts. */
export function shortTexts(texts: readonly Text[], count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const { text } = texts[i % texts.length];
    const start = Math.floor((i / count) * (text.length - 200));
    let end = start;
    for (let bytes = 0; bytes < 100; end++) bytes += Buffer.byteLength(text[end]);
    return [...text.slice(start, end)].filter((character) => !/^\p{Surrogate}$/u.test(character)).join("");
  });
}
