/** Where `make/bundle-packages.ts` put the packages, from wherever the site is mounted. @module */
import useBaseUrl from "@docusaurus/useBaseUrl";
import { useCallback } from "react";

/** To be called when the page is there: answers with an absolute address that ends in a slash. */
export function usePackages(): () => string {
  const path = useBaseUrl("/packages/");
  return useCallback(() => new URL(path, window.location.href).href, [path]);
}
