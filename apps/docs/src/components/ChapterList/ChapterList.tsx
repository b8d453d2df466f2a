/** All chapters of the course in order; the ones that are not written yet are titles without a link. @module */
import Link from "@docusaurus/Link";
import { usePluginData } from "@docusaurus/useGlobalData";
import type { ReactNode } from "react";
import { chapters } from "../../course/chapters.ts";
import type { CourseData } from "../../course/course-plugin.ts";
import styles from "./styles.module.css";

export function ChapterList(): ReactNode {
  const { written } = usePluginData("course") as CourseData;
  return (
    <ol className={styles.chapters}>
      {chapters.map(({ slug, title, question }) => (
        <li key={slug} className={written.includes(slug) ? styles.written : styles.toCome}>
          {written.includes(slug) ? (
            <Link to={`/course/${slug}/`}>{title}</Link>
          ) : (
            <span className={styles.title}>
              {title} <small>to come</small>
            </span>
          )}
          <p>{question}</p>
        </li>
      ))}
    </ol>
  );
}
