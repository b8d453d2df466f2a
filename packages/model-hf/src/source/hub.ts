/** A model repository on the Hugging Face Hub. @module */
import type { Source } from "./source.ts";
import { urlSource } from "./url.ts";

/** `id` at `revision` (default `main`). Honours HF_ENDPOINT and HF_TOKEN. */
export function hubSource(id: string, { revision = "main" }: { revision?: string } = {}): Source {
  const environment: Record<string, string | undefined> = typeof process === "undefined" ? {} : process.env;
  const endpoint = environment.HF_ENDPOINT ?? "https://huggingface.co";
  const token = environment.HF_TOKEN;
  const source = urlSource(`${endpoint}/${id}/resolve/${encodeURIComponent(revision)}/`, {
    headers: token ? { Authorization: `Bearer ${token}` } : {},
  });
  return { ...source, name: id };
}
