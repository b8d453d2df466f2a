/**
 * One call for "show this", wherever the code runs: a page draws the figure, a terminal prints its text.
 * @module
 */
import { type Figure, parseFigure, toText } from "./figure.ts";

type Display = (figure: Figure) => void;

const print: Display = (figure) => console.log(toText(figure));
let show: Display = print;

/** Shows the figure: prints its text twin, unless `setDisplay` said otherwise. @throws as `parseFigure` */
export function display(figure: Figure): void {
  show(parseFigure(figure));
}

/** What `display` does from now on; without an argument it prints again. */
export function setDisplay(take: Display = print): void {
  show = take;
}
