// `npm run --silent conformance -- [clinical|records|recommend|genome|imaging] [--facts DIR] [--data DIR]`
//
// Judges the package as it ships (pkg/) by reference cases that lie outside it. Tables of the product come
// from the package; only cases come from the folders.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { clinical } from "./clinical.mjs";
import { later } from "./later.mjs";
import { recommend } from "./recommend.mjs";
import { records } from "./records.mjs";
import { total } from "./tally.mjs";

const areas = ["clinical", "records", "recommend", "genome", "imaging"];

/** @param {string} line @returns {never} */
function misuse(line) {
  console.error(`${line}\nusage: conformance [${areas.join("|")}]… [--facts DIR] [--data DIR]`);
  process.exit(2);
}

/** @param {string[]} args @param {string} shared */
function understand(args, shared) {
  const asked = { named: /** @type {string[]} */ ([]), facts: join(shared, "facts"), data: join(shared, "data") };
  for (let at = 0; at < args.length; at += 1) {
    const [word, inline] = args[at].split(/=(.*)/s);
    if (word === "--facts" || word === "--data") {
      const folder = inline ?? args[(at += 1)];
      if (!folder || !existsSync(folder)) misuse(`${word} needs a folder that exists.`);
      asked[word === "--facts" ? "facts" : "data"] = resolve(folder);
    } else if (areas.includes(word)) asked.named.push(word);
    else misuse(`${word} is not an area.`);
  }
  return asked;
}

/** Runs it; answers the exit code. @param {string[]} args @param {string} root the repository */
export async function main(args, root) {
  const { named, facts, data } = understand(args, process.env.BEDSIDE_SHARED ?? join(root, "..", "shared"));
  const { open } = await import(new URL("../pkg/node.js", import.meta.url).href);
  const client = await open();
  const wanted = named.length > 0 ? named : areas;
  const all = [];
  let empty = false;
  for (const area of wanted) {
    const judges = {
      clinical: () => clinical(client, { facts }),
      records: () => records(client, { data }),
      recommend: () => recommend(client, { facts, own: join(root, "tests", "fixtures", "recommend") }),
      genome: () => later("genome", join(facts, "genomics")),
      imaging: () => later("imaging", join(facts, "imaging")),
    };
    const tallies = await judges[/** @type {keyof typeof judges} */ (area)]();
    const sum = total(tallies);
    console.log(`${area}${tallies.length === 0 ? ": no reference cases were found" : ""}`);
    for (const tally of tallies) for (const line of tally.lines()) console.log(line);
    if (named.includes(area) && sum.passed === 0) empty = true;
    all.push(...tallies);
  }
  await client.close();
  const sum = total(all);
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.withheld} withheld, ${sum.notCovered} not covered`);
  return sum.failed > 0 || empty ? 1 : 0;
}
