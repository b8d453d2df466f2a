type Bag = Map<string, number>;

/** How often each word occurs: the bag. */
export function bagOf(text: string): Bag {
  const bag: Bag = new Map();
  const words = text.toLowerCase().match(/\w+/g) ?? [];
  for (const word of words) bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}

/** The cosine of two bags. This is only the dot product. What is missing? */
export function similarity(a: Bag, b: Bag): number {
  let dot = 0;
  for (const [word, count] of a) dot += count * (b.get(word) ?? 0);
  return dot;
}

const once = bagOf("I saw a cat.");
const twice = bagOf("I saw a cat. I saw a cat.");
console.log(similarity(once, twice));
