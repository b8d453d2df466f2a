/**
 * Measures the tiny models with this project's own runtime: `pnpm --filter @llm-anatomy/train eval [model …] [--write]`.
 *
 * Prints the tables; with `--write` it also puts them into the model cards. No Python, no data files: held-out texts come
 * from the corpus generator. `--folder <path>` judges a checkpoint elsewhere by the tables of the one model named.
 * @module
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadModel, type Model } from "@llm-anatomy/model-hf";
import { analogyTable } from "./evaluation/analogies.ts";
import { docsSearchTable } from "./evaluation/docs-search.ts";
import { exerciseTable } from "./evaluation/exercises.ts";
import { expertTables } from "./evaluation/experts.ts";
import { headTable } from "./evaluation/heads.ts";
import { heldOutLoss } from "./evaluation/loss.ts";
import { maskedWordTable } from "./evaluation/masked-words.ts";
import { markdown, type Section } from "./evaluation/report.ts";
import { sequenceTable } from "./evaluation/sequences.ts";
import { storyTable } from "./evaluation/stories.ts";

type Measure = (model: Model) => Promise<Section | Section[]>;

const measures: Record<string, readonly Measure[]> = {
  "tiny-llama": [heldOutLoss, storyTable, exerciseTable, headTable, analogyTable],
  "tiny-moe": [heldOutLoss, expertTables, (model) => exerciseTable(model, 25)],
  "tiny-bert": [maskedWordTable, docsSearchTable],
  "tiny-t5": [sequenceTable],
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: "boolean", default: false }, folder: { type: "string" } },
});

const cards = fileURLToPath(new URL("../../packages/tiny-models/models/", import.meta.url));

for (const name of positionals.length > 0 ? positionals : Object.keys(measures)) {
  const wanted = measures[name];
  if (!wanted)
    throw new RangeError(`evaluate: there is no model "${name}". There are ${Object.keys(measures).join(", ")}.`);
  const model = await loadModel(values.folder ?? name, { engine: "eager" });
  const sections: Section[] = [];
  for (const measure of wanted) {
    const made = [await measure(model)].flat();
    sections.push(...made);
    console.log(`${markdown(made)}\n`);
  }
  await model.dispose();
  if (values.write) writeCard(join(cards, name, "README.md"), markdown(sections));
}

/** Puts the tables between the two marks of a model card. */
function writeCard(path: string, tables: string): void {
  const card = readFileSync(path, "utf8");
  const marks = /(<!-- evaluation -->\n)[\s\S]*(<!-- \/evaluation -->)/;
  if (!marks.test(card))
    throw new Error(`${path}: has no place for the tables. Add <!-- evaluation --> and <!-- /evaluation -->.`);
  writeFileSync(
    path,
    card.replace(marks, (_, from, to) => `${from}\n${tables}\n\n${to}`),
  );
}
