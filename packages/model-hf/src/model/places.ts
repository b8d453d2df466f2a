/** Which places of a model a caller means. @module */
import { type BlockSpec, blockProbes, type ModelSpec, probeTable, type StackSpec } from "@llm-anatomy/transformer";

/** Every place that a model of this spec has, in the order in which a run comes to them. */
export function placesOf(spec: ModelSpec): string[] {
  const decoder = placesOfStack(spec).filter((name) => name !== "logits" || (spec.head && spec.head.kind !== "spans"));
  if (!spec.encoder) return decoder;
  const encoder = placesOfStack(spec.encoder).filter((name) => name !== "logits");
  return [...encoder.map((name) => `encoder.${name}`), ...decoder];
}

function placesOfStack({ blocks }: StackSpec): string[] {
  const names = probeTable.map(({ name }) => name).flatMap((name) => (name.includes("…") ? crossPlaces : [name]));
  const inBlocks = names.filter((name) => name.startsWith("blocks.N."));
  const firstBlock = names.indexOf(inBlocks[0]);
  return [
    ...names.slice(0, firstBlock),
    ...blocks.flatMap((block, i) =>
      inBlocks.filter((name) => has(block, name)).map((name) => name.replace("N", String(i))),
    ),
    ...names.slice(firstBlock + inBlocks.length),
  ];
}

const crossPlaces = Object.values(blockProbes(0).crossAttention).map((name: string) =>
  name.replace("blocks.0", "blocks.N"),
);

function has({ mlp, parallel, crossAttention }: BlockSpec, name: string): boolean {
  if (name.includes(".crossAttention.")) return crossAttention !== undefined;
  if (name.includes(".router.")) return mlp.kind === "mixture";
  if (name.endsWith(".mlp.hidden")) return mlp.kind !== "mixture";
  return !(parallel && name.endsWith(".residual.middle"));
}

/** The places that match some names or patterns, in the model's order. @throws RangeError for one that matches nothing */
export function matchPlaces(patterns: readonly string[], spec: ModelSpec): string[] {
  const places = placesOf(spec);
  const wanted = new Set<string>();
  for (const pattern of patterns) {
    const expression = new RegExp(`^${pattern.split("*").map(literal).join("[^.]+")}$`);
    const found = places.filter((place) => expression.test(place));
    if (found.length === 0) {
      throw new RangeError(
        `${JSON.stringify(pattern)} is no place in this model of ${spec.blocks.length} blocks. Places are ${probeTable.map(({ name }) => name).join(", ")}, with N from 0 to ${spec.blocks.length - 1} or *.`,
      );
    }
    for (const place of found) wanted.add(place);
  }
  return places.filter((place) => wanted.has(place));
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
