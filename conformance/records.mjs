// Records: each `expected*.csv` and `expected*.json` of the reference folders, compared as the data's README says.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ageAgrees, agrees, leading, numberOf, wordClass } from "./cells.mjs";
import { rows } from "./csv.mjs";
import { choose, load, locate } from "./record-files.mjs";
import { Tally } from "./tally.mjs";

const declared = JSON.parse(readFileSync(new URL("./records.json", import.meta.url), "utf8"));
const aboutPeople = new Set(["file", "index_date", "other", "traps"]);

/** Why these files cannot be read by this build, or undefined. @param {any} reading */
function refusedByName(reading) {
  const refused = reading.files.filter((/** @type {any} */ file) => file.error?.kind === "unsupported");
  return refused.length > 0 ? `${refused[0].error.key}${refused[0].format ? ` (${refused[0].format})` : ""}` : undefined;
}

/** A value in the concept's canonical unit. @param {any} client @param {string} concept @param {number} value @param {string} written */
function canonical(client, concept, value, written) {
  const unit = declared.spellings[written] ?? written;
  const described = client.catalog().concepts?.find((/** @type {any} */ one) => one.id === concept);
  if (!described || described.canonical === unit) return value;
  const accepted = described.units?.find((/** @type {any} */ one) => one.unit === unit);
  return accepted ? value * accepted.factor + (accepted.offset ?? 0) : undefined;
}

/** @param {any} assessed @param {string} concept */
const findingOf = (assessed, concept) => assessed.findings.find((/** @type {any} */ one) => one.concept === concept);

/** Absent and null are the same here. @template T @param {T | null | undefined} value */
const known = (value) => value ?? undefined;

/** Class of a medicine: no when the list holds something and nothing of it is current, unrecorded when it holds none. @param {any} record @param {any} assessed @param {string} concept */
function medicineClass(record, assessed, concept) {
  const input = findingOf(assessed, concept)?.input;
  if (input?.value === 1) return "yes";
  if (input?.value === 0 && input.status !== "absent") return "no";
  return (record.medications?.entries ?? []).length > 0 || record.medications?.state === "closed" ? "no" : "unrecorded";
}

/** Class of a diagnosis: no only when something says so. @param {any} record @param {any} assessed @param {string} concept */
function diagnosisClass(record, assessed, concept) {
  const input = findingOf(assessed, concept)?.input;
  if (!input || input.status === "absent" || input.status === "presumed") return "unrecorded";
  if (input.word && /^type[ _-]?[12]$/i.test(input.word)) return `type ${input.word.slice(-1)}`;
  if (input.value === 0 || input.word === "no") return "no";
  const type = (/** @type {string} */ id) => {
    const own = findingOf(assessed, id)?.input;
    if (own) return own.value === 1 && own.status !== "presumed";
    const active = (/** @type {any} */ one) => (one.concepts ?? []).includes(id) && (input.facts ?? []).includes(one.id);
    return (record.conditions?.entries ?? []).some(active);
  };
  if (type(`${concept}_t1`)) return "type 1";
  if (type(`${concept}_t2`)) return "type 2";
  return "yes";
}

/** @param {any} client @param {Tally} tally @param {any} record @param {any} assessed @param {Record<string, string>} line */
function judgeLine(client, tally, record, assessed, line) {
  for (const [column, cell] of Object.entries(line)) {
    if (aboutPeople.has(column) || cell === "") continue;
    const where = `${line.file} ${column}: expected ${cell}`;
    if (/^n\/a\b/.test(cell)) continue;
    if (column === "birth_date") {
      tally.judge((record.birth ?? "missing") === leading(cell), `${where}, got ${record.birth}`);
    } else if (column === "age") {
      const { ageUncertain } = assessed.person;
      const age = known(assessed.person.age);
      const met = ageAgrees(age, cell) || (ageUncertain && age !== undefined && ageAgrees(age + 1, cell));
      tally.judge(met, `${where}, got ${age}`);
    } else if (column === "sex") {
      const expected = /^(female|male)$/.test(leading(cell)) ? leading(cell) : undefined;
      tally.judge(known(assessed.person.sex) === expected, `${where}, got ${assessed.person.sex}`);
    } else if (declared.numbers[column]) {
      const [concept, unit] = declared.numbers[column];
      const expected = numberOf(cell);
      const got = known(findingOf(assessed, concept)?.input.value);
      if (typeof expected === "string") {
        tally.judge(got === undefined, `${where}, got ${got}`);
      } else {
        const wanted = canonical(client, concept, expected, unit);
        const close = got !== undefined && wanted !== undefined && agrees(got, wanted);
        tally.judge(close, `${where}, got ${got}`, close ? Math.abs(got / wanted - 1) : undefined);
      }
    } else if (declared.words[column]) {
      const input = findingOf(assessed, declared.words[column])?.input;
      const got = !input?.word || input.word === "unknown" || input.status === "absent" ? "none" : input.word;
      const expected = wordClass(cell);
      const met = expected === "unrecorded" || expected === "ask" ? got === "none" : got === expected;
      tally.judge(met, `${where}, got ${got}`);
    } else if (declared.medicines[column] || declared.diagnoses[column]) {
      const got = declared.medicines[column]
        ? medicineClass(record, assessed, declared.medicines[column])
        : diagnosisClass(record, assessed, declared.diagnoses[column]);
      const expected = wordClass(cell);
      // What must be asked has no answer of its own: the reader says neither yes nor no.
      tally.judge(expected === "ask" ? got === "unrecorded" : got === expected, `${where}, got ${got}`);
    } else {
      tally.leave(`column ${column} is not known`);
    }
  }
}

