/** What went wrong, and the page that says what to do. @module */
import { CheckpointError } from "@llm-anatomy/model-hf";

/** Shows an error in `place`; nothing for a stop that the person asked for. */
export function showTrouble(place: HTMLElement, error: unknown): void {
  place.replaceChildren();
  if (isAbort(error)) return;
  const text = document.createElement("p");
  text.textContent = error instanceof Error ? error.message : String(error);
  place.append(text);
  if (!(error instanceof CheckpointError)) return;
  const link = document.createElement("a");
  link.href = error.help;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = "What this means and what to do";
  place.append(link);
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
