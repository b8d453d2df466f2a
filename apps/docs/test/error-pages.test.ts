import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CheckpointError, type CheckpointErrorCode } from "@llm-anatomy/model-hf";
import { describe, expect, it } from "vitest";
import { thrownMessages } from "../make/thrown-messages.ts";
import { errorCodes, errorText } from "../make/write-errors.ts";
import { siteAddress } from "../src/repository.ts";

describe("error pages", () => {
  it("there is a text for every error code, and none for codes that do not exist", () => {
    const texts = readdirSync(join(import.meta.dirname, "../errors")).map((file) => file.replace(".md", ""));
    expect(texts.sort()).toEqual(errorCodes().sort());
  });

  it("error.help is the address of the code's page", () => {
    const [code] = errorCodes() as CheckpointErrorCode[];
    expect(new CheckpointError("broken", { code }).help).toBe(`${siteAddress}/errors/${code}/`);
  });

  it("every text has a title and says what to do", () => {
    const without = errorCodes().filter((code) => {
      const { title, body } = errorText(code);
      return title === code || !body.includes("## What to do\n");
    });
    expect(without).toEqual([]);
  });

  it("thrownMessages(folder) finds messages by their codes, with … for what is put in, and where they are", () => {
    const folder = mkdtempSync(join(tmpdir(), "messages-"));
    writeFileSync(
      join(folder, "a.ts"),
      [
        "throw new CheckpointError(",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a program
        "  `${name}: has ${n} bytes ` + 'but needs more.',",
        '  { code: "file-truncated", file },',
        ");",
        'throw new Error("no");',
      ].join("\n"),
    );
    expect(thrownMessages(folder)).toEqual([
      { code: "file-truncated", message: "…: has … bytes but needs more.", file: "a.ts", line: 1 },
    ]);
    rmSync(folder, { recursive: true });
  });

  it("the message that a model is too large for the memory is among them, with its words", () => {
    const sources = join(import.meta.dirname, "../../../packages/model-hf/src");
    const messages = thrownMessages(sources).filter(({ code }) => code === "memory");
    expect(messages.map(({ message }) => message)).toEqual(["…: as … it needs … but there are …. …."]);
  });

  it("the sources throw most codes with a message that is written out", () => {
    const sources = join(import.meta.dirname, "../../../packages/model-hf/src");
    const found = new Set(thrownMessages(sources).map(({ code }) => code));
    expect([...found].filter((code) => !errorCodes().includes(code))).toEqual([]);
    expect(found.size).toBeGreaterThan(errorCodes().length / 2);
  });
});
