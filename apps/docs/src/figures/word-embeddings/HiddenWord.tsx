/**
 * A word that nobody knows, in sentences of the stories: its meaning comes from the company it keeps.
 * @module
 */
import { type ReactNode, useState } from "react";
import { Choice, Frame } from "../frame/Frame.tsx";
import buttons from "./buttons.module.css";
import styles from "./hidden-word.module.css";

interface Puzzle {
  hidden: string;
  options: readonly string[];
  /** From cells/stories.ts; the hidden word is written `*`. */
  lines: readonly string[];
}

const puzzles: readonly Puzzle[] = [
  {
    hidden: "lake",
    options: ["forest", "friend", "lake", "castle"],
    lines: [
      "Jane lives near the *.",
      "Sometimes, when Nina goes to the *, there is a call that she knows.",
      "But one day fog came over the *, and the boats could not find the shore.",
      "They carried water from the * and dug a ditch.",
    ],
  },
  {
    hidden: "crept",
    options: ["climbed", "crept", "looked", "flew"],
    lines: [
      "In the night before, Barney * out and did something bad.",
      "He made himself as thin as he could and * under it.",
      "At the first thunder she * under the bed.",
      "Then a day came when a wolf * up behind all of them.",
    ],
  },
  {
    hidden: "honey",
    options: ["bread", "courage", "honey", "paint"],
    lines: [
      "There was no *!",
      "Luna bought some * and hurried back.",
      "I know where your * pot is.",
      "And there it was: some * from the wild bees.",
    ],
  },
];

const secret = "blick";

export function HiddenWord(): ReactNode {
  const [round, setRound] = useState(0);
  const [shown, setShown] = useState(1);
  const [guess, setGuess] = useState("");
  const { hidden, options, lines } = puzzles[round];
  const solved = guess === hidden;
  const next = () => {
    setRound((round + 1) % puzzles.length);
    setShown(1);
    setGuess("");
  };
  return (
    <Frame title={`What does “${secret}” mean?`} words={inWords(puzzles[round], shown, guess)}>
      <ol className={styles.lines}>
        {lines.slice(0, solved ? lines.length : shown).map((line) => {
          const [before, after] = line.split("*");
          return (
            <li key={line}>
              {before}
              <b className={solved ? styles.found : styles.hole}>{solved ? hidden : secret}</b>
              {after}
            </li>
          );
        })}
        {lines.slice(solved ? lines.length : shown).map((line) => (
          <li key={line} className={styles.unread} aria-hidden="true">
            …
          </li>
        ))}
      </ol>
      <div className={styles.row}>
        <Choice
          legend="It could be"
          options={options.map((value) => ({ value, label: value }))}
          value={guess}
          onChange={setGuess}
        />
        <div className={buttons.buttons}>
          <button
            type="button"
            className={buttons.button}
            disabled={solved || shown === lines.length}
            onClick={() => setShown(shown + 1)}
          >
            Another sentence
          </button>
          <button type="button" className={buttons.button} onClick={next}>
            Another word
          </button>
        </div>
      </div>
    </Frame>
  );
}

function inWords({ hidden, lines }: Puzzle, shown: number, guess: string): string {
  const read = `${shown} of ${lines.length} sentences read.`;
  if (guess === "") return `${read} Choose as soon as you think you know.`;
  if (guess === hidden) {
    const few = shown === 1 ? "one sentence was enough" : `${shown} sentences were enough`;
    return `Yes, “${hidden}”, and ${few}. Nobody told you what it means; you saw what stands around it.`;
  }
  if (shown === lines.length) return `“${guess}” does not go with all of these sentences. Read them again.`;
  return `“${guess}” is a good guess for what you have read, if not the right one. The next sentence will say more.`;
}
