export { bundleSize } from "./bundle-size.ts";
export { findChromium, openPage, type TestPage } from "./chromium.ts";
export { compareArrays, type Difference, expectClose, type Tolerance } from "./compare.ts";
export { describeWithFixtures, fixturesFolder } from "./fixtures.ts";
export { randomArray, seededRandom } from "./random.ts";
