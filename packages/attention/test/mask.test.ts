import { describe, expect, it } from "vitest";
import {
  andMasks,
  blockSparsity,
  causalMask,
  chunkedMask,
  compileMask,
  dilatedMask,
  documentMask,
  documentsFromStarts,
  type Mask,
  type MaskShape,
  maskGrid,
  maskText,
  notMask,
  orMasks,
  prefixMask,
  slidingWindowMask,
  tableMask,
  windowMask,
} from "../src/index.ts";

const draw = (mask: Mask, shape: MaskShape) => maskText(mask, shape).split("\n");
const square = { queryLen: 4, keyLen: 4 };

describe("masks drawn", () => {
  it("causalMask() is bottom-right aligned: the last query sees every key", () => {
    expect(draw(causalMask(), { queryLen: 2, keyLen: 4 })).toEqual(["###.", "####"]);
    expect(draw(causalMask({ align: "top-left" }), { queryLen: 2, keyLen: 4 })).toEqual(["#...", "##.."]);
    expect(draw(causalMask({ align: 1 }), { queryLen: 2, keyLen: 4 })).toEqual(["##..", "###."]);
    expect(draw(causalMask(), { queryLen: 3, keyLen: 2 })).toEqual(["..", "#.", "##"]);
  });

  it("slidingWindowMask(2) keeps the current key and one before it", () => {
    expect(draw(slidingWindowMask(2), square)).toEqual(["#...", "##..", ".##.", "..##"]);
    expect(draw(windowMask({ left: 1, right: 1 }), square)).toEqual(["##..", "###.", ".###", "..##"]);
    expect(draw(windowMask({ right: 0 }), square)).toEqual(draw(causalMask(), square));
  });

  it("chunkedMask(2) splits positions into blocks, dilatedMask(2) takes every second key", () => {
    expect(draw(chunkedMask(2), square)).toEqual(["##..", "##..", "..##", "..##"]);
    expect(draw(andMasks(causalMask(), dilatedMask(2)), square)).toEqual(["#...", ".#..", "#.#.", ".#.#"]);
  });

  it("orMasks(causalMask(), prefixMask(2)) is a prefix-LM", () => {
    expect(draw(orMasks(causalMask(), prefixMask(2)), square)).toEqual(["##..", "##..", "###.", "####"]);
  });

  it("documentMask keeps packed documents apart; documentsFromStarts reads cu_seqlens", () => {
    const documents = documentsFromStarts([0, 1, 4]);
    expect([...documents]).toEqual([0, 1, 1, 1]);
    expect(draw(documentMask(documents), square)).toEqual(["#...", ".###", ".###", ".###"]);
    expect(draw(documentMask([7, 8], { queries: [8, 7, 7] }), { queryLen: 3, keyLen: 2 })).toEqual([".#", "#.", "#."]);
  });

  it("notMask(mask) is its complement, and De Morgan's law holds", () => {
    const a = causalMask();
    const b = chunkedMask(3);
    expect(maskText(notMask(andMasks(a, b)), square)).toBe(maskText(orMasks(notMask(a), notMask(b)), square));
  });

  it("tableMask broadcasts what it leaves out, and hides keys past its last column", () => {
    expect(draw(tableMask([true, false, true], { keyLen: 3 }), square)).toEqual(["#.#.", "#.#.", "#.#.", "#.#."]);
    const perHead = tableMask([1, 0, 0, 1], { heads: 2, keyLen: 2 });
    expect([...maskGrid(perHead, { queryLen: 1, keyLen: 2, numHeads: 2 })]).toEqual([1, 0, 0, 1]);
  });

  it("a positional mask follows given positions where a cache has holes", () => {
    const shape = { queryLen: 1, keyLen: 4, queryPositions: [9], keyPositions: [0, 1, 7, 9] };
    expect(draw(slidingWindowMask(3), shape)).toEqual(["..##"]);
  });

  it("per-row lengths and alignments make the grid differ per batch row", () => {
    const shape = { batch: 2, queryLen: 1, keyLen: 3 };
    expect([...maskGrid(prefixMask([1, 3]), shape)]).toEqual([1, 0, 0, 1, 1, 1]);
    expect([...maskGrid(causalMask({ align: [0, 1] }), shape)]).toEqual([1, 0, 0, 1, 1, 0]);
  });
});

