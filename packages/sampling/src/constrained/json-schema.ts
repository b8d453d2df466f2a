/**
 * JSON schemas as grammars: the generated text is a JSON document that is valid against the schema.
 *
 * Objects list their properties in the schema's order. Keywords that a grammar cannot enforce are errors that name them;
 * those that only describe are passed over.
 * @module
 * @see JSON Schema 2020-12, https://json-schema.org/draft/2020-12
 */
import type { Constraint } from "../constraint.ts";
import { type ConstraintOptions, createGrammarConstraint } from "./grammar-constraint.ts";
import { integerRange } from "./integer-range.ts";
import {
  areDisjoint,
  asSchema,
  checkKeywords,
  count,
  hasType,
  impliedType,
  keywordsOf,
  lookUp,
  type Schema,
  unsupported,
} from "./json-schema-keywords.ts";
import {
  anyCharacter,
  jsonBoolean,
  jsonInteger,
  jsonNonNegativeNumber,
  jsonNull,
  jsonNumber,
  jsonRules,
  jsonString,
  jsonStringOfLength,
  otherThan,
  spaceOf,
  type Whitespace,
} from "./json-text.ts";
import {
  choice,
  type Grammar,
  type ListItem,
  literal,
  optional,
  type Pattern,
  repeat,
  rule,
  sequence,
} from "./pattern.ts";
import { parseRegex } from "./regex.ts";
import { stringFormats } from "./string-formats.ts";

export interface JsonSchemaOptions extends ConstraintOptions {
  /** "none": compact. "flexible": a space, or a line break with indentation, is allowed between tokens. Default "none". */
  whitespace?: Whitespace;
}

/**
 * Creates a constraint: the generated text is a JSON document that is valid against `schema`. `true` or `{}` allows any.
 *
 * With `maxTokens` every generated text parses, also from a model that knows nothing of JSON; without it a text that is
 * cut off may be incomplete.
 *
 * @throws RangeError that names the place and the keyword if the schema has one that is not supported
 * @example
 * const schema = { type: "object", properties: { name: { type: "string" }, age: { type: "integer" } }, required: ["name"] };
 * const constraint = jsonSchemaConstraint(schema, { vocabulary, eosTokenIds: [2], maxTokens: 100 });
 */
export function jsonSchemaConstraint(schema: unknown, options: JsonSchemaOptions): Constraint {
  return createGrammarConstraint(jsonSchemaGrammar(schema, options.whitespace ?? "none"), options);
}

/** Parts of a place such as #/properties/a/items: schemas nested deeper would exhaust the call stack. */
const maxDepth = 1000;

