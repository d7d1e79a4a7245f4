// Makes data/models/ again from the shared data: `npm run models`. The same tables give the same bytes.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, run, say, sharedFolder } from "./lib/run.mjs";

const shared = sharedFolder();
const data = shared && join(shared, "data");
if (!data || !existsSync(join(data, "tabular"))) {
  say("skipped: the shared data is not here, so the models stay as they are");
} else {
  await run("cargo", ["run", "--release", "--example", "models", "--", data, join(root, "data", "models")]);
  say("data/models: made again; `git diff` says whether anything changed");
}
