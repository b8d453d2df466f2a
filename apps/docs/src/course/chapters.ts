/** The chapters of the course, in the order in which they are read. @module */

export interface Chapter {
  /** The page is `docs/course/NN-<slug>.mdx`, its cells are in `cells/<slug>/`, its address is `/course/<slug>/`. */
  slug: string;
  title: string;
  /** The question that the chapter answers. */
  question: string;
}

export const chapters: readonly Chapter[] = [
  { slug: "how-this-course-works", title: "How this course works", question: "What can I do on these pages?" },
  {
    slug: "bag-of-words",
    title: "Language as a bag of words",
    question: "How much of a text is left when only its words are counted?",
  },
  { slug: "word-embeddings", title: "Word embeddings", question: "How can a list of numbers know what a word means?" },
  {
    slug: "encoding-decoding",
    title: "Encoding and decoding context with attention",
    question: "Why was one vector for a whole sentence not enough?",
  },
  { slug: "transformer", title: "The Transformer", question: "What is left when only attention is kept?" },
  { slug: "tokenizers", title: "Tokenizers", question: "What does a model see instead of letters?" },
  {
    slug: "architecture",
    title: "Architectural overview",
    question: "Which parts does a text pass on its way to the next token?",
  },
  { slug: "transformer-block", title: "The Transformer block", question: "What does one layer add to a token?" },
  { slug: "self-attention", title: "Self-attention", question: "How does a token choose whom to listen to?" },
  { slug: "kv-cache", title: "The KV cache", question: "Why is the second token so much cheaper than the first?" },
  { slug: "model-example", title: "A model, opened", question: "What happens inside a real checkpoint?" },
  { slug: "recent-improvements", title: "Recent improvements", question: "What has changed since 2017?" },
  {
    slug: "mixture-of-experts",
    title: "Mixture of experts",
    question: "How can a model be large and cheap at once?",
  },
  { slug: "applications", title: "Applications", question: "What do people build with all this?" },
];
