/** A safetensors file small enough to see every byte of it: length, header, numbers. */
import { decodeSmallFloats } from "@llm-anatomy/onnx-graph";
import { type ReactNode, useMemo, useState } from "react";
import { Choice, Illustration, Slider } from "../Illustration.tsx";
import styles from "./model-example.module.css";
import { type Dtype, type Region, type SmallFile, smallFile } from "./safetensors-file.ts";

const regions = [
  ["length", "length"],
  ["header", "header"],
  ["scale", "“scale”"],
  ["table", "“table”"],
] as const;
const dtypes = [
  ["F32", "F32"],
  ["F16", "F16"],
  ["BF16", "BF16"],
] as const;
const table = [0.25, -1, 2, 0.5, 3, -0.125];

export function FileBytes(): ReactNode {
  const [region, setRegion] = useState<Region>("length");
  const [dtype, setDtype] = useState<Dtype>("F16");
  const [first, setFirst] = useState(0.1);
  const file = useMemo(() => smallFile([first, 1, 1], table, dtype), [first, dtype]);
  const [start, end] = file.regions[region];
  return (
    <Illustration
      title="Every byte of a small checkpoint"
      controls={
        <>
          <Choice label="show" options={regions} value={region} onChange={setRegion} />
          <Choice label="format of the numbers" options={dtypes} value={dtype} onChange={setDtype} />
          <Slider
            label="first number of “scale”"
            value={first}
            min={-2}
            max={2}
            step={0.1}
            shown={first.toFixed(1)}
            onChange={(value) => setFirst(Math.round(10 * value) / 10)}
          />
        </>
      }
      says={inWords(file, region, dtype, first)}
    >
      <div className={styles.bytes} aria-hidden="true">
        {Array.from(file.bytes, (byte, at) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place
            key={at}
            data-region={regionAt(file, at)}
            data-shown={at >= start && at < end ? "" : undefined}
          >
            {regionAt(file, at) === "header" ? String.fromCharCode(byte) : byte.toString(16).padStart(2, "0")}
          </span>
        ))}
      </div>
    </Illustration>
  );
}

function regionAt({ regions }: SmallFile, at: number): Region {
  return (Object.keys(regions) as Region[]).find((name) => at < regions[name][1])!;
}

function inWords({ bytes, header, regions }: SmallFile, region: Region, dtype: Dtype, first: number): string {
  const [start, end] = regions[region];
  const where = `Bytes ${start} to ${end - 1} of ${bytes.length}`;
  const headerLength = regions.header[1] - 8;
  switch (region) {
    case "length":
      return `${where}: how long the header is, the lowest byte first. Here that is ${headerLength} (hexadecimal ${headerLength.toString(16)}), and seven zeros that a longer header would need.`;
    case "header":
      return `${where}: JSON, and spaces until data can begin at a multiple of 8. ${header}`;
    case "scale": {
      const size = (end - start) / 3;
      const number = Array.from(bytes.subarray(start, start + size), (byte) => byte.toString(16).padStart(2, "0"));
      const kept = keptAs(first, dtype);
      const exact = kept === first ? "exactly" : `as ${kept}, the nearest that ${8 * size} bits have`;
      return `${where}: 3 numbers of ${size} bytes. The first is ${number.join(" ")}, which keeps ${first.toFixed(1)} ${exact}.`;
    }
    case "table":
      return `${where}: 2 rows of 3 numbers, one row after the other: ${table.slice(0, 3).join(", ")} and ${table.slice(3).join(", ")}. Nothing stands between them; the shape in the header says where a row ends.`;
  }
}

/** What is read when `number` was written. */
function keptAs(number: number, dtype: Dtype): number {
  const { bytes, regions } = smallFile([number, 1, 1], table, dtype);
  const stored = bytes.slice(regions.scale[0], regions.scale[0] + (dtype === "F32" ? 4 : 2)).buffer;
  if (dtype === "F32") return new Float32Array(stored)[0];
  return decodeSmallFloats(dtype === "F16" ? "float16" : "bfloat16", new Uint16Array(stored))[0];
}
