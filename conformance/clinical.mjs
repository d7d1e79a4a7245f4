// Published equations: every row of `vectors/*_visible.csv` and `*_heldout.csv`, by the rules of INDEX.json.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { rows } from "./csv.mjs";
import { Tally } from "./tally.mjs";

const declared = JSON.parse(readFileSync(new URL("./clinical.json", import.meta.url), "utf8"));

/** Rounds half up, as calculators do. @param {number} value @param {number} decimals */
const rounded = (value, decimals) => Math.floor(value * 10 ** decimals + 0.5 + 1e-9) / 10 ** decimals;

/** Decimals that a column was rounded to, or undefined. @param {any} plan @param {string} column */
function decimalsOf(plan, column) {
  const named = /_(\d)dp\b/.exec(column);
  return named ? Number(named[1]) : (plan.decimals?.[column] ?? plan.decimals?.["*"]);
}

/** Allowed difference for a column and row: absolute, else relative. @param {any} entry @param {string} column @param {Record<string, string>} row @param {number} expected */
function tolerance(entry, column, row, expected) {
  const { abs, rel } = entry;
  if (typeof abs === "number") return abs;
  if (abs && typeof abs === "object") {
    const own = abs[column] ?? (row.sex === "male" ? abs.men : abs.women);
    if (own !== undefined) return own;
  }
  if (typeof rel === "number") return rel * Math.abs(expected);
  throw new Error(`INDEX.json gives no tolerance for ${column}`);
}

/** Inputs of a row by concept, as the engine takes them. @param {any} entry @param {Record<string, string>} row @param {any} equation */
function inputsOf(entry, row, equation) {
  /** @type {Record<string, unknown>} */
  const inputs = {};
  const known = new Map(equation.inputs.map((/** @type {any} */ input) => [input.id, input]));
  for (const [column, [concept, unit]] of Object.entries(entry.inputs)) {
    const id = String(concept).startsWith("of the equation") ? column : concept;
    const cell = row[column];
    if (cell === undefined || cell === "" || !known.has(id)) continue;
    const number = Number(cell);
    if (Number.isNaN(number)) inputs[id] = cell;
    else if (unit === "" || /^(0\/1|1 = |decile\b)/.test(unit)) inputs[id] = number;
    else inputs[id] = { value: number, unit };
  }
  return inputs;
}

/** Whether the facts file places this row outside what the equation was made for. @param {any} plan @param {any} entry @param {Record<string, string>} row */
function isOutside(plan, entry, row) {
  return (plan.outside ?? []).some((/** @type {any} */ limits) => {
    const { when = {}, ...ranges } = limits;
    if (!Object.entries(when).every(([column, value]) => row[column] === value)) return false;
    return Object.entries(entry.inputs).some(([column, [concept]]) => {
      const range = ranges[concept];
      const cell = row[column];
      return range && cell !== "" && cell !== undefined && (Number(cell) < range[0] || Number(cell) > range[1]);
    });
  });
}

/** The bare answer, whether the engine gives it alone or inside a score. @param {any} answer */
const assessmentOf = (answer) => answer.assessment ?? answer;

/**
 * @param {any} client
 * @param {any} entry
 * @param {any} plan
 * @param {string} file
 * @param {Record<string, string>[]} table
 */
async function judgeFile(client, entry, plan, file, table) {
  const tally = new Tally(file);
  const equations = new Map(client.catalog().equations.map((/** @type {any} */ one) => [one.id, one]));
  for (const row of table) {
    for (const [column, unit] of Object.entries(entry.outputs)) {
      const target = plan.outputs[column] ?? plan.outputs["*"];
      if (!target) {
        tally.leave(`column ${column} has no equation`);
        continue;
      }
      const template = typeof target === "string" ? target : target.equation;
      const id = template.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) => (name === "column" ? column : row[name]));
      const equation = equations.get(id);
      if (!equation) {
        tally.leave(`${id} is not in the catalogue`);
        continue;
      }
      await judgeCell(client, tally, { entry, plan, row, column, unit: String(unit), equation, of: target.of });
    }
  }
  return tally;
}

