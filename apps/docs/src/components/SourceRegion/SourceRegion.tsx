/** Code of the packages, quoted by the name of its region, with the way to the file. @module */
import type { ReactNode } from "react";
import { sourceAddress } from "../../repository.ts";
import { CodeText } from "../Runnable/CodeText.tsx";
import styles from "./styles.module.css";

export interface SourceRegionProps {
  /** From the repository's root: `packages/attention/src/softmax.ts`. */
  file: string;
  /** Named in the file by `// #region name` and `// #endregion name`. */
  region: string;
  /** The region's text and lines, put in when the site is built. */
  code: string;
  first: number;
  last: number;
}

export function SourceRegion({ file, code, first, last }: SourceRegionProps): ReactNode {
  return (
    <figure className={styles.region}>
      <figcaption>
        <a href={sourceAddress(file, { first, last })}>{file}</a>
        <span>
          lines {first}–{last}
        </span>
      </figcaption>
      <CodeText code={code} first={first} label={`Lines ${first} to ${last} of ${file}`} />
    </figure>
  );
}
