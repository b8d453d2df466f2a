/**
 * A vocabulary as a trie: tokens that begin alike are looked at together.
 *
 * The nodes lie in depth-first order, each knowing where its subtree ends. Walking the trie is then one loop upwards
 * through arrays, and leaving out a subtree is a jump.
 * @module
 */

/** All tokens of a vocabulary in a trie over their bytes. Create it once, use it for any number of constraints. */
export interface Vocabulary {
  /** Number of ids. */
  size: number;
  /** byte[node]: the byte on the way to the node. */
  byte: Uint8Array;
  /** depth[node]: 1 for the first byte of a token. */
  depth: Uint16Array;
  /** end[node]: the first node after its subtree. */
  end: Int32Array;
  /** The ids of the tokens that end at a node are ids[firstId[node]] up to ids[firstId[node + 1] - 1]. */
  firstId: Int32Array;
  ids: Int32Array;
  numNodes: number;
  /** The bytes of token `id`; null for special tokens. */
  bytesOf(id: number): Uint8Array | null;
  longest: number;
}

/**
 * Builds the trie.
 *
 * @param tokens for each id the bytes or the text that it stands for; null for special tokens, which stand for none
 * @throws TypeError if an entry is neither
 * @example
 * const vocabulary = createVocabulary(["a", "ab", null, Uint8Array.of(0xc3)]);
 */
export function createVocabulary(tokens: ArrayLike<string | Uint8Array | null>): Vocabulary {
  const encoder = new TextEncoder();
  const bytes = Array.from(tokens, (token, id) => {
    if (token === null) return null;
    if (typeof token === "string") return encoder.encode(token);
    if (token instanceof Uint8Array) return token;
    throw new TypeError(`createVocabulary: token ${id} is ${typeof token} but has to be text, bytes or null.`);
  });
  const ids = sortedIds(bytes);
  const numBytes = ids.reduce((sum, id) => sum + bytes[id]!.length, 0);

  const byte = new Uint8Array(numBytes);
  const depth = new Uint16Array(numBytes);
  const end = new Int32Array(numBytes);
  const firstId = new Int32Array(numBytes + 1);
  const path: number[] = []; // the nodes of the previous token's bytes
  let numNodes = 0;
  let longest = 0;
  let before: Uint8Array = new Uint8Array(0);
  for (const [index, id] of ids.entries()) {
    const token = bytes[id]!;
    let common = 0;
    while (common < before.length && common < token.length && before[common] === token[common]) common++;
    while (path.length > common) end[path.pop()!] = numNodes;
    for (let i = common; i < token.length; i++) {
      byte[numNodes] = token[i];
      depth[numNodes] = i + 1;
      firstId[numNodes] = index;
      path.push(numNodes++);
    }
    firstId[numNodes] = index + 1;
    longest = Math.max(longest, token.length);
    before = token;
  }
  while (path.length > 0) end[path.pop()!] = numNodes;
  return {
    size: tokens.length,
    byte: byte.slice(0, numNodes),
    depth: depth.slice(0, numNodes),
    end: end.slice(0, numNodes),
    firstId: firstId.slice(0, numNodes + 1),
    ids,
    numNodes,
    bytesOf: (id) => bytes[id] ?? null,
    longest,
  };
}

/** The ids of all tokens that have bytes, in the order of their bytes. */
function sortedIds(bytes: readonly (Uint8Array | null)[]): Int32Array {
  // Four bytes and the id fit into a double's 53 bits: sorting plain numbers needs no comparison of ours
  if (bytes.length > maxIds) throw new RangeError(`createVocabulary: ${bytes.length} tokens, at most ${maxIds} work.`);
  const keys = new Float64Array(bytes.length);
  let count = 0;
  for (const [id, token] of bytes.entries()) {
    if (!token || token.length === 0) continue;
    const [a, b = 0, c = 0, d = 0] = token;
    keys[count++] = (a * 2 ** 24 + (b << 16) + (c << 8) + d) * maxIds + id;
  }
  const sorted = keys.subarray(0, count).sort();
  const ids = Int32Array.from(sorted, (key) => key % maxIds);
  // Tokens that begin with the same four bytes are put in order by the rest
  const startOf = (i: number) => Math.floor(sorted[i] / maxIds);
  for (let first = 0; first < count; ) {
    let next = first + 1;
    while (next < count && startOf(next) === startOf(first)) next++;
    if (next > first + 1) ids.subarray(first, next).sort((a, b) => compareBytes(bytes[a]!, bytes[b]!) || a - b);
    first = next;
  }
  return ids;
}

const maxIds = 2 ** 21;

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
