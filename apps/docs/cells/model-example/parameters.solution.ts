// What a Llama's config.json says about its size.
export interface Config {
  vocab_size: number;
  hidden_size: number; // of a token's vector
  num_hidden_layers: number;
  num_attention_heads: number;
  num_key_value_heads: number;
  head_dim: number;
  intermediate_size: number; // of the MLP's hidden layer
  tie_word_embeddings: boolean; // the head is the table of tokens
}

// How many numbers are in the checkpoint?
export function countParameters(config: Config): number {
  const { hidden_size: dim, intermediate_size: mlpDim } = config;
  const queries = config.num_attention_heads * config.head_dim;
  const keys = config.num_key_value_heads * config.head_dim;
  const table = config.vocab_size * dim;
  const attention = 2 * dim * queries + 2 * dim * keys;
  const mlp = 3 * dim * mlpDim; // gate, up, down
  const perBlock = attention + mlp + 2 * dim; // and two norms
  const head = config.tie_word_embeddings ? 0 : table;
  const norm = dim; // the last one
  return table + config.num_hidden_layers * perBlock + norm + head;
}

console.log(
  countParameters({
    vocab_size: 49_152,
    hidden_size: 576,
    num_hidden_layers: 30,
    num_attention_heads: 9,
    num_key_value_heads: 3,
    head_dim: 64,
    intermediate_size: 1536,
    tie_word_embeddings: true,
  }),
); // SmolLM2-135M, which has 134,515,008
