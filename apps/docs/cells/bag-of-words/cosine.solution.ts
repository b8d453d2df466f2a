type Bag = Map<string, number>;

/** How often each word occurs: the bag. */
export function bagOf(text: string): Bag {
  const bag: Bag = new Map();
  const words = text.toLowerCase().match(/\w+/g) ?? [];
  for (const word of words) bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}

function dotProduct(a: Bag, b: Bag): number {
  let sum = 0;
  for (const [word, count] of a) sum += count * (b.get(word) ?? 0);
  return sum;
}

/** The cosine of two bags. An empty bag is like nothing. */
export function similarity(a: Bag, b: Bag): number {
  const lengths = Math.sqrt(dotProduct(a, a) * dotProduct(b, b));
  return lengths === 0 ? 0 : dotProduct(a, b) / lengths;
}

const once = bagOf("I saw a cat.");
const twice = bagOf("I saw a cat. I saw a cat.");
console.log(similarity(once, twice));
