/** The page: text, choice of tokenizers, answers; all three in its address. @module */
import { Arena } from "./arena.ts";
import { type Card, createCard, format } from "./card.ts";
import { bundled, type Contestant, fromFiles, fromHub } from "./contestant.ts";
import { fromHash, longestLink, toHash } from "./link.ts";
import type { Encoded, Loaded } from "./messages.ts";
import { samples } from "./samples.ts";

const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const textField = byId<HTMLTextAreaElement>("text");
const special = byId<HTMLInputElement>("special");
const showIds = byId<HTMLInputElement>("ids");
const summary = byId("summary");

interface Shown {
  contestant: Contestant;
  card: Card;
  answer?: { loaded: Loaded; encoded: Encoded };
}

const arena = new Arena();
/** In the order in which they were chosen. */
const shown = new Map<string, Shown>();
let round = 0;

start();

function start(): void {
  for (const contestant of bundled) addChoice(contestant);
  for (const [name, text] of Object.entries(samples)) addSample(name, text);
  textField.addEventListener("input", () => void update());
  special.addEventListener("change", () => void update());
  showIds.addEventListener("change", draw);
  byId("share").addEventListener("click", () => void share());
  byId<HTMLFormElement>("hub").addEventListener("submit", (event) => {
    event.preventDefault();
    chooseFromHub();
  });
  const file = byId<HTMLInputElement>("file");
  file.addEventListener("change", () => {
    void chooseFiles([...(file.files ?? [])]);
    file.value = "";
  });
  acceptDrops();
  addEventListener("hashchange", () => follow(location.hash));
  if (!follow(location.hash)) {
    textField.value = samples.English;
    for (const key of ["bert-base-uncased", "gpt2", "cl100k"]) choose(bundled.find((one) => one.key === key)!);
    void update();
  }
}

/** Shows what a link says. */
function follow(hash: string): boolean {
  const state = fromHash(hash);
  if (!state) return false;
  textField.value = state.text;
  special.checked = state.special;
  for (const key of [...shown.keys()]) if (!state.chosen.includes(key)) remove(key);
  for (const key of state.chosen) {
    const contestant = bundled.find((one) => one.key === key);
    if (contestant) choose(contestant);
    else if (key.startsWith("hub:")) tryTo(() => choose(fromHub(key.slice(4))));
  }
  void update();
  return true;
}

function addChoice(contestant: Contestant): void {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.value = contestant.key;
  box.addEventListener("change", () => {
    if (box.checked) choose(contestant);
    else remove(contestant.key);
    void update();
  });
  label.append(box, ` ${contestant.title}`);
  label.title = contestant.detail;
  byId("contestants").append(label);
}

function addSample(name: string, text: string): void {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = name;
  button.addEventListener("click", () => {
    textField.value = text;
    void update();
  });
  byId("samples").append(button);
}

function choose(contestant: Contestant): void {
  const { key } = contestant;
  const old = shown.get(key);
  if (old && contestant.origin.kind !== "files") return;
  if (old) {
    arena.forget(key);
    remove(key);
  }
  if (![...boxes()].some((box) => box.value === key)) addChoice(contestant);
  const card = createCard(contestant, () => {
    remove(key);
    void update();
    byId("choose-title").focus();
  });
  shown.set(key, { contestant, card });
  byId("cards").append(card.element);
  tick(key, true);
}

function remove(key: string): void {
  shown.get(key)?.card.element.remove();
  shown.delete(key);
  tick(key, false);
}

function boxes(): NodeListOf<HTMLInputElement> {
  return byId("contestants").querySelectorAll("input");
}

function tick(key: string, checked: boolean): void {
  for (const box of boxes()) if (box.value === key) box.checked = checked;
}

/** Asks everyone; what is late because the text has changed since is dropped. */
async function update(): Promise<void> {
  const mine = ++round;
  const text = textField.value;
  describeText(text);
  writeAddress();
  const asked = [...shown.values()];
  await Promise.all(
    asked.map(async (one) => {
      if (!one.answer) one.card.busy("Fetching …");
      try {
        const loaded = await arena.load(one.contestant);
        if (!one.answer) one.card.busy("Cutting …");
        if (mine !== round) return;
        const encoded = await arena.encode(one.contestant, text, special.checked);
        if (mine === round) one.answer = { loaded, encoded };
      } catch (error) {
        one.answer = undefined;
        one.card.fail(error instanceof Error ? error.message : String(error), () => void update());
      }
      if (mine === round) draw();
    }),
  );
  if (mine === round) summarise();
}

function draw(): void {
  const answered = [...shown.values()].filter((one) => one.answer);
  const most = Math.max(0, ...answered.map((one) => one.answer!.encoded.tokens));
  for (const { card, answer } of answered) card.show(answer!.loaded, answer!.encoded, { ids: showIds.checked, most });
}

function summarise(): void {
  const answered = [...shown.values()].flatMap(({ contestant, answer }) =>
    answer ? [{ title: contestant.title, tokens: answer.encoded.tokens }] : [],
  );
  if (shown.size === 0) summary.textContent = "Choose a tokenizer.";
  if (answered.length === 0) return;
  const sorted = [...answered].sort((a, b) => a.tokens - b.tokens);
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  summary.textContent =
    least.tokens === most.tokens
      ? answered.length === 1
        ? `${least.title}: ${format(least.tokens)} tokens.`
        : `All need ${format(least.tokens)} tokens.`
      : `Fewest: ${least.title} with ${format(least.tokens)} tokens. Most: ${most.title} with ${format(most.tokens)}.`;
}

function describeText(text: string): void {
  const bytes = new TextEncoder().encode(text).length;
  byId("size").textContent = `${format([...text].length)} characters, ${format(bytes)} bytes`;
}

function state() {
  return { text: textField.value, chosen: [...shown.keys()], special: special.checked };
}

function writeAddress(): void {
  const hash = toHash(state());
  if (hash.length <= longestLink) history.replaceState(null, "", hash);
}

async function share(): Promise<void> {
  const hash = toHash(state());
  if (hash.length > longestLink) {
    summary.textContent = `The text is too long for a link: ${format(hash.length)} characters, and ${format(longestLink)} are the limit.`;
    return;
  }
  const files = [...shown.keys()].filter((key) => key.startsWith("file:"));
  const without = files.length > 0 ? " Files from your disk are not part of it." : "";
  try {
    await navigator.clipboard.writeText(new URL(hash, location.href).href);
    summary.textContent = `Link copied.${without}`;
  } catch {
    summary.textContent = `The browser did not allow copying. The link is this page's address.${without}`;
  }
}

function chooseFromHub(): void {
  const field = byId<HTMLInputElement>("hub-id");
  tryTo(() => {
    choose(fromHub(field.value));
    field.value = "";
    void update();
  });
}

async function chooseFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  choose(await fromFiles(files));
  await update();
}

function acceptDrops(): void {
  const over = (on: boolean) => document.body.classList.toggle("dropping", on);
  addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) over(false);
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    void chooseFiles([...(event.dataTransfer?.files ?? [])]);
  });
}

function tryTo(act: () => void): void {
  try {
    act();
  } catch (error) {
    summary.textContent = error instanceof Error ? error.message : String(error);
  }
}
