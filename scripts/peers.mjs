// `node scripts/peers.mjs`: the programs that benchmarks compare with, in a Python environment outside the repository
// (`BEDSIDE_PEERS`, or `bedside/peers` in the user's cache folder). Nothing that ships needs them.
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ask, executable, isMain, run, say, stop } from "./lib/run.mjs";

/** What is installed there, each of one version. */
const PACKAGES = [
  "implicit==0.7.3",
  "interpret-core==0.7.8",
  "lifelines==0.30.3",
  "lightgbm==4.7.0",
  "numpy==2.4.6",
  "onnx==1.23.2",
  "onnxruntime==1.32.0",
  "scikit-learn==1.9.1",
  "scipy==1.17.1",
  "statsmodels==0.15.0",
  "xgboost==3.2.0",
];

const folder = process.env.BEDSIDE_PEERS ?? join(homedir(), ".cache", "bedside", "peers");
const python = join(folder, process.platform === "win32" ? "Scripts" : "bin", executable("python"));

/** The environment's Python, installed when it is missing. Rejects where there is no Python or no package registry. */
export async function peers() {
  const has = () => ask(python, ["-c", "import implicit, interpret, lifelines, lightgbm, numpy, onnxruntime, scipy, sklearn, statsmodels, xgboost; print('ready')"])?.endsWith("ready");
  if (existsSync(python) && has()) return python;
  say("peers: installing what benchmarks compare with");
  await run("python3", ["-m", "venv", folder], { quiet: true });
  await run(python, ["-m", "pip", "install", "--quiet", "--only-binary", "numpy,scipy", ...PACKAGES]);
  return python;
}

/** What runs in Node, beside that. */
const WEB = ["onnxruntime-web@1.30.0"];
const web = `${folder}-web`;

/** The folder that holds them, filled when it is empty. Rejects where there is no package registry. */
export async function webPeers() {
  if (!existsSync(join(web, "node_modules", "onnxruntime-web"))) {
    mkdirSync(web, { recursive: true });
    await run("npm", ["install", "--prefix", web, "--no-audit", "--no-fund", ...WEB], { cwd: web, quiet: true });
  }
  return web;
}

if (isMain(import.meta.url)) {
  await Promise.all([peers(), webPeers()]).then((paths) => say(`peers: ${paths.join(", ")}`), (problem) => stop(problem.message));
}
