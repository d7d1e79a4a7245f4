// `npm run build`: dist/ (the page), dist/bedside.html (one file) and pkg/ (the npm package).
import { buildPackage } from "./build-package.mjs";
import { buildWasm } from "./build-wasm.mjs";
import { isMain, run, stop } from "./lib/run.mjs";
import { whenChanged } from "./lib/stamp.mjs";
import { setup } from "./setup.mjs";

/** Builds the page when an input has changed. */
const buildPage = () =>
  whenChanged(
    {
      name: "page",
      stamp: "target/stamps/page",
      inputs: ["www", "examples", "target/wasm-out", "scripts/build-page.mjs", "package-lock.json", "THIRD-PARTY-NOTICES.md"],
      outputs: ["dist/index.html", "dist/bedside.html"],
    },
    async () => void (await run(process.execPath, ["scripts/build-page.mjs"])),
  );

/** Everything that ships; answers whether the committed types were out of date. */
export async function build() {
  await setup();
  const typesChanged = await buildWasm();
  await buildPage();
  await buildPackage();
  return typesChanged;
}

if (isMain(import.meta.url)) await build().catch((problem) => stop(problem.message));
