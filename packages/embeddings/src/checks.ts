/** The checks that public functions share: lengths, options, ranges. Inner loops trust them. @module */

/** @throws RangeError when `array` does not have the product of `dims` elements. */
export function checkLength(
  where: string,
  name: string,
  array: ArrayLike<unknown>,
  dims: Record<string, number>,
): void {
  let expected = 1;
  for (const size of Object.values(dims)) expected *= size;
  if (array.length === expected) return;
  const shape = Object.entries(dims)
    .map(([dim, size]) => `${dim}=${size}`)
    .join(", ");
  throw new RangeError(
    `${where}: ${name} has ${array.length} elements but [${shape}] needs ${expected}. Pass the sizes that ${name} was made with.`,
  );
}

/** @throws RangeError when `value` is not an integer of at least `least`. */
export function checkInteger(where: string, name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(`${where}: ${name} is ${value} but has to be an integer of at least ${least}.`);
}

/** @throws RangeError when `value` is not one of `allowed`. */
export function checkOneOf(where: string, name: string, value: unknown, allowed: readonly unknown[]): void {
  if (allowed.includes(value)) return;
  const list = allowed.map((one) => JSON.stringify(one)).join(", ");
  throw new RangeError(`${where}: ${name} is ${JSON.stringify(value)} but has to be one of ${list}.`);
}

/** @throws TypeError when `options` has a key that is not in `known`: a misspelt option is an error, not a default. */
export function checkOptions(where: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    throw new TypeError(`${where}: there is no option "${key}". The options are ${known.join(", ")}.`);
  }
}
