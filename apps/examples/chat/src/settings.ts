/** How tokens are chosen, as the person has set it. @module */
import type { GenerateOptions, Model } from "@llm-anatomy/model-hf";
import { element } from "./element.ts";

const temperature = element<HTMLInputElement>("temperature");
const topP = element<HTMLInputElement>("top-p");
const most = element<HTMLInputElement>("most");
const seed = element<HTMLInputElement>("seed");

export function startSettings(): void {
  for (const slider of [temperature, topP]) {
    const show = () => {
      const value = slider === temperature && slider.valueAsNumber === 0 ? "0: likeliest" : slider.value;
      slider.labels![0].querySelector("output")!.textContent = value;
      slider.setAttribute("aria-valuetext", value);
    };
    slider.addEventListener("input", show);
  }
}

/** Starts from what the model's makers chose. */
export function showDefaults({ generationConfig }: Model): void {
  const { do_sample: draws, temperature: heat = 1, top_p: share = 1 } = generationConfig as Record<string, unknown>;
  temperature.value = String(draws === false ? 0 : heat);
  topP.value = String(share);
  for (const slider of [temperature, topP]) slider.dispatchEvent(new Event("input"));
}

export function chosenSettings(): GenerateOptions {
  const greedy = temperature.valueAsNumber === 0;
  return {
    temperature: temperature.valueAsNumber,
    ...(!greedy && topP.valueAsNumber < 1 && { topP: topP.valueAsNumber }),
    ...(seed.value !== "" && { seed: seed.valueAsNumber }),
    maxNewTokens: Math.max(1, most.valueAsNumber || 256),
  };
}
