/** What a command of the CLI is. @module */

export interface Command {
  name: string;
  /** One line for the overview. */
  summary: string;
  help: string;
  /** `args` are those after the command's name. */
  run(args: string[]): Promise<void>;
}

/** The caller asked for something that cannot be; the help is shown with it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The number an option holds. @throws UsageError that shows what was there instead */
export function numberOption(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value))
    throw new UsageError(`--${name} is ${JSON.stringify(text)} but has to be a number.`);
  return value;
}
