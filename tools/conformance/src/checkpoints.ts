import type { Run } from "./report.ts";

export const run: Run = async () => {
  throw new Error("to be written");
};
