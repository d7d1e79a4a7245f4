// Weeks of meals: every profile of `foods/*targets*.json`, planned and graded by the rules of `grade_plan.py`, and by that
// very program where it and Python are there.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Tally } from "./tally.mjs";

/** A CSV with quotes, as rows by column. @param {string} text */
function rows(text) {
  /** @type {string[][]} */
  const table = [[]];
  let [cell, quoted] = ["", false];
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (quoted && c === '"' && text[at + 1] === '"') [cell, at] = [cell + c, at + 1];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === "," || c === "\n")) {
      table[table.length - 1].push(cell);
      cell = "";
      if (c === "\n") table.push([]);
    } else if (c !== "\r") cell += c;
  }
  const [heading, ...body] = table;
  return body.filter((line) => line.length > 1).map((line) => Object.fromEntries(heading.map((name, at) => [name, line[at] ?? ""])));
}

/** @typedef {{ meals: [string, number][], extras: [string, number][] }} Day @typedef {Map<string, Record<string, string>>} Table */

const column = (/** @type {string} */ key) => ({ satfat_pct: "satfat_g", carb_pct: "carb_g" })[key] ?? key;

/** What a week breaks. @param {any} profile @param {Day[]} plan @param {Table} foods @param {Table} meals @returns {string[]} */
export function gradeWeek(profile, plan, foods, meals) {
  /** @type {string[]} */
  const bad = [];
  /** @type {Map<string, number>} */
  const used = new Map();
  if (plan.length !== 7) bad.push("not 7 days");
  const days = plan.map((day, n) => {
    /** @type {Map<string, number>} */
    const grams = new Map();
    const add = (/** @type {string} */ food, /** @type {number} */ g) => void grams.set(food, (grams.get(food) ?? 0) + g);
    const slots = new Set();
    for (const [id, scale] of day.meals) {
      const meal = meals.get(id);
      if (!meal) { bad.push(`no template ${id}`); continue; }
      slots.add(meal.slot);
      used.set(id, (used.get(id) ?? 0) + 1);
      if (!(scale >= 0.5 && scale <= 2)) bad.push(`scale ${scale} of ${id}`);
      if (!profile.cuisines.includes(meal.cuisine)) bad.push(`cuisine of ${id}`);
      for (const part of meal.components.split("|")) add(part.split(":")[0], Number(part.split(":")[1]) * scale);
    }
    for (const slot of ["breakfast", "lunch", "dinner"]) if (!slots.has(slot)) bad.push(`day ${n + 1}: no ${slot}`);
    for (const [food, g] of day.extras) {
      if (!(g >= 5 && g <= 500)) bad.push(`${g} g of ${food}`);
      add(food, g);
    }
    return grams;
  });
  if ([...used.values()].some((times) => times > 3)) bad.push("a template more than 3 times");
  const eaten = new Set(days.flatMap((day) => [...day.keys()]));
  if (eaten.size < 20) bad.push("fewer than 20 foods");
  const limits = ["each_day", "mean_per_day"].flatMap((scope) => Object.entries(profile[scope] ?? {}).map(([key, limit]) => ({ scope, key, limit })));
  for (const id of eaten) {
    const food = foods.get(id);
    const blank = limits.some(({ key, limit }) => "max" in limit && !key.startsWith("group:") && food?.[column(key)] === "");
    const flagged = Object.entries(profile.require_flags ?? {}).some(([flag, value]) => food?.[flag] !== String(value));
    if (!food || blank || flagged || profile.forbid_foods?.includes(id) || profile.forbid_groups?.includes(food.group)) bad.push(`not allowed: ${id}`);
  }
  /** @param {Map<string, number>} day @param {string} key */
  const sum = (day, key) => [...day].reduce((total, [id, g]) => total + (key.startsWith("group:") ? (`group:${foods.get(id)?.group}_g` === key ? g : 0) : (g / 100) * Number(foods.get(id)?.[column(key)] || 0)), 0);
  /** @param {Map<string, number>} day @param {string} key */
  const value = (day, key) => (key.endsWith("_pct") ? (sum(day, key) * (key === "satfat_pct" ? 9 : 4) * 100) / sum(day, "energy_kcal") : sum(day, key));
  const { target, tolerance } = profile.energy_kcal;
  for (const day of days) if (!(Math.abs(value(day, "energy_kcal") / target - 1) <= tolerance)) bad.push(`${value(day, "energy_kcal").toFixed(0)} kcal`);
  for (const { scope, key, limit } of limits) {
    const each = days.map((day) => value(day, key));
    for (const seen of scope === "each_day" ? each : [each.reduce((a, b) => a + b, 0) / each.length]) {
      if (!(seen <= (limit.max ?? 1e9) + 1e-9 && seen >= (limit.min ?? -1) - 1e-9)) bad.push(`${key} ${seen.toFixed(1)} (${scope})`);
    }
  }
  return bad;
}

/** The folder's own grader on what was planned. @param {string} folder @param {string} targets @param {unknown} plans */
function byPython(folder, targets, plans) {
  const program = join(folder, "grade_plan.py");
  if (!existsSync(program)) return undefined;
  const place = mkdtempSync(join(tmpdir(), "bedside-meals-"));
  try {
    const file = join(place, "plans.json");
    writeFileSync(file, JSON.stringify(plans));
    const ran = spawnSync("python3", ["-B", program, file, join(folder, targets)], { encoding: "utf8" });
    return ran.error ? undefined : { ok: ran.status === 0, said: ran.stdout.trim().split("\n") };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** @param {any} client @param {string} facts @returns {Promise<Tally[]>} */
export async function meals(client, facts) {
  const folder = [join(facts, "foods"), facts].find((path) => existsSync(path) && readdirSync(path).some((name) => /targets.*\.json$/.test(name)));
  if (!folder) return [];
  // The foods of the folder, where it has them: what is graded is what the reference says, not what we carried over.
  const table = (/** @type {string} */ name) => {
    const file = [join(folder, name), join("data", "foods", name)].find((path) => existsSync(path)) ?? name;
    return new Map(rows(readFileSync(file, "utf8")).map((row) => [row.id, row]));
  };
  const [foods, templates] = [table("foods.csv"), table("meals.csv")];
  const tallies = [];
  for (const name of readdirSync(folder).sort()) {
    if (!/targets.*\.json$/.test(name)) continue;
    const tally = new Tally(name);
    /** @type {Record<string, unknown>} */
    const plans = {};
    let slowest = 0;
    for (const profile of JSON.parse(readFileSync(join(folder, name), "utf8")).profiles) {
      const began = performance.now();
      const week = await client.planMeals(profile).catch((/** @type {any} */ problem) => problem);
      slowest = Math.max(slowest, performance.now() - began);
      if (!Array.isArray(week)) {
        tally.fail(`${profile.id}: refused with ${week.message}`);
        continue;
      }
      plans[profile.id] = week;
      const why = week.length ? gradeWeek(profile, week, foods, templates) : [`no plan: ${JSON.stringify(/** @type {any} */ (week).conflict)}`];
      tally.judge(why.length === 0, `${profile.id}: ${why.slice(0, 3).join("; ")}`);
    }
    tally.note(`slowest ${slowest.toFixed(0)} ms`);
    const peer = byPython(folder, name, plans);
    if (peer) tally.judge(peer.ok, `grade_plan.py: ${peer.said.filter((line) => !line.endsWith("holds")).join("; ")}`);
    else tally.note("grade_plan.py was not run");
    tallies.push(tally);
  }
  return tallies;
}
