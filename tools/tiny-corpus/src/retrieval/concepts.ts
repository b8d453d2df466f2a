/**
 * What there is to know about Transformers, one concept a block, in our own words: the text tiny-bert learns the field from.
 *
 * A block is a line of names, then lines that begin with `?` (what somebody asks or wants to do, without naming the
 * thing) and lines that begin with `.` (what a page about it says). Any `?` of a block fits any `.` of the same block.
 * @module
 */

export interface Concept {
  names: string[];
  asked: string[];
  told: string[];
}

const blocks = `
tokenizer, tokenization, tokenizing text
? how is text turned into numbers
? split a sentence into the pieces a model reads
? why does the model not read letters
. A tokenizer cuts text into tokens and gives each token an id from its vocabulary.
. The model never sees characters, only the ids that the tokenizer returns.
. encode turns a string into ids and decode turns ids back into a string.

byte pair encoding, BPE, merges
? how are the pieces of a word chosen
? which two symbols are joined first
? where do subwords come from
. Byte pair encoding starts with single characters and joins the most frequent pair again and again.
. Each merge has a rank, and encoding applies the merge with the lowest rank first.
. Frequent words become one token, rare words stay in several pieces.

byte-level encoding, byte-level BPE
? can every text be encoded, even emoji
? what happens to characters the vocabulary does not know
? avoid unknown tokens
. A byte-level tokenizer works on the 256 bytes of UTF-8, so no text is ever unknown.
. Every byte is written as one printable character before the merges.
. Byte fallback spells a character outside the vocabulary as its bytes.

WordPiece
? what do the two number signs in front of a token mean
? tokenizer of BERT
? longest match first
. WordPiece takes the longest piece of the word that the vocabulary has, then goes on with the rest.
. Pieces inside a word begin with ##.
. A word that cannot be spelled becomes the unknown token.

Unigram, SentencePiece
? choose the most probable split of a text
? tokenizer of T5
? what is the underscore before words
. A Unigram model gives each piece a probability and finds the best split with the Viterbi algorithm.
. Training starts with many pieces and throws away those that matter least.
. A space is written as a special underline character so that nothing is lost.

normalizer, normalization of text
? lower case and accents before tokenizing
? remove accents
? same text in different Unicode forms
. A normalizer rewrites the text first: lower case, without accents, in one Unicode form such as NFC or NFKC.
. Offsets still point into the original text after normalization.

pre-tokenizer, splitting into words
? cut at spaces and punctuation
? which regular expression splits the words
. The pre-tokenizer cuts text into words before the model splits them further.
. No merge can cross the border that a pre-tokenizer has drawn.

special tokens, added tokens
? beginning and end of a sequence
? tokens that are never split
? where do CLS and SEP come from
. Special tokens such as begin, end, padding and mask are matched before anything else and never split.
. The post-processor puts special tokens around the text.

offsets, alignment of tokens with text
? which characters does a token cover
? highlight the part of the text that belongs to a token
? find the answer span in the original string
. Each token has a start and an end in the original text.
. Offsets are counted in UTF-16 units as JavaScript strings are.

padding, padding a batch
? texts of different length in one batch
? make all sequences equally long
? fill up the shorter rows
. Shorter rows are filled with the padding token, and the attention mask says which positions are real.
. Padding on the left keeps the last token of every row at the end.

truncation, cutting long texts
? the text is too long for the model
? what if there are more tokens than the maximum length
? process a document longer than the context
. Truncation drops tokens from the end or from the start until the maximum length is kept.
. With a stride the parts overlap, so that no sentence is lost at a border.

streaming decode, decode stream
? print text while tokens arrive
? half a character at the end of the output
? show words as they are generated
. A decode stream holds back bytes until they make up a whole character.
. It gives out text as soon as it cannot change any more.

training a tokenizer
? make my own vocabulary
? learn merges from my texts
? how do I create a tokenizer for another language
. trainBPE counts words and learns merges until the vocabulary has the wanted size.
. The result is a tokenizer.json that other libraries can load.

vocabulary, vocabulary size
? how many tokens does the model know
? map between tokens and ids
. The vocabulary is the table of all tokens with their ids.
. A bigger vocabulary means shorter sequences and a bigger embedding table.

tokenizer trace, stages of tokenization
? see what happens at each step of encoding
? why was this word split like that
? watch the merges one by one
. trace returns every stage: the normalized text, the words, each merge with its rank, and the final tokens.

chat template, messages
? format a conversation for the model
? roles of system user and assistant
? how do I turn messages into a prompt
. A chat template writes messages with their roles as one prompt, in the form the model was trained on.
. Templates are written in Jinja and stored in the tokenizer configuration.

bag of words, word counts
? turn a document into counts of words
? vector of a text that ignores the order of its words
? count how often each term occurs
. A bag of words counts each word and forgets the order.
. The vector has one place for every word of the vocabulary, and most places are zero.

TF-IDF
? give rare words more weight than common ones
? how important is a word for a document
? weigh terms by how many documents have them
. Term frequency times inverse document frequency is high for words that are frequent here and rare elsewhere.
. Words that occur in every document get a low weight.

BM25, keyword search
? search documents by keywords
? rank documents for a query without a neural network
? full text search
. BM25 scores a document by the query words it has, with less and less gain for repeats and a correction for length.
. It needs an index of words and no training.

word2vec, skip-gram, CBOW
? learn word vectors from text
? predict the neighbours of a word
? train embeddings in the browser
. Skip-gram learns vectors by predicting the words around a word; CBOW predicts the word from those around it.
. Negative sampling compares the true neighbour with a few random words.

GloVe, co-occurrence counts
? word vectors from counts of word pairs
? global co-occurrence matrix
. GloVe fits vectors so that their products match the logarithm of how often two words occur together.

word analogies
? king minus man plus woman
? solve analogies with vectors
? which word relates to paris as rome to italy
. The difference of two vectors holds a relation, such as male to female or singular to plural.
. Adding the difference to a third word leads near the fourth.

nearest neighbours, vector search, similarity search
? find the most similar vectors
? which words are closest to this one
? search by meaning in a list of vectors
. The nearest neighbours of a vector are those with the largest cosine similarity.
. An approximate index is faster than comparing with every vector and may miss a few.

cosine similarity
? compare two vectors
? how similar are two texts
? measure the angle between embeddings
. Cosine similarity is the dot product of two vectors divided by their lengths.
. It is one for the same direction and zero for vectors at right angles.

sentence embeddings, text embeddings, pooling
? one vector for a whole sentence
? embed documents for semantic search
? average the token vectors
. Mean pooling averages the vectors of all real tokens, so that a text becomes one vector.
. Texts that mean the same get vectors that are close.

dimension reduction, PCA, UMAP, projection
? draw vectors with hundreds of numbers in two dimensions
? plot embeddings on a map
? show word vectors as points
. A projection keeps neighbours close while it goes from many dimensions to two.
. PCA turns the data so that the first axes show the most variance.

token embedding, embedding table, lookup
? what is the first thing a model does with an id
? where is the vector of a token stored
. The embedding table has one row for each token; a lookup returns the row.
. Many models use the same table again at the end to score the next token.

positional encoding, sinusoidal positions, learned positions
? how does the model know the order of words
? why does attention need positions
? sine and cosine for each position
. Without positions attention would see a set of words, not a sequence.
. Sinusoidal encodings add sine and cosine waves of many lengths; learned ones are a table.

scaled dot-product attention, self-attention, query key value
? how do words look at each other
? what are queries keys and values
? why divide by the square root of the dimension
. Each query is compared with all keys, softmax turns the scores into weights, and the values are averaged with these weights.
. Scores are divided by the square root of the head size so that softmax does not become too sharp.

softmax
? turn scores into probabilities
? numbers that are positive and sum to one
? avoid overflow in exp
. Softmax takes the exponential of each score and divides by the sum.
. The largest score is subtracted first so that nothing overflows.

causal mask, attention mask
? stop a token from seeing the future
? hide positions that come later
? which positions may be attended to
. A causal mask lets each position see itself and what comes before.
. Masked scores become minus infinity and get weight zero.

multi-head attention, attention heads
? why several heads
? different heads look at different things
? split the vectors into parts that attend separately
. Each head attends in its own small space, and the results are put together and projected.
. One head may follow the previous word while another copies names.

grouped-query attention, GQA, multi-query attention
? fewer key and value heads than query heads
? make the cache smaller by sharing heads
? several queries share one key
. In grouped-query attention a group of query heads shares one key head and one value head.
. The cache shrinks by the size of the group.

rotary position embedding, RoPE
? rotate queries and keys by their position
? relative positions in llama
? extend the context with scaled frequencies
. Rotary embedding turns pairs of numbers by an angle that grows with the position.
. The product of two rotated vectors depends only on the distance between them.
. Scaling the frequencies lets a model read longer texts than it was trained on.

ALiBi, relative position bias
? penalty for far away tokens
? bias added to the scores by distance
? position buckets of T5
. ALiBi subtracts a slope times the distance from each score.
. T5 learns one bias for each bucket of distances.

sliding window attention, local attention
? attend only to the last few thousand tokens
? limit how far back a token can look
. With a sliding window each position sees only a fixed number of positions before it.
. Cost and memory stay flat however long the text becomes.

flash attention, tiled attention
? attention without storing the whole matrix
? memory of attention grows with the square of the length
? compute softmax block by block
. Tiled attention goes through keys block by block and corrects the running maximum and sum.
. The result equals the plain formula, and memory grows only with the length.

cross-attention
? how does the decoder look at the encoder
? queries from one sequence and keys from another
. In cross-attention the queries come from the decoder, the keys and values from the encoder.
. Keys and values of the source text are computed once.

linear attention
? attention with constant memory per step
? replace softmax by a feature map
. Linear attention keeps a running sum of key and value products instead of all keys.

attention sinks, streaming
? chat forever without running out of memory
? keep the first tokens in the cache
? quality collapses when the first tokens are dropped
. The first few tokens collect much attention; keeping them lets a window slide over endless text.
. Streaming keeps the sinks and the last tokens and forgets the middle.

attention weights, attention map
? see where a head looks
? draw the attention pattern
? visualise which words matter
. The weights of a head are a matrix of queries and keys whose rows sum to one.
. A heat map of the weights shows previous-token heads, first-token heads and others.

KV cache, key value cache, past keys and values
? why is generation fast after the first token
? avoid computing the keys of old tokens again
? generation becomes slower with every token
? reuse work between decoding steps
. The cache keeps the keys and values of all earlier tokens, so each step computes only the new one.
. Without a cache each new token would repeat the work for the whole text.

size of the cache, cache memory
? how much memory does the cache need
? gigabytes for a long context
. The cache needs layers times key heads times head size times length times two numbers.
. Half precision or int8 makes it two or four times smaller.

cropping the cache, rollback
? take back the last tokens
? undo generated tokens
? remove rejected draft tokens from memory
. crop shortens the cache to a given length and forgets what came after.

forking a cache, sharing a prefix, prefix reuse
? several answers from one prompt without reading it again
? keep the system prompt between conversations
? branch a conversation
. A fork shares the common prefix and stores only what differs.
. When a new prompt begins like the last one, the cached part is not computed again.

static cache, preallocated cache
? avoid growing arrays in every step
? allocate the memory once
. A static cache has a fixed capacity and writes each new key into its place.

cache eviction, compressed cache
? drop tokens that get little attention
? fit a long text in a small memory budget
. Eviction keeps recent tokens and those with much attention and drops the rest.
. It loses information, so the error is measured.

quantized cache
? store keys and values in int8
? smaller numbers for the cache
. A quantized cache stores keys and values with 8 or 4 bits and one scale for each group.

SIMD kernels, WebAssembly
? make matrix products fast in JavaScript
? several numbers with one instruction
? native speed without plugins
. WebAssembly SIMD handles four floats or sixteen bytes with one instruction.
. A fast kernel stands beside a plain TypeScript twin that gives the same numbers.

matrix multiplication, GEMM, GEMV
? what takes most of the time in a model
? multiply weights and activations
? one vector times a big matrix
. Decoding one token is a product of a matrix and a vector and is bound by memory speed.
. Packing panels of the matrix keeps them in the cache during a large product.

quantization, int8 weights, q4, q8
? make the model smaller
? store weights with fewer bits
? run a large model with little memory
? four bit or eight bit weights
. Quantization stores weights as small whole numbers with a scale for each row or block.
. Eight bits hardly change the output; four bits need small blocks.

threads, multithreading, workers
? use all cores of the processor
? keep the page responsive while the model runs
? cross-origin isolation headers
. Threads need shared memory, and a page gets it only when it is cross-origin isolated.
. In a page the heavy work runs in a worker so that the page does not freeze.

sampling, choosing the next token
? how is the next word picked from the probabilities
? random or most likely word
. A sampler filters and scales the logits, turns them into probabilities and draws one token.
. The same seed gives the same text.

greedy decoding
? always take the most likely token
? deterministic output
. Greedy decoding takes the token with the highest logit in each step.

temperature
? make the output more random or more careful
? creative or boring answers
? divide the logits by a number
. A temperature under one sharpens the distribution, one above flattens it.
. Temperature zero means greedy.

top-k sampling
? keep only the forty best candidates
? limit the number of candidates
. Top-k keeps the k most likely tokens and removes all others.

top-p, nucleus sampling
? keep the smallest set of tokens with enough probability
? cut off the unlikely tail
. Top-p keeps the most likely tokens until their probabilities sum to p.
. The set is small when the model is sure and large when it is not.

min-p, typical, eta and epsilon sampling
? threshold relative to the best token
? other ways to truncate the distribution
. Min-p removes tokens that are less likely than a share of the most likely one.

repetition penalty, frequency penalty, presence penalty
? the model says the same thing again and again
? stop repeating phrases
? punish words that were already used
. A repetition penalty lowers the logits of tokens that occurred before.
. A frequency penalty grows with the count, a presence penalty does not.

beam search
? keep several partial answers and take the best
? search for the most probable sentence
. Beam search keeps the best few sequences in each step and compares them by their total log probability.

speculative decoding, draft model
? use a small model to speed up a large one
? check several tokens at once
? accept or reject guessed tokens
. A draft model proposes tokens and the large model checks them in one pass.
. The accepted text has exactly the distribution of the large model.

constrained decoding, JSON schema, grammar
? force the output to be valid JSON
? only allow certain tokens
? structured output
. A grammar says which tokens may come next, and all others get minus infinity.
. The result always parses.

stop strings, stopping criteria, end token
? when does generation end
? stop at a certain word
? maximum number of new tokens
. Generation ends at the end token, at a stop string or after the maximum number of tokens.

log probabilities, perplexity, scoring
? how sure was the model of each token
? how surprised is the model by a text
? compare two texts by their likelihood
. Perplexity is the exponential of the mean negative log probability.
. score returns the log probability of each token of a text.

classifier-free guidance, logit bias, bad words
? push the output away from a negative prompt
? forbid certain words
? make a token more likely
. A bias is added to the logits of chosen tokens; forbidden ones get minus infinity.

layer normalization, LayerNorm, RMSNorm
? keep the size of the vectors stable
? subtract the mean and divide by the deviation
? why is there a norm before each block
. LayerNorm centres and scales each vector; RMSNorm only scales it.
. Normalising before each block makes deep models easier to train.

residual stream, residual connection, skip connection
? add the input of a block to its output
? how do layers communicate
. Each block reads the residual stream and adds its result to it.
. The stream carries information from the embedding to the last layer.

feed-forward network, MLP, SwiGLU, GELU
? what happens after attention in a block
? gated linear units
? where are facts stored
. The feed-forward part works on each position alone: wider, an activation, narrower again.
. SwiGLU multiplies one projection by the activation of another.

transformer block, decoder block, architecture
? what is a layer of the model made of
? order of attention and feed-forward
. A block is attention and a feed-forward network, each with a norm and a residual connection.
. A decoder is a stack of such blocks between the embedding and the output.

mixture of experts, MoE, router
? only some weights work for each token
? which expert handles this token
? several feed-forward networks in one layer
. A router sends each token to its best two experts and adds their weighted outputs.
. A balancing loss keeps all experts in use.

encoder and decoder, encoder-decoder, T5, BART
? model for translation
? read a source text and write a target text
? difference between bert and gpt
. The encoder reads the whole source in both directions, the decoder writes the target step by step.
. An encoder alone makes embeddings and labels; a decoder alone writes text.

masked language model, fill mask, BERT
? guess a hidden word
? fill in the blank
? train by hiding words
. A masked language model predicts hidden tokens from both sides.

logit lens
? what would the model say after half of the layers
? decode hidden states early
? watch a prediction take shape layer by layer
. The logit lens applies the last norm and the output table to the residual stream of each layer.

probes, hooks, reading activations, trace
? read the hidden values of a layer
? get the attention weights of a running model
? look inside the model while it runs
? capture intermediate results
. A probe is a named place such as blocks.3.attention.weights whose value can be captured.
. trace runs the model once and returns the values that were asked for.

activation patching, interventions, ablation
? change a hidden value and see what happens
? switch off a head
? replace an activation by that of another run
. Patching replaces the value at a probe and lets the rest of the model continue.
. If the answer changes, that place mattered.

induction heads
? how does a model copy a pattern it has seen
? repeat what came after the same word before
? in-context learning
. An induction head looks for the earlier place where the current token occurred and copies what followed.
. It works together with a previous-token head in an earlier layer.

ONNX, ONNX graph, model format
? build a model file without Python
? exchange format for neural networks
? nodes inputs outputs and initializers
. An ONNX file is a graph of operators with typed inputs and outputs and stored weights.
. The builder checks every node when it is made.

editing a graph, taps, graph surgery
? add an output in the middle of a model
? insert a node into an existing graph
? get hidden states out of an ONNX file
. A tap makes an inner value a graph output; a patch makes it an input.

external data, large model files
? weights larger than two gigabytes
? store weights beside the model file
. Weights can lie in a file of their own, and the graph only holds their place and length.

shape inference, model checker
? which shape does this output have
? is my graph valid
. Inference gives each value its type and shape and finds mistakes before the model runs.

onnxruntime-web, compiled engine, execution provider
? run the model on the graphics card in a browser
? WebGPU or WASM backend
? compile the model to a graph
. The compiled engine traces the model to ONNX and runs it in onnxruntime-web.
. WebGPU needs a browser that offers an adapter; otherwise WASM is used.

eager engine, plain engine
? run a model without onnxruntime
? every value can be read and replaced
? the simplest way to run on a CPU
. The eager engine runs the model's functions directly on typed arrays with the SIMD kernels.
. It needs nothing else and shows every intermediate value.

choosing an engine or device, auto
? which engine is faster on my machine
? select cpu or gpu
. With auto the library measures and takes the faster engine.

safetensors, weights file
? how are the weights stored on disk
? read only some tensors of a file
? is it safe to load weights from strangers
. A safetensors file has a JSON header with names, types and places, then raw bytes.
. It holds no code, and the header tells where each tensor is, so single tensors can be read.

checkpoint, config.json, loading a model
? load a model from a folder
? open a checkpoint from Hugging Face
? which files does a model need
. loadModel reads config.json, the tokenizer and the weights and returns a model that runs.
. The configuration names the architecture and its sizes.

Hugging Face hub, downloading, cache on disk
? download a model by its name
? work offline with files that were fetched before
? private models and access tokens
? where are the downloaded files kept
. A hub id such as owner/name is resolved to files, which are fetched once and kept in the cache.
. Downloads resume, show progress and can be stopped.

supported architectures, model families
? does it run llama qwen gemma or gpt2
? which models can I use
? add a new architecture
. Each architecture is one short file that maps the configuration and the names of the weights.

generating text, generate, streaming tokens
? write a story with a model
? get tokens one by one as they are made
? continue a prompt
. generate returns an async iterator of tokens, so text can be shown while it is written.

stopping a generation, AbortSignal, cancel
? cancel a running generation
? stop button
? abort a download
. Pass an AbortSignal, and loading or generating stops at once.

chat, conversation
? talk with the model
? keep a conversation going over several turns
. chat takes messages, applies the chat template and streams the answer.

summarization, translation, question answering, classification
? make a long text short
? translate a sentence to another language
? answer a question about a text
? find out whether a review is positive
? label a text
. Task helpers prepare the input, run the model and return a plain result.
. Zero-shot classification compares a text with labels that it was never trained on.

memory estimate, requirements
? will this model fit into my memory
? how much do I have to download
? how big is the model
. estimate tells download size, weights, cache and peak memory before anything is fetched.

command line, CLI
? use it from the terminal
? which commands are there
? start without writing code
. The command line can generate, chat, inspect, convert, serve and measure.

server, OpenAI API
? use a local model from other programs
? offer an HTTP interface
? drop-in replacement for the OpenAI API
. serve answers requests in the form of the OpenAI API, so that existing clients work.

converting a model, export to ONNX
? make an ONNX file from a Hugging Face model
? use the model in transformers.js
. convert writes an ONNX file in the layout that transformers.js and others load.

benchmarks, speed, tokens per second
? how fast is it
? compare with other libraries
? which numbers were measured on which machine
. Benchmarks run the same work in turn, check the answers first and report medians.

size of the package, bundle size, dependencies
? how many kilobytes does it add to my page
? does it have dependencies
? tree shaking
. The table gives the size after minifying and gzip.

installing, getting started, first example
? how do I install it
? what is the smallest example
? npm command
. Install the package with npm and import what you need.

errors, limits, untrusted files
? what happens with a broken file
? error messages
? protect against malicious files
. Errors say where something went wrong, both numbers, and what to do next.
. Untrusted bytes are bounded and checked before they are used.

differences from the reference, compatibility
? does it give the same numbers as Hugging Face
? what is not supported
? known limitations
. Known differences are listed with their reason.
. Results are compared with those of the reference implementation within a small tolerance.

sources, papers, references
? which paper describes this
? where does the algorithm come from
? read more
. The sources list papers, specifications and their sections.

tiny models, teaching checkpoints, small trained models
? is there a model that needs no download
? try everything offline
? small model for tests and lessons
. The tiny models are trained by this project on generated stories and weigh a few megabytes.
. They have the layout of Hugging Face checkpoints, so everything works with them as with big ones.

training corpus, data card, held-out evaluation
? which data was the model trained on
? how was the training text made
? how good is the model on unseen text
. The corpus is generated from plots and templates by a seed, and some combinations are held out.
. The model card gives the loss on held-out text and the share of tasks solved.

quiz, course, progress, SCORM, xAPI
? exercises that check the answer
? save the progress of a learner
? use the lessons in a learning platform
. Quizzes are graded by the library, and progress can be reported to a learning platform.

visualisation, web components, token strip
? show tokens in colours on a page
? draw attention in the browser
? diagrams for a lesson
. The components draw tokens, attention maps and graphs without any framework.
`;

export const concepts: readonly Concept[] = blocks
  .trim()
  .split("\n\n")
  .map((block) => {
    const [names, ...lines] = block.split("\n");
    return {
      names: names.split(", "),
      asked: lines.filter((line) => line.startsWith("? ")).map((line) => line.slice(2)),
      told: lines.filter((line) => line.startsWith(". ")).map((line) => line.slice(2)),
    };
  });
