// `npm start`: set up, build what has changed, serve on loopback, print the address.
import { join } from "node:path";
import { build } from "./build.mjs";
import { isMain, root, say, stop } from "./lib/run.mjs";
import { serve } from "./serve.mjs";

const usual = 8642;

if (isMain(import.meta.url)) {
  await build().catch((problem) => stop(problem.message));
  const folder = join(root, "dist");
  const asked = Number(process.env.PORT ?? usual);
  // A port that is taken is no reason to stop: any free one will do.
  const server = await serve({ root: folder, port: asked }).catch(() => serve({ root: folder }));
  say(`\nBedside is at ${server.address}\nStop it with Ctrl+C.`);
}
