import { seededRandom } from "@llm-anatomy/test-kit";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Constraint,
  createSampler,
  createVocabulary,
  jsonSchemaConstraint,
  regexConstraint,
} from "../src/index.ts";

const eos = 0;

/** Every printable ASCII character, some UTF-8 bytes alone, and random longer tokens that JSON and words are made of. */
function randomVocabulary(seed: number, size = 400) {
  const random = seededRandom(seed);
  const pieces = [...'{}[]":,0123456789.-eE+ abcnfrtuls\\"/é😀\n_'];
  const longer = Array.from({ length: size }, () =>
    Array.from({ length: 1 + Math.floor(random() * 6) }, () => pieces[Math.floor(random() * pieces.length)]).join(""),
  );
  const words = [
    '"name"',
    '":',
    '", "',
    "true",
    "false",
    "null",
    '{"',
    '"}',
    "]}",
    "}}",
    "12",
    '"a":1,"b":',
    " ",
    "\n  ",
  ];
  const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
  const bytes = [0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80, 0x0a].map((byte) => Uint8Array.of(byte));
  return [null, ...ascii, ...words, ...bytes, ...longer, null];
}

function textOf(vocabulary: readonly (string | Uint8Array | null)[], ids: readonly number[]): string {
  const encoder = new TextEncoder();
  const parts = ids
    .map((id) => vocabulary[id])
    .map((token) => (typeof token === "string" ? encoder.encode(token) : token!));
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(parts.flatMap((part) => [...part])));
}

/** Draws tokens of random logits until the text ends; returns the text, or null if it was still incomplete. */
function generateText(
  tokens: readonly (string | Uint8Array | null)[],
  constraint: Constraint,
  seed: number,
  maxTokens: number,
) {
  const random = seededRandom(seed);
  const sampler = createSampler({ random, constraint, promptLength: 0, eosTokenIds: [eos] });
  const ids: number[] = [];
  for (;;) {
    const logits = Float32Array.from(tokens, () => 4 * random());
    if (ids.length === maxTokens) break;
    const { id } = sampler.next(logits, ids);
    if (id === eos) break;
    ids.push(id);
  }
  return constraint.isComplete(ids) ? textOf(tokens, ids) : null;
}

