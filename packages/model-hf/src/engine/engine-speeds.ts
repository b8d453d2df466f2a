/**
 * How fast engines were found to be on this machine, and which of them "auto" takes.
 *
 * Nothing is measured while a model loads. Starting ONNX Runtime alone takes 0.35 s of a processor and 14 MB of code
 * (onnxruntime-web 1.30), mostly to find that it is not needed: `docs/decisions` has the numbers. What `measureEngines`
 * or `llm-anatomy bench` found is remembered, by machine and by the shape of the model, and a load looks it up.
 * @module
 */
import type { ModelSpec } from "@llm-anatomy/transformer";
import { machine, readNotes, writeNotes } from "#platform";
import type { Device, Engine } from "./engine.ts";

/** Of a model of some shape on one engine. */
export interface EngineSpeed {
  engine: Engine["name"];
  device: Device;
  dtype: string;
  threads: number;
  /** Milliseconds per token of a prompt. */
  readMs: number;
  /** Milliseconds per token after it; null for a model that does not write. */
  writeMs: number | null;
}

/** Which engine was taken, and why. */
export interface EngineChoice {
  /** "options": they named it. "rule": nothing was measured, or nothing faster. "measured": it was the fastest here. */
  by: "options" | "rule" | "measured";
  /** What was measured of models of this shape, in this dtype and number of threads; fastest first. */
  speeds: EngineSpeed[];
}

/** Models of one shape are equally fast, whatever they were trained for. */
export function shapeOf({ blocks, modelDim, vocabSize, encoder }: ModelSpec, modelType: unknown): string {
  const { numHeads = 0, numKvHeads = 0, headDim = 0 } = blocks[0]?.attention ?? {};
  const layers = encoder ? `${encoder.blocks.length}+${blocks.length}` : `${blocks.length}`;
  return `${modelType} ${layers}x${modelDim} ${numHeads}/${numKvHeads}x${headDim} ${vocabSize}`;
}

type Notes = Record<string, Record<string, EngineSpeed[]>>;

/** Raised when engines become so much faster that what was measured before says nothing any more. */
const generation = 1;

/** Remembers speeds of a shape in place of earlier ones of the same engine, device, dtype and threads. */
export async function rememberSpeeds(shape: string, speeds: readonly EngineSpeed[]): Promise<void> {
  const notes = await allNotes();
  const here = (notes[place()] ??= {});
  const kept = (here[shape] ?? []).filter((old) => !speeds.some((speed) => isAlike(old, speed)));
  here[shape] = [...kept, ...speeds];
  await writeNotes(JSON.stringify(notes, null, 1));
}

export async function forgetSpeeds(shape: string): Promise<void> {
  const notes = await allNotes();
  delete notes[place()]?.[shape];
  await writeNotes(JSON.stringify(notes, null, 1));
}

/** What is known of a shape on this machine, fastest first. */
export async function recallSpeeds(shape: string, dtype: string, threads: number): Promise<EngineSpeed[]> {
  const known = (await allNotes())[place()]?.[shape] ?? [];
  return known
    .filter((speed) => speed.dtype === dtype && speed.threads === threads)
    .sort((a, b) => usualCost(a) - usualCost(b));
}

// A turn of a conversation. What reads faster may write slower (onnxruntime-node, against the eager engine), so for one
// who reads ten times as much as is written another engine can be right: it is named then.
const usualTokens = 64;

/** Milliseconds for what is usual: a short text read and, by models that write, as much written. */
function usualCost({ readMs, writeMs }: EngineSpeed): number {
  return usualTokens * (readMs + (writeMs ?? 0));
}

// Below that, what else ran on the machine decides, and the rule's engine does more: it takes caches of one's own.
const worthwhile = 1.2;

/**
 * The engine to take instead of the rule's: the fastest that was measured, if the rule's was measured too and is slower
 * by a fifth. Null where there is none.
 */
export function fasterThan(
  rule: Pick<EngineSpeed, "engine" | "device">,
  speeds: readonly EngineSpeed[],
): EngineSpeed | null {
  const ruled = speeds.find(({ engine, device }) => engine === rule.engine && device === rule.device);
  const [fastest] = speeds;
  return ruled && usualCost(ruled) >= worthwhile * usualCost(fastest) ? fastest : null;
}

function isAlike(a: EngineSpeed, b: EngineSpeed): boolean {
  return a.engine === b.engine && a.device === b.device && a.dtype === b.dtype && a.threads === b.threads;
}

function place(): string {
  return `${machine()} #${generation}`;
}

/** Notes that cannot be read are none: they are only ever worth a moment. */
async function allNotes(): Promise<Notes> {
  try {
    return JSON.parse((await readNotes()) ?? "{}") as Notes;
  } catch {
    return {};
  }
}
