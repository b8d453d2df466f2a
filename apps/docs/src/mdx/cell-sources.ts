/**
 * Remark plugin: gives `<Runnable>`, `<Exercise>` and `<SourceRegion>` the text of the files they name.
 *
 * The text travels with its page and with no other, is there without JavaScript, and a missing file stops the build.
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sourceRegion } from "./source-region.ts";

interface Attribute {
  type: string;
  name?: string;
  value?: unknown;
  data?: unknown;
}
interface Node {
  type: string;
  name?: string | null;
  attributes?: Attribute[];
  children?: Node[];
}

// Docusaurus loads its configuration as CommonJS, where of import.meta only the url is known.
const here = dirname(fileURLToPath(import.meta.url));
const cells = join(here, "../../cells");
const repositoryRoot = join(here, "../../../..");

export function cellSources() {
  return (tree: unknown, file: { path?: string }) => visit(tree as Node, file.path ?? "a page");
}

function visit(node: Node, page: string): void {
  if (node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement") fill(node, page);
  for (const child of node.children ?? []) visit(child, page);
}

function fill(node: Node, page: string): void {
  const text = (name: string): string => {
    const value = node.attributes?.find((attribute) => attribute.name === name)?.value;
    if (typeof value === "string") return value;
    throw new Error(`${page}: <${node.name}> needs ${name}="…", written out as text.`);
  };
  const give = (name: string, value: string | number) => node.attributes?.push(expression(name, value));
  if (node.name === "Runnable") give("code", cell(text("cell"), page));
  if (node.name === "Exercise") {
    const name = text("cell");
    give("code", cell(name, page));
    give("checkCode", cell(text("check"), page));
    give("solution", cell(`${name}.solution`, page));
  }
  if (node.name === "SourceRegion") {
    const path = text("file");
    const { code, first, last } = sourceRegion(read(join(repositoryRoot, path), page), text("region"), path);
    give("code", code);
    give("first", first);
    give("last", last);
  }
}

function cell(name: string, page: string): string {
  return read(join(cells, `${name}.ts`), page).trimEnd();
}

function read(path: string, page: string): string {
  if (!existsSync(path)) throw new Error(`${page}: names ${path}, which does not exist.`);
  return readFileSync(path, "utf8");
}

/** `name={value}` as MDX's syntax tree has it: text in quotes would lose its line breaks. */
function expression(name: string, value: string | number): Attribute {
  const raw = JSON.stringify(value);
  const body = [{ type: "ExpressionStatement", expression: { type: "Literal", value, raw } }];
  return {
    type: "mdxJsxAttribute",
    name,
    value: {
      type: "mdxJsxAttributeValueExpression",
      value: raw,
      data: { estree: { type: "Program", sourceType: "module", comments: [], body } },
    },
  };
}
