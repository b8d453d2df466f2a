/** Code as it is read: highlighted, with line numbers. It is there without JavaScript and before the editor is. @module */
import { Highlight } from "prism-react-renderer";
import type { ReactNode } from "react";
import { codeTheme } from "../../code-theme.ts";
import styles from "./styles.module.css";

export interface CodeTextProps {
  code: string;
  /** Number of the first line. */
  first?: number;
  /** The line that an error points at, counted from 1. */
  badLine?: number;
  label: string;
  onClick?(): void;
}

export function CodeText({ code, first = 1, badLine, label, onClick }: CodeTextProps): ReactNode {
  return (
    <Highlight code={code} language="typescript" theme={codeTheme}>
      {({ tokens, getTokenProps }) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reachable by keyboard
        // biome-ignore lint/a11y/useKeyWithClickEvents: the Edit button does the same for the keyboard
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
        <pre className={styles.code} tabIndex={0} aria-label={label} role="group" onClick={onClick}>
          <code style={{ counterReset: `line ${first - 1}` }}>
            {tokens.map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              <span key={i} className={i + 1 === badLine ? styles.badLine : styles.line}>
                {line.map((token, j) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <span key={j} {...getTokenProps({ token })} />
                ))}
                {"\n"}
              </span>
            ))}
          </code>
        </pre>
      )}
    </Highlight>
  );
}
