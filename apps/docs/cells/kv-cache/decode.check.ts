import { attentionStages, causalMask } from "@llm-anatomy/attention";
import { createRandom } from "@llm-anatomy/sampling";

type Vector = number[];
type Project = (x: Vector) => { q: Vector; k: Vector; v: Vector };
interface Answer {
  createDecoder?: (project: Project) => {
    step(x: Vector): Vector;
    crop(length: number): void;
  };
}

const dim = 6;
const fail = (message: string) => ({ passed: false, message });

/** Every step is compared with the library's attention, and projections are counted. */
export default function check({ createDecoder }: Answer) {
  if (typeof createDecoder !== "function")
    return fail("Keep `export function createDecoder`.");
  const random = createRandom(5);
  const vector = () => Array.from({ length: dim }, () => random() * 4 - 2);
  const matrices = [0, 1, 2].map(() => Array.from({ length: dim }, vector));
  const apply = (matrix: Vector[], x: Vector) =>
    matrix.map((row) => row.reduce((sum, w, i) => sum + w * x[i], 0) / dim);
  const projected = (x: Vector) => {
    const [q, k, v] = matrices.map((matrix) => apply(matrix, x));
    return { q, k, v };
  };
  const calls: Vector[] = [];
  const decoder = createDecoder((x) => {
    calls.push(x);
    return projected(x);
  });

  const tokens: Vector[] = [];
  const wrongAt = (count: number): string | null => {
    for (let n = 0; n < count; n++) {
      tokens.push(vector());
      const got = decoder.step(tokens[tokens.length - 1]);
      const wanted = expected(tokens.map(projected));
      if (!Array.isArray(got) || got.length !== dim)
        return `step ${tokens.length} should return ${dim} numbers and returned ${JSON.stringify(got)}`;
      const at = wanted.findIndex(
        (x, i) => !(Math.abs(x - got[i]) <= 1e-4),
      );
      if (at >= 0)
        return `number ${at} of step ${tokens.length} is ${Number(got[at]).toFixed(4)} but should be ${wanted[at].toFixed(4)}`;
    }
    return null;
  };

  const first = wrongAt(12);
  if (first) return fail(`Without any crop, ${first}.`);
  if (calls.length !== 12)
    return fail(
      `Every answer is right, but project was called ${calls.length} times for 12 tokens. Keys and values of earlier tokens never change: keep them.`,
    );
  decoder.crop(5);
  tokens.length = 5;
  const later = wrongAt(4);
  if (later) return fail(`After crop(5), ${later}.`);
  const more = calls.length - 12;
  if (more !== 4)
    return fail(
      `After crop(5), 4 tokens took ${more} calls of project. The first 5 are still known.`,
    );
  return {
    passed: true,
    message:
      "The library's attention at every step, before and after a crop, with one projection for each token.",
  };
}

/** What the library gives the last token. */
function expected(all: ReturnType<Project>[]): Float32Array {
  const flat = (name: "q" | "k" | "v") =>
    Float32Array.from(all.flatMap((token) => token[name]));
  const { output } = attentionStages(flat("q"), flat("k"), flat("v"), {
    numHeads: 1,
    queryLen: all.length,
    keyLen: all.length,
    headDim: dim,
    mask: causalMask(),
  });
  return output.slice(-dim);
}
