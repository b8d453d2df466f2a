/** Masks from the library, drawn over the same eight tokens: everybody is heard alike, so only the mask shows. */
import {
  andMasks,
  attentionStages,
  causalMask,
  documentMask,
  fullMask,
  type Mask,
  maskGrid,
  orMasks,
  prefixMask,
  slidingWindowMask,
} from "@llm-anatomy/attention";
import { attentionMatrix } from "@llm-anatomy/viz";
import { type ReactNode, useMemo, useState } from "react";
import { Figure } from "../Figure.tsx";
import { Choice, Illustration } from "../Illustration.tsx";

const tokens = ["The", "cat", "sat", ".", "A", "dog", "ran", "."];
const length = tokens.length;
const documents = [0, 0, 0, 0, 1, 1, 1, 1];

const masks = {
  full: {
    name: "none",
    mask: fullMask(),
    use: "An encoder such as BERT: everybody sees everybody, also what comes later.",
  },
  causal: {
    name: "causal",
    mask: causalMask(),
    use: "A decoder, which writes: nobody sees what has not been written yet.",
  },
  window: {
    name: "sliding window",
    mask: slidingWindowMask(3),
    use: "The last three tokens only. Cost and cache stop growing with the text; what is further back reaches a token through the layers below.",
  },
  sinks: {
    name: "window and first token",
    mask: orMasks(slidingWindowMask(3), andMasks(causalMask(), prefixMask(1))),
    use: "The window, and always the first token, where many heads put the weight that they have no use for.",
  },
  prefix: {
    name: "prefix",
    mask: orMasks(causalMask(), prefixMask(4)),
    use: "The first four tokens are a question that is known as a whole and read in both directions; the answer is written causally.",
  },
  document: {
    name: "two documents",
    mask: andMasks(causalMask(), documentMask(documents)),
    use: "Two short texts share a row in training; neither sees the other.",
  },
} satisfies Record<string, { name: string; mask: Mask; use: string }>;
type Name = keyof typeof masks;

export function MaskGallery(): ReactNode {
  const [name, setName] = useState<Name>("causal");
  const { mask, use } = masks[name];
  const figure = useMemo(() => {
    const nothing = new Float32Array(length); // q · k = 0 everywhere
    const dims = { numHeads: 1, queryLen: length, keyLen: length, headDim: 1, mask };
    const { masked, weights } = attentionStages(nothing, nothing, nothing, dims);
    const rows = Array.from({ length }, (_, q) =>
      Array.from({ length }, (_, k) => (masked[q * length + k] === -Infinity ? null : weights[q * length + k])),
    );
    return attentionMatrix({ title: `Mask: ${masks[name].name}`, tokens, weights: rows });
  }, [mask, name]);
  const visible = maskGrid(mask, { queryLen: length, keyLen: length }).reduce((sum, cell) => sum + cell, 0);
  return (
    <Illustration
      title="Who may look at whom"
      controls={
        <Choice
          label="mask"
          value={name}
          onChange={setName}
          options={(Object.keys(masks) as Name[]).map((key) => [key, masks[key].name] as const)}
        />
      }
      says={`${visible} of ${length * length} pairs are left. ${use}`}
    >
      <Figure figure={figure} />
    </Illustration>
  );
}
