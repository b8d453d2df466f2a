/** An axis of a chart: what it measures, and how numbers become places on it. @module */
import { checkKeys, oneOf, optionalText, withoutAbsent } from "./checks.ts";

export interface Axis {
  /** What is measured, with its unit: "time, ms". */
  label?: string;
  /** "log" needs values above 0. Default "linear". */
  scale?: "linear" | "log";
}

/** @throws TypeError for unknown keys or scales, RangeError when a logarithm would meet a value of 0 or less */
export function readAxis(where: string, name: "x" | "y", value: unknown, values: readonly number[]): Axis {
  const given = typeof value === "string" ? { label: value } : (value ?? {});
  checkKeys(`${where}: ${name}`, given, ["label", "scale"]);
  const scale = given.scale === undefined ? undefined : oneOf(where, `${name}.scale`, given.scale, ["linear", "log"]);
  const below = scale === "log" ? values.find((v) => v <= 0) : undefined;
  if (below !== undefined) {
    throw new RangeError(`${where}: a value of ${name} is ${below} but a log scale needs values above 0.`);
  }
  return withoutAbsent({ label: optionalText(where, `${name}.label`, given.label), scale });
}
