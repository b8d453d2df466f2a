// How often does each word occur?
const text = "the cat sat on the mat and the dog sat on the cat";

const counts = new Map<string, number>();
for (const word of text.split(" ")) {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}
for (const [word, count] of counts) console.log(count, word);
