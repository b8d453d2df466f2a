/**
 * What checkpoints with a head for something are used for. Each task is a function of a loaded model, so that a bundle has
 * only those it uses; what every model can do (generate, chat, embed, score) is a method of the model.
 * @module
 */
export { type Answer, type AnswerQuestionOptions, answerQuestion } from "./answer-question.ts";
export { type ClassifyTextOptions, classifyText, type LabelScore } from "./classify-text.ts";
export { type Aggregation, type ClassifyTokensOptions, classifyTokens, type LabelledSpan } from "./classify-tokens.ts";
export { classifyZeroShot, type ZeroShotOptions } from "./classify-zero-shot.ts";
export { type Embeddings, type EmbedOptions, embed } from "./embed.ts";
export { type FillMaskOptions, fillMask, type MaskCandidate } from "./fill-mask.ts";
export { type Perplexity, type PerplexityOptions, perplexity } from "./perplexity.ts";
export { type RankedDocument, type RerankOptions, rerank } from "./rerank.ts";
export type { RewriteOptions } from "./rewrite.ts";
export { summarize } from "./summarize.ts";
export { type TranslateOptions, translate } from "./translate.ts";
