import { loadModel, placesOf } from "@llm-anatomy/model-hf";
import { display, table } from "@llm-anatomy/viz";

const model = await loadModel("tiny");
const places = placesOf(model.spec);
console.log(`${model.spec.blocks.length} blocks, ${places.length} places`);

// One run, looked at where the text enters, in one block, and at the end.
const inside = "blocks.0.";
const capture = places.filter(
  (place) => !place.startsWith("blocks.") || place.startsWith(inside),
);
const text = "The little dog was";
const { tokens, values } = await model.trace(text, { capture });
console.log(tokens);

const rows = capture.map((place) => {
  const { shape, axes, data } = values[place];
  let squares = 0;
  for (const x of data) squares += x * x;
  return {
    place,
    shape: shape.join(" × "),
    axes: axes.join(", "),
    "typical size": Number(Math.sqrt(squares / data.length).toPrecision(2)),
  };
});
display(table({ title: "What passes through", rows }));
await model.dispose();
