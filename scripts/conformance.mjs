// `npm run conformance`: makes sure that pkg/ is that of this source, then judges it.
import { main } from "../conformance/main.mjs";
import { buildPackage } from "./build-package.mjs";
import { buildWasm } from "./build-wasm.mjs";
import { isMain, root, speakOnStandardError, stop } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

if (isMain(import.meta.url)) {
  // The last line of standard output is the verdict.
  speakOnStandardError();
  await setup()
    .then(buildWasm)
    .then(buildPackage)
    .catch((problem) => stop(problem.message));
  process.exitCode = await main(process.argv.slice(2), root);
}
