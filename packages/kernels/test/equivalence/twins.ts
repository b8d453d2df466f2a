/**
 * Running one call on the plain set and on a fast one, for the tests that compare them.
 *
 * Every case runs twice: with arrays of the set's own memory, used in place, and with foreign ones, copied.
 * @module
 */
import { expectClose, type Tolerance } from "@llm-anatomy/test-kit";
import { describe } from "vitest";
import {
  availableSets,
  createKernels,
  createPlainKernels,
  type KernelArray,
  type KernelArrayType,
  type Kernels,
} from "../../src/index.ts";

export const plain = createPlainKernels();
export const hidden = Number.NEGATIVE_INFINITY;

type Place = <A extends KernelArray>(array: A) => A;

export interface Twin {
  kernels: Kernels;
  /** Hands an array to the kernels under test. */
  own: Place;
  /** Runs a call that fills `length` outputs on both sets and compares. */
  same(
    length: number,
    tolerance: Tolerance,
    what: string,
    call: (kernels: Kernels, out: Float32Array, own: Place) => void,
  ): void;
}

const placements: [string, (kernels: Kernels) => Place][] = [
  [
    "own arrays",
    (kernels) => (array) => {
      const copy = kernels.memory.allocate(array.constructor as KernelArrayType<typeof array>, array.length);
      copy.set(array);
      return copy;
    },
  ],
  ["foreign arrays", () => (array) => array.slice() as typeof array],
];

/** Makes the tests of `suite` for every fast set and both kinds of arrays. */
export function describeTwins(suite: (twin: Twin) => void): void {
  for (const set of availableSets().filter((name) => name !== "plain")) {
    const kernels = createKernels({ set, maximumBytes: 2 ** 28 });
    for (const [name, placement] of placements) {
      const own = placement(kernels);
      describe(`${set}, ${name}`, () =>
        suite({
          kernels,
          own,
          same(length, tolerance, what, call) {
            const expected = new Float32Array(length);
            call(plain, expected, (array) => array);
            const got = own(new Float32Array(length).fill(Number.NaN));
            call(kernels, got, own);
            expectClose(got, expected, tolerance, what);
          },
        }));
    }
  }
}
