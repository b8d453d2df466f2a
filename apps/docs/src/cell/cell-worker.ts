/**
 * The worker in which one run of one cell lives, from the first line to the last.
 *
 * A plain module worker of the site's own origin, not a sandboxed frame: a frame without an origin could load neither
 * our modules nor the models from a static host, which sends no CORS headers. A worker has no page, no cookies and no
 * storage that the site uses, and it ends when the reader says stop, whatever it is doing. Code from a shared link
 * never runs until somebody has seen it and pressed run.
 * @module
 */
import { bundleName } from "./bundle-name.ts";
import { captureConsole } from "./capture-console.ts";
import { CompileError, compileCell } from "./compile-cell.ts";
import { describeError } from "./describe-error.ts";
import { addOutput, type CellOutput, type RunMessage, type RunRequest, type Verdict } from "./outputs.ts";

/** Names that a cell can import; put in when this file is bundled. */
declare const CELL_IMPORTS: string[];

interface Viz {
  setDisplay(take: (figure: unknown, options: { id?: string }) => void): void;
  toText(figure: unknown): string;
}

const say = (message: RunMessage) => postMessage(message);
const address = (specifier: string) =>
  CELL_IMPORTS.includes(specifier) ? new URL(`./${bundleName(specifier)}.js`, import.meta.url).href : null;
const outputs: CellOutput[] = [];
const show = captureConsole(console, (output) => {
  addOutput(outputs, output);
  say({ type: "output", output });
});

let cellUrl = "";
const fail = (error: unknown) => {
  const at = error instanceof CompileError ? error.at : describeError(error, cellUrl);
  say({ type: "end", error: at });
};

addEventListener("error", (event) => fail(event.error ?? event.message));
addEventListener("unhandledrejection", (event) => fail(event.reason));
addEventListener("message", ({ data }: MessageEvent<RunRequest>) => void run(data).catch(fail), { once: true });

async function run({ code, check }: RunRequest): Promise<void> {
  const cell = compileCell(code, address);
  if (cell.imports.includes("@llm-anatomy/viz")) await sendFigures();
  cellUrl = moduleUrl(cell.code);
  say({ type: "running" });
  const exports = await import(cellUrl);
  say({ type: "end", verdict: check === undefined ? undefined : await judge(check, exports) });
}

async function judge(source: string, exports: object): Promise<Verdict> {
  const check = await import(moduleUrl(compileCell(source, address).code));
  const { passed, message } = await check.default(exports, outputs);
  return { passed, message };
}

/** `display(figure)` sends the figure to the page. */
async function sendFigures(): Promise<void> {
  const viz: Viz = await import(address("@llm-anatomy/viz")!);
  viz.setDisplay((figure, { id }) => show({ kind: "figure", figure, text: viz.toText(figure), id }));
}

function moduleUrl(code: string): string {
  return URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
}
