/** Checks that all builders share. A message names the builder, the field, what was wrong and what to do. @module */

type Fields = Record<string, unknown>;

/** @throws TypeError if `input` is not an object, or has a key that is not in `known` */
export function checkKeys(where: string, input: unknown, known: readonly string[]): asserts input is Fields {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new TypeError(`${where}: the input is ${describe(input)} but has to be an object with ${known[0]}.`);
  }
  for (const key of Object.keys(input)) {
    if (key !== "kind" && !known.includes(key)) {
      throw new TypeError(`${where}: unknown key "${key}". Known: ${known.join(", ")}.`);
    }
  }
}

/** An array or typed array as a plain array. @throws TypeError if it is neither */
export function plainArray(where: string, name: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as unknown as number[]);
  throw new TypeError(`${where}: ${name} is ${describe(value)} but has to be an array.`);
}

/** @throws TypeError unless every element is a string */
export function strings(where: string, name: string, value: unknown): string[] {
  return plainArray(where, name, value).map((item, i) => text(where, `${name}[${i}]`, item));
}

/** @throws TypeError unless `value` is a string */
export function text(where: string, name: string, value: unknown): string {
  if (typeof value !== "string") {
    throw new TypeError(`${where}: ${name} is ${describe(value)} but has to be a string.`);
  }
  return value;
}

/** As `text`; absent stays absent. */
export function optionalText(where: string, name: string, value: unknown): string | undefined {
  return value === undefined ? undefined : text(where, name, value);
}

/** @throws TypeError | RangeError unless `value` is a finite number within [least, most] */
export function numberWithin(where: string, name: string, value: unknown, least = -Infinity, most = Infinity): number {
  if (typeof value === "bigint") return numberWithin(where, name, Number(value), least, most);
  if (typeof value !== "number") {
    throw new TypeError(`${where}: ${name} is ${describe(value)} but has to be a number.`);
  }
  if (!Number.isFinite(value) || value < least || value > most) {
    const range = least === -Infinity ? "finite" : most === Infinity ? `at least ${least}` : `in [${least}, ${most}]`;
    throw new RangeError(`${where}: ${name} is ${value} but has to be ${range}.`);
  }
  return value;
}

/** @throws TypeError | RangeError unless `value` is a whole number within [least, most] */
export function count(where: string, name: string, value: unknown, least = 0, most = Infinity): number {
  const number = numberWithin(where, name, value, least, most);
  if (!Number.isInteger(number)) throw new RangeError(`${where}: ${name} is ${number} but has to be a whole number.`);
  return number;
}

/** @throws RangeError unless both lengths are equal */
export function sameLength(where: string, name: string, got: number, other: string, wanted: number): void {
  if (got !== wanted) {
    throw new RangeError(`${where}: ${name} has ${got} elements but ${other} has ${wanted}. Give one for each.`);
  }
}

/** @throws TypeError unless `value` is one of `choices` */
export function oneOf<C extends string>(where: string, name: string, value: unknown, choices: readonly C[]): C {
  if (!choices.includes(value as C)) {
    throw new TypeError(`${where}: ${name} is ${describe(value)} but has to be one of ${choices.join(", ")}.`);
  }
  return value as C;
}

/** The object without the keys whose value is undefined, so that a figure is the same before and after JSON. */
export function withoutAbsent<T extends object>(figure: T): T {
  return Object.fromEntries(Object.entries(figure).filter(([, value]) => value !== undefined)) as T;
}

export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "object") return Array.isArray(value) ? `an array of ${value.length}` : "an object";
  return String(value);
}
