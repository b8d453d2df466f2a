/** `pnpm serve`: the built site on this machine. @module */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { serveSite } from "./site-server.ts";

const folder = join(import.meta.dirname, "../build");
if (!existsSync(folder)) throw new Error("apps/docs/build: does not exist. Run `pnpm build` first.");
const port = Number(process.env.PORT ?? 3000);
await serveSite({ folder, port });
console.log(`http://localhost:${port}/`);
