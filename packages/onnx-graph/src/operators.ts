/**
 * What each operator takes, gives and can be told: a table of the standard operators and of ONNX Runtime's own.
 *
 * The table is text, one line per signature, taken apart when an operator is first asked for:
 *
 *   name | inputs min-max > outputs min-max | inputs > outputs | attributes | versions
 *   LayerNormalization|2-3>1-3|X:T,Scale:T,B?:T>Y:T,Mean?:U,InvStdDev?:U|axis:int=-1,epsilon:float=1e-05|17 T=ajkp,U=ap
 *
 * `?` is an optional parameter, `*` any number of one type, `**` any number of any types, `!` a required attribute.
 * A version is the first operator set with that signature, then the element types that each type variable allows, as
 * letters: a is data type 1 (float32), b is 2 …, z 26, A 27, B 28; S, O, M, P are sequences, optionals, maps, sparse tensors.
 * `=g` in place of a variable is a fixed type. An operator set has, of each operator, the newest version that is not newer.
 * @module
 * @see https://github.com/onnx/onnx/blob/main/docs/Operators.md
 * @see https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */
import { type DataType, dataTypeOfCode } from "./data-types.ts";
import type { AttributeKind, ValueType } from "./model.ts";
import { microsoftOperators, standardOperators } from "./operators.generated.ts";

/** One version of an operator. */
export interface Operator {
  name: string;
  domain: string;
  /** The first version of the operator set that has it in this form. */
  since: number;
  /** It is no longer to be used from `since` on; the other fields are empty then. */
  deprecated: boolean;
  inputs: readonly Parameter[];
  outputs: readonly Parameter[];
  minInputs: number;
  maxInputs: number;
  minOutputs: number;
  maxOutputs: number;
  attributes: ReadonlyMap<string, OperatorAttribute>;
}

/** One input or output of an operator. */
export interface Parameter {
  name: string;
  presence: "required" | "optional" | "variadic";
  /** A type variable such as `T`: parameters that share it have the same element type. Absent where types are free. */
  variable?: string;
  allowed: AllowedTypes;
}

/** Which types a parameter can have. */
export interface AllowedTypes {
  tensors: ReadonlySet<DataType>;
  /** Other kinds of values that are allowed: of any element type. */
  kinds: ReadonlySet<ValueType["kind"]>;
}

export interface OperatorAttribute {
  kind: AttributeKind;
  required: boolean;
  default?: number | string;
}

/** The newest standard operator set that the table knows. */
export const newestOpset = 28;
/** The oldest one. */
export const oldestOpset = 7;

/** Whether the table has the standard operators of that version. */
export function isCovered(opset: number): boolean {
  return opset >= oldestOpset && opset <= newestOpset;
}

const tables = new Map<string, Map<string, string[]>>();
const parsed = new Map<string, Operator[]>();

/** Whether the operators of a domain are in the table. */
export function isKnownDomain(domain: string): boolean {
  return tableOf(domain) !== undefined;
}

/**
 * The operator of that name in a version of an operator set, or undefined when the set has none.
 *
 * @example
 * findOperator("", "LayerNormalization", 21)?.attributes.get("epsilon"); // => { kind: "float", required: false, default: 1e-5 }
 */
export function findOperator(domain: string, name: string, opset: number): Operator | undefined {
  let newest: Operator | undefined;
  for (const version of versionsOf(domain, name)) if (version.since <= opset) newest = version;
  return newest;
}

/** All versions of an operator, oldest first; those superseded before operator set 7 are not in the table. */
export function versionsOf(domain: string, name: string): readonly Operator[] {
  const key = `${domain}:${name}`;
  let versions = parsed.get(key);
  if (!versions) {
    versions = (tableOf(domain)?.get(name) ?? []).flatMap((line) => parseLine(domain, line));
    parsed.set(key, versions);
  }
  return versions;
}

/** `ai.onnx` is another name of the standard domain. */
export function normalDomain(domain: string): string {
  return domain === "ai.onnx" ? "" : domain;
}

