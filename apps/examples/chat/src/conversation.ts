/** Messages to and fro: a token at a time, until the answer ends or is stopped. @module */
import type { ChatMessage, Model } from "@llm-anatomy/model-hf";
import { element } from "./element.ts";
import { chosenSettings } from "./settings.ts";
import { isAbort, showTrouble } from "./trouble.ts";

const messages = element<HTMLOListElement>("messages");
const field = element<HTMLTextAreaElement>("message");
const send = element<HTMLButtonElement>("send");
const stop = element<HTMLButtonElement>("stop");
const status = element("status");

const starters = {
  answers: ["Tell me a story about a fox.", "Tell me a story about two friends.", "What is a story?"],
  goesOn: ["Once upon a time, there was", "Long ago, there lived", "There once was a fox"],
};

let model: Model;
/** Whether the model answers; one without a chat template goes on with what was written. */
let answers = true;
let told: ChatMessage[] = [];
let running: AbortController | undefined;

export function startConversation(): void {
  messages.tabIndex = 0; // it scrolls, also by keyboard
  element<HTMLFormElement>("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text && !running) void say(text);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    element<HTMLFormElement>("composer").requestSubmit();
  });
  element("settings").addEventListener("toggle", showEnd); // it takes room from the messages
  stop.addEventListener("click", () => running?.abort());
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape") running?.abort();
  });
}

/** A conversation with another model, from the beginning. */
export function converseWith(other: Model, { hasTemplate }: { hasTemplate: boolean }): void {
  model = other;
  answers = hasTemplate;
  forget();
}

export function forget(): void {
  running?.abort();
  end();
  told = [];
  messages.replaceChildren();
  status.textContent = "";
  field.value = "";
  element("hint").textContent = answers
    ? "It remembers this conversation only, and only while this page is open."
    : "This model was not made for conversations: it goes on with what you write.";
  const buttons = starters[answers ? "answers" : "goesOn"].map((text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = text;
    button.addEventListener("click", () => void say(text));
    return button;
  });
  element("starters").replaceChildren(...buttons);
  field.focus();
}

async function say(text: string): Promise<void> {
  field.value = "";
  element("starters").replaceChildren();
  const conversation = told; // a new one may have begun when this answer ends
  conversation.push({ role: "user", content: text });
  if (answers) addMessage("user", "You").append(text);
  const answer = addMessage("assistant", answers ? model.name : "You, and the model");
  const beginning = document.createElement("b");
  if (!answers) beginning.append(text);
  const written = document.createElement("span");
  answer.append(beginning, written);
  const own = new AbortController();
  running = own;
  setBusy(true);
  try {
    const content = await write(conversation, written, own.signal);
    conversation.push({ role: "assistant", content });
    element("spoken").textContent = content; // all at once: a screen reader would choke on single tokens
  } catch (error) {
    if (isAbort(error)) {
      // What was written before a stop stays, and is remembered as what was said.
      conversation.push({ role: "assistant", content: written.textContent ?? "" });
      if (conversation === told) status.textContent = "Stopped.";
    } else {
      const trouble = document.createElement("div");
      trouble.className = "trouble";
      answer.append(trouble);
      showTrouble(trouble, error);
      if (conversation === told) status.textContent = "That did not work.";
      conversation.pop(); // a question without an answer is not part of the conversation
    }
  } finally {
    if (running === own) end();
  }
}

/** Streams an answer into the page and returns it. */
async function write(conversation: ChatMessage[], written: HTMLElement, signal: AbortSignal): Promise<string> {
  const options = { ...chosenSettings(), signal };
  const { content: text } = conversation.at(-1)!;
  const tokens = answers ? model.chat(conversation, options) : model.generate(String(text), options);
  const start = performance.now();
  let first = 0;
  let count = 0;
  let content = "";
  let painted = start;
  status.textContent = "Reading …";
  for await (const { text: piece, finish } of tokens) {
    first ||= performance.now();
    count++;
    content += piece;
    if (!finish && performance.now() - painted < 30) continue;
    written.textContent = content;
    follow();
    status.textContent = howItGoes(count, (performance.now() - first) / 1000, finish);
    await new Promise((painting) => setTimeout(painting)); // lets the page draw, and buttons be pressed
    painted = performance.now();
    signal.throwIfAborted();
  }
  return content;
}

function howItGoes(count: number, seconds: number, finish?: string): string {
  const speed = count > 1 && seconds > 0 ? `, ${Math.round((count - 1) / seconds)} a second` : "";
  const ended = finish === "length" ? ". It stopped at the limit that is set below" : "";
  return `${count} ${count === 1 ? "token" : "tokens"}${speed}${ended}.`;
}

function addMessage(role: "user" | "assistant", name: string): HTMLElement {
  const item = document.createElement("li");
  item.className = role;
  const who = document.createElement("span");
  who.className = "who";
  who.textContent = name;
  const text = document.createElement("div");
  text.className = "text";
  item.append(who, text);
  messages.append(item);
  follow();
  return text;
}

/** The end of the conversation, in sight. */
function showEnd(): void {
  messages.scrollTop = messages.scrollHeight;
}

/** Stays at the end while somebody reads there; who has scrolled up is left in peace. */
function follow(): void {
  if (messages.scrollHeight - messages.scrollTop - messages.clientHeight < 120) showEnd();
}

function end(): void {
  running = undefined;
  setBusy(false);
}

function setBusy(busy: boolean): void {
  messages.setAttribute("aria-busy", String(busy));
  send.hidden = busy;
  stop.hidden = !busy;
  if (document.activeElement === document.body) field.focus(); // the button that had it was hidden
}
