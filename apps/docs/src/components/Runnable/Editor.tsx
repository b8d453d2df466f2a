/**
 * The editor of a cell. It is fetched when somebody wants to edit, not with the page.
 * @module
 */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type ReactNode, useEffect, useRef } from "react";
import type { CellError } from "../../cell/outputs.ts";

export interface EditorProps {
  code: string;
  label: string;
  error?: CellError;
  onChange(code: string): void;
  onRun(): void;
}

/** Tab indents; Escape, then Tab, leaves the editor (CodeMirror's own rule, said in the label). */
export default function Editor({ code, label, error, onChange, onRun }: EditorProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const calls = useRef({ onChange, onRun });
  calls.current = { onChange, onRun };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; later code is given to it below
  useEffect(() => {
    const run = () => {
      calls.current.onRun();
      return true;
    };
    const editor = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: code,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          javascript({ typescript: true }),
          syntaxHighlighting(highlighting),
          theme,
          EditorView.contentAttributes.of({
            "aria-label": `${label}. Press Escape, then Tab, to leave the editor.`,
            tabindex: "0",
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) calls.current.onChange(update.state.doc.toString());
          }),
          keymap.of([
            { key: "Mod-Enter", run },
            { key: "Shift-Enter", run },
            ...closeBracketsKeymap,
            ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"),
            ...historyKeymap,
            indentWithTab,
          ]),
        ],
      }),
    });
    view.current = editor;
    editor.focus();
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === code) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: code } });
  }, [code]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const diagnostics = error ? markers(editor.state, error) : [];
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
    if (diagnostics.length > 0) editor.dispatch({ effects: EditorView.scrollIntoView(diagnostics[0].from) });
  }, [error]);

  return <div ref={host} />;
}

function markers(state: EditorState, { message, line }: CellError): Diagnostic[] {
  if (line === undefined || line > state.doc.lines) return [];
  const { from, to } = state.doc.line(line);
  return [{ from, to, severity: "error", message, markClass: "cell-error-line" }];
}

const highlighting = HighlightStyle.define([
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.self], color: "var(--code-keyword)" },
  { tag: [tags.typeName, tags.className], color: "var(--code-type)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--code-function)" },
  { tag: [tags.punctuation, tags.operator, tags.bracket], color: "var(--code-punctuation)" },
]);

// The measures are those of CodeText, so that the page does not jump when one takes the other's place.
const theme = EditorView.theme({
  "&": { color: "var(--code-text)", backgroundColor: "var(--code-background)" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
  ".cm-scroller": {
    fontFamily: "var(--ifm-font-family-monospace)",
    fontSize: "var(--cell-font-size)",
    lineHeight: "1.6",
  },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--code-text)" },
  ".cm-line": { padding: "0 1rem 0 0.75rem" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--code-gutter)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.5rem", padding: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--code-active)" },
  ".cm-cursor": { borderLeftColor: "var(--code-text)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--code-selection) !important",
  },
  ".cm-tooltip": { background: "var(--surface-raised)", color: "var(--ink)", border: "1px solid var(--line)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
});
