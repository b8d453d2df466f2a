/** A table that scrolls inside itself when the page is too narrow for it, and can then be scrolled with the keyboard. @module */
import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./styles.module.css";

export function ScrollTable(props: ComponentProps<"table">): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const observer = new ResizeObserver(([{ target }]) => setOverflows(target.scrollWidth > target.clientWidth));
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, []);
  const reachable = overflows ? { role: "region", "aria-label": "Table, scrolls sideways", tabIndex: 0 } : {};
  return (
    <div ref={frame} className={styles.frame} {...reachable}>
      <table {...props} />
    </div>
  );
}
