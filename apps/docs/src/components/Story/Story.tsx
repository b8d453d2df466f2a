/** A story told in the page by the embedded model, a line under each token as strong as the model was sure of it. @module */
import { type CSSProperties, type FormEvent, type ReactNode, useId, useState } from "react";
import styles from "./styles.module.css";
import { type StoryState, useStory } from "./use-story.ts";

const beginnings = [
  "Once upon a time",
  "In a small house by the sea lived",
  "Once upon a time, there was a little dog",
];

export function Story(): ReactNode {
  const { state, tell, stop } = useStory();
  const [beginning, setBeginning] = useState(beginnings[0]);
  const field = useId();
  const busy = state.status === "loading" || state.status === "telling";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) stop();
    else tell(beginning.trim() || beginnings[0]);
  };

  return (
    <form className={styles.story} onSubmit={submit} data-story={state.status}>
      <label htmlFor={field}>Begin a story. A model in this page goes on.</label>
      <div className={styles.row}>
        <input
          id={field}
          value={beginning}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setBeginning(event.target.value)}
        />
        <button type="submit" className={styles.go}>
          {busy ? "Stop" : state.tokens.length > 0 ? "Another" : "Go on"}
        </button>
      </div>
      <div className={styles.beginnings}>
        {beginnings.map((text) => (
          <button key={text} type="button" onClick={() => setBeginning(text)} aria-pressed={text === beginning}>
            {text}
          </button>
        ))}
      </div>
      <div className={styles.told}>
        {state.status === "ready" ? (
          <p className={styles.hint}>Press “Go on”: the page fetches a model of 3 MB and runs it on your device.</p>
        ) : (
          <p>
            <b>{state.beginning}</b>
            {state.tokens.map(({ text, probability }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: tokens are their places
              <span key={i} style={{ "--sure": probability } as CSSProperties} title={percent(probability)}>
                {text}
              </span>
            ))}
          </p>
        )}
      </div>
      <p className={styles.status} role="status">
        {words(state)}
      </p>
      {state.status === "done" && (
        <details>
          <summary>How sure it was, as text</summary>
          <p className={styles.numbers}>
            {state.tokens.map(({ text, probability }) => `“${text}” ${percent(probability)}`).join(" · ")}
          </p>
        </details>
      )}
    </form>
  );
}

function percent(probability: number): string {
  return probability < 0.01 ? "under 1 %" : `${Math.round(100 * probability)} %`;
}

function words({ status, tokens, bytes, duration, message }: StoryState): string {
  const speed = duration > 0 ? Math.round(((tokens.length - 1) / duration) * 1000) : 0;
  const size = (bytes / 1e6).toFixed(1);
  switch (status) {
    case "ready":
      return "Nothing is fetched before you ask, and what you type stays here.";
    case "loading":
      return "Fetching the model …";
    case "telling":
      return "The stronger the line, the surer the model was.";
    case "stopped":
      return `Stopped after ${tokens.length} tokens.`;
    case "failed":
      return `That did not work. ${message}`;
    case "done":
      return `${tokens.length} tokens by a model of ${size} MB, ${speed} a second on this device. The stronger a line, the surer it was.`;
  }
}
