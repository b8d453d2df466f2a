/**
 * Compiles assembly/ (AssemblyScript) and writes the result, as base64, into src/wasm/*.generated.ts.
 *
 * The generated files are committed: the sources run without a build, and a test says when they are stale.
 * Run with `pnpm --filter @llm-anatomy/kernels wasm`.
 * @module
 */
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";

const folder = dirname(fileURLToPath(import.meta.url));

/** Without and with the relaxed instructions, of which fused multiply-add is used. */
export const builds = ["simd", "relaxed-simd"] as const;

/** @throws Error with the compiler's messages */
export async function compile(build: (typeof builds)[number]): Promise<Uint8Array> {
  const relaxed = build === "relaxed-simd" ? ["--enable", "relaxed-simd"] : [];
  let binary: Uint8Array | undefined;
  const { error, stderr } = await main(
    [
      "assembly/index.ts",
      ...["--baseDir", folder],
      "-O3",
      "--outFile",
      "kernels.wasm",
      ...["--runtime", "stub", "--use", "abort="], // nothing is allocated by the language and nothing imported
      ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
      ...["--enable", "simd", "--enable", "threads", ...relaxed],
      ...["--disableWarning", "112,201"],
    ],
    {
      writeFile(name, contents) {
        if (name === "kernels.wasm") binary = contents as Uint8Array;
      },
    },
  );
  if (error || !binary) throw new Error(`${build} did not compile: ${error?.message}\n${stderr}`);
  return binary;
}

export function generatedFile(build: string): string {
  return join(folder, `src/wasm/${build}.generated.ts`);
}

export function generatedSource(binary: Uint8Array): string {
  return `// Made by build-wasm.ts from assembly/.\nexport default "${Buffer.from(binary).toString("base64")}";\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const build of builds) {
    const binary = await compile(build);
    writeFileSync(generatedFile(build), generatedSource(binary));
    console.log(`${build}: ${binary.length} bytes`);
  }
}
