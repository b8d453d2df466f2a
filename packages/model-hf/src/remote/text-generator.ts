/**
 * Who writes texts, wherever it computes: a model that is loaded here, or one behind OpenAI's API. An app that is written
 * against this moves between the two by the line that makes it.
 * @module
 */
import type { ChatMessage } from "../model/chat.ts";

export interface TextGenerator {
  readonly name: string;
  /** Continues a prompt. Ending the loop early, or the signal, stops the work. */
  generate(prompt: string, options?: TextOptions): AsyncIterable<WrittenText>;
  /** Answers a conversation. */
  chat(messages: readonly ChatMessage[], options?: TextOptions): AsyncIterable<WrittenText>;
  dispose(): Promise<void>;
}

/** What every model can be asked, here and elsewhere. */
export interface TextOptions {
  /** At most so many tokens. */
  maxNewTokens?: number;
  /** 0 takes the likeliest token every time. */
  temperature?: number;
  /** Draw from the likeliest tokens that make up this probability. */
  topP?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  /** The same seed gives the same text, as far as a server keeps that. */
  seed?: number;
  /** The text ends before the first of these. */
  stop?: string | readonly string[];
  signal?: AbortSignal;
}

export interface WrittenText {
  /** What is new: may be empty. */
  text: string;
  /** With the last piece: why it is the last. A server says "stop" for all but the length. */
  finish?: "length" | "stop" | "stop-token" | "stop-string";
}