describe("reach", () => {
  const masks: [string, Mask][] = [
    ["causal", causalMask()],
    ["window", windowMask({ left: 5, right: 2 })],
    ["chunked", chunkedMask(7)],
    ["dilated", dilatedMask(3)],
    ["prefix", prefixMask(11)],
    ["document", documentMask(Int32Array.from({ length: 30 }, (_, j) => Math.floor(j / 8)))],
    [
      "table",
      tableMask(
        Uint8Array.from({ length: 900 }, (_, n) => ((n * n) % 7 < 5 ? 1 : 0)),
        { queryLen: 30, keyLen: 30 },
      ),
    ],
    ["combination", orMasks(andMasks(causalMask(), chunkedMask(9)), notMask(windowMask({ left: 20 })))],
  ];
  const shape = { queryLen: 30, keyLen: 30 };

  it.each(masks)("compileMask(%s).reach never says nothing or everything where that is wrong", (name, mask) => {
    const { reach, visible } = compileMask(mask, shape);
    let decided = 0;
    for (let i0 = 0; i0 < 30; i0 += 4) {
      for (let j0 = 0; j0 < 30; j0 += 4) {
        const i1 = Math.min(i0 + 4, 30);
        const j1 = Math.min(j0 + 4, 30);
        let seen = 0;
        for (let i = i0; i < i1; i++) for (let j = j0; j < j1; j++) seen += visible(0, 0, i, j) ? 1 : 0;
        const answer = reach(0, 0, i0, i1, j0, j1);
        if (answer === 0) expect(seen).toBe(0);
        if (answer === 2) expect(seen).toBe((i1 - i0) * (j1 - j0));
        if (answer !== 1) decided++;
      }
    }
    if (name !== "dilated") expect(decided).toBeGreaterThan(0);
  });
});

describe("blockSparsity", () => {
  it("blockSparsity(causal) over 4 × 4 blocks: 6 empty, 4 cut by the diagonal, 6 full", () => {
    const sparsity = blockSparsity(causalMask(), { queryLen: 256, keyLen: 256 });
    expect(sparsity).toMatchObject({ empty: 6, partial: 4, full: 6, density: 10 / 16, visiblePairs: (256 * 257) / 2 });
    expect([...sparsity.blocks.slice(0, 8)]).toEqual([1, 0, 0, 0, 2, 1, 0, 0]);
  });

  it("blockSparsity of a sliding window is linear in the length", () => {
    const computed = (n: number) => {
      const { partial, full } = blockSparsity(slidingWindowMask(128), { queryLen: n, keyLen: n });
      return partial + full;
    };
    // Each block of 64 queries reads its own block of keys, the one before, and a part of the second before it.
    expect([512, 1024, 2048].map(computed)).toEqual([8 * 3 - 3, 16 * 3 - 3, 32 * 3 - 3]);
  });
});

describe("errors", () => {
  it("masks say what does not fit", () => {
    expect(() => slidingWindowMask(0)).toThrow("slidingWindowMask: size is 0 but has to be a whole number >= 1.");
    expect(() => tableMask([1, 0], { queryLen: 2, keyLen: 2 })).toThrow(
      "tableMask: visible has 2 elements but [batch=1, heads=1, queryLen=2, keyLen=2] needs 4.",
    );
    expect(() => maskGrid(tableMask([1, 0, 1], { queryLen: 3, keyLen: 1 }), square)).toThrow(
      "tableMask: queryLen is 3 but has to be 1 or 4, the size it is applied to.",
    );
    expect(() => maskGrid(prefixMask([1]), { ...square, batch: 2 })).toThrow(
      "prefixMask: length has 1 entries but batch is 2. Pass one per batch row.",
    );
    expect(() => documentsFromStarts([0, 3, 2])).toThrow(
      "documentsFromStarts: starts[2] is 2 but starts[1] is 3. Starts must not decrease.",
    );
  });
});
