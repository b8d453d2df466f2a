/** What has to be there before Docusaurus builds: bundles of the packages, guides. @module */
import { bundlePackages } from "./bundle-packages.ts";

const start = performance.now();
const names = await bundlePackages();
console.log(`${names.length} modules for cells in ${((performance.now() - start) / 1000).toFixed(1)} s`);
