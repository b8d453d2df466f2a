/**
 * The API reference: one folder of pages per package, from the doc comments of what it exports.
 * @module
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Application, type TypeDocOptions } from "typedoc";
import { repository } from "../src/repository.ts";
import { moduleSummary, withoutRepetition } from "./api-page.ts";
import { packageOrder } from "./package-order.ts";

const root = join(import.meta.dirname, "../../..");
const out = join(import.meta.dirname, "../docs/api");

/** @throws Error when TypeDoc finds errors in the sources */
export async function writeApiReference(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const entries = entryPoints();
  const options = {
    out,
    plugin: ["typedoc-plugin-markdown"],
    entryPoints: [...entries.keys()],
    tsconfig: join(import.meta.dirname, "api.tsconfig.json"),
    basePath: root,
    displayBasePath: root,
    // Types are checked elsewhere; here that would only cost time.
    skipErrorChecking: true,
    excludeInternal: true,
    excludeProtected: true,
    excludeExternals: true,
    readme: "none",
    disableGit: true,
    sourceLinkTemplate: `${repository}/blob/main/{path}#L{line}`,
    logLevel: "Error",
    outputFileStrategy: "modules",
    entryFileName: "index",
    hidePageHeader: true,
    hidePageTitle: true,
    useHTMLAnchors: true,
    hideBreadcrumbs: true,
    hideGroupHeadings: false,
    useCodeBlocks: true,
    expandObjects: true,
    expandParameters: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    typeDeclarationFormat: "table",
    sanitizeComments: true,
    // What one calls comes first, in the order in which the package teaches it.
    sort: ["source-order"],
    groupOrder: ["Functions", "Classes", "Variables", "Interfaces", "Type Aliases"],
    tableColumnSettings: { hideSources: true, hideInherited: true, hideOverrides: true, hideDefaults: true },
  };
  const app = await Application.bootstrapWithPlugins(options as Partial<TypeDocOptions>);
  const project = await app.convert();
  if (!project) throw new Error("API reference: TypeDoc could not read the packages. Its messages are above.");
  for (const module of project.children ?? []) {
    const file = module.sources?.[0]?.fullFileName;
    module.name = (file && entries.get(file)) ?? module.name;
  }
  await app.generateOutputs(project);
  for (const name of entries.values()) finishPage(name);
  writeIndex([...entries.values()]);
}

/** All modules by package, each with what its package or its own comment says of it. */
function writeIndex(modules: readonly string[]): void {
  const folders = packageOrder([...new Set(modules.map((name) => name.split("/")[0]))]);
  const lines = folders.flatMap((folder) => {
    const { description } = JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8"));
    const mine = modules.filter((name) => name === folder || name.startsWith(`${folder}/`)).sort();
    const items = mine.map((name) => {
      const summary = name === folder ? description : moduleSummary(readFileSync(join(out, `${name}.md`), "utf8"));
      return `- [\`@llm-anatomy/${name}\`](./${name}.md)${summary ? `: ${summary}` : ""}`;
    });
    return [`## ${folder}`, "", ...items, ""];
  });
  const intro =
    "Everything that the packages export, from the comments in their sources. For a way in, read the guides first.";
  writeFileSync(join(out, "index.md"), [...frontMatter("API reference"), intro, "", ...lines].join("\n"));
}

function finishPage(name: string): void {
  const file = join(out, `${name}.md`);
  const page = withoutRepetition(readFileSync(file, "utf8"));
  writeFileSync(file, [...frontMatter(`@llm-anatomy/${name}`), page].join("\n"));
}

/** The title is not a heading of the text, whose anchor could be the one of something it exports. */
function frontMatter(title: string): string[] {
  const front = { title, description: `What ${title} exports.`, toc_max_heading_level: 3 };
  return ["---", ...Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}`), "---", ""];
}

/** Source file of every public entry point → the name it is imported by, without the scope: `attention/linear`. */
function entryPoints(): Map<string, string> {
  const packages = join(root, "packages");
  const entries = new Map<string, string>();
  for (const folder of readdirSync(packages)) {
    const { exports } = JSON.parse(readFileSync(join(packages, folder, "package.json"), "utf8"));
    for (const [path, target] of Object.entries<{ "@repo/source"?: string }>(exports)) {
      const source = target["@repo/source"];
      if (source) entries.set(join(packages, folder, source), join(folder, path));
    }
  }
  return entries;
}
