// The timed cases, the same in Node and in Chromium. Each gives one line; a case whose check fails has no time.
import { als } from "./als.mjs";
import { bundle } from "./bundle.mjs";
import { people, prevent } from "./prevent.js";
import { recommendOne } from "./recommend.mjs";

const id = "prevent-base-10y-ascvd";
const yesNo = ["sex", "diabetes", "smoking", "antihypertensive", "statin"];

/**
 * @typedef {{ Session: new () => any, memory: WebAssembly.Memory, where: string, open: () => Promise<any> }} Engine
 * @typedef {Record<string, unknown>} Line
 */

/** @param {number[]} list */
const median = (list) => [...list].sort((one, other) => one - other)[list.length >> 1];

/** Seconds of each run, the first one thrown away. @param {() => unknown} work @param {number} runs */
function timed(work, runs) {
  work();
  const seconds = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    work();
    seconds.push((performance.now() - began) / 1000);
  }
  return seconds;
}

/** @param {string} name @param {number[]} seconds @param {Line} more @returns {Line} */
const line = (name, seconds, more) => ({ case: name, median_s: median(seconds), min_s: Math.min(...seconds), runs: seconds.length, ...more });

/** @param {Engine} engine */
const megabytes = (engine) => Number((engine.memory.buffer.byteLength / 1e6).toFixed(1));

/** Largest relative difference of two columns. @param {Float64Array} one @param {Float64Array} other */
function apart(one, other) {
  let worst = one.length === other.length ? 0 : Infinity;
  for (let at = 0; at < one.length; at += 1) worst = Math.max(worst, Math.abs(one[at] / other[at] - 1));
  return worst;
}

/** Rows of every kind of trouble that the loop and the engine must name alike. @param {Engine} engine */
function sameTroubles(engine) {
  const rows = 2000;
  const columns = people(rows);
  const [risk, code] = [new Float64Array(rows), new Uint8Array(rows)];
  const bad = [NaN, -1, 0.5, 2, 1e9, 129.9, 89, 14];
  Object.values(columns).forEach((column, at) => bad.forEach((value, kind) => (column[(at * bad.length + kind) * 7 + 300] = value)));
  prevent(columns, risk, code);
  const session = new engine.Session();
  const frame = session.frame(columns);
  const answers = [session.evaluateMany(id, columns), frame.evaluate(id)];
  frame.free();
  session.free();
  const wrong = answers.flatMap(({ values, codes }) => [...codes].filter((found, row) => found !== code[row] || Number.isNaN(values[row]) !== Number.isNaN(risk[row])));
  return { wrong: wrong.length, without: code.filter((one) => one !== 0).length };
}

/**
 * PREVENT for a million people: a careful JavaScript loop, the engine from JavaScript, the engine on columns it holds.
 * All three write into arrays that are there; the engine is also timed when it makes new ones for every call.
 * @param {Engine} engine @returns {Promise<Line[]>}
 */
export async function preventMillion(engine) {
  const rows = 1_000_000;
  const columns = people(rows);
  const [risk, code] = [new Float64Array(rows), new Uint8Array(rows)];
  const runs = 11;
  const peer = timed(() => prevent(columns, risk, code), runs);
  const session = new engine.Session();
  const into = { values: new Float64Array(rows), codes: new Uint8Array(rows) };
  const all = session.evaluateMany(id, columns, into);
  const worst = apart(all.values, risk);
  const name = (/** @type {string} */ what) => `prevent-million:${what}:${engine.where}`;
  const lines = [line(name("js"), peer, { check: { sum: risk.reduce((one, other) => one + other, 0) } })];
  const troubles = sameTroubles(engine);
  if (!(worst < 1e-12) || troubles.wrong > 0) return [...lines, { case: name("evaluateMany"), failed: `differs from the loop by ${worst}, in ${troubles.wrong} codes` }];
  const against = (/** @type {number[]} */ seconds) => ({ times_js: median(peer) / median(seconds), peak_mb: megabytes(engine) });
  const copied = timed(() => session.evaluateMany(id, columns, into), runs);
  lines.push(line(name("evaluateMany"), copied, { ...against(copied), check: { worst, ...troubles } }));
  const fresh = timed(() => session.evaluateMany(id, columns), runs);
  lines.push(line(name("evaluateMany-new-arrays"), fresh, against(fresh)));
  // Yes and no as bytes, for both: a second copy of the loop, which has seen no other columns.
  const bytes = Object.fromEntries(Object.entries(columns).map(([column, values]) => [column, yesNo.includes(column) ? Uint8Array.from(values) : values]));
  /** @type {typeof import("./prevent.js")} */
  const { prevent: other } = await import(`./prevent.js?${"bytes"}`);
  const peerBytes = timed(() => other(bytes, risk, code), runs);
  const narrow = timed(() => session.evaluateMany(id, bytes, into), runs);
  lines.push(line(name("evaluateMany-bytes"), narrow, { times_js: median(peerBytes) / median(narrow), js_median_s: median(peerBytes), check: { worst: apart(into.values, risk) } }));
  const frame = session.frame(columns);
  const held = timed(() => frame.evaluate(id, into), runs);
  lines.push(line(name("frame"), held, { ...against(held), check: { worst: apart(into.values, risk) } }));
  frame.free();
  session.free();
  return lines;
}

