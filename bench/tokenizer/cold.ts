/**
 * One contender, one vocabulary, in a process of its own: `cold.ts <contender> <vocabulary>`.
 *
 * Prints JSON: milliseconds to load (files are in memory; modules that bring a vocabulary along are imported), of the first
 * text of 100 bytes after that, and of the first 0.2 MB of English prose.
 * @module
 */
import { now } from "../side-by-side.ts";
import { contenders, vocabularies } from "./contenders.ts";
import { loadTexts, shortTexts } from "./texts.ts";

const [contenderName, vocabularyName] = process.argv.slice(2);
const contender = contenders.find(({ name }) => name === contenderName)!;
const source = contender.prepare(vocabularies.find(({ name }) => name === vocabularyName)!);
if (source) {
  const texts = loadTexts(0.2);
  const [short] = shortTexts(texts, 1);
  const times: number[] = [now()];
  const encode = await contender.load(source);
  times.push(now());
  await encode(short);
  times.push(now());
  await encode(texts[0].text);
  times.push(now());
  const [load, first, long] = times.slice(1).map((time, i) => time - times[i]);
  console.log(JSON.stringify({ load, first, long }));
}
process.exit(0);
