/**
 * The API reference: one folder of pages per package, from the doc comments of what it exports.
 * @module
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Application, type TypeDocOptions } from "typedoc";
import { repository } from "../src/repository.ts";
import { withoutRepetition } from "./api-page.ts";

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
  for (const name of [...entries.values(), "index"]) finishPage(name);
}

/** The title is not a heading of the text, whose anchor could be the one of something it exports. */
function finishPage(name: string): void {
  const file = join(out, `${name}.md`);
  const title = name === "index" ? "API reference" : `@llm-anatomy/${name}`;
  const front = { title, description: `What ${title} exports.`, toc_max_heading_level: 3 };
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  writeFileSync(file, ["---", ...lines, "---", "", withoutRepetition(readFileSync(file, "utf8"))].join("\n"));
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
