/**
 * Which points of a map get their name written: as many as fit without lying on each other.
 * @module
 */

export interface Label {
  row: number;
  x: number;
  y: number;
  anchor: "start" | "end" | "middle";
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const height = 15; // of a line of the map's letters, in pixels
const letter = 7; // mean width
const gap = 9; // from the point's middle

/**
 * Tries four places for each name, in the order of `rows`, and leaves out what fits nowhere.
 *
 * @param at where each row's point is, in pixels
 * @param taken what is drawn already
 */
export function placeLabels(
  rows: readonly number[],
  names: readonly string[],
  at: (row: number) => { x: number; y: number },
  size: { width: number; height: number },
  taken: readonly Box[] = [],
): Label[] {
  const boxes: Box[] = [...taken];
  for (const row of rows) {
    const { x, y } = at(row);
    boxes.push({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 });
  }
  const labels: Label[] = [];
  for (const row of rows) {
    const { x, y } = at(row);
    const width = names[row].length * letter;
    const places: Label[] = [
      { row, x: x + gap, y: y + 4, anchor: "start" },
      { row, x: x - gap, y: y + 4, anchor: "end" },
      { row, x, y: y - gap, anchor: "middle" },
      { row, x, y: y + gap + 10, anchor: "middle" },
    ];
    const place = places.find((label) => {
      const box = boxOf(label, width);
      const inside = box.left >= 0 && box.top >= 0 && box.right <= size.width && box.bottom <= size.height;
      return inside && !boxes.some((other) => overlap(box, other));
    });
    if (!place) continue;
    labels.push(place);
    boxes.push(boxOf(place, width));
  }
  return labels;
}

function boxOf({ x, y, anchor }: Label, width: number): Box {
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - height + 3, bottom: y + 3 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
