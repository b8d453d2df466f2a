/**
 * Writes the stories of the course's cells: `node --conditions=@repo/source tools/tiny-corpus/course-stories.ts`.
 *
 * They are of the kind that tiny-llama has learned from, few enough to travel with a page. The same seed, the same bytes.
 * @module
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Dice } from "./src/random.ts";
import { story } from "./src/stories/index.ts";

const file = join(import.meta.dirname, "../../apps/docs/cells/stories.ts");
const characters = 190_000;

const dice = new Dice(2026);
const texts: string[] = [];
for (let length = 0; length < characters; length += texts.at(-1)!.length) {
  const { title, paragraphs } = story(dice);
  texts.push(`${title}\n${paragraphs.join("\n")}`);
}
const source = `/**
 * ${texts.length} short stories, for cells. Written by a program of this project (tools/tiny-corpus/course-stories.ts), MIT licence.
 * The first line of each is its title.
 * @module
 */
export const stories: readonly string[] = \`
${texts.join("\n\n")}
\`
  .trim()
  .split("\\n\\n");
`;
if (/[\\$`]/.test(texts.join("")))
  throw new Error("course-stories: a text has a character that a template string would take apart.");
writeFileSync(file, source);
console.log(`${texts.length} stories, ${source.length} characters: ${file}`);
