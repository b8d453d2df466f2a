/**
 * The text that is measured on: the King James Bible, 31,102 verses, in the public domain.
 *
 * Debian ships it: `apt-get install bible-kjv` (it brings bible-kjv-text). It is not copied into the repository.
 * @module
 */
import { spawnSync } from "node:child_process";

export interface Corpus {
  verses: string[];
  /** Lower case words of each verse. */
  sentences: string[][];
}

/** @throws Error that says what to install when the text is not there */
export function loadCorpus(): Corpus {
  const { stdout, error } = spawnSync("bible", ["-f", "Gen1:1-Rev22:21"], { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (error || !stdout) {
    throw new Error("bench embeddings: the program `bible` is missing. On Debian: apt-get install bible-kjv fasttext");
  }
  const verses = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.slice(line.indexOf(" ") + 1));
  return { verses, sentences: verses.map((verse) => verse.toLowerCase().match(/[a-z']+/g) ?? []) };
}
