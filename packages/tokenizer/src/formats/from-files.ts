/**
 * A tokenizer from the files of a checkpoint directory that may have no tokenizer.json.
 *
 * What the files mean depends on the class that wrote them: the same vocab.json and merges.txt are cut differently by
 * GPT-2, CLIP and Qwen2. So the class named in tokenizer_config.json chooses, and a class not known here is an error.
 * @module
 */
import { Tokenizer } from "../load.ts";
import type { AddedTokenFields, TokenizerFile } from "../training/tokenizer-file.ts";
import { bytePairClasses, type Pipeline, type TokenizerClass } from "./byte-pair-classes.ts";
import { type CheckpointFiles, FileReader, readSpecialTokens, type SpecialTokens } from "./checkpoint-files.ts";
import { sentencePieceClasses } from "./sentencepiece-classes.ts";
import { wordPieceClasses } from "./word-piece-classes.ts";

const classes: Record<string, TokenizerClass> = { ...bytePairClasses, ...wordPieceClasses, ...sentencePieceClasses };

/** Where tokenizer_config.json names no class, config.json's model_type does. */
const classOfModelType: Record<string, string> = {
  bert: "BertTokenizer",
  distilbert: "DistilBertTokenizer",
  electra: "ElectraTokenizer",
  mobilebert: "MobileBertTokenizer",
  convbert: "ConvBertTokenizer",
  mpnet: "MPNetTokenizer",
  gpt2: "GPT2Tokenizer",
  codegen: "CodeGenTokenizer",
  roberta: "RobertaTokenizer",
  longformer: "LongformerTokenizer",
  bart: "BartTokenizer",
  led: "LEDTokenizer",
  clip: "CLIPTokenizer",
  qwen2: "Qwen2Tokenizer",
  llama: "LlamaTokenizer",
  gemma: "GemmaTokenizer",
  t5: "T5Tokenizer",
  "xlm-roberta": "XLMRobertaTokenizer",
  "deberta-v2": "DebertaV2Tokenizer",
};

/**
 * Loads a tokenizer from checkpoint files: `tokenizer.json` if it is among them, else what the tokenizer's class needs
 * (vocab.json + merges.txt, vocab.txt, or a SentencePiece model) with tokenizer_config.json and its companions.
 *
 * @throws RangeError for a class that is not supported and for a file that is missing, both by name
 * @example
 * const tokenizer = tokenizerFromFiles({ "vocab.txt": "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhi", "tokenizer_config.json": '{"tokenizer_class":"BertTokenizer"}' });
 * tokenizer.encode("Hi").tokens; // => ["[CLS]", "hi", "[SEP]"]
 */
export function tokenizerFromFiles(files: CheckpointFiles): Tokenizer {
  return Tokenizer.fromJSON(tokenizerJsonFromFiles(files));
}

/** As `tokenizerFromFiles`, but returns the tokenizer.json object. */
export function tokenizerJsonFromFiles(files: CheckpointFiles): TokenizerFile {
  const reader = new FileReader(files);
  if (reader.has("tokenizer.json")) return reader.json("tokenizer.json") as unknown as TokenizerFile;
  const { defaults, maskStripsLeft, build } = tokenizerClass(reader);
  const special = readSpecialTokens(reader, defaults, { maskStripsLeft });
  const pipeline = build(reader, special.text);
  const { vocab, added } = placeAddedTokens(pipeline.vocab, special);
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: pipeline.normalizer,
    pre_tokenizer: pipeline.preTokenizer,
    post_processor: pipeline.postProcessor,
    decoder: pipeline.decoder,
    model: pipeline.model(vocab),
  };
}

function tokenizerClass(files: FileReader): TokenizerClass {
  const config = files.json("config.json");
  const modelType = String(config.model_type ?? "");
  const named = files.json("tokenizer_config.json").tokenizer_class ?? config.tokenizer_class;
  const name = named ?? (Object.hasOwn(classOfModelType, modelType) ? classOfModelType[modelType] : undefined);
  const supported = Object.keys(classes).join(", ");
  if (typeof name !== "string") {
    throw new RangeError(
      `tokenizerFromFiles: neither tokenizer_config.json nor config.json names a tokenizer_class. Add it; supported: ${supported}.`,
    );
  }
  const slowName = name.replace(/Fast$/, "");
  if (Object.hasOwn(classes, slowName)) return classes[slowName];
  throw new RangeError(
    `tokenizerFromFiles: tokenizer_class is ${JSON.stringify(name)}, which is not supported without a tokenizer.json. ` +
      `Supported: ${supported}. Save the tokenizer with its tokenizer.json, or pass that file.`,
  );
}

/**
 * Added tokens with their ids. Loaders of tokenizer.json number tokens outside the vocabulary from its size on. If the
 * files give them other ids, they have to join the vocabulary, which only a map of ids can do.
 */
function placeAddedTokens(vocab: Pipeline["vocab"], { tokens }: SpecialTokens) {
  const ids = new Map(Array.isArray(vocab) ? vocab.map(([piece], id) => [piece, id]) : vocab);
  const size = ids.size;
  const outside = tokens.filter(({ content }) => !ids.has(content));
  outside.sort((a, b) => (a.id ?? Number.POSITIVE_INFINITY) - (b.id ?? Number.POSITIVE_INFINITY));
  outside.forEach(({ content, id }, index) => {
    ids.set(content, id ?? size + index);
  });
  const misplaced = outside.find(({ content }, index) => ids.get(content) !== size + index);
  if (misplaced && Array.isArray(vocab)) {
    throw new RangeError(
      `tokenizer_config.json: added token ${JSON.stringify(misplaced.content)} has the id ${misplaced.id} but the ` +
        `${vocab.length} pieces and the tokens before it leave another. A Unigram vocabulary has no gaps: check the ids.`,
    );
  }
  const added = tokens.map((token): AddedTokenFields => ({ ...token, id: ids.get(token.content)! }));
  return { vocab: misplaced ? ids : vocab, added: added.sort((a, b) => a.id - b.id) };
}
