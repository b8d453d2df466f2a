/** The page: a model is chosen, then talked with. @module */
import type { Model } from "@llm-anatomy/model-hf";
import { hasChatTemplate } from "./chat-template.ts";
import { converseWith, forget, startConversation } from "./conversation.ts";
import { element } from "./element.ts";
import { type LoadedModel, startPicker } from "./model-picker.ts";
import { showDefaults, startSettings } from "./settings.ts";
import { showTrouble } from "./trouble.ts";

const picker = element("picker");
const talk = element("talk");
const change = element<HTMLButtonElement>("change");
const fresh = element<HTMLButtonElement>("fresh");
let current: Model | undefined;

startSettings();
startConversation();
startPicker((loaded) => {
  use(loaded).catch((error) => showTrouble(element("trouble"), error));
});
change.addEventListener("click", () => show(talk.hidden ? "talk" : "picker"));
fresh.addEventListener("click", forget);

async function use({ model, dtype }: LoadedModel): Promise<void> {
  const hasTemplate = await hasChatTemplate(model);
  const before = current;
  current = model;
  const bits = { q8: "8 bits", q4: "4 bits", f32: "32 bits" }[dtype];
  element("model-line").textContent = `${model.name}, ${bits}, on this device`;
  showDefaults(model);
  show("talk");
  converseWith(model, { hasTemplate });
  await before?.dispose();
}

function show(what: "picker" | "talk"): void {
  picker.hidden = what !== "picker";
  talk.hidden = what !== "talk";
  change.hidden = !current;
  fresh.hidden = what !== "talk";
  change.textContent = what === "talk" ? "Change model" : "Back to the chat";
  if (what === "picker") element("picker-title").focus();
}
