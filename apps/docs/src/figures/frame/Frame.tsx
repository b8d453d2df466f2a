/** What the drawn illustrations of the chapters share: a caption, and what the picture says in words. @module */
import type { ReactNode } from "react";
import styles from "./frame.module.css";

export interface FrameProps {
  title: string;
  /** What somebody who sees the picture reads off it. Said again when it changes. */
  words: string;
  children: ReactNode;
}

export function Frame({ title, words, children }: FrameProps): ReactNode {
  return (
    <figure className={styles.frame}>
      <figcaption>{title}</figcaption>
      {children}
      <p className={styles.words} role="status">
        {words}
      </p>
    </figure>
  );
}

export interface ChoiceProps<T extends string> {
  legend: string;
  options: readonly { value: T; label: string }[];
  value: T;
  onChange(value: T): void;
}

/** One of a few, side by side. */
export function Choice<T extends string>({ legend, options, value, onChange }: ChoiceProps<T>): ReactNode {
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={legend}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export interface SliderProps {
  label: string;
  min: number;
  max: number;
  step?: number;
  value: number;
  /** How the value is written. Default: as it is. */
  show?(value: number): string;
  onChange(value: number): void;
}

export function Slider({ label, min, max, step = 1, value, show = String, onChange }: SliderProps): ReactNode {
  return (
    <label className={styles.slider}>
      <span>{label}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={show(value)}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <output>{show(value)}</output>
    </label>
  );
}

export interface TextFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
}

export function TextField({ label, value, onChange }: TextFieldProps): ReactNode {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input type="text" value={value} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
