/** Colours of code, as CSS variables: one theme serves light and dark, highlighted text and editor. @module */
import type { PrismTheme } from "prism-react-renderer";

export const codeTheme: PrismTheme = {
  plain: { color: "var(--code-text)", backgroundColor: "var(--code-background)" },
  styles: [
    { types: ["comment", "prolog", "doctype", "cdata"], style: { color: "var(--code-comment)", fontStyle: "italic" } },
    { types: ["string", "char", "template-string", "attr-value", "inserted"], style: { color: "var(--code-string)" } },
    { types: ["number", "boolean", "constant"], style: { color: "var(--code-number)" } },
    { types: ["keyword", "tag", "selector", "important", "deleted"], style: { color: "var(--code-keyword)" } },
    { types: ["class-name", "builtin"], style: { color: "var(--code-type)" } },
    { types: ["function", "attr-name"], style: { color: "var(--code-function)" } },
    { types: ["punctuation", "operator"], style: { color: "var(--code-punctuation)" } },
  ],
};
