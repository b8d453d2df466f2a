import { describe, expect, it } from "vitest";
import { besideTheirKind, nearestRows, toDirections } from "../src/figures/word-embeddings/directions.ts";
import { kindOf, mapWords } from "../src/figures/word-embeddings/map-words.ts";
import { placeLabels } from "../src/figures/word-embeddings/place-labels.ts";

describe("the map of the chapter on word embeddings", () => {
  it("nearestRows(directions) goes by angle, not by length", () => {
    const vectors = Float32Array.of(1, 0, 40, 4, 0, 2); // [3, 2]: the second points nearly as the first
    expect(nearestRows(toDirections(vectors, 2), 2)).toEqual([1, 0, 1]);
  });

  it("toDirections(vectors) scales rows to length 1 and leaves a row of zeros", () => {
    expect([...toDirections(Float32Array.of(3, 4, 0, 0), 2)]).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 0]);
  });

  it("besideTheirKind(nearest) counts words whose nearest is of their kind", () => {
    const neighbourOfOwnKind = kindOf.map((kind, row) => kindOf.findIndex((k, i) => k === kind && i !== row));
    expect(besideTheirKind(neighbourOfOwnKind)).toBe(mapWords.length);
    const first = kindOf.map((kind) => kindOf.findIndex((k) => k !== kind));
    expect(besideTheirKind(first)).toBe(0);
  });

  it("placeLabels(rows, …) keeps names inside the picture and off each other, first come first served", () => {
    const names = ["bear", "fox", "afternoon"];
    const points = [
      { x: 50, y: 50 },
      { x: 52, y: 51 }, // nearly the same place
      { x: 195, y: 50 }, // at the right edge: its name has to go to the left
    ];
    const size = { width: 200, height: 100 };
    const labels = placeLabels([0, 1, 2], names, (row) => points[row], size);
    expect(labels.map(({ row, anchor }) => [row, anchor])).toEqual([
      [0, "start"],
      [1, "end"], // on the right is the bear's name
      [2, "end"],
    ]);
    // In a picture with no room nothing is written rather than something unreadable.
    expect(placeLabels([0], names, () => ({ x: 5, y: 5 }), { width: 10, height: 10 })).toEqual([]);
  });
});
