/** `@llm-anatomy/attention/linear` is `attention-linear`: the file in which a page finds the package. */
export function bundleName(specifier: string): string {
  return specifier.replace("@llm-anatomy/", "").replaceAll("/", "-");
}
