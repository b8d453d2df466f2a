import { attentionMatrix, display, probabilityBars, tokenStrip, toText } from "@llm-anatomy/viz";

const tokens = ["The", " cat", " sat"];
display(tokenStrip({ tokens, ids: [464, 3797, 3332] })); // prints the text twin; a page draws instead

const weights = [[1], [0.4, 0.6], [0.1, 0.7, 0.2]].map((row) => [...row, ...Array(3 - row.length).fill(0)]);
const attention = attentionMatrix({ title: "Layer 0", tokens, weights, causal: true });
console.log(toText(attention)); // “ sat” looks at “ cat” 70 %, “ sat” 20 %, “The” 10 %
console.log(JSON.stringify(attention).length); // plain data: send it from a worker, keep it in a file

display(
  probabilityBars({
    bars: [
      { label: " on", probability: 0.61 },
      { label: ".", probability: 0.2 },
    ],
    chosen: 0,
  }),
);
