import { readFileSync } from "node:fs";
import { expertLoad, loadBalancingLoss, routerZLoss } from "@llm-anatomy/transformer";
import { describe, expect, it } from "vitest";

interface Case {
  numExperts: number;
  expertsPerToken: number;
  logits: number[];
  mask: number[] | null;
  loss: number;
}
const { source, cases } = JSON.parse(
  readFileSync(new URL("fixtures/load-balancing.json", import.meta.url), "utf8"),
) as { source: string; cases: Case[] };

describe("expertLoad", () => {
  it("counts choices and says how far from even they are", () => {
    expect(expertLoad([0, 1, 1, 1], 4)).toEqual({
      counts: [1, 3, 0, 0],
      shares: [0.25, 0.75, 0, 0],
      imbalance: 3,
      evenness: expect.closeTo((0.25 * Math.log(4) + 0.75 * Math.log(4 / 3)) / Math.log(4), 12),
    });
  });

  it("is 1 and 1 when all are chosen alike", () => {
    expect(expertLoad([0, 1, 2, 3], 4)).toMatchObject({ imbalance: 1, evenness: expect.closeTo(1, 12) });
  });

  it("refuses what is no expert", () => {
    expect(() => expertLoad([0, 4], 4)).toThrow("expertLoad: index 4 at 1 is none of the 4 experts.");
  });
});

describe("loadBalancingLoss", () => {
  it.each(cases.map((it, i) => [i, it] as const))(`case %i of ${source}`, (_, { logits, mask, loss, ...shape }) => {
    expect(Math.abs(loadBalancingLoss(logits, shape, mask ?? undefined) - loss)).toBeLessThan(1e-5);
  });

  it("is expertsPerToken when experts are equally likely and equally chosen", () => {
    const even = [9, 0, 0, 9]; // two tokens, an expert each
    expect(loadBalancingLoss(even, { numExperts: 2, expertsPerToken: 1 })).toBeCloseTo(1, 6);
    expect(loadBalancingLoss([9, 0, 9, 0], { numExperts: 2, expertsPerToken: 1 })).toBeCloseTo(2, 3);
  });

  it("refuses logits that are no rows", () => {
    expect(() => loadBalancingLoss([1, 2, 3], { numExperts: 2, expertsPerToken: 1 })).toThrow(
      "loadBalancingLoss: 3 logits are not [tokens, numExperts=2].",
    );
  });
});

describe("routerZLoss", () => {
  it("is the mean square of the log of the sum of exponentials", () => {
    expect(routerZLoss([0, 0, 1, 1], 2)).toBeCloseTo((Math.log(2) ** 2 + (1 + Math.log(2)) ** 2) / 2, 12);
    expect(routerZLoss([0, 0, 1, 1], 2, [1, 0])).toBeCloseTo(Math.log(2) ** 2, 12);
  });
});
