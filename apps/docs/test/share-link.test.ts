import { describe, expect, it } from "vitest";
import { sharedCode, shareHash } from "../src/cell/share-link.ts";

describe("shareHash", () => {
  const code = 'console.log("žluťoučký 🦙");\n'.repeat(20);

  it("sharedCode(shareHash(code)) is the code", async () => {
    expect(await sharedCode(await shareHash("a/b", code), "a/b")).toBe(code);
  });

  it("shareHash(code) is shorter than the code it holds and has only characters that addresses may have", async () => {
    const hash = await shareHash("a/b", code);
    expect(hash.length).toBeLessThan(code.length);
    expect(hash).toMatch(/^#cell=a\/b&code=[\w-]+$/);
  });

  it("sharedCode(hash) is null for another cell, for no code and for damaged code", async () => {
    const hash = await shareHash("a/b", code);
    expect(await sharedCode(hash, "a/c")).toBeNull();
    expect(await sharedCode("#what-is-softmax", "a/b")).toBeNull();
    expect(await sharedCode("#cell=a/b&code=AAAA", "a/b")).toBeNull();
  });
});
