/**
 * One number that is 1 picks a row: why a one-hot vector times a table is the same as looking it up.
 * @module
 */
import { lookUp } from "@llm-anatomy/embeddings";
import { type CSSProperties, type ReactNode, useState } from "react";
import { Choice, Frame } from "../frame/Frame.tsx";
import styles from "./table-row.module.css";

const tokens = ["the", "fox", "bear", "ran", "slept"];
const modelDim = 4;
const table = Float32Array.from(
  [
    [0.1, -0.2, 0.0, 0.3],
    [0.9, 0.4, -0.6, 0.1],
    [0.8, 0.5, -0.7, 0.2],
    [-0.4, 0.7, 0.8, -0.3],
    [-0.5, 0.6, 0.9, 0.2],
  ].flat(),
);

export function TableRow(): ReactNode {
  const [token, setToken] = useState("fox");
  const id = tokens.indexOf(token);
  const row = lookUp({ table, vocabSize: tokens.length, modelDim }, [id]);
  const numbers = [...row].map(written).join(", ");
  const words = `“${token}” is number ${id}: its one-hot vector has a 1 at place ${id} and 0 elsewhere. Times the table, that is row ${id}: ${numbers}.`;
  return (
    <Frame title="A 1 picks a row" words={words}>
      <Choice
        legend="Token"
        options={tokens.map((value) => ({ value, label: value }))}
        value={token}
        onChange={setToken}
      />
      <table className={styles.lookUp}>
        <thead>
          <tr>
            <th scope="col">token</th>
            <th scope="col">one-hot</th>
            <th scope="col" colSpan={modelDim}>
              table
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((name, i) => (
            <tr key={name} className={i === id ? styles.picked : undefined}>
              <th scope="row">
                {i} {name}
              </th>
              <td className={styles.hot}>{i === id ? 1 : 0}</td>
              {[...table.subarray(i * modelDim, (i + 1) * modelDim)].map((value, d) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: numbers are their places
                <Cell key={d} value={value} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              all rows added up
            </th>
            {[...row].map((value, d) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: numbers are their places
              <Cell key={d} value={value} />
            ))}
          </tr>
        </tfoot>
      </table>
    </Frame>
  );
}

function written(value: number): string {
  return value.toFixed(1).replace("-", "−");
}

/** The deeper the colour, the larger the number; one colour for each sign. */
function Cell({ value }: { value: number }): ReactNode {
  const depth = { "--depth": `${Math.round(45 * Math.abs(value))}%` } as CSSProperties;
  return (
    <td className={value < 0 ? styles.negative : styles.positive} style={depth}>
      {written(value)}
    </td>
  );
}
