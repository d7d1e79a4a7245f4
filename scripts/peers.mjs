// `node scripts/peers.mjs`: the programs that benchmarks compare with and that fixtures are written by (scripts/reference):
// a Python environment outside the repository (`BEDSIDE_PEERS`, or `bedside/peers` in the user's cache folder), what runs
// in Node beside it, and R where Debian has it. Nothing that ships needs them.
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ask, executable, isMain, onPath, run, say, stop } from "./lib/run.mjs";

/** What is installed there, each of one version. */
const PACKAGES = [
  "firthmodels==0.8.2",
  "implicit==0.7.3",
  "interpret-core==0.7.8",
  "lifelines==0.30.3",
  "lightgbm==4.7.0",
  "numpy==2.4.6",
  "onnx==1.23.2",
  "onnxruntime==1.32.0",
  "openpyxl==3.1.5",
  "pandas==2.3.3",
  "polars==2.1.0",
  "scikit-learn==1.9.1",
  "scikit-survival==0.28.0",
  "scipy==1.17.1",
  "statsmodels==0.15.0",
  "xgboost==3.2.0",
];

const folder = process.env.BEDSIDE_PEERS ?? join(homedir(), ".cache", "bedside", "peers");
const python = join(folder, process.platform === "win32" ? "Scripts" : "bin", executable("python"));

/** What they are called in a program. */
const MODULES =
  "firthmodels, implicit, interpret, lifelines, lightgbm, numpy, onnxruntime, openpyxl, pandas, polars, scipy, sklearn, sksurv, statsmodels, xgboost";

/** The environment's Python, installed when it is missing. Rejects where there is no Python or no package registry. */
export async function peers() {
  const has = () => ask(python, ["-c", `import ${MODULES}; print('ready')`])?.endsWith("ready");
  if (existsSync(python) && has()) return python;
  say("peers: installing what benchmarks compare with");
  await run("python3", ["-m", "venv", folder], { quiet: true });
  await run(python, ["-m", "pip", "install", "--quiet", "--only-binary", "numpy,scipy", ...PACKAGES]);
  return python;
}

/** What runs in Node, beside that. */
const WEB = ["@tensorflow/tfjs@4.22.0", "@tensorflow/tfjs-backend-wasm@4.22.0", "onnxruntime-web@1.30.0", "papaparse@5.7.1", "udsv@0.7.3"];
const web = `${folder}-web`;

/** The folder that holds them, filled when it is empty. Rejects where there is no package registry. */
export async function webPeers() {
  if (!WEB.every((name) => existsSync(join(web, "node_modules", name.slice(0, name.lastIndexOf("@")))))) {
    mkdirSync(web, { recursive: true });
    await run("npm", ["install", "--prefix", web, "--no-audit", "--no-fund", ...WEB], { cwd: web, quiet: true });
  }
  return web;
}

/** R's packages that are asked of it, each of Debian's version: what is written with them says which. */
const OF_R = ["glmnet", "jsonlite", "survival"];

/** R's program where it has all of these. */
function installedR() {
  const program = onPath("Rscript");
  if (!program) return undefined;
  const names = OF_R.map((name) => `"${name}"`).join(", ");
  const has = `cat(all(nzchar(vapply(c(${names}), function(name) system.file(package = name), ""))))`;
  return ask(program, ["-e", has]) === "TRUE" ? program : undefined;
}

/**
 * R's program, installed by apt where this is root on Debian. Rejects in one line where it lacks something.
 * @returns {Promise<string>}
 */
export async function rPeers() {
  const found = installedR();
  if (found) return found;
  if (process.getuid?.() === 0 && onPath("apt-get")) {
    say("peers: installing Debian's R");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const packages = ["r-base-core", ...OF_R.map((name) => `r-cran-${name}`)];
    try {
      await run("apt-get", ["update"], { env, quiet: true });
      await run("apt-get", ["install", "-y", "--no-install-recommends", ...packages], { env, quiet: true });
    } catch {
      say("peers: apt could not install R");
    }
  }
  const installed = installedR();
  if (installed) return installed;
  throw new Error(`No R with ${OF_R.join(", ")} was found or could be installed: what is compared with R is left out.`);
}

if (isMain(import.meta.url)) {
  // Only R may be missing: where it is not Debian's, somebody must install it.
  const r = rPeers().catch((problem) => `(${problem.message})`);
  await Promise.all([peers(), webPeers(), r]).then((paths) => say(`peers: ${paths.join(", ")}`), (problem) => stop(problem.message));
}
