/** The models that downloads have left in this browser, and a button that removes each. @module */
import { clearCache, listCache } from "@llm-anatomy/model-hf";
import { element } from "./element.ts";
import { readableBytes } from "./readable.ts";
import { showTrouble } from "./trouble.ts";

export async function showKeptModels(): Promise<void> {
  const details = element<HTMLDetailsElement>("kept");
  const models = await listCache();
  const total = models.reduce((sum, { size }) => sum + size, 0);
  details.hidden = models.length === 0;
  details.querySelector("summary")!.textContent =
    `Kept in this browser: ${models.length === 1 ? "1 model" : `${models.length} models`}, ${readableBytes(total)}`;
  const items = models.map(({ id, size, unfinished }) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const part = unfinished > 0 ? ", not complete: loading goes on from there" : "";
    name.textContent = `${id}, ${readableBytes(size)}${part}`;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "quiet";
    remove.textContent = "Remove";
    remove.setAttribute("aria-label", `Remove ${id}`);
    remove.addEventListener("click", () => void removeModel(id));
    item.append(name, remove);
    return item;
  });
  details.querySelector("ul")!.replaceChildren(...items);
  suggest(models.map(({ id }) => id));
}

/** What is here need not be typed. */
function suggest(ids: readonly string[]): void {
  const list = element("suggestions");
  const known = [...list.querySelectorAll("option")].map(({ value }) => value);
  const fresh = ids.filter((id) => !known.includes(id));
  list.prepend(...fresh.map((id) => Object.assign(document.createElement("option"), { value: id })));
}

async function removeModel(id: string): Promise<void> {
  try {
    const freed = await clearCache(id);
    await showKeptModels();
    element("needs").textContent = `${id} is removed: ${readableBytes(freed)} are free again.`;
    element("picker-title").focus(); // the button that had it is gone
  } catch (error) {
    showTrouble(element("trouble"), error);
  }
}
