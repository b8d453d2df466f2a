/**
 * Semantic search over this project's own documentation: does tiny-bert find the section that answers a question?
 * Beside it BM25, which only counts words, and the two together.
 * @module
 */

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Bm25Index, dotProduct } from "@llm-anatomy/embeddings";
import type { Model } from "@llm-anatomy/model-hf";
import { pageText } from "../../../apps/docs/src/llms/page-text.ts";
import { docsQuestions } from "./docs-questions.ts";
import { percent, type Section as Table } from "./report.ts";

const root = join(import.meta.dirname, "../../..");

export interface DocsSection {
  /** `model-hf#Memory` */
  name: string;
  /** Title, heading and prose; code left out. */
  text: string;
}

/** Every section of the guides, the course and the error pages, as a reader's search would have them. */
export function docsSections(): DocsSection[] {
  const packages = readdirSync(join(root, "packages"));
  const course = join(root, "apps/docs/docs/course");
  const errors = join(root, "apps/docs/errors");
  const pages: [name: string, file: string][] = [
    ["project", join(root, "README.md")],
    ...packages.map((name): [string, string] => [name, join(root, "packages", name, "README.md")]),
    ...readdirSync(course).map((file): [string, string] => [file.replace(/^\d+-|\.mdx$/g, ""), join(course, file)]),
    ...readdirSync(errors).map((file): [string, string] => [`errors/${basename(file, ".md")}`, join(errors, file)]),
  ];
  return pages.flatMap(([page, file]) =>
    sectionsOf(
      page,
      pageText(readFileSync(file, "utf8"), () => ""),
    ),
  );
}

function sectionsOf(page: string, markdown: string): DocsSection[] {
  const prose = markdown.replace(/^ *```[\s\S]*?^ *```$/gm, "").replace(/\]\([^)]*\)/g, "]");
  const [, title] = /^# (.*)$/m.exec(prose) ?? [];
  // An error page is one answer; elsewhere each heading begins a section of its own.
  const parts = page.startsWith("errors/") ? [prose] : prose.split(/^(?=#{1,3} )/m);
  return parts
    .map((part) => {
      const [, heading = ""] = /^#+ (.*)$/m.exec(part) ?? [];
      const text = part
        .replace(/^#+ /gm, "")
        .replace(/[|*_`#[\]]|-{3,}/g, " ")
        .replace(/\s+/g, " ");
      return { name: heading === title ? page : `${page}#${heading}`, text: `${title}. ${text}`.trim() };
    })
    .filter(({ text }) => text.split(" ").length > 6);
}

/** A section's pieces of about 80 words, each after the section's first words: an encoder hears 256 tokens at once. */
function pieces({ text }: DocsSection): string[] {
  const words = text.split(" ");
  const lead = words.slice(0, 8).join(" ");
  const out = [words.slice(0, 80).join(" ")];
  for (let start = 60; start < words.length - 20; start += 60)
    out.push(`${lead} … ${words.slice(start, start + 80).join(" ")}`);
  return out;
}

/** For each question the sections, best first. */
type Ranking = (question: string) => Promise<number[]>;

const order = (scores: ArrayLike<number>) => Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);

function byWords(sections: readonly DocsSection[]): Ranking {
  const index = new Bm25Index(
    sections.map(({ text }) => text),
    { stopWords: "english" },
  );
  return async (question) => order(index.scores(question));
}

async function byMeaning(model: Model, sections: readonly DocsSection[]): Promise<Ranking> {
  const owner = sections.flatMap((section, i) => pieces(section).map(() => i));
  const found = await model.embed(sections.flatMap(pieces), { pooling: "mean", normalize: true });
  const dim = found.shape[1];
  return async (question) => {
    const asked = await model.embed(question, { pooling: "mean", normalize: true });
    const best = new Float64Array(sections.length).fill(-Infinity);
    owner.forEach((section, i) => {
      const cosine = dotProduct(found.data.subarray(i * dim, (i + 1) * dim), asked.data);
      best[section] = Math.max(best[section], cosine);
    });
    return order(best);
  };
}

/** Reciprocal rank fusion (Cormack et al. 2009): a section counts 1 / (60 + rank) in each list. */
function together(...rankings: readonly Ranking[]): Ranking {
  return async (question) => {
    const lists = await Promise.all(rankings.map((ranking) => ranking(question)));
    const scores = new Float64Array(lists[0].length);
    for (const list of lists) for (const [rank, section] of list.entries()) scores[section] += 1 / (60 + rank);
    return order(scores);
  };
}

export async function docsSearchTable(model: Model): Promise<Table> {
  const sections = docsSections();
  const names = sections.map(({ name }) => name);
  const isRight = (name: string, answers: readonly string[]) =>
    answers.some((answer) => name === answer || (!answer.includes("#") && name.startsWith(`${answer}#`)));
  for (const { answeredBy } of docsQuestions) {
    for (const answer of answeredBy) {
      if (!names.some((name) => isRight(name, [answer])))
        throw new Error(`docs-questions.ts: there is no section ${answer}.`);
    }
  }
  const words = byWords(sections);
  const meaning = await byMeaning(model, sections);
  const rows: (string | number)[][] = [];
  for (const [how, ranking] of [
    ["tiny-bert", meaning],
    ["BM25", words],
    ["both, ranks added", together(meaning, words)],
  ] as const) {
    let first = 0;
    let amongThree = 0;
    for (const { asks, answeredBy } of docsQuestions) {
      const rank = (await ranking(asks)).findIndex((i) => isRight(names[i], answeredBy));
      if (rank === 0) first++;
      if (rank < 3) amongThree++;
    }
    rows.push([how, percent(first / docsQuestions.length), percent(amongThree / docsQuestions.length)]);
  }
  return {
    title: "Search in the documentation",
    how: `${docsQuestions.length} questions written by hand against ${sections.length} sections of guides, course and error pages: how often a section that answers the question comes first, and among the first three.`,
    head: ["ranked by", "right section first", "among three"],
    rows,
  };
}
