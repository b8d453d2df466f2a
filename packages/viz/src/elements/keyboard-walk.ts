/**
 * Walking over a figure's cells with the arrow keys.
 *
 * The figure is one tab stop (a "roving tabindex"): one cell has tabindex 0, all others -1, and arrows move both the
 * focus and the 0. A cell is any element with data-cell="row,column" and data-say, its value in words.
 * @see WAI-ARIA Authoring Practices, "Keyboard Navigation Inside Components", https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/
 * @module
 */

type Cell = HTMLElement | SVGElement;
type Place = readonly [row: number, column: number];

export interface KeyboardWalk {
  /** Call after the cells were drawn anew: the tab stop stays at the same place, and so does the focus if it was here. */
  refresh(hadFocus: boolean): void;
}

/** @param say is called with the words of the cell that has the focus or the pointer */
export function createKeyboardWalk(stage: HTMLElement, say: (words: string) => void): KeyboardWalk {
  let cells = new Map<number, Map<number, Cell>>();
  let current: Place = [0, 0];

  function move(to: Cell, focus: boolean): void {
    for (const row of cells.values()) for (const cell of row.values()) cell.setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    current = placeOf(to);
    if (focus) to.focus();
  }

  stage.addEventListener("keydown", (event) => {
    const from = cellOf(event);
    if (!from || event.altKey || event.metaKey) return;
    const to = target(cells, placeOf(from), event.key, event.ctrlKey);
    if (!to) return;
    event.preventDefault();
    move(to, true);
  });
  stage.addEventListener("focusin", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    move(cell, false);
    say(cell.dataset.say ?? "");
  });
  stage.addEventListener("pointerover", (event) => {
    const cell = cellOf(event);
    if (cell) say(cell.dataset.say ?? "");
  });

  return {
    refresh(hadFocus) {
      cells = new Map();
      for (const cell of stage.querySelectorAll<Cell>("[data-cell]")) {
        const [row, column] = placeOf(cell);
        if (!cells.has(row)) cells.set(row, new Map());
        cells.get(row)!.set(column, cell);
      }
      const rows = [...cells.keys()];
      if (rows.length === 0) return;
      const row = nearest(rows, current[0]);
      const columns = cells.get(row)!;
      move(columns.get(nearest([...columns.keys()], current[1]))!, hadFocus);
    },
  };
}

function target(
  cells: Map<number, Map<number, Cell>>,
  [row, column]: Place,
  key: string,
  far: boolean,
): Cell | undefined {
  const rows = [...cells.keys()].sort((a, b) => a - b);
  const columns = [...cells.get(row)!.keys()].sort((a, b) => a - b);
  const beside = (list: number[], from: number, step: 1 | -1) => list[list.indexOf(from) + step];
  const at = (r: number | undefined, c: number | undefined) => {
    if (r === undefined || c === undefined) return undefined;
    const line = cells.get(r)!;
    return line.get(nearest([...line.keys()], c));
  };
  switch (key) {
    case "ArrowRight":
      // A figure of one row, wrapped over lines, goes on at its end; so does every list.
      return at(row, beside(columns, column, 1));
    case "ArrowLeft":
      return at(row, beside(columns, column, -1));
    case "ArrowDown":
      return rows.length === 1 ? at(row, beside(columns, column, 1)) : at(beside(rows, row, 1), column);
    case "ArrowUp":
      return rows.length === 1 ? at(row, beside(columns, column, -1)) : at(beside(rows, row, -1), column);
    case "Home":
      return at(far ? rows[0] : row, -Infinity);
    case "End":
      return at(far ? rows[rows.length - 1] : row, Infinity);
    default:
      return undefined;
  }
}

const placeOf = (cell: Cell): Place => cell.dataset.cell!.split(",").map(Number) as unknown as Place;

const cellOf = (event: Event): Cell | null => (event.target as Element).closest<Cell>("[data-cell]");

const nearest = (list: number[], to: number): number =>
  to === Infinity
    ? Math.max(...list)
    : to === -Infinity
      ? Math.min(...list)
      : list.reduce((best, item) => (Math.abs(item - to) < Math.abs(best - to) ? item : best));
