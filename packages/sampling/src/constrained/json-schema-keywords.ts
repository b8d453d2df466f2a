/**
 * Reading a JSON schema without understanding it: which keywords stand where, what a reference leads to, and whether two
 * schemas exclude each other.
 * @module
 */

export type Schema = Record<string, unknown>;

const descriptive = [
  ...["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment"],
  ...["$schema", "$id", "$defs", "definitions", "contentMediaType", "contentEncoding"],
];

/** The keywords that say something about one type, and so imply it where `type` is missing. */
export const keywordsOf: Record<string, readonly string[]> = {
  object: ["properties", "required", "additionalProperties"],
  array: ["items", "prefixItems", "minItems", "maxItems"],
  string: ["minLength", "maxLength", "pattern", "format"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
};
keywordsOf.integer = keywordsOf.number;

/** @throws TypeError or RangeError unless value is an object */
export function asSchema(value: unknown, place: string): Schema {
  if (value === false) throw unsupported(place, "the schema false allows nothing.");
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`JSON schema: at ${place} is ${JSON.stringify(value)} but a schema is an object or true.`);
  }
  return value as Schema;
}

/** @throws RangeError that names the first keyword that is neither known nor merely descriptive */
export function checkKeywords(node: Schema, known: readonly string[], place: string): void {
  const unknown = Object.keys(node).find((keyword) => !known.includes(keyword) && !descriptive.includes(keyword));
  if (unknown === undefined) return;
  if (unknown === "uniqueItems" && node[unknown] === false) return;
  throw unsupported(
    place,
    `the keyword "${unknown}" is not supported${known.length > 0 ? ` beside ${known[0]}` : ""}.`,
  );
}

/** The type that a schema without `type` is about, to judge by its keywords: one, or none. */
export function impliedType(node: Schema): string[] {
  const types = ["object", "array", "string", "number"].filter((type) =>
    keywordsOf[type].some((keyword) => keyword in node),
  );
  return types.slice(0, 1);
}

/** Follows a reference such as "#/$defs/name". */
export function lookUp(root: unknown, path: string, place: string): unknown {
  if (path !== "#" && !path.startsWith("#/")) {
    throw unsupported(place, `$ref "${path}" leads out of the schema. Put the target under $defs.`);
  }
  let node = root;
  for (const part of path.split("/").slice(1)) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) {
      throw unsupported(place, `$ref "${path}" leads nowhere.`);
    }
    node = (node as Schema)[key];
  }
  return node;
}

/** A keyword that counts something. @throws RangeError unless it is a whole number >= 0 */
export function count(value: unknown, whenMissing: number, keyword: string, place: string): number {
  if (value === undefined) return whenMissing;
  if (!Number.isInteger(value) || (value as number) < 0) {
    throw unsupported(place, `${keyword} is ${JSON.stringify(value)} but has to be a whole number >= 0.`);
  }
  return value as number;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

/** Whether a value is of a type of JSON Schema. */
export const hasType = (value: unknown, type: unknown) =>
  type === "integer" ? Number.isInteger(value) : typeOf(value) === type;

/** The types that values of a schema can have, or null if that cannot be told from its own keywords. */
function possibleTypes(node: Schema): string[] | null {
  if ("const" in node) return [typeOf(node.const)];
  if (Array.isArray(node.enum)) return node.enum.map(typeOf);
  if (node.type === undefined) {
    const implied = impliedType(node);
    return implied.length > 0 ? implied : null;
  }
  return [node.type].flat().map((type) => (type === "integer" ? "number" : (type as string)));
}

/** Whether no value can match both schemas, as far as their own keywords tell. */
export function areDisjoint(a: Schema, b: Schema): boolean {
  const typesOfB = possibleTypes(b);
  const typesOfA = possibleTypes(a);
  if (!typesOfA || !typesOfB) return false;
  if (!typesOfA.some((type) => typesOfB.includes(type))) return true;
  const values = (node: Schema) =>
    ("const" in node ? [node.const] : (node.enum as unknown[] | undefined))?.map((value) => JSON.stringify(value));
  const [valuesOfA, valuesOfB] = [values(a), values(b)];
  if (valuesOfA && valuesOfB) return !valuesOfA.some((value) => valuesOfB.includes(value));
  // Two objects: a property that both require and whose values exclude each other
  const required = (node: Schema) => (Array.isArray(node.required) ? (node.required as string[]) : []);
  const property = (node: Schema, name: string) => (node.properties as Record<string, Schema> | undefined)?.[name];
  return required(a).some((name) => {
    if (!required(b).includes(name)) return false;
    const [propertyOfA, propertyOfB] = [property(a, name), property(b, name)];
    return propertyOfA && propertyOfB ? areDisjoint(propertyOfA, propertyOfB) : false;
  });
}

/** The error for what cannot be enforced, or cannot be at all. */
export const unsupported = (place: string, what: string) => new RangeError(`JSON schema: at ${place}: ${what}`);
