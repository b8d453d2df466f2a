/**
 * One call for "show this", wherever the code runs: a page draws the figure, a terminal prints its text.
 * @module
 */
import { checkKeys } from "./checks.ts";
import { type Figure, parseFigure, toText } from "./figure.ts";

export interface DisplayOptions {
  /**
   * A figure shown again under the same id takes the place of the earlier one, so that it seems to move. A terminal
   * cannot take back what it has printed: it gets the latest whenever the program pauses.
   */
  id?: string;
}

type Display = (figure: Figure, options: DisplayOptions) => void;

const print: Display = (figure, { id }) => {
  if (id === undefined) return console.log(toText(figure));
  if (moving.size === 0) setTimeout(printMoving);
  moving.set(id, figure);
};

const moving = new Map<string, Figure>();
function printMoving(): void {
  for (const figure of moving.values()) console.log(toText(figure));
  moving.clear();
}
let show: Display = print;

/** Shows the figure: prints its text twin, unless `setDisplay` said otherwise. @throws as `parseFigure` */
export function display(figure: Figure, { id, ...unknown }: DisplayOptions = {}): void {
  checkKeys("display", unknown, []);
  show(parseFigure(figure), id === undefined ? {} : { id });
}

/** What `display` does from now on; without an argument it prints again. */
export function setDisplay(take: Display = print): void {
  show = take;
}
