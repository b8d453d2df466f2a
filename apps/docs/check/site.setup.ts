/**
 * Before the checks: the site is built if it has to be, served, and a Chromium stands ready; all checks share both.
 * @module
 */
import { execFileSync } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { findChromium } from "@llm-anatomy/test-kit/chromium";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { serveSite } from "../make/site-server.ts";
import { buildFolder } from "./site-pages.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The site as a server with isolation headers sends it, and as a static host does; without a slash at the end. */
    origin: string;
    staticOrigin: string;
    browser: string;
  }
}

const site = join(import.meta.dirname, "..");
const sources = [
  "apps/docs/{cells,docs/course,make,src,static/img}/**",
  "apps/docs/*.{json,ts}",
  "packages/*/{package.json,README.md,src/**}",
];

/** SITE_AS_BUILT=1 takes the build as it is, however old. */
export default async function setup(project: TestProject) {
  if (process.env.SITE_AS_BUILT !== "1" && isOutdated()) {
    console.log("apps/docs/build is missing or older than its sources: building it");
    build();
  }
  const isolated = await serveSite({ folder: buildFolder });
  const plain = await serveSite({ folder: buildFolder, isolated: false });
  const address = (server: typeof plain) => `http://localhost:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launchServer({
    executablePath: findChromium(),
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
  });
  project.provide("origin", address(isolated));
  project.provide("staticOrigin", address(plain));
  project.provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    for (const server of [isolated, plain]) {
      server.closeAllConnections();
      server.close();
    }
  };
}

/** What the script "build" does, on a machine that may have no pnpm outside of npx. */
function build(): void {
  const env = { ...process.env, NODE_ENV: "production" };
  const docusaurus = createRequire(import.meta.url).resolve("@docusaurus/core/bin/docusaurus.mjs");
  for (const command of [
    ["--conditions=@repo/source", join(site, "make/prepare.ts")],
    [docusaurus, "build"],
  ]) {
    execFileSync(process.execPath, command, { cwd: site, stdio: "inherit", env });
  }
}

function isOutdated(): boolean {
  const built = changed(join(buildFolder, "index.html"));
  const files = globSync(sources, { cwd: join(site, "../..") });
  return files.some((file) => changed(join(site, "../..", file)) > built);
}

/** When a file was last written; 0 for a folder, and for what is not there. */
function changed(path: string): number {
  const entry = statSync(path, { throwIfNoEntry: false });
  return entry?.isFile() ? entry.mtimeMs : 0;
}
