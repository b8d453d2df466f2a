/** The frame of an illustration: a number in the eye's corner, controls, the picture, and what it shows in words. */
import { type ReactNode, useId } from "react";
import styles from "./styles.module.css";

interface IllustrationProps {
  title: string;
  /** What the picture shows now; spoken when it changes. */
  says: ReactNode;
  controls?: ReactNode;
  children: ReactNode;
}

export function Illustration({ title, says, controls, children }: IllustrationProps): ReactNode {
  const id = useId();
  return (
    <section className={styles.illustration} aria-labelledby={id} data-illustration>
      <p className={styles.title} id={id}>
        {title}
      </p>
      {controls && <div className={styles.controls}>{controls}</div>}
      {children}
      <p className={styles.says} aria-live="polite">
        {says}
      </p>
    </section>
  );
}

interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  /** The value in words, for the eye and for screen readers. */
  shown?: string;
  onChange(value: number): void;
}

export function Slider({ label, value, shown = String(value), onChange, ...range }: SliderProps): ReactNode {
  const id = useId();
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        value={value}
        aria-valuetext={shown}
        onChange={(event) => onChange(Number(event.target.value))}
        {...range}
      />
      <output htmlFor={id}>{shown}</output>
    </div>
  );
}

interface ChoiceProps<T extends string | number> {
  label: string;
  options: readonly (readonly [T, string])[];
  value: T;
  onChange: (value: T) => void;
}

export function Choice<T extends string | number>({ label, options, value, onChange }: ChoiceProps<T>): ReactNode {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend>{label}</legend>
      {options.map(([option, text]) => (
        <label key={option}>
          <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
