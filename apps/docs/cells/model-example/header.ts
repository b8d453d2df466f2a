import { resolveSource } from "@llm-anatomy/model-hf";
import { display, table } from "@llm-anatomy/viz";

const folder = await resolveSource("tiny");
const file = (await folder.open("model.safetensors"))!;

// 8 bytes: how long the header is. Then the header. That is all we read.
const [low] = new Uint32Array((await file.read(0, 8)).buffer);
const text = new TextDecoder().decode(await file.read(8, 8 + low));
const { __metadata__, ...tensors } = JSON.parse(text);
console.log(`${text.slice(0, 120)} …`);

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [start: number, end: number]; // from the header's end
}
const rows = Object.entries<Entry>(tensors).map(([name, tensor]) => {
  const [start, end] = tensor.data_offsets;
  const shape = tensor.shape.join(" × ");
  return { name, dtype: tensor.dtype, shape, start, bytes: end - start };
});
// All blocks are alike: the first is enough.
const shown = rows.filter(({ name }) => !/layers\.[1-9]/.test(name));
const title = `${shown.length} of ${rows.length} tensors`;
display(table({ title, rows: shown }));

// The first numbers of one tensor, bit by bit: sign, exponent, fraction.
function float16(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}
const { dtype, data_offsets } = tensors["model.norm.weight"];
const start = 8 + low + data_offsets[0];
const bits = new Uint16Array((await file.read(start, start + 8)).buffer);
for (const word of bits) {
  const digits = word.toString(2).padStart(16, "0");
  if (dtype === "F16") console.log(digits, "is", float16(word));
}
