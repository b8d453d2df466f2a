import { Checkpoint, resolveSource } from "@llm-anatomy/model-hf";
import { display, probabilityBars } from "@llm-anatomy/viz";

// Only the header is read: it has all shapes.
const checkpoint = await Checkpoint.open(await resolveSource("tiny"));
const parts = { "table of tokens": 0, attention: 0, MLPs: 0, norms: 0 };
let total = 0;
for (const [name, { shape }] of checkpoint.tensors) {
  const size = shape.reduce((product, n) => product * n, 1);
  total += size;
  if (name.includes("norm")) parts.norms += size;
  else if (name.includes("self_attn")) parts.attention += size;
  else if (name.includes("mlp")) parts.MLPs += size;
  else parts["table of tokens"] += size;
}
const bars = Object.entries(parts).map(([label, size]) => {
  const note = `${size.toLocaleString("en")} numbers`;
  return { label, probability: size / total, note };
});
const title = `Where ${total.toLocaleString("en")} parameters are`;
display(probabilityBars({ title, bars }));
