/**
 * Cuts a word into tokens. `ranks` knows which pieces may be joined: the key
 * is "left right", the value says how early the merge was learnt.
 */
export function encode(word: string, ranks: Map<string, number>): string[] {
  const pieces = [...word];
  while (true) {
    // Takes the first pair that it knows. Is it the right one?
    const at = pieces.findIndex((piece, i) =>
      ranks.has(`${piece} ${pieces[i + 1]}`),
    );
    if (at < 0) return pieces;
    pieces.splice(at, 2, pieces[at] + pieces[at + 1]);
  }
}

const merges = ["e r", "n e", "ne w", "w er", "new er"];
const ranks = new Map(merges.map((merge, i) => [merge, i]));
console.log(encode("newer", ranks).join(" "));
console.log(encode("answer", ranks).join(" "));
