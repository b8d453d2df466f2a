/** llm-anatomy inspect: what is inside a checkpoint, without loading it. @module */
import { parseArgs } from "node:util";
import type { BlockSpec, StackSpec } from "@llm-anatomy/transformer";
import { type InspectedArray, type Inspection, inspect } from "../inspect.ts";
import { readableSize } from "../source/hub/model-cache.ts";
import type { Command } from "./command.ts";
import { onlyModel, sourceHelp, sourceOptions } from "./model-options.ts";

const help = `usage: llm-anatomy inspect <model> [options]

Shows what a checkpoint is made of, from its config and headers; no weights are read.

  --tensors                  every tensor of its files, as they lie there
  --places                   every place that trace can read and patch can change
  --json                     everything, for programs
${sourceHelp}`;

const options = {
  tensors: { type: "boolean" },
  places: { type: "boolean" },
  json: { type: "boolean" },
  ...sourceOptions,
} as const;

export const inspectCommand: Command = {
  name: "inspect",
  summary: "show what a checkpoint is made of, without loading it",
  help,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const found = await inspect(onlyModel(positionals), { file: values.file, revision: values.revision });
    if (values.json) console.log(JSON.stringify(found, null, 2));
    else if (values.tensors) console.log(tensorTable(found));
    else if (values.places) console.log(found.places.join("\n"));
    else console.log([overview(found), moduleTable(found), placeLines(found)].join("\n\n"));
  },
};

function overview({ name, config, note, spec, parameters, tensors }: Inspection): string {
  const [architecture] = (config.architectures as string[] | undefined) ?? [];
  const bytes = tensors.reduce((sum, tensor) => sum + tensor.bytes, 0);
  const dtypes = [...new Set(tensors.map(({ dtype }) => dtype))].join(", ");
  const files = new Set(tensors.map(({ file }) => file)).size;
  const { total, active, ...parts } = parameters;
  const shares = Object.entries(parts)
    .filter(([, count]) => count > 0)
    .map(([part, count]) => `${part} ${percent(count / total)}`);
  return [
    `${name}: ${architecture ?? "no class"} (${config.model_type})`,
    ...(note ? [note] : []),
    `${total.toLocaleString("en")} parameters${active < total ? `, of which a token goes through ${active.toLocaleString("en")}` : ""}: ${shares.join(" · ")}`,
    `${dtypes}, ${readableSize(bytes)} in ${files === 1 ? "one file" : `${files} files`}`,
    ...(spec.encoder
      ? [`encoder: ${describeStack(spec.encoder)}`, `decoder: ${describeStack(spec)}`]
      : [describeStack(spec)]),
  ].join("\n");
}

function describeStack({ blocks, modelDim, vocabSize, maxPositions }: StackSpec): string {
  const parts = [
    `${blocks.length} blocks`,
    `width ${modelDim}`,
    `vocabulary ${vocabSize}`,
    Number.isFinite(maxPositions) ? `${maxPositions} positions` : "any number of positions",
  ];
  return [parts.join(" · "), ...kindsOf(blocks)].join("\n  ");
}

/** Blocks that are alike in one line. */
function kindsOf(blocks: readonly BlockSpec[]): string[] {
  const kinds = new Map<string, number[]>();
  for (const [i, block] of blocks.entries()) {
    const text = describeBlock(block);
    kinds.set(text, [...(kinds.get(text) ?? []), i]);
  }
  return [...kinds].map(([text, which]) => `${kinds.size === 1 ? "each block" : `blocks ${ranges(which)}`}: ${text}`);
}

function describeBlock({ attention, mlp, parallel, crossAttention }: BlockSpec): string {
  const { numHeads, numKvHeads, headDim, causal, rotary, window, alibi, relativeBias, softcap } = attention;
  const heads = numKvHeads === numHeads ? `${numHeads} heads` : `${numHeads} heads, ${numKvHeads} of keys and values,`;
  const traits = [
    `${heads} of ${headDim}`,
    causal ? "causal" : "both ways",
    rotary && (rotary.kind === "default" ? "rotary" : `rotary (${rotary.kind})`),
    alibi && "ALiBi",
    relativeBias && "relative bias",
    window !== undefined && `window ${window}`,
    softcap !== undefined && `softcap ${softcap}`,
    crossAttention && "then attention to the encoder",
  ].filter(Boolean);
  const how =
    mlp.kind === "mixture"
      ? `${mlp.expertsPerToken} of ${mlp.numExperts} experts, ${mlp.expert.kind} ${mlp.expert.activation}${mlp.shared ? ", and a shared one" : ""}`
      : `${mlp.kind} ${mlp.activation}`;
  return `attention: ${traits.join(", ")} ${parallel ? "beside" : "·"} MLP: ${how}`;
}

