/**
 * From the TypeScript that a reader sees to a module that a browser runs.
 *
 * Types are taken out, nothing else: every statement stays on its line, so an error's line is the reader's line. Names
 * of packages become addresses, because import maps do not reach into workers.
 * @module
 */
import { parse } from "es-module-lexer/js";
import { transform } from "sucrase";
import type { CellError } from "./outputs.ts";

export class CompileError extends Error {
  readonly at: CellError;
  constructor(at: CellError) {
    super(at.message);
    this.at = at;
  }
}

export interface CompiledCell {
  code: string;
  /** The packages it imports when it starts. */
  imports: string[];
}

/**
 * @param address where a package's bundle is, or null when cells cannot import that name
 * @throws CompileError with the line, for bad syntax and for imports that cannot be had
 */
export function compileCell(source: string, address: (specifier: string) => string | null): CompiledCell {
  const stripped = stripTypes(source);
  const imports: string[] = [];
  let code = "";
  let end = 0;
  for (const found of parse(stripped)[0]) {
    const { specifier } = found as { specifier?: string };
    if (specifier === undefined) continue; // import.meta, or a computed name
    const url = address(specifier);
    const line = lineOf(stripped, found.start);
    if (url === null) {
      throw new CompileError({
        message: `Cannot import ${JSON.stringify(specifier)}: cells have this project's packages.`,
        line,
      });
    }
    if (found.type !== "dynamic") imports.push(specifier);
    code += stripped.slice(end, found.start) + (found.type === "dynamic" ? JSON.stringify(url) : url);
    end = found.end;
  }
  return { code: code + stripped.slice(end), imports };
}

function stripTypes(source: string): string {
  try {
    const { code } = transform(source, {
      transforms: ["typescript"],
      disableESTransforms: true,
      keepUnusedImports: true,
    });
    return code;
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    const what = message.replace(/^Error transforming .*?: /, "").replace(/ \(\d+:\d+\)$/, "");
    throw new CompileError({ message: `SyntaxError: ${what}`, line: loc?.line, column: loc?.column });
  }
}

function lineOf(source: string, index: number): number {
  return source.slice(0, index).split("\n").length;
}
