/** The state of the page as the part of its address after "#", so that a link shows what its sender saw. @module */

export interface PageState {
  text: string;
  /** Keys of the chosen tokenizers, in order. */
  chosen: string[];
  special: boolean;
}

/** Longer addresses are cut by mail programs and chats. */
export const longestLink = 6000;

/** Files are left out: a link cannot carry them. */
export function toHash({ text, chosen, special }: PageState): string {
  const parts = new URLSearchParams({ with: chosen.filter((key) => !key.startsWith("file:")).join(",") });
  if (special) parts.set("special", "1");
  parts.set("text", text);
  return `#${parts}`;
}

/** What a link says; null if there is none. */
export function fromHash(hash: string): PageState | null {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const text = parts.get("text");
  if (text === null) return null;
  const chosen = (parts.get("with") ?? "").split(",").filter(Boolean);
  return { text, chosen, special: parts.get("special") === "1" };
}
