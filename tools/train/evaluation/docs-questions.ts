/**
 * Questions that a reader of the documentation has, each with the section that answers it.
 *
 * Written by hand before any model was tried on them, in the words of somebody who does not know the documentation's own.
 * A section is `page#Heading`, or `page` where any section of it will do. None of these sentences is in the training data.
 * @module
 */

export interface DocsQuestion {
  asks: string;
  /** Any of these is right. */
  answeredBy: readonly string[];
}

const one = (asks: string, ...answeredBy: string[]): DocsQuestion => ({ asks, answeredBy });

export const docsQuestions: readonly DocsQuestion[] = [
  // When something went wrong.
  one("the server says 403 forbidden when I download a gated model", "errors/access-denied"),
  one("do I need to log in to get a private repository?", "errors/access-denied"),
  one("the hash of the downloaded weights does not match", "errors/checksum"),
  one("unknown key in config.json, how can I ignore it?", "errors/config-unsupported"),
  one("can I load GPTQ or AWQ weights?", "errors/dtype-unsupported"),
  one("my safetensors header seems to be corrupt", "errors/file-malformed"),
  one("it does not find tokenizer.json in my folder", "errors/file-missing"),
  one("the download broke off and now the file is too short", "errors/file-truncated"),
  one("the tab runs out of memory with a large model", "errors/memory", "model-hf#Memory"),
  one("my model_type is not supported", "errors/model-type-unsupported"),
  one("fetch failed, is it CORS or my proxy?", "errors/network"),
  one("I get a page of HTML instead of the configuration", "errors/not-json"),
  one("how do I work without internet after the first download?", "errors/offline"),
  one("too many requests, error 429", "errors/rate-limited"),
  one("repository not found although the name looks right", "errors/repository-missing"),
  one("the branch or commit I asked for does not exist", "errors/revision-missing"),
  one("the disk is full while downloading", "errors/storage-full"),
  one("no permission to write into the cache folder", "errors/storage-denied"),
  one("a layer is missing from the weights", "errors/tensor-missing"),
  one("there are weights in the file that the model does not use", "errors/tensor-unexpected"),

  // How something works.
  one("why divide the dot product by the square root of the dimension?", "self-attention#Why the scores are divided"),
  one(
    "what are queries, keys and values?",
    "self-attention#A weighted mean",
    "self-attention#Where queries, keys and values come from",
  ),
  one("how does the model know the order of the words?", "self-attention#Attention has no sense of order"),
  one("how do I keep a token from seeing the future?", "self-attention#Masks: who may look at whom"),
  one("why are there several heads in one layer?", "self-attention#Many heads"),
  one(
    "what is the difference between multi-query and grouped-query attention?",
    "self-attention#Fewer keys than queries",
  ),
  one("how similar are two documents if only their words are counted?", "bag-of-words#Similarity is an angle"),
  one("give rare words more weight than frequent ones", "bag-of-words#Most words say little"),
  one("how does a search engine rank pages with BM25?", "bag-of-words#Enough to search with"),
  one("can pairs of neighbouring words keep the order?", "bag-of-words#Can counting buy back the order?"),

  // How to do something.
  one("how many bytes does a model take with 4 bits per weight?", "model-hf#Fewer bits", "model-hf#Memory"),
  one("load a model from a folder that somebody dropped on the page", "model-hf#Where a model comes from"),
  one("use my checkpoint with transformers.js", "model-hf#Convert for transformers.js"),
  one("run an onnx file from onnx-community", "model-hf#Ready-made ONNX graphs"),
  one("learn a new vocabulary from my own texts", "tokenizer#Training"),
  one("read a SentencePiece or tiktoken file", "tokenizer#Other formats"),
  one("which differences are there to the Rust tokenizers library?", "tokenizer#Known differences from the reference"),
  one("in which order are temperature, top-k and top-p applied?", "sampling#How it works"),
  one("how fast is choosing the next token with a large vocabulary?", "sampling#Numbers"),
  one("how fast is word2vec here compared with fastText?", "embeddings#Numbers"),
  one("write an onnx graph by hand and run it", "onnx-graph#Build a graph, look inside it, run it"),
  one("which storage can a key value cache use?", "kv-cache#What there is", "kv-cache#How it works"),
  one("draw an attention matrix as a web component", "viz#What there is", "viz#How it works"),
  one("how are the small models of this project trained?", "tiny-models#How it works"),
  one("count the parameters of a model before it is loaded", "transformer#What there is", "transformer#How it works"),
  one(
    "matrix multiplication with int8 weights in WebAssembly",

    "kernels#What there is",
    "kernels#How it works",
  ),
  one("how do I run the tests after cloning?", "project#Two commands", "project#Working on it"),
  one("which packages are there and what does each do?", "project#The packages"),
  one(
    "how can one description run on two engines?",
    "project#One description, two engines",
    "transformer#How it works",
  ),
  one("which errors can loading throw and how do I tell them apart?", "model-hf#Errors"),
];
