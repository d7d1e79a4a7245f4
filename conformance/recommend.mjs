// The recommender: every expectation of `recommend/vignettes*.json`, through `recommend(patient)`.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { meals } from "./meals.mjs";
import { gains } from "./gains.mjs";
import { Tally } from "./tally.mjs";

const visible = new Set(["recommend", "discuss", "avoid"]);

/** @param {any} client @param {string} file @param {any} document */
async function judgeFile(client, file, document) {
  const tally = new Tally(file);
  let [orderMet, orderAll] = [0, 0];
  for (const { id, patient, expect } of document.vignettes) {
    let answer;
    try {
      answer = await client.recommend(patient);
    } catch (problem) {
      for (const list of Object.values(expect)) for (const _ of /** @type {any[]} */ (list)) tally.fail(`${id}: refused with ${/** @type {any} */ (problem).message}`);
      continue;
    }
    const cards = new Map(answer.cards.map((/** @type {any} */ card) => [card.action, card]));
    const held = new Map(answer.held.map((/** @type {any} */ one) => [one.action, one]));
    /** @param {string} action @returns {string} */
    const status = (action) => cards.get(action)?.status ?? held.get(action)?.status ?? "no such action";
    // A member of a group of which one is shown is eligible and says so; it is no card.
    const shows = (/** @type {string} */ action) => visible.has(status(action));
    /** @param {boolean} ok @param {string} what */
    const judge = (ok, what) => tally.judge(ok, `${id}: ${what}`);

    for (const { action, source = [] } of expect.must ?? []) {
      const sources = (cards.get(action)?.sources ?? []).map((/** @type {any} */ one) => one.id);
      const lacking = source.filter((/** @type {string} */ one) => !sources.includes(one));
      judge(shows(action) && lacking.length === 0, `must ${action}: ${status(action)}${lacking.length ? `, lacks source ${lacking.join(", ")}` : ""}`);
    }
    for (const { actions } of expect.must_any ?? []) judge(actions.some(shows), `must_any ${actions.join(", ")}`);
    for (const { action } of expect.must_not ?? []) judge(!shows(action) && status(action) !== "no such action", `must_not ${action}: ${status(action)}`);
    for (const { action } of expect.must_block ?? []) judge(status(action) === "blocked", `must_block ${action}: ${status(action)}`);
    for (const { action } of expect.must_ask ?? []) judge(status(action) === "needs_data", `must_ask ${action}: ${status(action)}`);
    for (const { action, code } of expect.must_caution ?? []) {
      const codes = cards.get(action)?.cautions ?? [];
      judge(shows(action) && codes.includes(code), `must_caution ${action} ${code}: ${status(action)} ${codes.join(", ")}`);
    }
    for (const { a, b, severity } of expect.must_interactions ?? []) {
      const found = answer.interactions.find((/** @type {any} */ one) => one.a === a && one.b === b);
      judge(found?.severity === severity, `must_interactions ${a} with ${b} ${severity}: ${found?.severity ?? "none"}`);
    }
    for (const { above, below } of expect.order ?? []) {
      const at = (/** @type {string} */ action) => answer.cards.findIndex((/** @type {any} */ card) => card.action === action && visible.has(card.status));
      orderAll += 1;
      if (at(above) >= 0 && at(below) >= 0 && at(above) < at(below)) orderMet += 1;
      // Soft: the order itself is reported, that both are there is not.
      judge(shows(above) && shows(below), `order names ${above} (${status(above)}) and ${below} (${status(below)})`);
    }
    for (const kind of Object.keys(expect)) {
      if (!/^(must|must_any|must_not|must_block|must_ask|must_caution|must_interactions|order)$/.test(kind)) tally.fail(`${id}: expectation ${kind} is unknown`);
    }
  }
  tally.note(`order met in ${orderMet} of ${orderAll} (soft)`);
  return tally;
}

/** `own` holds our own cases with preferences. @param {any} client @param {{ facts: string, own?: string }} folders @returns {Promise<Tally[]>} */
export async function recommend(client, { facts, own }) {
  const weeks = await meals(client, facts);
  const folder = [join(facts, "recommend"), facts].find((path) => existsSync(path) && readdirSync(path).some((name) => /^vignettes.*\.json$/.test(name)));
  if (!folder) return weeks;
  const tallies = [...weeks, ...(await gains(client, folder))];
  for (const name of readdirSync(folder).sort()) {
    if (!/^vignettes.*\.json$/.test(name)) continue;
    tallies.push(await judgeFile(client, name, JSON.parse(readFileSync(join(folder, name), "utf8"))));
  }
  if (own) tallies.push(await judgeFile(client, "own_vignettes.json", JSON.parse(readFileSync(join(own, "own_vignettes.json"), "utf8"))));
  return tallies;
}
