/**
 * A real tokenizer, fetched when asked for, with the text as it is after each of its stages.
 * @module
 */
import type { Tokenizer, Trace, TracedPiece } from "@llm-anatomy/tokenizer";
import { type ReactNode, useMemo, useState } from "react";
import { Frame, TextField } from "../frame/Frame.tsx";
import buttons from "./buttons.module.css";
import styles from "./stages.module.css";

const offered = [
  { name: "bert-base-uncased", title: "BERT uncased", size: "115 kB" },
  { name: "gpt2", title: "GPT-2", size: "164 kB" },
  { name: "t5", title: "T5", size: "405 kB" },
  { name: "phi-3", title: "Phi-3", size: "319 kB" },
] as const;
type Name = (typeof offered)[number]["name"];

export function Stages(): ReactNode {
  const [text, setText] = useState("Café-Bar:  2 naïve robots!");
  const [name, setName] = useState<Name>();
  const [state, setState] = useState("");
  const [tokenizer, setTokenizer] = useState<Tokenizer>();
  const choose = async (wanted: Name) => {
    setState("Fetching …");
    try {
      const [{ loadTokenizerJSON }, { Tokenizer }] = await Promise.all([
        import("@llm-anatomy/known-tokenizers"),
        import("@llm-anatomy/tokenizer"),
      ]);
      setTokenizer(Tokenizer.fromJSON(await loadTokenizerJSON(wanted)));
      setName(wanted);
      setState("");
    } catch (error) {
      setState(String(error));
    }
  };
  const trace = useMemo(() => tokenizer?.trace(text), [tokenizer, text]);
  const title = offered.find((known) => known.name === name)?.title;
  const words = trace
    ? inWords(title!, trace)
    : "Choose a tokenizer: it is fetched from this site, and stays in the page.";
  return (
    <Frame title="From text to ids, stage by stage" words={state || words}>
      <TextField label="Text" value={text} onChange={setText} />
      <fieldset className={buttons.buttons}>
        <legend>Tokenizer</legend>
        {offered.map((known) => (
          <button
            key={known.name}
            type="button"
            aria-pressed={known.name === name}
            onClick={() => void choose(known.name)}
          >
            {known.title} <small>{known.size}</small>
          </button>
        ))}
      </fieldset>
      {trace && <StageList trace={trace} />}
    </Frame>
  );
}

function StageList({ trace }: { trace: Trace }): ReactNode {
  const of = (kind: string) => trace.stages.filter((stage) => stage.kind === kind);
  const normalized = of("normalizer");
  const split = of("pre-tokenizer");
  const names = (stages: readonly { type: string }[]) => stages.map(({ type }) => type).join(", ") || "nothing to do";
  const after = normalized.at(-1)?.pieces ?? [whole(trace.text)];
  const model = trace.words.find((word) => word.model)?.model?.type ?? "none";
  return (
    <ol className={styles.stages}>
      <li className={styles.stage}>
        <h4>
          1. Normalise <span>{names(normalized)}</span>
        </h4>
        <Pieces pieces={after} />
      </li>
      <li className={styles.stage}>
        <h4>
          2. Split into words <span>{names(split)}</span>
        </h4>
        <Pieces pieces={trace.words} />
      </li>
      <li className={styles.stage}>
        <h4>
          3. Words into tokens <span>{model}</span>
        </h4>
        <Tokens tokens={trace.words.flatMap((word) => word.tokens)} />
      </li>
      <li className={styles.stage}>
        <h4>
          4. Add special tokens <span>{names(trace.postProcessing)}</span>
        </h4>
        <Tokens tokens={trace.tokens} />
      </li>
    </ol>
  );
}

const whole = (text: string): Pick<TracedPiece, "text"> => ({ text });

function Pieces({ pieces }: { pieces: readonly Pick<TracedPiece, "text">[] }): ReactNode {
  return (
    <ul className={styles.chips}>
      {pieces.map(({ text }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are known by their place
        <li key={i} className={styles.chip} data-series={i % 5}>
          <code>{visible(text)}</code>
        </li>
      ))}
    </ul>
  );
}

function Tokens({ tokens }: { tokens: Trace["tokens"] }): ReactNode {
  return (
    <ul className={styles.chips}>
      {tokens.map(({ token, id, word }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tokens are known by their place
        <li key={i} className={styles.chip} data-series={word === null ? "special" : word % 5}>
          <code>{visible(token)}</code>
          <small>{id}</small>
        </li>
      ))}
    </ul>
  );
}

/** A space that can be seen. */
function visible(text: string): string {
  return text.replaceAll(" ", "␣").replaceAll("\n", "⏎");
}

function inWords(title: string, { words, tokens, ids }: Trace): string {
  const added = tokens.filter(({ word }) => word === null);
  const special = added.length > 0 ? `, ${added.map(({ token }) => token).join(" and ")} among them` : "";
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  return `${title} makes ${count(words.length, "word")} of it, and ${count(ids.length, "token")}${special}.`;
}
