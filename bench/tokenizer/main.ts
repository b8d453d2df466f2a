/**
 * Encoding beside gpt-tokenizer, tiktoken (WASM), ai-tokenizer, @huggingface/tokenizers, the Rust library and kitoken: the same
 * texts, turn by turn, answers compared before anything is timed.
 *
 * Sections, all of them or `--only long,short,families,cold,stream,worst`: megabytes per second of long texts, microseconds of texts of 100
 * bytes, every real tokenizer.json of the reference data beside two of the others, loading and first calls in processes of their own, the heap while 100 MB pass through, worst cases. `--vocabulary o200k_base` measures one vocabulary,
 * `--families clip,gpt2` only those real files.
 * `--megabytes` and `--rounds` make it shorter; `--process-cpu-time` counts processor time instead, for a busy machine.
 * The Rust library is held to one thread. It always works out offsets; "here, offsets" is what they cost here.
 * @module
 */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { digits, measure, now, quick, table } from "../side-by-side.ts";
import { contenders, type Encode, realVocabularies, type Vocabulary, vocabularies } from "./contenders.ts";
import { loadTexts, shortTexts, type Text } from "./texts.ts";
import { worstCases, worstCaseTokenizers } from "./worst-cases.ts";

process.env.RAYON_NUM_THREADS = "1";
process.env.TOKENIZERS_PARALLELISM = "false";

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1].split(",") : null;
};
const sections = option("only") ?? ["long", "short", "families", "cold", "stream", "worst"];
const wanted = vocabularies.filter(({ name }) => option("vocabulary")?.includes(name) ?? true);
const texts = loadTexts(Number(option("megabytes")?.[0] ?? (quick ? 0.05 : 1)));
const rounds = Number(option("rounds")?.[0] ?? (quick ? 1 : 5));

console.log(`${cpus()[0].model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`);

interface Loaded {
  name: string;
  encode: Encode;
}

const rust = "Rust (@anush008/tokenizers)";

async function loadAll(vocabulary: Vocabulary, names?: string[]): Promise<Loaded[]> {
  const loaded: Loaded[] = [];
  for (const { name, prepare, load } of contenders) {
    if (names && !names.includes(name)) continue;
    const source = prepare(vocabulary);
    if (!source) continue;
    try {
      loaded.push({ name, encode: await load(source) });
    } catch (error) {
      console.log(`${vocabulary.name}: ${name} cannot load it: ${String(error).slice(0, 100)}`);
    }
    if (name === "here") {
      const tokenizer = Tokenizer.fromJSON(source.bytes);
      const encode = (text: string) => {
        const encoding = tokenizer.encode(text, { addSpecialTokens: false, truncation: null, padding: null });
        if (encoding.offsets.length !== encoding.ids.length) throw new Error("offsets are missing");
        return encoding.ids;
      };
      loaded.push({ name: "here, offsets", encode });
    }
  }
  return loaded;
}

/** Says who answers differently from the Rust library, and leaves them in: their time is still worth knowing. */
async function compareAnswers(vocabulary: Vocabulary, loaded: Loaded[], inputs: string[]): Promise<void> {
  const truth = loaded.find(({ name }) => name.startsWith("Rust"))!;
  for (const { name, encode } of loaded) {
    let different = 0;
    for (const input of inputs) {
      const [ids, want] = [await encode(input), await truth.encode(input)];
      if (ids.length !== want.length || Array.prototype.some.call(ids, (id, i) => id !== want[i])) different++;
    }
    if (different > 0)
      console.log(`${vocabulary.name}: ${name} has other ids for ${different} of ${inputs.length} texts`);
    if (different > 0 && name.startsWith("here")) throw new Error("the answers here are wrong");
  }
}

/** One row per contender, one column per text; numbers are `value(milliseconds, text)`. */
async function compareSpeed(
  vocabulary: Vocabulary,
  loaded: Loaded[],
  columns: { name: string; run: (encode: Encode) => Promise<void>; value: (time: number) => number }[],
): Promise<void> {
  const rows = loaded.map(({ name }) => [name]);
  for (const { run, value } of columns) {
    const timings = await measure(
      loaded.map(({ name, encode }) => ({ name, run: () => run(encode) })),
      { rounds, turnMs: 0, warmUpMs: 0 },
    );
    for (const [i, { time }] of timings.entries()) rows[i].push(digits(value(time)));
  }
  console.log(`\n${table([`${vocabulary.name} (${vocabulary.family})`, ...columns.map(({ name }) => name)], rows)}`);
}

