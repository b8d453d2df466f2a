import { type Edit, loadModel } from "@llm-anatomy/model-hf";
import { display, lineChart } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const { blocks, vocabSize } = model.spec;

/** What these places add becomes nothing; the road goes past them. */
const silence: Edit = ({ data }) => void data.fill(0);
const without = (...places: string[]) =>
  Object.fromEntries(places.map((place) => [place, silence]));

/** The likeliest continuation, token by token. */
async function write(edits: Record<string, Edit>): Promise<string> {
  const { ids } = model.tokenizer.encode("Once upon a time");
  for (let step = 0; step < 20; step++) {
    const { logits } = await model.patch(ids, edits);
    const scores = logits!.data.slice(-vocabSize);
    ids.push(scores.indexOf(Math.max(...scores)));
  }
  return model.tokenizer.decode(ids, { skipSpecialTokens: true });
}

const middle = Math.floor(blocks.length / 2);
const block = (n: number) =>
  without(`blocks.${n}.attention.output`, `blocks.${n}.mlp.output`);
for (const [what, edits] of Object.entries({
  "all of it": {},
  [`without block ${middle}`]: block(middle),
  "without attention": without("blocks.*.attention.output"),
  "without MLPs": without("blocks.*.mlp.output"),
})) {
  console.log(`${what}\n  ${await write(edits)}`);
}

// Now one part at a time: how badly is a text guessed that the whole model
// finds easy, one of its own?
const { ids } = model.tokenizer.encode("Once upon a time");
const options = { maxNewTokens: 120, temperature: 0.7, seed: 2 };
for await (const { id } of model.generate([...ids], options)) ids.push(id);

/** Mean of -log(probability of the token that came), in nats. */
async function surprise(edits: Record<string, Edit>): Promise<number> {
  const { logits } = await model.patch(ids, edits);
  let sum = 0;
  for (const [i, next] of ids.slice(1).entries()) {
    const row = logits!.data.subarray(i * vocabSize, (i + 1) * vocabSize);
    const top = Math.max(...row);
    const total = row.reduce((s, x) => s + Math.exp(x - top), 0);
    sum += top + Math.log(total) - row[next];
  }
  return sum / (ids.length - 1);
}
const whole = await surprise({});
const series = [];
for (const part of ["attention", "mlp"]) {
  const y = [];
  for (const n of blocks.keys()) {
    y.push(await surprise(without(`blocks.${n}.${part}.output`)));
  }
  series.push({ name: `${part === "mlp" ? "MLP" : part} silenced`, y });
}
series.push({ name: "nothing silenced", y: blocks.map(() => whole) });
display(
  lineChart({
    title: "Surprise when one part is silent",
    x: "block",
    y: "nats per token",
    series,
  }),
);
await model.dispose();
