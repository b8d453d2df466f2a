/**
 * What goes from the site to the reader's device, when, and what goes back.
 * @module
 */
import { type ReactNode, useState } from "react";
import { Frame } from "../frame/Frame.tsx";
import styles from "./what-travels.module.css";

interface Step {
  title: string;
  /** What moves, and between which two; null: nothing does. */
  moves: { what: string; from: Place; to: Place } | null;
  says: string;
}
type Place = "site" | "page" | "worker";

const places: Record<Place, string> = { site: "this site", page: "the page", worker: "a worker" };

const steps: readonly Step[] = [
  {
    title: "You open a page",
    moves: { what: "text, code, drawings", from: "site", to: "page" },
    says: "The page comes with its text, its drawings and the code of its cells. No model and no package is fetched.",
  },
  {
    title: "You press Run",
    moves: { what: "your code", from: "page", to: "worker" },
    says: "The cell's code goes to a worker: a thread of its own, in which it cannot freeze the page, and which ends when the run ends.",
  },
  {
    title: "The code imports",
    moves: { what: "packages, some kB each", from: "site", to: "worker" },
    says: "The packages that the code names are fetched from this site, once; the browser keeps them for the next run.",
  },
  {
    title: "The code asks for a model",
    moves: { what: "weights, a few MB", from: "site", to: "worker" },
    says: "The small model of the course is a file of this site too. It is the only large thing that these pages fetch, and they do it when a cell asks for it.",
  },
  {
    title: "It computes",
    moves: { what: "numbers, text, figures", from: "worker", to: "page" },
    says: "Your device does the work. What the code prints goes to the page and is drawn there.",
  },
  {
    title: "What goes back",
    moves: null,
    says: "Nothing. What you type and what comes out stay on your device. There is no server that computes, no account, and nothing in these pages that reports what you do.",
  },
];

export function WhatTravels(): ReactNode {
  const [at, setAt] = useState(0);
  const { title, moves, says } = steps[at];
  return (
    <Frame title="What travels, and when" words={`${at + 1} of ${steps.length}: ${title}. ${says}`}>
      <div className={styles.picture} role="img" aria-label={spoken(moves)}>
        <Box place="site" moves={moves} />
        <div className={styles.device}>
          <span className={styles.name}>your device</span>
          <Box place="page" moves={moves} />
          <Box place="worker" moves={moves} />
        </div>
      </div>
      <div className={styles.steps}>
        <button type="button" disabled={at === 0} onClick={() => setAt(at - 1)}>
          Back
        </button>
        <button type="button" disabled={at === steps.length - 1} onClick={() => setAt(at + 1)}>
          Next
        </button>
        <span aria-hidden="true">
          {steps.map((step, i) => (
            <i key={step.title} data-now={i === at || undefined} />
          ))}
        </span>
      </div>
    </Frame>
  );
}

function Box({ place, moves }: { place: Place; moves: Step["moves"] }): ReactNode {
  const role = moves?.from === place ? "from" : moves?.to === place ? "to" : undefined;
  return (
    <div className={styles.box} data-role={role}>
      <b>{places[place]}</b>
      <span>{role === "from" ? `sends ${moves!.what}` : role === "to" ? `gets ${moves!.what}` : ""}</span>
    </div>
  );
}

function spoken(moves: Step["moves"]): string {
  if (!moves) return "Three places: this site; on your device, the page and a worker. Nothing moves.";
  return `From ${places[moves.from]} to ${places[moves.to]}: ${moves.what}.`;
}
