/** How two heads in two blocks look something up, one step at a time. */
import { type ReactNode, useState } from "react";
import { Choice, Illustration } from "../Illustration.tsx";
import styles from "./model-example.module.css";

const texts = {
  nonsense: ["fox", "bread", "river", "fox"],
  name: ["called", "Mia", "and", "called"],
} as const;
type Text = keyof typeof texts;
const choices = [
  ["nonsense", "fox bread river fox"],
  ["name", "called Mia and called"],
] as const;
const steps = [
  [1, "1: remember"],
  [2, "2: look up"],
  [3, "3: copy"],
] as const;
type Step = (typeof steps)[number][0];

const width = 340; // of the drawing, in its own units
const line = 92; // where the words stand

export function TwoHeads(): ReactNode {
  const [text, setText] = useState<Text>("nonsense");
  const [step, setStep] = useState<Step>(1);
  const words = texts[text];
  const from = 0; // where the last word stood before
  const last = words.length - 1;
  const x = (i: number) => ((i + 0.5) * width) / (words.length + 1);
  const answer = words[from + 1];
  return (
    <Illustration
      title="Two heads look something up"
      controls={
        <>
          <Choice label="text" options={choices} value={text} onChange={setText} />
          <Choice label="step" options={steps} value={step} onChange={setStep} />
        </>
      }
      says={inWords(step, words[last], answer)}
    >
      <svg className={styles.heads} viewBox={`0 0 ${width} 172`} aria-hidden="true">
        <defs>
          <marker
            id="two-heads-tip"
            viewBox="0 0 10 10"
            refX="8"
            refY="5"
            markerWidth="6"
            markerHeight="6"
            orient="auto"
          >
            <path d="M0 0 10 5 0 10z" />
          </marker>
        </defs>
        {words.slice(1).map((word, i) => (
          <g key={`${word}${x(i)}`} className={step === 1 ? styles.now : styles.before}>
            <path d={arc(x(i + 1), x(i), -22)} />
          </g>
        ))}
        {words.map((word, i) => (
          <g key={`${x(i)}`}>
            <text x={x(i)} y={line} textAnchor="middle" className={marked(i) ? styles.marked : undefined}>
              {word}
            </text>
            {i > 0 && (
              <text textAnchor="middle" className={styles.note}>
                <tspan x={x(i)} y={line + 19}>
                  after
                </tspan>
                <tspan x={x(i)} y={line + 32}>
                  “{words[i - 1]}”
                </tspan>
              </text>
            )}
          </g>
        ))}
        {step >= 2 && (
          <g className={step === 2 ? styles.now : styles.before}>
            <path d={arc(x(last), x(from + 1), -70)} markerEnd="url(#two-heads-tip)" />
            <text x={(x(last) + x(from + 1)) / 2} y={16} textAnchor="middle">
              who comes after “{words[last]}”?
            </text>
          </g>
        )}
        <text x={x(words.length)} y={line} textAnchor="middle" className={step === 3 ? styles.marked : styles.blank}>
          {step === 3 ? answer : "?"}
        </text>
        {step === 3 && (
          <g className={styles.now}>
            <path
              d={`M${x(from + 1)} ${line + 40}C${x(from + 1)} ${line + 82} ${x(words.length)} ${line + 82} ${x(words.length)} ${line + 10}`}
              markerEnd="url(#two-heads-tip)"
            />
          </g>
        )}
      </svg>
    </Illustration>
  );

  function marked(i: number): boolean {
    return step > 1 && (i === last || i === from + 1);
  }
}

/** From one word to an earlier one, over the words between. */
function arc(from: number, to: number, height: number): string {
  const top = line - 16 + height;
  return `M${from} ${line - 16}C${from} ${top} ${to} ${top} ${to} ${line - 18}`;
}

function inWords(step: Step, asked: string, answer: string): string {
  switch (step) {
    case 1:
      return "A head in an early block looks one token back, everywhere, and writes down what it sees: each vector now also says what stood before it.";
    case 2:
      return `A head in a later block makes its query of the last token, “${asked}”, and compares it with what the first head has written. It finds the one that says “after ${asked}”: “${answer}”.`;
    case 3:
      return `What it brings back is which token that was. Added to the last vector, it raises the score of “${answer}” as the next token. Neither of the two heads could have done this alone.`;
  }
}