/** Cells of a line that count. @param {Record<string, string>} line */
const cells = (line) => Object.entries(line).filter(([column, cell]) => !aboutPeople.has(column) && cell !== "" && !/^n\/a\b/.test(cell)).length;

/** @param {any} client @param {string} folder @param {string} name */
async function judgeTable(client, folder, name) {
  const tally = new Tally(join(folder.split(/[\\/]/).at(-1) ?? "", name));
  for (const line of rows(readFileSync(join(folder, name), "utf8"))) {
    const place = locate(folder, line.file);
    const files = load(place.files);
    if (files.length === 0) {
      tally.fail(`${line.file}: no such file`);
      continue;
    }
    let reading;
    try {
      reading = await client.read(files);
    } catch (problem) {
      tally.fail(`${line.file}: ${/** @type {any} */ (problem).message}`);
      continue;
    }
    const refused = refusedByName(reading);
    if (refused) {
      tally.leave(refused, cells(line));
      continue;
    }
    const record = choose(reading, place);
    if (!record) {
      tally.fail(`${line.file}: that person was not found among ${reading.patients.length}`);
      continue;
    }
    const asOf = /^\d{4}-\d{2}-\d{2}$/.test(line.index_date) ? line.index_date : undefined;
    try {
      judgeLine(client, tally, record, await client.assess(record, { asOf }), line);
    } catch (problem) {
      const { message, args } = /** @type {any} */ (problem);
      for (let cell = cells(line); cell > 0; cell -= 1) tally.fail(`${line.file}: assess refused with ${message} ${JSON.stringify(args ?? {})}`);
    }
  }
  return tally;
}

/** Latest number under a LOINC code at a day, canonical where a concept covers it. @param {any} record @param {string} code @param {string} day */
function latestByCode(record, code, day) {
  /** @param {any[]} facts */
  const latest = (facts) => {
    const mine = facts.filter((fact) => fact.origin?.code?.code === code && (!fact.date || fact.date <= day));
    const last = mine.map((fact) => fact.date ?? "").sort().at(-1);
    return mine.filter((fact) => (fact.date ?? "") === last);
  };
  return { observed: latest(record.observations ?? []), other: latest(record.other ?? []) };
}

/** @param {any} client @param {string} folder @param {string} name */
async function judgeBundles(client, folder, name) {
  const tally = new Tally(join(folder.split(/[\\/]/).at(-1) ?? "", name));
  for (const expected of JSON.parse(readFileSync(join(folder, name), "utf8"))) {
    const [file] = load([join(folder, expected.file)].filter((path) => existsSync(path)));
    const codes = Object.entries(expected.loinc_quantities);
    if (!file) {
      tally.fail(`${expected.file}: no such file`);
      continue;
    }
    let reading;
    try {
      reading = await client.read([file]);
    } catch (problem) {
      tally.fail(`${expected.file}: ${/** @type {any} */ (problem).message}`);
      continue;
    }
    const refused = refusedByName(reading);
    if (refused) {
      tally.leave(refused, codes.length + 2);
      continue;
    }
    const record = choose(reading, {});
    if (!record) {
      tally.fail(`${expected.file}: ${reading.patients.length} people instead of one`);
      continue;
    }
    tally.judge((record.sex ?? record.gender) === expected.gender, `${expected.file} gender: ${record.sex}`);
    tally.judge(record.birth === expected.birthDate, `${expected.file} birthDate: ${record.birth}`);
    for (const [code, { latest_value: value, unit, latest_time: time }] of /** @type {[string, any][]} */ (codes)) {
      const { observed, other } = latestByCode(record, code, time.slice(0, 10));
      const where = `${expected.file} LOINC ${code}: expected ${value} ${unit}`;
      if (observed.length > 0) {
        const wanted = canonical(client, observed[0].concept, value, unit);
        const close = observed.find((fact) => wanted !== undefined && typeof fact.value === "number" && agrees(fact.value, wanted));
        tally.judge(close !== undefined, `${where}, got ${observed.map((fact) => fact.value).join(", ")}`, close && wanted ? Math.abs(close.value / wanted - 1) : undefined);
      } else {
        const same = other.some((fact) => typeof fact.value === "number" && agrees(fact.value, value) && fact.unit === unit);
        tally.judge(same, `${where}, got ${other.map((fact) => `${fact.value} ${fact.unit}`).join(", ") || "nothing"}`);
      }
    }
  }
  return tally;
}

/** @param {any} client @param {{ data: string }} folders @returns {Promise<Tally[]>} */
export async function records(client, { data }) {
  const tallies = [];
  for (const name of declared.folders) {
    const folder = join(data, name);
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder).sort()) {
      if (/^expected.*\.csv$/.test(file)) tallies.push(await judgeTable(client, folder, file));
      else if (/^expected.*\.json$/.test(file)) tallies.push(await judgeBundles(client, folder, file));
    }
  }
  return tallies;
}