/** Translates a schema. @throws RangeError that names the place and what is not supported there */
export function jsonSchemaGrammar(schema: unknown, whitespace: Whitespace): Grammar {
  const rules = jsonRules(whitespace);
  const space = spaceOf(whitespace);
  const comma = sequence(space, literal(","), space);
  const colon = sequence(space, literal(":"), space);

  const translate = (value: unknown, place: string): Pattern => {
    if (place.split("/").length > maxDepth) throw unsupported(place, `nested deeper than ${maxDepth}. Use $ref.`);
    if (value === true) return rule("value");
    const node = asSchema(value, place);
    if (typeof node.$ref === "string") return reference(node, place);
    if ("const" in node) return oneOfValues([node.const], node, "const", place);
    if ("enum" in node) return oneOfValues(node.enum, node, "enum", place);
    for (const keyword of ["anyOf", "oneOf", "allOf"] as const) {
      if (keyword in node) return combine(node, keyword, place);
    }
    const types = node.type === undefined ? impliedType(node) : [node.type].flat();
    if (types.length === 0) {
      checkKeywords(node, [], place);
      return rule("value");
    }
    checkKeywords(node, ["type", ...types.flatMap((type) => keywordsOf[type as string] ?? [])], place);
    return choice(...types.map((type) => ofType(type, node, place)));
  };

  const ofType = (type: unknown, node: Schema, place: string): Pattern => {
    switch (type) {
      case "object":
        return object(node, place);
      case "array":
        return array(node, place);
      case "string":
        return string(node, place);
      case "integer":
        return integer(node);
      case "number":
        return number(node, place);
      case "boolean":
        return jsonBoolean;
      case "null":
        return jsonNull;
      default:
        throw unsupported(place, `type ${JSON.stringify(type)} does not exist.`);
    }
  };

  const object = (node: Schema, place: string): Pattern => {
    const properties = (node.properties ?? {}) as Schema;
    const required = (node.required ?? []) as string[];
    const { additionalProperties } = node;
    const isOpen = additionalProperties !== undefined && additionalProperties !== false;
    const declared = Object.keys(properties).length > 0 || required.length > 0;
    if (!declared && additionalProperties === undefined) return anyObject(rule("value"), []);
    const others = () => translate(additionalProperties ?? true, `${place}/additionalProperties`);
    const undeclared = required.filter((name) => !Object.hasOwn(properties, name));
    if (undeclared.length > 0 && additionalProperties === false) {
      throw unsupported(place, `"${undeclared[0]}" is required but not allowed.`);
    }
    const names = [...Object.keys(properties), ...undeclared];
    const items: ListItem[] = names.map((name) => {
      const value = Object.hasOwn(properties, name)
        ? translate(properties[name], `${place}/properties/${name}`)
        : others();
      return {
        pattern: sequence(literal(JSON.stringify(name)), colon, value),
        required: required.includes(name),
      };
    });
    if (isOpen) {
      const member = sequence(jsonString(otherThan(names)), colon, others());
      items.push({ pattern: sequence(member, repeat(sequence(comma, member))), required: false });
    }
    // With no item left there is nothing between the braces; else white space may follow the last
    return sequence(literal("{"), space, { kind: "list", items, separator: comma }, space, literal("}"));
  };

  const anyObject = (value: Pattern, except: string[]): Pattern => {
    const name = except.length > 0 ? jsonString(otherThan(except)) : rule("string");
    const member = sequence(name, colon, value);
    const members = optional(sequence(member, repeat(sequence(comma, member)), space));
    return sequence(literal("{"), space, members, literal("}"));
  };

  const array = (node: Schema, place: string): Pattern => {
    const prefix = ((node.prefixItems ?? []) as unknown[]).map((item, i) =>
      translate(item, `${place}/prefixItems/${i}`),
    );
    const { items = true } = node;
    const min = count(node.minItems, 0, "minItems", place);
    const max = count(node.maxItems, Infinity, "maxItems", place);
    if (min > max) throw unsupported(place, `minItems is ${min} but maxItems is ${max}.`);
    if (items === false && min > prefix.length) {
      throw unsupported(place, `minItems is ${min} but only ${prefix.length} items are allowed.`);
    }
    const fixed = prefix.slice(0, max).map((pattern, i): ListItem => ({ pattern, required: i < min }));
    // Optional items can only be left out from the end: each one holds those after it
    const tail =
      items === false || max <= prefix.length
        ? null
        : rest(translate(items, `${place}/items`), min, max, prefix.length);
    let list: Pattern | null = tail?.pattern ?? null;
    let isRequired = tail?.required ?? false;
    for (const item of fixed.toReversed()) {
      const after = list ? sequence(comma, list) : null;
      list = after ? sequence(item.pattern, isRequired ? after : optional(after)) : item.pattern;
      isRequired = item.required || isRequired;
    }
    if (!list) return sequence(literal("["), space, literal("]"));
    const inner = sequence(list, space);
    return sequence(literal("["), space, isRequired ? inner : optional(inner), literal("]"));
  };

  /** The items after the prefix. */
  const rest = (item: Pattern, min: number, max: number, prefixLength: number): ListItem => {
    const atLeast = Math.max(0, min - prefixLength);
    const more = repeat(sequence(comma, item), Math.max(0, atLeast - 1), max - prefixLength - 1);
    return { pattern: sequence(item, more), required: atLeast > 0 };
  };

  const string = (node: Schema, place: string): Pattern => {
    const min = count(node.minLength, 0, "minLength", place);
    const max = count(node.maxLength, Infinity, "maxLength", place);
    const given = ["pattern", "format"].filter((keyword) => node[keyword] !== undefined);
    const sized = node.minLength !== undefined || node.maxLength !== undefined;
    if (given.length > 1 || (given.length === 1 && sized)) {
      throw unsupported(place, `${given[0]} beside another rule for the string. Put all of it into one pattern.`);
    }
    if (min > max) throw unsupported(place, `minLength is ${min} but maxLength is ${max}.`);
    if (node.format !== undefined) {
      const format = stringFormats[node.format as string];
      if (!format) {
        const known = Object.keys(stringFormats).join(", ");
        throw unsupported(place, `format "${node.format}" is not supported (${known} are). Use a pattern.`);
      }
      return jsonString(parseRegex(format).pattern);
    }
    if (node.pattern !== undefined) {
      const { pattern, anchoredStart, anchoredEnd } = parseRegex(node.pattern as string);
      const anything = repeat(anyCharacter);
      return jsonString(sequence(anchoredStart ? sequence() : anything, pattern, anchoredEnd ? sequence() : anything));
    }
    if (!sized) return rule("string"); // one automaton for all of them, so that their masks are shared
    return jsonStringOfLength(min, max);
  };

  const integer = (node: Schema): Pattern => {
    const { minimum = -Infinity, maximum = Infinity } = node as { minimum?: number; maximum?: number };
    const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = node as Record<string, number>;
    const min = Math.max(minimum, Math.floor(exclusiveMinimum) + 1);
    const max = Math.min(maximum, Math.ceil(exclusiveMaximum) - 1);
    return min === -Infinity && max === Infinity ? jsonInteger : integerRange(min, max);
  };

  const number = (node: Schema, place: string): Pattern => {
    const bounds = keywordsOf.number.filter((keyword) => node[keyword] !== undefined);
    if (bounds.length === 0) return jsonNumber;
    if (bounds.length === 1 && node.minimum === 0) return jsonNonNegativeNumber;
    throw unsupported(place, `${bounds[0]} of a number that is not an integer, other than minimum 0.`);
  };

  const oneOfValues = (values: unknown, node: Schema, keyword: string, place: string): Pattern => {
    checkKeywords(node, [keyword, "type"], place);
    if (!Array.isArray(values) || values.length === 0) throw unsupported(place, `${keyword} has no value.`);
    const types = node.type === undefined ? null : [node.type].flat();
    const fitting = types ? values.filter((value) => types.some((type) => hasType(value, type))) : values;
    if (fitting.length === 0)
      throw unsupported(place, `no value of ${keyword} has the type ${JSON.stringify(node.type)}.`);
    return choice(...fitting.map((value) => literal(JSON.stringify(value))));
  };

  const combine = (node: Schema, keyword: "anyOf" | "oneOf" | "allOf", place: string): Pattern => {
    checkKeywords(node, [keyword], place);
    const branches = node[keyword] as unknown[];
    if (!Array.isArray(branches) || branches.length === 0) throw unsupported(place, `${keyword} has no branch.`);
    if (keyword === "allOf" && branches.length > 1) {
      throw unsupported(place, "allOf with more than one branch. Merge the branches into one schema.");
    }
    if (keyword === "oneOf") checkDisjoint(branches, place);
    return choice(...branches.map((branch, i) => translate(branch, `${place}/${keyword}/${i}`)));
  };

  /** Branches of oneOf have to exclude each other, by type or by a required constant property. */
  const checkDisjoint = (branches: unknown[], place: string) => {
    for (const [i, a] of branches.entries()) {
      for (const [j, b] of branches.slice(0, i).entries()) {
        if (!areDisjoint(resolve(a, place), resolve(b, place))) {
          throw unsupported(
            place,
            `branches ${j} and ${i} of oneOf may both match. Use anyOf, or tell them apart by type or by a required constant property.`,
          );
        }
      }
    }
  };

  const resolve = (value: unknown, place: string): Schema => {
    let node = asSchema(value === true ? {} : value, place);
    for (let hops = 0; typeof node.$ref === "string" && hops < 100; hops++)
      node = asSchema(lookUp(schema, node.$ref, place), place);
    return node;
  };

  const reference = (node: Schema, place: string): Pattern => {
    checkKeywords(node, ["$ref"], place);
    const path = node.$ref as string;
    if (!rules.has(path)) {
      rules.set(path, sequence()); // so that a reference to itself finds the rule
      rules.set(path, translate(lookUp(schema, path, place), path));
    }
    return rule(path);
  };

  rules.set("schema", translate(schema, "#"));
  return { start: "schema", rules };
}
