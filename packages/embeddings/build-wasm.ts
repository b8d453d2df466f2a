/**
 * Compiles assembly/ (AssemblyScript) and writes the result, as base64, into src/word2vec-simd.generated.ts.
 *
 * The generated file is committed: the sources run without a build, and a test says when it is stale.
 * Run with `pnpm --filter @llm-anatomy/embeddings wasm`.
 * @module
 */
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";

const folder = dirname(fileURLToPath(import.meta.url));

/** @throws Error with the compiler's messages */
export async function compile(): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await main(
    [
      "assembly/index.ts",
      ...["--baseDir", folder],
      "-O3",
      "--outFile",
      "word2vec.wasm",
      ...["--runtime", "stub", "--use", "abort="], // nothing is allocated by the language and nothing imported
      ...["--importMemory", "--initialMemory", "1", "--enable", "simd"],
    ],
    {
      writeFile(name, contents) {
        if (name === "word2vec.wasm") binary = contents as Uint8Array;
      },
    },
  );
  if (error || !binary) throw new Error(`assembly/ did not compile: ${error?.message}\n${stderr}`);
  return binary;
}

export const generatedFile = join(folder, "src/word2vec-simd.generated.ts");

export function generatedSource(binary: Uint8Array): string {
  return `// Made by build-wasm.ts from assembly/.\nexport default "${Buffer.from(binary).toString("base64")}";\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const binary = await compile();
  writeFileSync(generatedFile, generatedSource(binary));
  console.log(`${binary.length} bytes`);
}
