/** Small helpers to make nodes. Texts of figures always go through text nodes, so nothing in a token becomes markup. @module */
import { visible } from "../words.ts";

type Attributes = Record<string, string | number | boolean | undefined>;

/** An element with attributes (false and undefined are left out) and children. */
export function create<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function createSvg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill<E extends Element>(element: E, attributes: Attributes, children: (Node | string)[]): E {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/** A token's text with its outer spaces drawn as dots, which are paler and not read aloud. */
export function tokenText(token: string): Node[] {
  const [, before, middle, after] = /^( *)(.*?)( *)$/s.exec(visible(token))!;
  const dots = (spaces: string) =>
    spaces ? [create("span", { class: "space", "aria-hidden": "true" }, "·".repeat(spaces.length))] : [];
  return [...dots(before), document.createTextNode(middle), ...dots(after)];
}
