/** A text as people count it, as Unicode counts it, and as a computer keeps it: characters, code points, bytes. @module */
import { type ReactNode, useState } from "react";
import { Choice, Frame, TextField } from "../frame/Frame.tsx";
import styles from "./bytes.module.css";

const texts = {
  ascii: "Hello!",
  accents: "naïve",
  apart: "nai\u0308ve",
  scripts: "Ελ 日本 हि",
  emoji: "👋🏽👩‍🚀",
};
type Text = keyof typeof texts;
const choices: readonly { value: Text; label: string }[] = [
  { value: "ascii", label: "English" },
  { value: "accents", label: "naïve" },
  { value: "apart", label: "naïve, the dots apart" },
  { value: "scripts", label: "other scripts" },
  { value: "emoji", label: "emoji" },
];
const most = 24; // characters shown

interface Character {
  shown: string;
  codePoints: { name: string; bytes: number[] }[];
}

export function Bytes(): ReactNode {
  const [choice, setChoice] = useState<Text>("accents");
  const [text, setText] = useState(texts.accents);
  const choose = (value: Text) => {
    setChoice(value);
    setText(texts[value]);
  };
  const all = charactersOf(text);
  const characters = all.slice(0, most);
  return (
    <Frame title="What a text is made of" words={inWords(all)}>
      <Choice legend="Look at" options={choices} value={choice} onChange={choose} />
      <TextField label="Your text" value={text} onChange={setText} />
      <ul className={styles.characters}>
        {characters.map(({ shown, codePoints }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: characters are known by their place
          <li key={i} className={styles.character}>
            <span className={styles.glyph}>{shown.trim() === "" ? "␣" : shown}</span>
            <span className={styles.codePoints}>
              {codePoints.map(({ name, bytes }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <span key={at}>
                  <span className={styles.codePoint}>{name}</span>
                  <span className={styles.bytes} data-length={bytes.length}>
                    {bytes.map((byte, place) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: as above
                      <span key={place}>{byte}</span>
                    ))}
                  </span>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {all.length > most && <p className={styles.none}>… and {all.length - most} more characters</p>}
    </Frame>
  );
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const utf8 = new TextEncoder();

function charactersOf(text: string): Character[] {
  return [...segmenter.segment(text)].map(({ segment }) => ({
    shown: segment,
    codePoints: [...segment].map((codePoint) => ({
      name: `U+${codePoint.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`,
      bytes: [...utf8.encode(codePoint)],
    })),
  }));
}

function inWords(characters: readonly Character[]): string {
  const codePoints = characters.flatMap((character) => character.codePoints);
  const bytes = codePoints.reduce((sum, codePoint) => sum + codePoint.bytes.length, 0);
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  const [longest] = [...characters].sort((a, b) => sizeOf(b) - sizeOf(a));
  const most = longest && sizeOf(longest) > 1 ? ` “${longest.shown}” alone takes ${sizeOf(longest)} bytes.` : "";
  return `${count(characters.length, "character")} to a reader, ${count(codePoints.length, "code point")} to Unicode, ${count(bytes, "byte")} in UTF-8.${most}`;
}

function sizeOf({ codePoints }: Character): number {
  return codePoints.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
