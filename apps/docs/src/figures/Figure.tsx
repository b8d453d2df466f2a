/** A figure of `@llm-anatomy/viz` in a page: its text until the element is loaded, then the element, kept from figure to figure. */
import { type Figure as FigureData, toText } from "@llm-anatomy/viz";
import { type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./styles.module.css";

export function Figure({ figure }: { figure: FigureData }): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    let current = true;
    void import("@llm-anatomy/viz/elements").then(({ renderFigure }) => {
      if (!current || !host.current) return;
      const shown = host.current.firstElementChild as (HTMLElement & { figure?: FigureData }) | null;
      if (shown?.figure?.kind === figure.kind) shown.figure = figure;
      else host.current.replaceChildren(renderFigure(figure));
      setDrawn(true);
    });
    return () => {
      current = false;
    };
  }, [figure]);
  return (
    <>
      <div ref={host} />
      {!drawn && <pre className={styles.text}>{toText(figure)}</pre>}
    </>
  );
}
