/** What has to be there before Docusaurus builds: bundles of the packages, generated pages. @module */
import { writeApiReference } from "./api-reference.ts";
import { bundlePackages } from "./bundle-packages.ts";
import { writeErrors } from "./write-errors.ts";
import { writeExamples } from "./write-examples.ts";
import { writeGuides } from "./write-guides.ts";

await timed("bundles of the packages", bundlePackages);
await timed("guides", writeGuides);
await timed("examples", writeExamples);
await timed("error pages", writeErrors);
await timed("API reference", writeApiReference);

async function timed(what: string, make: () => unknown): Promise<void> {
  const start = performance.now();
  await make();
  console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
