/** What the page and the worker that tells a story say to each other. @module */

export interface StoryRequest {
  beginning: string;
  seed: number;
}

export type StoryMessage =
  | { type: "loaded"; bytes: number }
  | { type: "token"; text: string; probability: number }
  | { type: "end" }
  | { type: "failed"; message: string };