if (sections.includes("long") || sections.includes("short")) {
  const short = shortTexts(texts, quick ? 40 : 500);
  for (const vocabulary of wanted) {
    const loaded = await loadAll(vocabulary);
    await compareAnswers(vocabulary, loaded, [...texts.map(({ text }) => text), ...short.slice(0, 200)]);
    const columns = texts.map(({ name, text, megabytes }: Text) => ({
      name: `${name}, MB/s`,
      run: async (encode: Encode) => {
        await encode(text);
      },
      value: (time: number) => (1000 * megabytes) / time,
    }));
    const shortColumn = {
      name: "100 bytes, µs",
      run: async (encode: Encode) => {
        for (const text of short) await encode(text);
      },
      value: (time: number) => (1000 * time) / short.length,
    };
    await compareSpeed(vocabulary, loaded, [
      ...(sections.includes("long") ? columns : []),
      ...(sections.includes("short") ? [shortColumn] : []),
    ]);
  }
}

if (sections.includes("families")) {
  const short = shortTexts(texts, 50);
  const rows: string[][] = [];
  const families = option("families");
  for (const vocabulary of realVocabularies().filter(({ name }) => families?.includes(name) ?? true)) {
    const timesOf = new Map<string, number[]>();
    for (const { name, encode } of await loadAll(vocabulary, ["here", "@huggingface/tokenizers", rust])) {
      const runs = [
        ...texts.map(
          ({ text }) =>
            () =>
              encode(text),
        ),
        async () => {
          for (const text of short) await encode(text);
        },
      ];
      const times: number[] = [];
      try {
        for (const run of runs) {
          const [{ time }] = await measure([{ name, run }], { rounds, turnMs: 4, warmUpMs: 0 });
          times.push(time);
        }
        timesOf.set(name, times);
      } catch (error) {
        console.log(`${vocabulary.name}: ${name} fails: ${String(error).slice(0, 100)}`);
      }
    }
    const ratios = (slow: string, fast: string) =>
      runsOf(timesOf, slow, fast).map(([a, b]) => (a === undefined || b === undefined ? "" : digits(a / b)));
    rows.push([
      vocabulary.name,
      ratios("@huggingface/tokenizers", "here").join(" "),
      ratios(rust, "here").join(" "),
      ratios(rust, "here, offsets").join(" "),
    ]);
  }
  const head = [
    "times as fast (texts as above, 100 bytes)",
    "as @huggingface/tokenizers",
    "as Rust",
    "as Rust, offsets",
  ];
  console.log(`\n${table(head, rows)}`);
}

/** Times of two contenders text by text. */
function runsOf(times: Map<string, number[]>, first: string, second: string): [number?, number?][] {
  return Array.from({ length: texts.length + 1 }, (_, i) => [times.get(first)?.[i], times.get(second)?.[i]]);
}

if (sections.includes("cold")) {
  const rows: string[][] = [];
  for (const vocabulary of wanted) {
    const times = new Map<string, { load: number; first: number; long: number }[]>();
    for (let round = 0; round < rounds; round++) {
      for (const { name } of contenders) {
        const { stdout } = spawnSync(
          process.execPath,
          [
            "--conditions=@repo/source",
            join(import.meta.dirname, "cold.ts"),
            name,
            vocabulary.name,
            ...process.argv.slice(2),
          ],
          { encoding: "utf8" },
        );
        if (stdout.trim() !== "") times.set(name, [...(times.get(name) ?? []), JSON.parse(stdout)]);
      }
    }
    for (const [name, all] of times) {
      const median = (key: "load" | "first" | "long") =>
        digits(all.map((time) => time[key]).sort((a, b) => a - b)[all.length >> 1]);
      rows.push([vocabulary.name, name, median("load"), median("first"), median("long")]);
    }
  }
  console.log(`\n${table(["vocabulary", "", "load, ms", "first 100 bytes, ms", "first 0.2 MB, ms"], rows)}`);
}

if (sections.includes("stream")) {
  const tokenizer = Tokenizer.fromJSON(wanted[0].json());
  const stream = tokenizer.createEncodeStream();
  const { text, megabytes } = texts[0];
  const heaps: number[] = [];
  let ids = 0;
  for (let done = 0; done < (quick ? 1 : 100); done += megabytes) {
    ids += stream.push(text).length;
    heaps.push(process.memoryUsage().heapUsed / 1e6);
  }
  ids += stream.end().length;
  const half = heaps.length >> 1;
  const [first, second] = [heaps.slice(0, half), heaps.slice(half)].map((part) => Math.max(...part).toFixed(0));
  console.log(
    `\n100 MB in a stream, ${wanted[0].name}: ${ids} ids; heap at most ${first} MB in the first half, ${second} in the second`,
  );
}

if (sections.includes("worst")) {
  const size = quick ? 24_000 : 960_000;
  const rows: string[][] = [];
  for (const { name, make } of worstCases) {
    const [short, long] = [make(size / 8), make(size)];
    const row = [name];
    for (const { tokenizer } of await worstCaseTokenizers()) {
      const times = [short, long].map((text) => {
        const start = now();
        tokenizer.encodeIds(text);
        return now() - start;
      });
      row.push(`${digits(times[0])} → ${digits(times[1])}`);
    }
    rows.push(row);
  }
  const names = (await worstCaseTokenizers()).map(({ name }) => name);
  console.log(`\nn = ${size / 8} → ${size}, ms:\n${table(["", ...names], rows)}`);
}
