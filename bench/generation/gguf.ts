/** The checkpoint as a GGUF file with Q8_0 weights, one tensor in memory at a time. @module */
import { type Config, ggufOf, type Tensor } from "../../tools/gguf/from-checkpoint.ts";
import { writeGguf } from "../../tools/gguf/gguf-writer.ts";
import { tokenizerMetadata } from "../../tools/gguf/tokenizer-metadata.ts";
import { bits, vocabulary, weights } from "./checkpoint.ts";

export async function writeCheckpointGguf(path: string, config: object): Promise<void> {
  const tensors = new Map<string, Tensor>();
  for (const weight of weights()) {
    tensors.set(weight.name, {
      shape: weight.shape,
      get data() {
        return new Float32Array(Uint32Array.from(bits(weight), (word) => word << 16).buffer);
      },
    });
  }
  const tokens = vocabulary();
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  const tokenizer = tokenizerMetadata(
    { model: { type: "BPE", vocab, merges: [] } },
    { pre: "gpt-2", special: { bos: tokens[1], eos: tokens[2] }, addBos: false },
  );
  const made = ggufOf(config as Config, tensors, "Q8_0", tokenizer);
  await writeGguf(path, made.metadata, made.tensors);
}
