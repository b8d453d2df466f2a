/**
 * Colours and shared rules of all figures.
 *
 * Every colour is a custom property with a value for light and one for dark; `light-dark()` follows the page's
 * `color-scheme`, which custom elements inherit. Text keeps a contrast of 4.5 on the surface, marks keep 3.
 * @module
 */

/** The properties a page may set, and what they are when it does not. */
export const themeProperties: Record<string, string> = {
  "--llm-viz-surface": "light-dark(#ffffff, #16181d)",
  "--llm-viz-raised": "light-dark(#f3f4f7, #22262d)",
  "--llm-viz-ink": "light-dark(#1a1d23, #e8eaee)",
  "--llm-viz-muted": "light-dark(#535a66, #aab1bd)",
  "--llm-viz-line": "light-dark(#d5d9e0, #3a404b)",
  "--llm-viz-accent": "light-dark(#0b3d91, #8ab4ff)",
  "--llm-viz-series-1": "light-dark(#0059b3, #6db3ff)",
  "--llm-viz-series-2": "light-dark(#b34700, #ff9d5c)",
  "--llm-viz-series-3": "light-dark(#00735a, #4fd1a5)",
  "--llm-viz-series-4": "light-dark(#8a3ea1, #d39af0)",
  "--llm-viz-series-5": "light-dark(#7a5c00, #e0b93f)",
  "--llm-viz-series-6": "light-dark(#b0215a, #ff86b3)",
  "--llm-viz-font": 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  "--llm-viz-mono": 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
};

export const numSeries = 6;

/** The series colour for the i-th group, going round. */
export const seriesColor = (i: number) => `var(--series-${(i % numSeries) + 1})`;

// Inside, each has a short name, so that a page's value and our default meet in one place.
const inner = Object.entries(themeProperties)
  .map(([name, value]) => `--${name.replace("--llm-viz-", "")}: var(${name}, ${value});`)
  .join("\n    ");

export const baseStyle = `
  :host {
    ${inner}
    display: block;
    box-sizing: border-box;
    max-width: 100%;
    margin-block: 1rem;
    padding: 0.875rem 1rem;
    border: 1px solid var(--line);
    border-radius: 0.625rem;
    background: var(--surface);
    color: var(--ink);
    font: 0.9375rem/1.5 var(--font);
  }
  :host([hidden]) { display: none; }
  * { box-sizing: border-box; }
  figure { margin: 0; }
  figcaption { font-weight: 600; margin-block-end: 0.625rem; }
  figcaption:empty { display: none; }
  /* A shade at the edge behind which there is more; at the end of the way a patch of the surface, which scrolls along, covers it. */
  .scroll {
    overflow-x: auto;
    padding: 3px;
    margin: -3px;
    position: relative;
    background:
      linear-gradient(to right, var(--surface) 40%, transparent) left / 2rem 100% local,
      linear-gradient(to left, var(--surface) 40%, transparent) right / 2rem 100% local,
      linear-gradient(to right, var(--line), transparent) left / 0.75rem 100% scroll,
      linear-gradient(to left, var(--line), transparent) right / 0.75rem 100% scroll;
    background-repeat: no-repeat;
  }
  .readout { margin: 0.625rem 0 0; min-height: 1.5em; color: var(--muted); overflow-wrap: anywhere; }
  details { margin-block-start: 0.375rem; font-size: 0.875rem; }
  summary { cursor: pointer; color: var(--muted); width: fit-content; padding-block: 0.125rem; min-height: 1.5rem; }
  pre { margin: 0.375rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.8125rem/1.55 var(--mono); }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
  [data-cell] { cursor: default; }
  .space { color: var(--muted); }
  ul, ol { list-style: none; margin: 0; padding: 0; }
  .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (forced-colors: active) { [data-cell] { border: 1px solid CanvasText; } }
`;
