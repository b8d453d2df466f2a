/** Checks of option values that several steps share. Each message names the option and both numbers. @module */

/** @throws TypeError unless value is of type number */
export function checkNumber(name: string, value: number): void {
  if (typeof value !== "number") {
    throw new TypeError(`${name} is ${JSON.stringify(value)} but has to be a number.`);
  }
}

/** @throws RangeError unless value is a whole number >= least */
export function checkCount(name: string, value: number, least: number, advice: string): void {
  checkNumber(name, value);
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${name} is ${value} but has to be a whole number >= ${least}. ${advice}`);
  }
}

/** @throws RangeError unless 0 < value < Infinity */
export function checkPositive(name: string, value: number, advice: string): void {
  checkNumber(name, value);
  if (!(value > 0 && value < Infinity)) {
    throw new RangeError(`${name} is ${value} but has to be a finite number above 0. ${advice}`);
  }
}

/** @throws RangeError unless value is a number and neither infinite nor NaN */
export function checkFinite(name: string, value: number, advice: string): void {
  checkNumber(name, value);
  if (!Number.isFinite(value)) {
    throw new RangeError(`${name} is ${value} but has to be a finite number. ${advice}`);
  }
}

/** @throws RangeError unless 0 < value < 1 */
export function checkFraction(name: string, value: number, advice: string): void {
  checkNumber(name, value);
  if (!(value > 0 && value < 1)) {
    throw new RangeError(`${name} is ${value} but has to satisfy 0 < ${name} < 1. ${advice}`);
  }
}

/** @throws TypeError or RangeError unless ids is a non-empty list of token ids */
export function checkIds(name: string, ids: ArrayLike<number>): void {
  if (typeof ids !== "object" || ids === null || typeof ids.length !== "number") {
    throw new TypeError(`${name} is ${JSON.stringify(ids)} but has to be a list of token ids.`);
  }
  if (ids.length === 0) throw new RangeError(`${name} is empty. Leave it out, or name at least one token id.`);
  for (let i = 0; i < ids.length; i++) checkId(`${name}[${i}]`, ids[i]);
}

/** @throws RangeError unless id is a whole number >= 0 */
export function checkId(name: string, id: number): void {
  checkNumber(name, id);
  if (!Number.isInteger(id) || id < 0) {
    throw new RangeError(`${name} is ${id} but a token id is a whole number >= 0.`);
  }
}
