/**
 * The special tokens of the causal models, and how a conversation is written with them.
 * @module
 */

export const begin = "<|begin|>";
export const end = "<|end|>";
export const user = "<|user|>";
export const assistant = "<|assistant|>";
export const pad = "<|pad|>";

/** In the order of their ids: 0, 1, 2 … */
export const specialTokens = [pad, begin, end, user, assistant] as const;

export interface Turn {
  ask: string;
  reply: string;
}

/** Question after question, each answer closed by the end token. The last end token is that of the document. */
export function conversation(turns: readonly Turn[]): string {
  return turns.map(({ ask, reply }) => `${user}${ask}${assistant}${reply}${end}`).join("");
}

/** The same as a Jinja template, for tokenizer_config.json. */
export const chatTemplate =
  "{{ bos_token }}{% for message in messages %}" +
  `{% if message['role'] == 'user' %}${user}{{ message['content'] }}` +
  `{% elif message['role'] == 'assistant' %}${assistant}{{ message['content'] }}${end}` +
  "{% else %}{{ raise_exception('This model knows the roles user and assistant, not ' + message['role'] + '.') }}{% endif %}" +
  `{% endfor %}{% if add_generation_prompt %}${assistant}{% endif %}`;
