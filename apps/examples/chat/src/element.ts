/** An element of the page by its id. @module */

export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no element with id "${id}".`);
  return found as T;
}
