/** What a cell showed: text, tables and figures, in order. @module */
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { CellOutput } from "../../cell/outputs.ts";
import { loadFigures } from "./load-figures.ts";
import styles from "./styles.module.css";
import { usePackages } from "./use-packages.ts";

export function Output({ outputs }: { outputs: readonly CellOutput[] }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: outputs are only ever added at the end
  return grouped(outputs).map((output, i) => <OneOutput key={i} output={output} />);
}

/** Lines of text that follow each other are one block. */
function grouped(outputs: readonly CellOutput[]): CellOutput[] {
  const groups: CellOutput[] = [];
  for (const output of outputs) {
    const last = groups.at(-1);
    if (last?.kind === "text" && output.kind === "text" && last.level === output.level) {
      groups[groups.length - 1] = { ...last, text: `${last.text}\n${output.text}` };
    } else groups.push(output);
  }
  return groups;
}

function OneOutput({ output }: { output: CellOutput }): ReactNode {
  if (output.kind === "figure") return <FigureOutput figure={output.figure} text={output.text} />;
  if (output.kind === "table") return <TableOutput {...output} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reachable by keyboard
    <pre className={styles[output.level]} tabIndex={0}>
      {output.text}
    </pre>
  );
}

function TableOutput({ columns, rows }: { columns: string[]; rows: string[][] }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className={styles.table} role="group" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={column} scope="col">
                {i === 0 ? <span className="sr-only">row</span> : column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, i) => (
                <td key={columns[i + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type FigureElement = HTMLElement & { figure: { kind: string } };

/** Drawn by `@llm-anatomy/viz/elements`; until that is there, or if it fails, the figure's text. */
function FigureOutput({ figure, text }: { figure: unknown; text: string }): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState(false);
  const packages = usePackages();
  useEffect(() => {
    let current = true;
    loadFigures(packages())
      .then(({ renderFigure }) => {
        if (!current || !host.current) return;
        const shown = host.current.firstElementChild as FigureElement | null;
        // Drawn anew in the same element, a figure that moves keeps its focus and where it was scrolled to.
        if (shown && shown.figure.kind === (figure as FigureElement["figure"]).kind) shown.figure = figure as never;
        else host.current.replaceChildren(renderFigure(figure));
        setDrawn(true);
      })
      .catch((error) => console.warn("This figure is shown as text:", error));
    return () => {
      current = false;
    };
  }, [figure, packages]);
  return (
    <>
      <div ref={host} className={styles.figure} hidden={!drawn} />
      {!drawn && <pre className={styles.log}>{text}</pre>}
    </>
  );
}
