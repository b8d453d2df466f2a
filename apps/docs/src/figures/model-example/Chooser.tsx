/** Scores of a few tokens, what temperature and top-p make of them, and draws. */
import { createSampler } from "@llm-anatomy/sampling";
import { type CSSProperties, type ReactNode, useMemo, useState } from "react";
import { Illustration, Slider } from "../Illustration.tsx";
import shared from "../styles.module.css";
import styles from "./model-example.module.css";

// Made up, but of the kind a model gives after “Once upon a time, there was a little”.
const tokens = ["girl", "boy", "dog", "cat", "fox", "king", "boat", "of"];
const logits = Float32Array.of(5, 4.6, 4.1, 3.9, 3.2, 2.4, 0.8, -1.5);

export function Chooser(): ReactNode {
  const [temperature, setTemperature] = useState(1);
  const [topP, setTopP] = useState(1);
  const [drawn, setDrawn] = useState<number[]>([]);
  const settings = useMemo(() => ({ temperature, ...(topP < 1 && temperature > 0 && { topP }) }), [temperature, topP]);
  const probabilities = useMemo(() => createSampler({ ...settings, seed: 1 }).distribution(logits, []), [settings]);
  const change = (set: (value: number) => void) => (value: number) => {
    set(value);
    setDrawn([]);
  };
  const draw = () => {
    const sampler = createSampler({ ...settings, seed: drawn.length + 1 });
    setDrawn([...drawn, ...Array.from({ length: 20 }, () => sampler.next(logits, []).id)]);
  };
  const counts = tokens.map((_, id) => drawn.filter((other) => other === id).length);
  const most = Math.max(...probabilities);
  return (
    <Illustration
      title="From scores to a choice"
      controls={
        <>
          <Slider
            label="temperature"
            value={temperature}
            min={0}
            max={2}
            step={0.1}
            shown={temperature === 0 ? "0: greedy" : temperature.toFixed(1)}
            onChange={change((value) => setTemperature(Math.round(10 * value) / 10))}
          />
          <Slider
            label="top-p"
            value={topP}
            min={0.1}
            max={1}
            step={0.05}
            shown={topP === 1 ? "1: all" : topP.toFixed(2)}
            onChange={change((value) => setTopP(Math.round(100 * value) / 100))}
          />
          <button type="button" className={shared.button} onClick={draw}>
            Draw 20 times
          </button>
        </>
      }
      says={inWords(probabilities, temperature, counts, drawn.length)}
    >
      <p className={styles.beginning}>“Once upon a time, there was a little …”</p>
      <ol className={styles.choices}>
        {tokens.map((token, id) => (
          <li key={token} className={probabilities[id] > 0 ? undefined : styles.cut}>
            <span className={styles.token}>{token}</span>
            <span className={styles.score}>{logits[id].toFixed(1)}</span>
            <span className={styles.bar} aria-hidden="true">
              <span
                className={styles.filled}
                style={{ inlineSize: `${(100 * probabilities[id]) / most}%` } as CSSProperties}
              />
            </span>
            <span className={styles.share}>{probabilities[id] > 0 ? percent(probabilities[id]) : "cut"}</span>
            <span className={styles.drawn}>{counts[id] > 0 ? `${counts[id]}×` : ""}</span>
          </li>
        ))}
      </ol>
    </Illustration>
  );
}

function inWords(probabilities: Float64Array, temperature: number, counts: number[], draws: number): string {
  const left = probabilities.filter((probability) => probability > 0).length;
  if (temperature === 0) return `Greedy: “${tokens[0]}” has the highest score, so it is chosen, always.${tally()}`;
  const cut = left < tokens.length ? ` ${tokens.length - left} of ${tokens.length} tokens are cut away.` : "";
  return `“${tokens[0]}” is chosen with ${percent(probabilities[0])}, “${tokens[1]}” with ${percent(probabilities[1])}.${cut}${tally()}`;

  function tally(): string {
    if (draws === 0) return "";
    const said = tokens.map((token, id) => [counts[id], token] as const).filter(([count]) => count > 0);
    return ` Drawn ${draws} times: ${said.map(([count, token]) => `${token} ${count}`).join(", ")}.`;
  }
}

function percent(probability: number): string {
  return probability < 0.01 ? `${(100 * probability).toFixed(1)} %` : `${Math.round(100 * probability)} %`;
}
