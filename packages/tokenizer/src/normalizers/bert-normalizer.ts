/** BERT's normalizer: clean up, set ideographs apart, strip accents, lowercase; each can be switched off. @module */
import type { Builder } from "../config.ts";
import { mapCharacters, type Sources } from "../piece.ts";
import { isWhitespace } from "../unicode.ts";
import { controlCharacters, nonspacingMarks } from "../unicode-tables.ts";
import { lowercaseText, type Normalizer, removeMatching, runNormalizers } from "./simple-normalizers.ts";
import { normalizeForm } from "./unicode-forms.ts";

export const bertNormalizer: Builder<Normalizer> = (config) => {
  const steps: Normalizer[] = [];
  if (config.boolean("clean_text")) steps.push({ normalize: cleanText });
  if (config.boolean("handle_chinese_chars")) steps.push({ normalize: spaceIdeographs });
  const lowercases = config.boolean("lowercase");
  if (config.boolean("strip_accents", lowercases)) {
    steps.push({ normalize: (text, sources) => normalizeForm(text, sources, "NFD") });
    steps.push({ normalize: (text, sources) => removeMatching(text, sources, nonspacingMarks()) });
  }
  if (lowercases) steps.push({ normalize: lowercaseText });
  return { normalize: (text, sources) => runNormalizers(steps, text, sources) };
};

/** Drops control characters, makes all white space a space. */
function cleanText(text: string, sources: Sources | null): string {
  if (/^[ -~]*$/.test(text)) return text;
  return mapCharacters(text, sources, (character) => {
    const unit = character.charCodeAt(0);
    if (unit > 0x20 && unit < 0x7f) return character;
    if (isWhitespace(unit) && (unit === 9 || unit === 10 || unit === 13 || !isControl(character))) return " ";
    return isControl(character) ? "" : character;
  });
}

function isControl(character: string): boolean {
  return character === "\0" || character === "\ufffd" || controlCharacters().test(character);
}

const ideograph =
  /^[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/u;

function spaceIdeographs(text: string, sources: Sources | null): string {
  if (!/[\u3400-\uffff]/.test(text)) return text;
  return mapCharacters(text, sources, (character) =>
    character >= "\u3400" && ideograph.test(character) ? ` ${character} ` : character,
  );
}
