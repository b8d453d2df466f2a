/** Runs in the page: what the tests call, and one figure of every kind. */
import * as viz from "@llm-anatomy/viz";
import { defineElements, renderFigure } from "@llm-anatomy/viz/elements";
import axe from "axe-core";
import { figures } from "../figures.ts";

document.documentElement.lang = "en";
document.title = "Figures";
document.head.insertAdjacentHTML("beforeend", '<meta name="viewport" content="width=device-width, initial-scale=1">');
document.head.insertAdjacentHTML(
  "beforeend",
  "<style>:root { color-scheme: light } body { background: light-dark(#fff, #1b1b1d); margin: 12px } main { max-width: 52rem; margin: auto }</style>",
);
document.body.innerHTML = "<main><h1>Figures</h1></main>";

async function show(): Promise<void> {
  for (const [name, figure] of Object.entries(figures)) {
    const element = renderFigure(figure);
    element.id = name;
    document.querySelector("main")!.append(element);
    await element.drawn;
  }
}

/** The violations in words, and how many rules passed: none passed would mean that nothing was looked at. */
async function violations(): Promise<{ found: string[]; passed: number }> {
  const results = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  });
  return {
    found: results.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`),
    ),
    passed: results.passes.length,
  };
}

Object.assign(globalThis, { viz, defineElements, renderFigure, show, violations });
