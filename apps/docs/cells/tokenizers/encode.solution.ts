/**
 * Cuts a word into tokens. `ranks` knows which pieces may be joined: the key
 * is "left right", the value says how early the merge was learnt.
 */
export function encode(word: string, ranks: Map<string, number>): string[] {
  const pieces = [...word];
  while (true) {
    let at = -1;
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = 0; i + 1 < pieces.length; i++) {
      const rank = ranks.get(`${pieces[i]} ${pieces[i + 1]}`);
      if (rank === undefined || rank >= lowest) continue;
      lowest = rank;
      at = i;
    }
    if (at < 0) return pieces;
    pieces.splice(at, 2, pieces[at] + pieces[at + 1]);
  }
}

const merges = ["e r", "n e", "ne w", "w er", "new er"];
const ranks = new Map(merges.map((merge, i) => [merge, i]));
console.log(encode("newer", ranks).join(" "));
console.log(encode("answer", ranks).join(" "));
