import { loadModel } from "@llm-anatomy/model-hf";
import { display, lineChart, table } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const text =
  "Once upon a time there was a little mouse. One day she found a";
const { blocks, vocabSize } = model.spec;
const end = `blocks.${blocks.length - 1}.residual.after`;

// The stream as it enters block 0, 1, 2 … and as it leaves the last one.
const stops = [...blocks.keys()].map((i) => `blocks.${i}.residual.before`);
stops.push(end);
const { ids, values } = await model.trace(text, { capture: stops });
const word = (id: number) => model.tokenizer.decode([id]).trim();

// Put each where the last block's output goes: the final norm and the head
// read it as if the model ended there. One guess for every position.
const guesses: number[][] = [];
for (const stop of stops) {
  const { logits } = await model.patch(ids, { [end]: () => values[stop] });
  guesses.push(
    ids.map((_, i) => {
      const row = logits!.data.subarray(i * vocabSize, (i + 1) * vocabSize);
      return row.indexOf(Math.max(...row));
    }),
  );
}

const shown = ids.slice(-6); // one column for each
const name = (stop: number) =>
  stop === 0 ? "embedding" : `block ${stop - 1}`;
display(
  table({
    title: "What the model would say next, after each token",
    columns: [
      "read after",
      ...shown.map((id, i) => `${i + 1}.\u00a0${word(id)}`),
    ],
    rows: guesses.map((row, stop) => [
      name(stop),
      ...row.slice(-6).map(word),
    ]),
  }),
);
const settled = guesses.map(
  (row) => row.filter((id, i) => id === guesses.at(-1)![i]).length,
);
display(
  lineChart({
    title: "Guesses that are already the final one",
    x: "blocks passed",
    y: "share of positions",
    series: [{ name: "settled", y: settled.map((n) => n / ids.length) }],
  }),
);
await model.dispose();
