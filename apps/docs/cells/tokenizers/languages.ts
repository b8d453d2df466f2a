import {
  knownTokenizers,
  loadTokenizerJSON,
} from "@llm-anatomy/known-tokenizers";
import { compare, Tokenizer } from "@llm-anatomy/tokenizer";
import { display, table } from "@llm-anatomy/viz";

// The same sentence, as each language says it.
const sentence = {
  en: "The cat sleeps by the stove and does not want to get up.",
  de: "Die Katze schläft neben dem Ofen und will nicht aufstehen.",
  es: "El gato duerme junto a la estufa y no quiere levantarse.",
  fi: "Kissa nukkuu uunin vieressä eikä halua nousta ylös.",
  ru: "Кошка спит у печки и не хочет вставать.",
  el: "Η γάτα κοιμάται δίπλα στη σόμπα και δεν θέλει να σηκωθεί.",
  ar: "القطة تنام بجانب الموقد ولا تريد أن تنهض.",
  hi: "बिल्ली चूल्हे के पास सोती है और उठना नहीं चाहती।",
  zh: "猫睡在炉子旁边，不想起来。",
  ja: "猫はストーブのそばで眠っていて、起きたがらない。",
};
const texts = Object.entries(sentence).map(([language, text]) => ({
  text,
  language,
}));

const names = ["bert-base-cased", "gpt2", "t5", "cl100k", "o200k", "qwen3"];
const chosen = knownTokenizers.filter(({ name }) => names.includes(name));
const tokenizers = [];
for (const { name, title } of chosen) {
  const tokenizer = Tokenizer.fromJSON(await loadTokenizerJSON(name));
  tokenizers.push({ name: title, tokenizer });
}

const counted = compare(tokenizers, texts);
const columns = ["language", ...counted.map(({ name }) => name)];
const rows = texts.map(({ language }, i) => [
  language,
  ...counted.map(({ texts }) => {
    const { tokens, unknown } = texts[i];
    return unknown > 0 ? `${tokens}, ${unknown} unknown` : tokens;
  }),
]);
display(table({ title: "Tokens for one sentence", columns, rows }));

const per = counted.map(({ name, byLanguage }) => [
  name,
  byLanguage.en.fertility.toFixed(2),
  byLanguage.de.fertility.toFixed(2),
  byLanguage.hi.fertility.toFixed(2),
]);
display(
  table({
    title: "Fertility: tokens per word",
    columns: ["tokenizer", "English", "German", "Hindi"],
    rows: per,
  }),
);
