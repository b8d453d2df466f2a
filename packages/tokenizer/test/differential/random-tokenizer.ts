/**
 * Random tokenizer.json files and texts, to be answered by this package and by the Rust library alike.
 *
 * The components are all there are, with all their options; the regular expressions are those that published tokenizers use,
 * and others put together at random; the texts are made of what decides: borders of case, kind, script, normal form.
 * @module
 */

export type Json = Record<string, unknown>;

export class Dice {
  readonly #random: () => number;
  constructor(random: () => number) {
    this.#random = random;
  }
  below(n: number): number {
    return Math.floor(this.#random() * n);
  }
  chance(p: number): boolean {
    return this.#random() < p;
  }
  bool(): boolean {
    return this.chance(0.5);
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }
  some<T>(max: number, make: () => T): T[] {
    return Array.from({ length: this.below(max + 1) }, make);
  }
}

/** Word patterns as published files have them: DeepSeek, Bloom, Kimi, Tekken, SuperBPE, ModernBERT, GPT-2 and others. */
export const publishedPatterns = [
  "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  " ?[^(\\s|[.,!?…。，、।۔،])]+",
  "\\p{N}{1,3}",
  "[一-龥\u3040-ゟ゠-ヿ]+",
  "\\s?[A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-Ֆ]+",
  "[\\p{Han}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  "(?=(\\d{3})+(?!\\d))",
  "\\d{1,3}(?=(?:\\d{3})*\\b)",
  "(?:\\r?\\n)+(?!\\r?\\n)",
  "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+",
  "'(?:[sdmt]|ll|ve|re)| ?\\p{L}++| ?\\p{N}++| ?[^\\s\\p{L}\\p{N}]++|\\s++$|\\s+(?!\\S)|\\s",
  "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
  "[\\p{L}\\p{M}\\p{Pc}]+|\\p{Nd}+|[[:punct:]]+|[[:space:]]+",
  "(?<![\\w.])[A-Z][a-z]+|\\b\\w+\\b",
  "[^\\S\\n]+|\\n+|\\w+|[^\\w\\s]",
  "(?i)and|[[:upper:]]+|[[:^alpha:]]",
  "(?<=[a-z])(?=[A-Z])",
  "(?m:.+)|$",
  "^|\\s+$",
  "(?<!\\n)^",
  " {2,}",
  "\\s+",
  "[0-9][0-9][0-9]",
  "\\h+|\\H",
  "(\\w)\\1",
  "[^\\p{^L}]+",
  "\\R|\\N+",
  "\\x{1F600}|[\\x{1F601}-\\x{1F64F}]",
  "\\p{Alphabetic}+|\\p{Punct}|\\p{Emoji}",
  "(?x: \\p{Lu} # upper case\n \\p{Ll}* )",
  "(?>a+|b)\\w|.",
];

const atoms = [
  ..."abAB1 _-'",
  ".",
  "\\s",
  "\\S",
  "\\w",
  "\\W",
  "\\d",
  "\\D",
  "\\h",
  "\\n",
  "\\b",
  "\\B",
  "^",
  "$",
  "\\A",
  "\\z",
  "\\Z",
  "\\R",
  "\\p{L}",
  "\\p{Lu}",
  "\\P{N}",
  "\\p{^Ll}",
  "\\p{Greek}",
  "\\p{P}",
  "\\p{Zs}",
  "[a-c]",
  "[^a-c\\s]",
  "[[:alpha:]]",
  "[[:^digit:]x]",
  "[\\w&&[^aeiou]]",
  "[^\\p{L}&&\\w]",
  "[\\]\\-é]",
  "[a[bc]-]",
  "[]a]",
  "é",
  "ß",
  "Σ",
  "ſ",
  "漢",
  "\\x41",
  "\\u00e9",
  "\\/",
  "\\-",
];

/** No quantifier stands behind what can match nothing: when such a loop ends is a matter of each engine's taste. */
export function randomPattern(dice: Dice, depth = 2): string {
  const sequence = () =>
    Array.from({ length: 1 + dice.below(3) }, () => {
      const atom = depth > 0 && dice.chance(0.35) ? group(dice, depth) : dice.pick(atoms);
      const mayBeEmpty = /^\(.*(?:[*?]|\{,|\^|\$|\\[bBAzZ]|\\[1-9])/.test(
        atom.replace(/^\(\?(?:[:>]|[im-]+:|<name>)/, "("),
      );
      if (mayBeEmpty || /^(?:\^|\$|\\[bBAzZ]|\(\?[=!<])/.test(atom) || dice.chance(0.5)) return atom;
      const quantifiers = ["*", "+", "?", "+?", "*?", "??", "++", "*+", "?+", "{2}", "{1,2}", "{2,}", "{,2}", "{1,3}?"];
      return atom + dice.pick(quantifiers);
    }).join("");
  return Array.from({ length: 1 + dice.below(3) }, sequence).join("|");
}

function group(dice: Dice, depth: number): string {
  const open = dice.pick(["(", "(?:", "(?i:", "(?m:", "(?i-m:", "(?>", "(?=", "(?!", "(?<=", "(?<!", "(?<name>"]);
  // What looks behind has to know how far.
  if (/[=!]$/.test(open) && open.startsWith("(?<"))
    return `${open}${dice.pick(["a", "b", " ", "\\s", "\\w", "[A-Z]", "a|é", "^"])})`;
  return `${open}${randomPattern(dice, depth - 1)})`;
}

const behaviors = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"];

export function randomPatternJson(dice: Dice): Json {
  if (dice.chance(0.25)) return { String: dice.pick([" ", "▁", "a", "  ", "\n", "é", "'", "Ġ", ".", "😀", "ab"]) };
  return { Regex: dice.chance(0.65) ? dice.pick(publishedPatterns) : randomPattern(dice) };
}

export function randomNormalizer(dice: Dice): Json {
  switch (dice.below(13)) {
    case 0:
      return {
        type: "BertNormalizer",
        clean_text: dice.bool(),
        handle_chinese_chars: dice.bool(),
        strip_accents: dice.pick([true, false, null]),
        lowercase: dice.bool(),
      };
    case 1:
      return { type: "Prepend", prepend: dice.pick(["▁", " ", "\n", "<", "né"]) };
    case 2:
      return { type: "Lowercase" };
    case 3:
      return { type: "Strip", strip_left: dice.bool(), strip_right: dice.bool() };
    case 4:
      return { type: "StripAccents" };
    case 5:
      return { type: "Nmt" };
    case 6:
      return { type: "ByteLevel" };
    case 7:
    case 8:
      return {
        type: "Replace",
        pattern: randomPatternJson(dice),
        content: dice.pick(["", " ", "▁", "x", "<>", "é", "\n"]),
      };
    default:
      return { type: dice.pick(["NFC", "NFD", "NFKC", "NFKD"]) };
  }
}

export function randomPreTokenizer(dice: Dice): Json {
  switch (dice.below(14)) {
    case 0:
      return { type: "ByteLevel", add_prefix_space: dice.bool(), trim_offsets: dice.bool(), use_regex: dice.bool() };
    case 1: {
      const prepend_scheme = dice.pick(["always", "first", "never"]);
      return { type: "Metaspace", replacement: dice.pick(["▁", "▁", "_"]), prepend_scheme, split: dice.bool() };
    }
    case 2:
      return { type: "Whitespace" };
    case 3:
      return { type: "WhitespaceSplit" };
    case 4:
      return { type: "Punctuation", behavior: dice.pick(behaviors) };
    case 5:
      return { type: "Digits", individual_digits: dice.bool() };
    case 6:
      return { type: "BertPreTokenizer" };
    case 7:
      return { type: "CharDelimiterSplit", delimiter: dice.pick([" ", "a", "▁", "é", "."]) };
    case 8:
      return { type: "UnicodeScripts" };
    case 9:
      return { type: "FixedLength", length: 1 + dice.below(5) };
    default:
      return {
        type: "Split",
        pattern: randomPatternJson(dice),
        behavior: dice.pick(behaviors),
        invert: dice.chance(0.3),
      };
  }
}

export function randomDecoder(dice: Dice): Json {
  switch (dice.below(10)) {
    case 0:
      return { type: "ByteLevel", add_prefix_space: dice.bool(), trim_offsets: dice.bool(), use_regex: dice.bool() };
    case 1:
      return { type: "WordPiece", prefix: "##", cleanup: dice.bool() };
    case 2:
      return {
        type: "Metaspace",
        replacement: "▁",
        prepend_scheme: dice.pick(["always", "first", "never"]),
        split: dice.bool(),
      };
    case 3:
      return { type: "BPEDecoder", suffix: dice.pick(["</w>", "e", "##"]) };
    case 4:
      return {
        type: "CTC",
        pad_token: dice.pick(["<pad>", "a"]),
        word_delimiter_token: dice.pick(["|", "▁", " "]),
        cleanup: dice.bool(),
      };
    case 5:
      return { type: "Replace", pattern: randomPatternJson(dice), content: dice.pick(["", " ", "x"]) };
    case 6:
      return { type: "Fuse" };
    case 7:
      return { type: "Strip", content: dice.pick([" ", "a", "é", "▁"]), start: dice.below(3), stop: dice.below(3) };
    default:
      return { type: "ByteFallback" };
  }
}

export function randomPostProcessor(dice: Dice): Json {
  const sep = ["<s>", 1];
  const cls = ["<unk>", 0];
  switch (dice.below(4)) {
    case 0:
      return { type: "BertProcessing", sep, cls };
    case 1:
      return { type: "RobertaProcessing", sep, cls, trim_offsets: dice.bool(), add_prefix_space: dice.bool() };
    case 2:
      return { type: "ByteLevel", add_prefix_space: dice.bool(), trim_offsets: dice.bool(), use_regex: dice.bool() };
    default: {
      const token = () => ({ SpecialToken: { id: dice.pick(["<s>", "<unk>"]), type_id: dice.below(2) } });
      const part = (id: string) => ({ Sequence: { id, type_id: dice.below(3) } });
      return {
        type: "TemplateProcessing",
        single: [...dice.some(2, token), part("A"), ...dice.some(1, token)],
        pair: [...dice.some(1, token), part("A"), ...dice.some(2, token), part("B"), ...dice.some(1, token)],
        special_tokens: {
          "<s>": { id: "<s>", ids: [1], tokens: ["<s>"] },
          "<unk>": { id: "<unk>", ids: [0, 1], tokens: ["<unk>", "<s>"] },
        },
      };
    }
  }
}

/** One component, a sequence of several, or none. */
export function sequenceOf(dice: Dice, key: string, make: () => Json): Json | null {
  if (dice.chance(0.2)) return null;
  if (dice.chance(0.4)) return make();
  return { type: "Sequence", [key]: dice.some(4, make) };
}

export function randomAddedTokens(dice: Dice): Json[] {
  const contents = [
    "<s>",
    "<unk>",
    "<|im_start|>",
    "é",
    "ab",
    "the",
    " x ",
    "▁the",
    "Abc",
    "x\n",
    "[MASK]",
    "漢字",
    "a",
    "<extra_id_0>",
  ];
  return dice
    .some(5, () => dice.pick(contents))
    .filter((content, i, all) => all.indexOf(content) === i)
    .map((content) => ({
      id: 0, // replaced below: the reference insists on the id it would give
      content,
      single_word: dice.chance(0.3),
      lstrip: dice.chance(0.3),
      rstrip: dice.chance(0.3),
      normalized: dice.bool(),
      special: dice.bool(),
    }));
}

const fragments = [
  "the cat sat on the mat",
  "Hello, World!",
  "don't we'LL I'm it'S",
  "3.14159 1,000,000 ½ Ⅳ ① ٣٤ x²",
  "  two   spaces ",
  "\t\n\r\n\n ",
  "naïve café cafe\u0301 Ä\u0323\u0308",
  "Straße ẞ ΣΊΣΥΦΟΣ ὈΔΥΣΣΕΎΣ ŒUVRE ﬁn ﬀ İstanbul ı ſ",
  "漢字かなカナ한국어 조합",
  "你好，世界。",
  "नमस्ते दुनिया",
  "สวัสดีชาวโลก",
  "مرحبا بالعالم",
  "שלום",
  "😀😃👨‍👩‍👧‍👦👍🏽🇩🇪",
  "camelCase PascalCase snake_case kebab-case",
  "def f(x): return x**2 # comment",
  "https://example.org/a?b=c&d=e",
  "<s>",
  "<unk>",
  "<|im_start|>user",
  "[MASK]",
  "<extra_id_0>",
  "▁the▁cat",
  "Ġthe",
  "aaaaaaaaaa",
  "ababab",
  "''''",
  "\u0085\ufeff\u200b\u200d\u00a0\u3000\u2028",
  "\u32ff㋿ ㍻",
  "\0\x01\x7f\u0080",
  "ﷺ ㌔ Å ℵ ℡",
  "\u1100\u1161\u11a8각",
  "e\u0301\u0302\u0327",
  "\u0345\u0301ᾳ",
  "AB漢Cd",
  "ǅ ǈ ʰ ª º",
  "\ud83d\ude00x",
  "𝐀𝐛 𞤀𞤢 𠮷",
  "...!!!???",
  "—–‘’“”…",
  "a1b2c3",
  "x\u0301\u0301\u0301",
  "\u0e33ำ\u0eb3",
  "क्षि",
  "constructor __proto__ toString",
  "\\n \\ / | ^ $ ` ~",
  "<0x41>",
  "##ing",
  "</w>",
  "\u00ad\u034f\u115f",
  "ſs KK ΅",
];

export function randomText(dice: Dice): string {
  let text = "";
  for (let n = dice.below(7); n >= 0; n--) {
    const kind = dice.below(10);
    if (kind < 7) text += dice.pick(fragments);
    else if (kind === 7) text += dice.pick([" ", "  ", "\n", "'", ".", "\u0301", "é"]);
    else if (kind === 8)
      text += String.fromCodePoint(
        dice.pick([
          dice.below(0x250),
          dice.below(0x3000),
          dice.below(0xd7ff),
          0x10000 + dice.below(0x10000),
          0x1f300 + dice.below(0x600),
        ]),
      );
    else {
      const [a, b] = [[...dice.pick(fragments)], [...dice.pick(fragments)]]; // whole characters
      text += [...a.slice(0, dice.below(a.length)), ...b.slice(dice.below(b.length))].join("");
    }
    if (dice.chance(0.3)) text += " ";
  }
  return text;
}
