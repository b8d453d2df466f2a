import { readFileSync } from "node:fs";
import { tinyLlama } from "@llm-anatomy/tiny-models";
import { Tokenizer } from "@llm-anatomy/tokenizer";

const tokenizer = Tokenizer.fromJSON(JSON.parse(readFileSync(tinyLlama.files["tokenizer.json"], "utf8")));
const { ids, tokens, offsets } = tokenizer.encode("The cat sat on the mat.");
console.log(ids, tokens, offsets); // offsets are [start, end] in the text, in UTF-16 units
console.log(tokenizer.decode(ids, { skipSpecialTokens: true }));

const stream = tokenizer.createDecodeStream({ skipSpecialTokens: true }); // never half a character
console.log(ids.map((id) => stream.push(id)).join("") + stream.end());
