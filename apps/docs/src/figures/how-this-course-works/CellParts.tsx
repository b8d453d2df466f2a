/**
 * A cell, drawn with its parts numbered: choose one and read what it does.
 * @module
 */
import type { ReactNode } from "react";
import { useState } from "react";
import { Choice, Frame } from "../frame/Frame.tsx";
import styles from "./cell-parts.module.css";

const parts = {
  run: {
    label: "Run",
    does: "Runs the code as it stands, from the first line to the last. In the editor, Ctrl and Enter do the same (on a Mac, ⌘ and Enter). While it runs the button says Stop, and stops it at once.",
  },
  file: {
    label: "file name",
    does: "Leads to this file in the repository. It is a whole program: Node runs it as it is, without this page.",
  },
  edit: {
    label: "Edit",
    does: "Makes an editor of the code; a click into the code does too. In the editor Tab indents. To get out by keyboard, press Escape and then Tab.",
  },
  reset: {
    label: "Reset",
    does: "Brings back the code as it was written, and clears what the cell showed. So there is nothing that you can break.",
  },
  copy: { label: "Copy", does: "Puts the code into the clipboard." },
  link: {
    label: "Link",
    does: "Puts an address into the clipboard that has your code in it. Whoever opens it finds this cell with your changes, and nothing runs before they have looked at it and pressed Run.",
  },
  code: {
    label: "code",
    does: "TypeScript. It imports the packages of this project by their names, as your own program would.",
  },
  output: {
    label: "output",
    does: "What the code printed or displayed. A figure can be walked through with the arrow keys, and has a text beneath it that says the same.",
  },
} as const;
type Part = keyof typeof parts;
const names = Object.keys(parts) as Part[];
const numberOf = (part: Part) => names.indexOf(part) + 1;

export function CellParts(): ReactNode {
  const [chosen, setChosen] = useState<Part>("run");
  const mark = (part: Part, text: ReactNode, kind = "") => (
    <span className={kind} data-chosen={part === chosen || undefined}>
      <i>{numberOf(part)}</i>
      {text}
    </span>
  );
  const words = `${numberOf(chosen)}, ${parts[chosen].label}. ${parts[chosen].does}`;
  return (
    <Frame title="The parts of a cell" words={words}>
      <div
        className={styles.cell}
        role="img"
        aria-label="A cell: a bar of buttons, code below it, its output at the end."
      >
        <div className={styles.bar}>
          {mark("run", "▶ Run", styles.run)}
          {mark("file", "count.ts", styles.file)}
          <span className={styles.tools}>
            {mark("edit", "Edit")}
            {mark("reset", "Reset")}
            {mark("copy", "Copy")}
            {mark("link", "Link")}
          </span>
        </div>
        <div className={styles.code} data-chosen={chosen === "code" || undefined}>
          <i>{numberOf("code")}</i>
          <code>
            for (const [word, count] of counts)
            <br />
            {"  "}console.log(count, word);
          </code>
        </div>
        <div className={styles.output} data-chosen={chosen === "output" || undefined}>
          <i>{numberOf("output")}</i>
          <code>
            4 the
            <br />2 cat
          </code>
        </div>
      </div>
      <Choice<Part>
        legend="Part"
        options={names.map((value) => ({ value, label: `${numberOf(value)} ${parts[value].label}` }))}
        value={chosen}
        onChange={setChosen}
      />
    </Frame>
  );
}
