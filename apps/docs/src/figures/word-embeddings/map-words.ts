/** The words on the map, by kind. The trainer is never told the kinds; they only colour the picture. @module */
export const kinds: readonly { name: string; words: readonly string[] }[] = [
  { name: "animals", words: ["fox", "bear", "mouse", "rabbit", "frog", "owl", "squirrel", "dragon"] },
  { name: "first names", words: ["dora", "emma", "basil", "mia", "victor", "nell", "tom", "edith"] },
  { name: "places", words: ["river", "forest", "mountain", "village", "hill", "castle", "lake", "house"] },
  { name: "food", words: ["bread", "cake", "soup", "honey", "eggs", "apples", "breakfast", "supper"] },
  { name: "time", words: ["morning", "evening", "night", "winter", "summer", "spring", "autumn", "afternoon"] },
  { name: "saying", words: ["said", "asked", "whispered", "cried", "called", "laughed", "shouted", "sighed"] },
];

export const mapWords: readonly string[] = kinds.flatMap(({ words }) => words);
/** Index into `kinds` of each word. */
export const kindOf: readonly number[] = kinds.flatMap(({ words }, kind) => words.map(() => kind));