describe("regexConstraint", () => {
  const regexes = [
    /(yes|no|maybe)/,
    /[a-c]{2,4}/,
    /\d{1,3}(\.\d{1,3}){3}/,
    /^"(é|😀|[^"\\\n])*"$/,
    /a*b+c?/,
    /(ab|a)(bc|c)?/,
    /[^a-z]\w\s\S\D\W?/u,
    /\p{Lu}\p{Ll}{0,3}/u,
    /\u00e9\x61[\u{1f600}-\u{1f605}]/u,
    /(?:true|false)(?:,(?:true|false)){0,2}?/,
    /.{0,5}/s,
    /[-+]?[.\]]/,
  ];
  for (const [index, regex] of regexes.entries()) {
    it(`allows just the tokens that can lead to a match of ${regex}`, () => {
      const whole = new RegExp(`^(?:${regex.source})$`, regex.flags.includes("u") ? regex.flags : `${regex.flags}u`);
      const tokens = randomVocabulary(index);
      const vocabulary = createVocabulary(tokens);
      let texts = 0;
      for (let seed = 0; seed < 10; seed++) {
        const constraint = regexConstraint(regex, { vocabulary, eosTokenIds: [eos], maxTokens: 30 });
        const text = generateText(tokens, constraint, seed, 30);
        expect(text).not.toBeNull();
        expect(text).toMatch(whole);
        texts++;
      }
      expect(texts).toBe(10);
    });
  }

  it("allows every token that a brute-force search over all texts finds possible", () => {
    const alphabet = ["a", "b", "c"];
    const texts = [""];
    for (let i = 0; i < texts.length && texts[i].length < 8; i++) texts.push(...alphabet.map((c) => texts[i] + c));
    const tokens = [null, ...texts.slice(1, 40)];
    const vocabulary = createVocabulary(tokens);
    for (const regex of [/a(b|c)*a?/, /(ab|abc|c){1,3}/, /b{2,4}|c?a/, /(a|b)*abb/]) {
      const whole = new RegExp(`^(?:${regex.source})$`);
      const matches = texts.filter((text) => whole.test(text));
      const constraint = regexConstraint(regex, { vocabulary, eosTokenIds: [eos] });
      for (const prefix of [[], [1], [2], [1, 2], [1, 3], [2, 2], [5], [1, 2, 3]]) {
        const before = textOf(tokens, prefix);
        if (!matches.some((match) => match.startsWith(before)) || before.length > 2) continue;
        const logits = constraint.maskInPlace(new Float32Array(tokens.length), prefix);
        // A token is possible when some match begins with the text so far and it; longer matches than 8 need not be listed
        const expected = tokens.map((token) =>
          token === null ? matches.includes(before) : matches.some((match) => match.startsWith(before + token)),
        );
        expect(
          Array.from(logits, (logit) => logit === 0),
          `${regex} after "${before}"`,
        ).toEqual(expected);
      }
    }
  });

  it("says what it does not support", () => {
    const vocabulary = createVocabulary([null, "a"]);
    const build = (regex: RegExp | string) => () => regexConstraint(regex, { vocabulary, eosTokenIds: [0] });
    expect(build(/(?=a)a/)).toThrowErrorMatchingInlineSnapshot(
      `[SyntaxError: regex: a lookahead at position 2 of /(?=a)a/ is not supported in a constraint.]`,
    );
    expect(build(/(a)\1/)).toThrow("a back-reference");
    expect(build(/\ba/)).toThrow("the word border");
    expect(build(/a/i)).toThrow('flag "i" is not supported');
    expect(build(/a^b/)).toThrow('"^" inside the regex');
    expect(build("a(")).toThrow("Unterminated group");
    expect(build(/a{0,900000}/)).toThrow("Use smaller repetition counts");
    expect(build(`${"(".repeat(300)}a${")".repeat(300)}`)).toThrow("a group nested deeper than 200");
    expect(() => regexConstraint(/a{9}/, { vocabulary, eosTokenIds: [0], maxTokens: 8 })).toThrow(
      "maxTokens is 8 but the shortest text needs 9 tokens",
    );
    expect(() => build(/a/)().maskInPlace(new Float32Array(2), [1, 1])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: constraint: generated[1] is token 1, which cannot follow there. Choose tokens from the masked logits, and pass the generated tokens only.]`,
    );
  });
});

const person = {
  type: "object",
  properties: {
    name: { type: "string", minLength: 1, maxLength: 5 },
    age: { type: "integer", minimum: 0, maximum: 130 },
    tags: { type: "array", items: { enum: ["a", "b", 'c"'] }, maxItems: 3 },
    address: { $ref: "#/$defs/address" },
  },
  required: ["name", "address"],
  $defs: {
    address: {
      type: "object",
      properties: { street: { type: "string" }, zip: { type: "string", pattern: "^[0-9]{5}$" } },
      required: ["zip"],
      additionalProperties: false,
    },
  },
};

const schemas: Record<string, object | boolean> = {
  anything: true,
  person,
  tree: {
    $ref: "#/$defs/node",
    $defs: {
      node: {
        type: "object",
        properties: { value: { type: "number" }, children: { type: "array", items: { $ref: "#/$defs/node" } } },
        required: ["value", "children"],
      },
    },
  },
  tuple: {
    type: "array",
    prefixItems: [{ type: "integer" }, { type: "boolean" }],
    items: { type: "null" },
    minItems: 1,
    maxItems: 4,
  },
  "closed tuple": { type: "array", prefixItems: [{ type: "string" }, { const: 1 }], items: false, minItems: 2 },
  "open object": {
    type: "object",
    properties: { a: { type: "integer" } },
    required: ["b"],
    additionalProperties: { type: "boolean" },
  },
  union: {
    anyOf: [
      { type: "string", format: "date" },
      { type: ["integer", "null"] },
      { type: "array", items: { type: "string" }, minItems: 2 },
    ],
  },
  "tagged union": {
    oneOf: [
      {
        type: "object",
        properties: { kind: { const: "circle" }, radius: { type: "number", minimum: 0 } },
        required: ["kind", "radius"],
      },
      {
        type: "object",
        properties: { kind: { const: "square" }, side: { type: "integer", exclusiveMinimum: 3 } },
        required: ["kind", "side"],
      },
    ],
  },
  formats: {
    type: "object",
    properties: Object.fromEntries(
      ["date", "time", "date-time", "uuid", "ipv4", "email", "duration", "hostname"].map((format) => [
        format,
        { type: "string", format },
      ]),
    ),
    required: ["date", "time", "date-time", "uuid", "ipv4", "email", "duration", "hostname"],
  },
  "searched pattern": { type: "string", pattern: "a[bc]" },
};

describe("jsonSchemaConstraint", () => {
  const vocabularies = [1, 2, 3].map((seed) => {
    const tokens = randomVocabulary(seed, 150);
    return { tokens, vocabulary: createVocabulary(tokens) };
  });
  const ajv = formats.default(new Ajv2020({ strict: false }));
  for (const [name, schema] of Object.entries(schemas)) {
    for (const whitespace of ["none", "flexible"] as const) {
      it(`gives documents that parse and are valid, from models that know no JSON: ${name}, white space ${whitespace}`, () => {
        const isValid = ajv.compile(schema);
        const maxTokens = name === "formats" ? 330 : 90;
        fc.assert(
          fc.property(fc.nat(2), fc.nat(), (vocabularySeed, seed) => {
            const { tokens, vocabulary } = vocabularies[vocabularySeed];
            const constraint = jsonSchemaConstraint(schema, { vocabulary, eosTokenIds: [eos], maxTokens, whitespace });
            const text = generateText(tokens, constraint, seed, maxTokens);
            expect(text).not.toBeNull();
            const document = JSON.parse(text!);
            expect(isValid(document), `${text}: ${ajv.errorsText(isValid.errors)}`).toBe(true);
          }),
          { seed: 1, numRuns: name === "formats" ? 3 : 8 },
        );
      });
    }
  }

  it("allows every token of a document that is valid", () => {
    const tokens = randomVocabulary(3);
    const vocabulary = createVocabulary(tokens);
    const encoder = new TextEncoder();
    const documents: [object | boolean, unknown][] = [
      [true, { a: [1.5, -2e10, 'é\n"', true, null, { b: [] }], "": {} }],
      [person, { name: "é😀", age: 130, tags: ['c"', "a"], address: { street: "x", zip: "01234" } }],
      [person, { name: "x", address: { zip: "99999" } }],
      [schemas.tuple, [3, true, null]],
      [schemas["open object"], { a: 4, b: false, bc: true, aa: false }],
    ];
    for (const [schema, document] of documents) {
      const constraint = jsonSchemaConstraint(schema, { vocabulary, eosTokenIds: [eos] });
      const ids: number[] = [];
      for (const byte of encoder.encode(JSON.stringify(document))) {
        const id = tokens.findIndex((token) => {
          const bytes = typeof token === "string" ? encoder.encode(token) : token;
          return bytes?.length === 1 && bytes[0] === byte;
        });
        const logits = constraint.maskInPlace(new Float32Array(tokens.length), ids);
        expect(logits[id], `${JSON.stringify(document)} at ${ids.length}`).toBe(0);
        ids.push(id);
      }
      expect(constraint.isComplete(ids)).toBe(true);
      expect(constraint.maskInPlace(new Float32Array(tokens.length), ids)[eos]).toBe(0);
    }
  });

  it("allows a token exactly when its bytes can follow one by one", () => {
    const tokens = randomVocabulary(5);
    const vocabulary = createVocabulary(tokens);
    const constraint = jsonSchemaConstraint(true, { vocabulary, eosTokenIds: [eos] });
    let checked = 0;
    for (let seed = 0; seed < 8; seed++) {
      const random = seededRandom(seed);
      const ids: number[] = [];
      for (let step = 0; step < 12; step++) {
        const logits = constraint.maskInPlace(new Float32Array(tokens.length), ids);
        for (const [id, token] of tokens.entries()) {
          if (token === null) continue;
          let follows = true;
          try {
            constraint.isComplete([...ids, id]);
          } catch {
            follows = false;
          }
          expect(logits[id] === 0, `token ${JSON.stringify(token)} after ${ids}`).toBe(follows);
          checked++;
        }
        const allowed = [...logits.keys()].filter((id) => logits[id] === 0 && id !== eos);
        if (allowed.length === 0) break;
        ids.push(allowed[Math.floor(random() * allowed.length)]);
      }
    }
    expect(checked).toBeGreaterThan(10_000);
  });

  it("says which keyword it does not support, and where", () => {
    const vocabulary = createVocabulary([null, ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))]);
    const build = (schema: unknown) => () => jsonSchemaConstraint(schema, { vocabulary, eosTokenIds: [0] });
    expect(
      build({ type: "object", properties: { a: { type: "array", uniqueItems: true } } }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: JSON schema: at #/properties/a: the keyword "uniqueItems" is not supported beside type.]`,
    );
    expect(build({ not: { type: "null" } })).toThrow('the keyword "not" is not supported');
    expect(build({ type: "number", maximum: 0.5 })).toThrow("maximum of a number that is not an integer");
    expect(build({ type: "string", format: "iri" })).toThrow('format "iri" is not supported');
    expect(build({ oneOf: [{ type: "string" }, { type: "string", pattern: "a" }] })).toThrow("may both match");
    expect(build({ $ref: "other.json" })).toThrow("leads out of the schema");
    expect(build({ $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } })).toThrow("refers to itself");
    expect(build({ type: "integer", minimum: 3, maximum: 2 })).toThrow("no integer from 3 to 2");
  });
});