/** A FHIR bundle of 5 MB against JSON.parse of the same text. @param {Engine} engine @returns {Line[]} */
export function readBundle(engine) {
  const text = bundle(5_000_000);
  const data = new TextEncoder().encode(text);
  const runs = 9;
  const parse = timed(() => JSON.parse(text), runs);
  const session = new engine.Session();
  const read = () => session.read([{ name: "five.json", data }], {});
  const { patients } = read();
  const observations = patients[0]?.observations.length ?? 0;
  const entries = JSON.parse(text).entry.length - 1;
  const lines = [line(`fhir-5mb:JSON.parse:${engine.where}`, parse, { check: { entries } })];
  const kept = observations + (patients[0]?.other?.length ?? 0) + (patients[0]?.setAside?.length ?? 0);
  if (patients.length !== 1 || kept !== entries) return [...lines, { case: `fhir-5mb:read:${engine.where}`, failed: `${kept} of ${entries} observations` }];
  const seconds = timed(read, runs);
  lines.push(line(`fhir-5mb:read:${engine.where}`, seconds, { times_parse: median(seconds) / median(parse), peak_mb: megabytes(engine), check: { observations, kept } }));
  session.free();
  return lines;
}

/**
 * A person assessed again and again: in the engine alone (text in, tape out), and the whole call as anybody makes it, of
 * the same record and of another one each time; and whether memory stays where ten left it.
 * @param {Engine} engine @returns {Promise<Line[]>}
 */
export async function assessThousand(engine) {
  const session = new engine.Session();
  const data = new TextEncoder().encode(bundle(40_000));
  const { patients } = session.read([{ name: "small.json", data }], {});
  const options = { asOf: "2026-03-01", country: "US" };
  // Who it is changes no answer: two records of the same length that nothing but their text tells apart.
  const pair = ["One", "Two"].map((name) => ({ ...patients[0], name }));
  const texts = pair.map((record) => JSON.stringify(record));
  const { from, words, forms } = session.assess(texts[0], options, [0, 0, 0]);
  const told = [from[0], words.length, forms.length];
  const runs = 3000;
  let turn = 0;
  const same = () => session.assess(texts[0], options, told);
  const other = () => session.assess(texts[(turn += 1) % 2], options, told);
  for (let run = 0; run < 10; run += 1) other();
  const after10 = engine.memory.buffer.byteLength;
  for (let run = 0; run < 1000; run += 1) other();
  const after1000 = engine.memory.buffer.byteLength;
  const name = (/** @type {string} */ what) => `assess:${what}:${engine.where}`;
  if (after1000 > after10) return [{ case: name("memory"), failed: `memory grew from ${after10} to ${after1000} bytes` }];
  const lines = [
    line(name("engine"), timed(same, runs), { peak_mb: megabytes(engine), check: { bytes_after_10: after10, bytes_after_1000: after1000 } }),
    line(name("engine-other-record"), timed(other, runs), {}),
  ];
  session.free();
  const client = await engine.open();
  const whole = async (/** @type {() => object} */ record) => {
    const seconds = [];
    for (let run = -300; run < runs; run += 1) {
      const began = performance.now();
      await client.assess(record(), options);
      if (run >= 0) seconds.push((performance.now() - began) / 1000);
    }
    return seconds;
  };
  lines.push(line(name("whole-call"), await whole(() => pair[0]), {}), line(name("whole-call-other-record"), await whole(() => pair[(turn += 1) % 2]), {}));
  await client.close();
  return lines;
}

/** A week of meals for every profile of the fixtures, three seeds each: the usual time and the longest. @param {Engine} engine @returns {Promise<Line[]>} */
export async function planWeek(engine) {
  const file = "tests/fixtures/meals/profiles.json";
  const text = engine.where === "node" ? (await import("node:fs")).readFileSync(new URL(`../${file}`, import.meta.url), "utf8") : await (await fetch(`/${file}`)).text();
  const session = new engine.Session();
  /** @type {{ seconds: number, id: string }[]} */
  const all = [];
  const status = { planned: 0, impossible: 0, notFound: 0 };
  for (const profile of JSON.parse(text).profiles) {
    for (const seed of [0, 1, 2]) {
      const began = performance.now();
      const week = session.planMeals(profile, seed);
      all.push({ seconds: (performance.now() - began) / 1000, id: profile.id });
      status[/** @type {keyof typeof status} */ (week.status)] += 1;
      const broken = week.days.length ? session.gradeMeals(profile, week.days) : [];
      if (broken.length) return [{ case: `plan-week:${engine.where}`, failed: `${profile.id}: ${broken.join("; ")}` }];
    }
  }
  session.free();
  const slowest = all.reduce((one, other) => (other.seconds > one.seconds ? other : one));
  const seconds = all.map((one) => one.seconds);
  return [{ ...line(`plan-week:${engine.where}`, seconds, { peak_mb: megabytes(engine) }), max_s: slowest.seconds, slowest: slowest.id, check: status }];
}

export const cases = { preventMillion, readBundle, assessThousand, recommendOne, planWeek, als };

/** The module of wasm that a case is of; the whole engine unless named here. @type {Record<string, string>} */
export const moduleOf = { planWeek: "plan", als: "learn" };

/** Runs one case and never throws: what is missing is said. @param {keyof typeof cases} name @param {Engine} engine @returns {Promise<Line[]>} */
export async function runCase(name, engine) {
  try {
    return await cases[name](engine);
  } catch (problem) {
    const why = /** @type {any} */ (problem);
    return [{ case: `${name}:${engine.where}`, failed: String(why?.key ?? why?.message ?? why) }];
  }
}
