// `node scripts/peers.mjs`: the programs that benchmarks compare with, in a Python environment outside the repository
// (`BEDSIDE_PEERS`, or `bedside/peers` in the user's cache folder). Nothing that ships needs them.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ask, executable, isMain, run, say, stop } from "./lib/run.mjs";

/** What is installed there, each of one version. */
const PACKAGES = ["implicit==0.7.3", "numpy==2.4.6", "scipy==1.17.1"];

const folder = process.env.BEDSIDE_PEERS ?? join(homedir(), ".cache", "bedside", "peers");
const python = join(folder, process.platform === "win32" ? "Scripts" : "bin", executable("python"));

/** The environment's Python, installed when it is missing. Rejects where there is no Python or no package registry. */
export async function peers() {
  const has = () => ask(python, ["-c", "import implicit, numpy, scipy; print('ready')"])?.endsWith("ready");
  if (existsSync(python) && has()) return python;
  say("peers: installing what benchmarks compare with");
  await run("python3", ["-m", "venv", folder], { quiet: true });
  await run(python, ["-m", "pip", "install", "--quiet", "--only-binary", "numpy,scipy", ...PACKAGES]);
  return python;
}

if (isMain(import.meta.url)) await peers().then((path) => say(`peers: ${path}`), (problem) => stop(problem.message));
