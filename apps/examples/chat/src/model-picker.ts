/** From a choice to a loaded model: what it needs, how far it is, what went wrong. @module */
import {
  type Estimate,
  estimate,
  type LoadProgress,
  loadModel,
  type Model,
  type ModelSource,
  resolveSource,
} from "@llm-anatomy/model-hf";
import { element } from "./element.ts";
import { showKeptModels } from "./kept-models.ts";
import { readableBytes, readableCount, readableSeconds } from "./readable.ts";
import { showTrouble } from "./trouble.ts";

const form = element<HTMLFormElement>("choose");
const hubId = element<HTMLInputElement>("hub-id");
const token = element<HTMLInputElement>("token");
const folder = element<HTMLInputElement>("folder");
const archive = element<HTMLInputElement>("archive");
const dtype = element<HTMLSelectElement>("dtype");
const needs = element("needs");
const load = element<HTMLButtonElement>("load");
const trouble = element("trouble");

type Dtype = "q8" | "q4" | "f32";
export interface LoadedModel {
  model: Model;
  dtype: Dtype;
}

/** What the person has been told a download takes, and of what: only that may be downloaded. */
let told: { id: string; dtype: string } | undefined;
let loading: AbortController | undefined;

/** Makes the picker work; `use` gets each model that was loaded. */
export function startPicker(use: (loaded: LoadedModel) => void): void {
  form.addEventListener("change", ({ target }) => {
    if (target === folder) archive.value = "";
    if (target === archive) folder.value = "";
    choiceChanged();
  });
  hubId.addEventListener("input", choiceChanged);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const from = chosen();
    if (from === "tiny") void loadFrom("tiny", use);
    else if (from === "hub") void loadFromHub(hubId.value.trim(), use);
    else void loadFrom(pickedFiles(), use);
  });
  element("cancel").addEventListener("click", () => loading?.abort());
  acceptDrops(use);
  choiceChanged();
  void showKeptModels().catch(() => {}); // a place that keeps nothing has nothing to list
}

function chosen(): string {
  return String(new FormData(form).get("from"));
}

function choiceChanged(): void {
  const from = chosen();
  element("hub-fields").hidden = from !== "hub";
  element("file-fields").hidden = from !== "files";
  told = undefined;
  needs.textContent = "";
  trouble.replaceChildren();
  load.textContent = from === "hub" ? "See what it needs" : "Load";
  const ready = {
    tiny: true,
    hub: hubId.value.trim() !== "",
    files: !!(folder.files?.length || archive.files?.length),
  };
  load.disabled = !ready[from as keyof typeof ready];
}

function chosenToken(): string | undefined {
  return token.value.trim() || undefined;
}

function pickedFiles(): ModelSource {
  return folder.files?.length ? folder.files : archive.files!;
}

/** The first press tells what the model needs, the second downloads it; one that is kept is loaded at once. */
async function loadFromHub(id: string, use: (loaded: LoadedModel) => void): Promise<void> {
  if (told?.id === id && told.dtype === dtype.value) return loadFrom(id, use);
  trouble.replaceChildren();
  load.disabled = true;
  needs.textContent = "Looking it up …";
  try {
    const needed = await estimate(id, { dtype: dtype.value as Dtype, context: 2048, token: chosenToken() });
    needs.textContent = inWords(needed);
    told = { id, dtype: dtype.value };
    if (needed.download === 0) return await loadFrom(id, use);
    load.textContent = `Download ${readableBytes(needed.download)} and load`;
  } catch (error) {
    needs.textContent = "";
    showTrouble(trouble, error);
  } finally {
    load.disabled = false;
  }
}

function inWords({ parameters, download, peak, remedy }: Estimate): string {
  const fetched = download === 0 ? "Nothing to download" : `${readableBytes(download)} to download`;
  const fits = remedy ? ` It will not fit: ${remedy}` : "";
  return `${readableCount(parameters)} parameters. ${fetched}, about ${readableBytes(peak)} of memory.${fits}`;
}

async function loadFrom(from: ModelSource, use: (loaded: LoadedModel) => void): Promise<void> {
  loading?.abort();
  const own = new AbortController();
  loading = own;
  trouble.replaceChildren();
  const progress = element("progress");
  const bar = element<HTMLProgressElement>("bar");
  bar.removeAttribute("value"); // on its way, nobody knows how far
  element("how-far").textContent = "Opening …";
  form.hidden = true;
  progress.hidden = false;
  element("cancel").focus();
  const kept = dtype.value as Dtype;
  const onProgress = ({ phase, file, loaded, total, bytesPerSecond, secondsLeft }: LoadProgress) => {
    bar.value = total > 0 ? loaded / total : 1;
    const what = phase === "download" ? `Downloading ${file}` : "Reading the weights";
    const speed = bytesPerSecond > 0 ? `, ${readableBytes(bytesPerSecond)} a second` : "";
    const left = secondsLeft ? `, ${readableSeconds(secondsLeft)} left` : "";
    element("how-far").textContent = `${what}: ${readableBytes(loaded)} of ${readableBytes(total)}${speed}${left}`;
  };
  try {
    const model = await loadModel(from, { dtype: kept, token: chosenToken(), onProgress, signal: own.signal });
    use({ model, dtype: kept });
  } catch (error) {
    showTrouble(trouble, error);
  } finally {
    if (loading === own) {
      progress.hidden = true;
      form.hidden = false;
      choiceChangedQuietly();
    }
    void showKeptModels().catch(() => {});
  }
}

/** As after a change, but what went wrong stays to be read. */
function choiceChangedQuietly(): void {
  const said = [...trouble.childNodes];
  choiceChanged();
  trouble.replaceChildren(...said);
}

/** A folder or a zip, dropped anywhere on the page. */
function acceptDrops(use: (loaded: LoadedModel) => void): void {
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") ?? false;
  const over = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  };
  addEventListener("dragenter", over);
  addEventListener("dragover", over);
  addEventListener("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) document.body.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!hasFiles(event)) return;
    event.preventDefault();
    // Before anything is awaited: afterwards the browser has taken the drop back.
    const opened = resolveSource(event.dataTransfer!);
    opened.then(
      (source) => loadFrom(source, use),
      (error) => showTrouble(trouble, error),
    );
  });
}