/** An answer in a few words. @param {any} assessment */
function summary({ answer, value, reasons = [], missing = [] }) {
  const why = [...reasons.map((/** @type {any} */ one) => `${one.key} ${one.input ?? ""}`.trim()), ...missing.map((/** @type {any} */ one) => one.input)];
  return [answer, value, why.join(", ")].filter((part) => part !== undefined && part !== "").join(" ");
}

/** @param {any} client @param {Tally} tally @param {any} cell */
async function judgeCell(client, tally, { entry, plan, row, column, unit, equation, of }) {
  const where = `row ${row.id ?? "?"} ${column} (${equation.id})`;
  const inputs = inputsOf(entry, row, equation);
  let answer;
  try {
    answer = await client.evaluate(equation.id, inputs);
  } catch (problem) {
    return tally.fail(`${where}: refused with ${/** @type {any} */ (problem).message}`);
  }
  const assessment = assessmentOf(answer);
  const expectedText = row[column];
  if (expectedText === "") {
    const blankInput = Object.keys(entry.inputs).some((name) => row[name] === "");
    const right = assessment.answer === "notApplicable" || (assessment.answer === "needsInput" && blankInput);
    return tally.judge(right, `${where}: expected no number, got ${summary(assessment)}`);
  }
  if (assessment.answer === "notApplicable") {
    const outside = isOutside(plan, entry, row);
    if (outside) tally.note("outside its applicability, answered so");
    return tally.judge(outside, `${where}: expected ${expectedText}, got ${summary(assessment)}`);
  }
  const value = of === "reference" ? answer.attribution?.reference : assessment.value;
  if (assessment.answer !== "computed" || typeof value !== "number") {
    return tally.fail(`${where}: expected ${expectedText}, got ${summary(assessment)}`);
  }
  const got = unit.startsWith("percent") && (equation.unit ?? answer.unit) === "probability" ? value * 100 : value;
  const expected = Number(expectedText);
  const allowed = tolerance(entry, column, row, expected);
  const decimals = decimalsOf(plan, column);
  // A producer that rounds leaves up to half a last digit; either reading must lie within the stated tolerance.
  const difference = Math.min(Math.abs(got - expected), decimals === undefined ? Infinity : Math.abs(rounded(got, decimals) - expected));
  tally.judge(difference <= allowed, `${where}: expected ${expectedText}, got ${got} (${difference} > ${allowed})`, difference);
}

/** @param {any} client @param {{ facts: string }} folders @returns {Promise<Tally[]>} */
export async function clinical(client, { facts }) {
  const folder = [join(facts, "clinical", "vectors"), join(facts, "vectors"), facts].find((path) => existsSync(join(path, "INDEX.json")));
  if (!folder) return [];
  const index = JSON.parse(readFileSync(join(folder, "INDEX.json"), "utf8"));
  /** @type {Map<string, any>} */
  const entries = new Map(index.files.map((/** @type {any} */ entry) => [entry.file, entry]));
  const tallies = [];
  for (const name of readdirSync(folder).sort()) {
    const base = /^(.*)_(visible|heldout)\.csv$/.exec(name)?.[1];
    if (!base) continue;
    const table = rows(readFileSync(join(folder, name), "utf8"));
    const entry = entries.get(base);
    let plan = declared.files[base];
    if (plan?.like) plan = declared.files[plan.like];
    if (entry && plan && entry.inputs && entry.outputs) {
      tallies.push(await judgeFile(client, entry, plan, name, table));
      continue;
    }
    const tally = new Tally(name);
    if (declared.withheld[base]) tally.withhold(declared.withheld[base], table.length);
    else tally.leave(entry ? "no equation of this build" : "INDEX.json does not name it", table.length);
    tallies.push(tally);
  }
  return tallies;
}
