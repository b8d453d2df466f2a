import { describe, expect, it } from "vitest";
import { moduleSummary, withoutRepetition } from "../make/api-page.ts";

const page = `### decode()

\`\`\`ts
function decode(ids: number[], __namedParameters: { skip: boolean }): string;
\`\`\`

Puts tokens together.
Shape: ids [length]
Units: none

#### Parameters

| Parameter | Type |
| ------ | ------ |
| \`ids\` | \`number\`[] |

#### Returns

\`string\`

#### Throws

RangeError
`;

describe("withoutRepetition(page)", () => {
  it("takes out parameters and results of which only the type is said", () => {
    expect(withoutRepetition(page)).not.toMatch(/Parameters|Returns/);
    expect(withoutRepetition(page)).toContain("#### Throws\n\nRangeError");
  });

  it("keeps parameters that are described", () => {
    const described = page.replace("| Parameter | Type |", "| Parameter | Type | Description |");
    expect(withoutRepetition(described)).toContain("#### Parameters");
  });

  it("keeps shapes and units on lines of their own", () => {
    expect(withoutRepetition(page)).toContain("Puts tokens together.  \nShape: ids [length]  \nUnits: none\n");
  });

  it("calls an object of options what it is", () => {
    expect(withoutRepetition(page)).toContain("options: { skip: boolean }");
  });
});

describe("moduleSummary(page)", () => {
  const front = "---\ntitle: x\n---\n\n";

  it("is the first paragraph before any heading", () => {
    expect(moduleSummary(`${front}How words\nbecome vectors.\n\n## Functions\n`)).toBe("How words become vectors.");
  });

  it("is empty where the module says nothing of itself", () => {
    expect(moduleSummary(`${front}## Functions\n\nText.\n`)).toBe("");
  });
});
