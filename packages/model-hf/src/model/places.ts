/** Which places of a model a caller means. @module */
import { type LanguageModelSpec, probeTable } from "@llm-anatomy/transformer";

/** Every place that a model of this spec has. */
export function placesOf(spec: LanguageModelSpec): string[] {
  const perBlock = (name: string) => spec.blocks.map((block, i) => ({ block, name: name.replace("N", String(i)) }));
  return probeTable.flatMap(({ name }) => {
    if (name === "logits") return spec.head ? [name] : [];
    if (!name.startsWith("blocks.N.")) return [name];
    if (name.includes("crossAttention")) return [];
    return perBlock(name)
      .filter(({ block }) => !name.includes(".router.") || block.mlp.kind === "mixture")
      .filter(({ block }) => !name.endsWith(".residual.middle") || !block.parallel)
      .filter(({ block }) => !name.endsWith(".mlp.hidden") || block.mlp.kind !== "mixture")
      .map((place) => place.name);
  });
}

/** The places that match some names or patterns, in the model's order. @throws RangeError for one that matches nothing */
export function matchPlaces(patterns: readonly string[], spec: LanguageModelSpec): string[] {
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
