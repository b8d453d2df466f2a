/** Every reference case of attention-like operators as a graph of one node, run in onnxruntime-web. @module */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compareArrays, describeWithFixtures } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";
import {
  type AttributeInput,
  createGraph,
  type DataType,
  type GraphBuilder,
  type OnnxTensor,
  rawTensor,
  tensorValues,
} from "../src/index.ts";
import { fromBase64, type ort, run } from "./support.ts";

interface CaseTensor {
  name: string;
  dtype: DataType;
  shape: number[];
  data: string;
}

interface Case {
  name: string;
  op: string;
  domain: string;
  opset: number;
  attributes: Record<string, number | string | number[] | { graph: unknown }>;
  inputs: (CaseTensor | null)[];
  outputs: (CaseTensor | null)[];
  initializers?: string[];
  tol: { rtol: number; atol: number };
}

/** Types that onnxruntime-web has tensors for. */
const ortTypes = new Set<string>(
  "float32 float16 float64 int8 uint8 int16 uint16 int32 uint32 int64 uint64 bool".split(" "),
);

const toTensor = ({ dtype, shape, data, name }: CaseTensor): OnnxTensor =>
  rawTensor(dtype, shape, fromBase64(data), name);

const numbers = (tensor: OnnxTensor) => Array.from(tensorValues(tensor) as unknown as ArrayLike<number>, Number);

/** Whether onnxruntime 1.30 can be asked: it has limits that are no fault of the graph. */
function isForOnnxruntime({ name, op, domain, opset, attributes, inputs, outputs }: Case): boolean {
  if (domain === "" && opset > 26) return false; // operator sets that it does not know yet
  if ("left_window_size" in attributes || "right_window_size" in attributes) return false; // of Attention in set 25: unknown
  if (op === "BiasSplitGelu") return false; // no CPU kernel
  if (op === "FastGelu" && inputs[0]?.shape.length === 0) return false; // wants one dimension at least
  if (name.includes("padded_kv")) return false; // wants masks as long as the keys
  return outputs.every((output) => !output || ortTypes.has(output.dtype)); // bfloat16 has no array in JavaScript
}

function build(reference: Case): { graph: GraphBuilder; outputs: string[] } {
  const { op, domain, opset, attributes, inputs, outputs } = reference;
  const standard = domain === "" ? { opset } : { opset: 21, domains: { [domain]: opset } };
  const graph = createGraph(standard);
  const names = inputs.map((input, i) => input && graph.initializer(`${i}.${input.name}`, toTensor(input)));
  const made = graph.node(op, names, {
    domain,
    attributes: attributes as Record<string, AttributeInput>,
    outputs: outputs.map((output) => output && `out.${output.name}`),
  });
  for (const [i, name] of made.entries()) {
    const output = outputs[i];
    // Where a type variable is bound by no input, as for a state that is not given, the type has to be said.
    if (output) graph.output(name, name, graph.typeOf(name) ?? { kind: "tensor", elementType: output.dtype });
  }
  return { graph, outputs: made };
}

describeWithFixtures("operator cases", "onnx-ops", (folder) => {
  const index = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as {
    file: string;
    attributes?: unknown;
  }[];
  const cases = index
    .map(({ file }) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Case)
    .filter(({ op }) => op !== "FlexAttention"); // its cases hold subgraphs in a form of their own

  it("createGraph takes every case, and infers types that its outputs have", () => {
    for (const reference of cases) {
      const { graph, outputs } = build(reference);
      for (const [i, output] of reference.outputs.entries()) {
        if (!output) continue;
        const type = graph.typeOf(outputs[i]);
        if (type?.kind !== "tensor") continue;
        expect(type.elementType, reference.name).toBe(output.dtype);
        if (!type.shape) continue;
        expect(type.shape.length, reference.name).toBe(output.shape.length);
        for (const [axis, dim] of type.shape.entries())
          if (dim !== null) expect(dim, `${reference.name} output ${i} axis ${axis}`).toBe(output.shape[axis]);
      }
    }
  });

  it("onnxruntime-web computes the expected outputs from the written models", async () => {
    const problems: string[] = [];
    let compared = 0;
    for (const reference of cases.filter(isForOnnxruntime)) {
      const { graph, outputs } = build(reference);
      let got: Record<string, ort.Tensor>;
      try {
        got = await run(graph);
      } catch (error) {
        problems.push(`${reference.name}: ${error}`);
        continue;
      }
      for (const [i, output] of reference.outputs.entries()) {
        if (!output) continue;
        const { data, dims } = got[outputs[i]];
        const view = data as Uint8Array;
        const raw = rawTensor(output.dtype, dims, new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
        const difference = compareArrays(numbers(raw), numbers(toTensor(output)), reference.tol);
        if (difference) problems.push(`${reference.name}, output ${i}: ${JSON.stringify(difference)}`);
        compared++;
      }
    }
    expect(problems).toEqual([]);
    console.log(`${compared} outputs compared`);
    expect(compared).toBeGreaterThan(0);
  });
});
