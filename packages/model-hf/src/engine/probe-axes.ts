/** Names of the axes of each place in a model. @module */
import { probeTable } from "@llm-anatomy/transformer";

const axesByPlace = new Map(probeTable.map(({ name, axes }) => [name, axes.replace(/[[\]]/g, "").split(", ")]));

/** The axes of the values at `name`, slowest first. */
export function axesOf(name: string, shape: readonly number[]): string[] {
  const place = name
    .replace(/^encoder\./, "")
    .replace(/^blocks\.\d+/, "blocks.N")
    .replace(".crossAttention.", ".attention.");
  return axesByPlace.get(place) ?? shape.map((_, i) => `axis${i}`);
}
