/** One tokenizer's answer: numbers, a bar to compare lengths by, and the strip. @module */
import { tokenStrip } from "@llm-anatomy/viz";
import { renderFigure } from "@llm-anatomy/viz/elements";
import type { Contestant } from "./contestant.ts";
import type { Encoded, Loaded } from "./messages.ts";

export interface Card {
  readonly element: HTMLElement;
  busy(what: string): void;
  fail(message: string, retry: () => void): void;
  /** `most` is the largest number of tokens among all answers. */
  show(loaded: Loaded, encoded: Encoded, options: { ids: boolean; most: number }): void;
}

export function createCard({ title, detail }: Contestant, close: () => void): Card {
  const element = document.createElement("article");
  element.innerHTML = `
    <header><h3></h3><button type="button" class="close"><span aria-hidden="true">×</span></button></header>
    <p class="detail"></p>
    <p class="state"></p>
    <dl hidden></dl>
    <div class="meter" aria-hidden="true" hidden><span></span></div>
    <div class="strip"></div>`;
  const part = <T extends HTMLElement>(selector: string) => element.querySelector<T>(selector)!;
  part("h3").textContent = title;
  part(".detail").textContent = detail;
  const button = part("button");
  button.setAttribute("aria-label", `Remove ${title}`);
  button.addEventListener("click", close);
  let strip: ReturnType<typeof renderFigure> | undefined;

  const say = (state: "busy" | "failed" | "ready", text: string) => {
    element.dataset.state = state;
    part(".state").textContent = text;
  };
  return {
    element,
    busy: (what) => say("busy", what),
    fail(message, retry) {
      say("failed", `${message} `);
      for (const name of ["dl", ".meter"]) part(name).hidden = true;
      part(".strip").replaceChildren();
      strip = undefined;
      const again = document.createElement("button");
      again.textContent = "Try again";
      again.addEventListener("click", retry);
      part(".state").append(again);
    },
    show({ vocabSize, model }, encoded, { ids, most }) {
      say("ready", "");
      const { tokens, bytes, unknown, milliseconds, comesBack } = encoded;
      const facts: Record<string, string> = {
        tokens: format(tokens),
        "bytes per token": tokens > 0 ? (bytes / tokens).toFixed(2) : "–",
        "µs, warmed up": format(Number((1000 * milliseconds).toPrecision(2))),
        vocabulary: `${format(vocabSize)}${model ? `, ${model}` : ""}`,
        ...(unknown > 0 && { unknown: format(unknown) }),
        "decoded again": comesBack ? "the same" : "not the same",
      };
      part("dl").replaceChildren(
        ...Object.entries(facts).map(([name, value]) => {
          const pair = document.createElement("div");
          pair.append(text("dt", name), text("dd", value));
          if (name === "tokens") pair.className = "count";
          if (name === "unknown" || value === "not the same") pair.className = "warning";
          return pair;
        }),
      );
      part("dl").hidden = false;
      part(".meter").hidden = false;
      part<HTMLElement>(".meter span").style.inlineSize = `${(100 * tokens) / Math.max(1, most)}%`;
      const { pieces, words, special } = encoded;
      const left = tokens - pieces.length;
      const figure = tokenStrip({
        ...(left > 0 && { title: `The first ${format(pieces.length)} of ${format(tokens)} tokens` }),
        tokens: pieces,
        wordIds: words,
        specialTokensMask: special,
        ...(ids && { ids: encoded.ids }),
      });
      if (strip) strip.figure = figure;
      else part(".strip").replaceChildren((strip = renderFigure(figure)));
    },
  };
}

function text(tag: string, content: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}

export function format(value: number): string {
  return value.toLocaleString("en");
}