/** A sentence that says where an operator that is missing does exist. */
export function operatorElsewhere(domain: string, opType: string): string {
  const versions = versionsOf(domain, opType).filter((version) => !version.deprecated);
  if (versions.length > 0) return ` It is there from operator set ${versions[0].since} on. Use that operator set.`;
  for (const other of ["", "com.microsoft"]) {
    if (other !== domain && versionsOf(other, opType).length > 0) {
      return ` "${other || "ai.onnx"}" has it: use that domain.`;
    }
  }
  return " Check its spelling.";
}

function tableOf(domain: string): Map<string, string[]> | undefined {
  const text = domain === "" ? standardOperators : domain === "com.microsoft" ? microsoftOperators : undefined;
  if (text === undefined) return undefined;
  let table = tables.get(domain);
  if (!table) {
    tables.set(domain, (table = new Map()));
    for (const line of text.trim().split("\n")) {
      const name = line.slice(0, line.indexOf("|"));
      const lines = table.get(name);
      if (lines) lines.push(line);
      else table.set(name, [line]);
    }
  }
  return table;
}

function parseLine(domain: string, line: string): Operator[] {
  const [name, arity, parameters, attributes, versions] = line.split("|");
  if (arity === "deprecated") {
    const none = { minInputs: 0, maxInputs: 0, minOutputs: 0, maxOutputs: 0 };
    const empty = { inputs: [], outputs: [], attributes: new Map() };
    return [{ name, domain, since: Number(parameters), deprecated: true, ...none, ...empty }];
  }
  const [minInputs, maxInputs, minOutputs, maxOutputs] = arity.split(/[->]/).map(Number);
  const [inputs, outputs] = parameters.split(">");
  return versions.split(";").map((version) => {
    const [since, types = ""] = version.split(" ");
    const variables = new Map(types.split(",").map((type) => type.split("=") as [string, string]));
    return {
      name,
      domain,
      since: Number(since),
      deprecated: false,
      inputs: parseParameters(inputs, variables),
      outputs: parseParameters(outputs, variables),
      minInputs,
      maxInputs,
      minOutputs,
      maxOutputs,
      attributes: parseAttributes(attributes),
    };
  });
}

function parseParameters(text: string, variables: ReadonlyMap<string, string>): Parameter[] {
  if (text === "") return [];
  return text.split(",").map((parameter) => {
    const [, name, mark, type] = /^(.*?)(\?|\*\*|\*|):(.*)$/.exec(parameter)!;
    const presence = mark === "" ? "required" : mark === "?" ? "optional" : "variadic";
    if (type.startsWith("=")) return { name, presence, allowed: parseAllowed(type.slice(1)) };
    const allowed = parseAllowed(variables.get(type) ?? "");
    return mark === "**" ? { name, presence, allowed } : { name, presence, variable: type, allowed };
  });
}

const kindLetters: Record<string, ValueType["kind"]> = { S: "sequence", O: "optional", M: "map", P: "sparseTensor" };

function parseAllowed(letters: string): AllowedTypes {
  const tensors = new Set<DataType>();
  const kinds = new Set<ValueType["kind"]>();
  for (const letter of letters) {
    if (letter in kindLetters) kinds.add(kindLetters[letter]);
    else {
      const code = letter >= "a" ? letter.charCodeAt(0) - 96 : letter.charCodeAt(0) - 64 + 26;
      tensors.add(dataTypeOfCode(code)!);
    }
  }
  return { tensors, kinds };
}

function parseAttributes(text: string): Map<string, OperatorAttribute> {
  const attributes = new Map<string, OperatorAttribute>();
  if (text === "") return attributes;
  for (const attribute of text.split(",")) {
    const [, name, mark, kind, value] = /^(.*?)(!?):(\w+)(?:=(.*))?$/.exec(attribute)!;
    attributes.set(name, {
      kind: kind as AttributeKind,
      required: mark === "!",
      ...(value !== undefined && { default: kind === "string" ? value : Number(value) }),
    });
  }
  return attributes;
}