interface Row {
  path: string;
  shape: string;
  count: number;
  tensors: string;
}

/** The model's arrays; blocks that have the same ones are shown once. */
function moduleTable({ arrays }: Inspection): string {
  const rows: Row[] = [];
  for (const { stack, blocks } of stacks(arrays)) {
    if (!blocks) {
      rows.push(...stack.map(rowOf));
      continue;
    }
    const which = ranges(blocks);
    const prefix = stack[0].path.slice(0, stack[0].path.indexOf("blocks."));
    const size = stack.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const alike = blocks.length === 1 ? "" : `, ${blocks.length} alike`;
    rows.push({ path: `${prefix}blocks.${which}${alike}`, shape: "", count: size * blocks.length, tensors: "" });
    for (const array of stack) {
      const own = rowOf(array);
      const path = array.path.slice(prefix.length).replace(/^blocks\.\d+\./, "");
      const expert = /(?<=\bexperts\.)\d+(?=\.)/.exec(path)?.[0];
      if (expert !== undefined && expert !== "0") continue; // all experts are alike
      const experts = expert === undefined ? 1 : countExperts(stack, path);
      const tensors = blocks.length === 1 ? own.tensors : withN(own.tensors, blocks[0]);
      rows.push({
        path: `  ${path.replace(/\bexperts\.0\./, `experts.${ranges([...Array(experts).keys()])}.`)}`,
        shape: own.shape,
        count: own.count * experts,
        tensors: tensors.replace(/\bexperts\.0\./g, "experts.E."),
      });
    }
  }
  return table(rows);
}

/** Arrays outside blocks as they come, and runs of blocks that hold the same arrays. */
function* stacks(arrays: readonly InspectedArray[]): Generator<{ stack: InspectedArray[]; blocks?: number[] }> {
  const blockOf = ({ path }: InspectedArray) => /^(encoder\.)?blocks\.(\d+)\./.exec(path);
  let i = 0;
  let run: { stack: InspectedArray[]; blocks: number[]; signature: string } | undefined;
  while (i < arrays.length) {
    const match = blockOf(arrays[i]);
    let end = i + 1;
    while (end < arrays.length && blockOf(arrays[end])?.[0] === match?.[0]) end++;
    const stack = arrays.slice(i, end);
    i = end;
    if (!match) {
      if (run) yield run;
      run = undefined;
      yield { stack };
      continue;
    }
    const signature = stack.map(({ path, shape }) => `${path.replace(/blocks\.\d+/, "blocks")} ${shape}`).join("\n");
    if (run?.signature === signature) run.blocks.push(Number(match[2]));
    else {
      if (run) yield run;
      run = { stack, blocks: [Number(match[2])], signature };
    }
  }
  if (run) yield run;
}

function countExperts(stack: readonly InspectedArray[], path: string): number {
  const rest = path.slice(path.indexOf("experts.0.") + "experts.0.".length);
  return stack.filter((array) => /\bexperts\.\d+\./.test(array.path) && array.path.endsWith(`.${rest}`)).length;
}

function rowOf({ path, shape, tensors, alsoAt }: InspectedArray): Row {
  const from = tensors.join(" + ") || "(computed)";
  const also = alsoAt.length > 0 ? `, also ${alsoAt.join(", ")}` : "";
  return { path: path + also, shape: `[${shape.join(", ")}]`, count: sizeOf(shape), tensors: from };
}

/** `model.layers.0.x` → `model.layers.N.x`: the block's own number. */
function withN(names: string, block: number): string {
  const number = new RegExp(`(^|\\.)${block}(?=\\.)`);
  return names
    .split(" + ")
    .map((name) => name.replace(number, "$1N"))
    .join(" + ");
}

function placeLines({ places }: Inspection): string {
  const names = [...new Set(places.map((name) => name.replace(/blocks\.\d+/, "blocks.N")))];
  return `places for trace and patch (--places lists all ${places.length}):\n  ${names.join("\n  ")}`;
}

function tensorTable({ tensors }: Inspection): string {
  const width = Math.max(...tensors.map(({ name }) => name.length));
  return tensors
    .map(({ name, dtype, shape, bytes, file }) =>
      [
        name.padEnd(width),
        dtype.padEnd(4),
        `[${shape.join(", ")}]`.padEnd(16),
        readableSize(bytes).padStart(9),
        file,
      ].join("  "),
    )
    .join("\n");
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ path, shape, count, tensors }) => [path, shape, count.toLocaleString("en"), tensors]);
  const head = ["array", "shape", "parameters", "tensor"];
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i].length)));
  const line = (row: string[]) =>
    row
      .map((cell, i) => (i === 2 ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join("  ")
      .trimEnd();
  return [head, ...cells].map(line).join("\n");
}

/** 0, 1, 2, 5 → "0–2, 5". */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
