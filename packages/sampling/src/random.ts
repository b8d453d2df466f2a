/**
 * A seeded source of randomness, so that a sampled text can be sampled again.
 *
 * Math.random() cannot be seeded. This is xoshiro128** (Blackman & Vigna 2018): 128 bits of state, period 2^128 - 1,
 * a handful of 32-bit operations that JavaScript has. The seed is spread over the state by splitmix32 (the 32-bit
 * finalizer of MurmurHash3 over a Weyl sequence), because a state with few set bits starts badly.
 * @module
 */

/** Where random numbers come from: each call gives the next number in [0, 1). Math.random is one. */
export type Random = () => number;

/** A `Random` whose place in its sequence can be saved, for example with a stored conversation. */
export interface SeededRandom extends Random {
  /** The four 32-bit words of the state. `createRandom(state)` goes on from there. */
  state(): [number, number, number, number];
}

/**
 * Creates a generator of numbers in [0, 1) with 53 random bits each: xoshiro128**, two 32-bit outputs per number.
 *
 * @param seed an integer from 0 to 2^53 - 1, or the `state()` of another generator
 * @throws RangeError if the seed is not such an integer, or the state is not four words that are not all 0
 * @see Blackman & Vigna 2018, "Scrambled linear pseudorandom number generators", https://arxiv.org/abs/1805.01407
 * @example
 * const random = createRandom(42);
 * random() === createRandom(42)(); // => true
 */
export function createRandom(seed: number | ArrayLike<number>): SeededRandom {
  let [s0, s1, s2, s3] = typeof seed === "number" ? spread(seed) : checkedState(seed);

  /** One step of xoshiro128**: 32 bits, as a signed integer. */
  const next = (): number => {
    const product = Math.imul(s1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  };

  // 27 high bits and 26 high bits make the 53 of a double's significand
  const random = () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  const state = (): [number, number, number, number] => [s0 >>> 0, s1 >>> 0, s2 >>> 0, s3 >>> 0];
  return Object.assign(random, { state });
}

/** splitmix32 from the low word of the seed, then the high word mixed in and four more words drawn. */
function spread(seed: number): [number, number, number, number] {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`createRandom: seed is ${seed} but has to be an integer from 0 to 2^53 - 1.`);
  }
  let weyl = seed >>> 0;
  const next = (): number => {
    weyl = (weyl + 0x9e3779b9) >>> 0;
    let word = weyl;
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return (word ^ (word >>> 16)) >>> 0;
  };
  weyl = (next() ^ Math.floor(seed / 2 ** 32)) >>> 0;
  return [next(), next(), next(), next()];
}

function checkedState(state: ArrayLike<number>): [number, number, number, number] {
  const words = Array.from(state, (word) => word >>> 0);
  if (words.length !== 4 || words.every((word) => word === 0)) {
    throw new RangeError(
      `createRandom: a state has 4 words that are not all 0, got [${words.join(", ")}]. Pass what state() returned.`,
    );
  }
  return words as [number, number, number, number];
}
