/**
 * What all figure elements share: a caption, the picture, a line that says the value under focus or pointer, and the
 * text twin in a fold.
 * @module
 */
import { type Figure, parseFigure, toText } from "../figure.ts";
import { create } from "./create.ts";
import { createKeyboardWalk, type KeyboardWalk } from "./keyboard-walk.ts";
import { baseStyle } from "./theme.ts";

/** Node has no HTMLElement: there the classes exist, so that a server can import this module, but cannot be made. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

export abstract class FigureElement<F extends Figure> extends Base {
  #figure: F | undefined;
  #parts:
    | { caption: HTMLElement; stage: HTMLElement; readout: HTMLElement; text: HTMLElement; walk: KeyboardWalk }
    | undefined;
  #drawings = 0;
  /** Settles when what is in `figure` is on the page; charts load their scales first. */
  drawn: Promise<void> = Promise.resolve();

  /** The picture. Its cells carry data-cell and data-say, see keyboard-walk.ts. */
  protected abstract draw(figure: F): Node[] | Promise<Node[]>;
  /** Rules of this figure alone. */
  protected abstract rules(): string;
  /** What the line under the picture says before anything has focus. */
  protected hint(_figure: F): string {
    return "Arrow keys walk through the figure.";
  }

  get figure(): F | undefined {
    return this.#figure;
  }
  /** @throws TypeError | RangeError from the figure's builder */
  set figure(figure: F | undefined) {
    this.#figure = figure === undefined ? undefined : parseFigure(figure);
    if (this.isConnected) this.redraw();
  }

  connectedCallback(): void {
    // A property set before the element was defined hides the accessor; hand it over.
    if (Object.hasOwn(this, "figure")) {
      const early = this.figure;
      delete (this as { figure?: F }).figure;
      this.#figure = early && parseFigure(early);
    }
    this.redraw();
  }

  /** Draws the present figure again. */
  protected redraw(): void {
    const figure = this.#figure;
    if (!figure) return;
    const { caption, stage, readout, text, walk } = (this.#parts ??= this.#build());
    caption.textContent = figure.title ?? "";
    text.textContent = toText(figure);
    const mine = ++this.#drawings;
    const put = (nodes: Node[]) => {
      if (mine !== this.#drawings) return; // a later figure overtook this one
      const hadFocus = stage.querySelector("[data-cell]:focus") !== null;
      const scrolled = stage.querySelector(".scroll")?.scrollLeft ?? 0;
      stage.replaceChildren(...nodes);
      walk.refresh(hadFocus);
      const scroll = stage.querySelector(".scroll");
      if (scroll) scroll.scrollLeft = scrolled;
      const hint = this.hint(figure);
      if (!hadFocus && readout.textContent !== hint) readout.textContent = hint; // not said again at every redrawing
    };
    const drawing = this.draw(figure);
    this.drawn = drawing instanceof Promise ? drawing.then(put) : Promise.resolve(put(drawing));
  }

  #build() {
    const root = this.attachShadow({ mode: "open" });
    const caption = create("figcaption");
    const stage = create("div", { class: "stage" });
    const readout = create("p", { class: "readout", "aria-live": "polite" });
    const text = create("pre");
    const details = create("details", {}, create("summary", {}, "As text"), text);
    root.append(create("style", {}, baseStyle + this.rules()), create("figure", {}, caption, stage, readout, details));
    const walk = createKeyboardWalk(stage, (words) => {
      readout.textContent = words;
    });
    return { caption, stage, readout, text, walk };
  }
}
