// PREVENT base, ASCVD, 10 years, for a million people, as a careful loop in plain JavaScript: the peer
// of `evaluateMany`. Typed arrays in and out, coefficients in locals, one pass, no allocation, and every
// row checked for all that the engine promises: nothing absent, nothing outside the equation's ranges,
// every yes, no and sex a 0 or a 1. The first trouble of a row is its code, as in `src/score/equation/batch.rs`.
// `node benches/prevent.js` prints one JSON line.

/** The people of `prevent.rs`, from the same generator. @param {number} rows @returns {Record<string, Float64Array>} */
export function people(rows) {
  let state = 12345;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const names = ["sex", "age", "total_chol", "hdl", "sbp", "diabetes", "smoking", "egfr", "antihypertensive", "statin"];
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(rows)]));
  for (let i = 0; i < rows; i++) {
    columns.sex[i] = Math.floor(next() * 2);
    columns.age[i] = 30 + Math.floor(next() * 50);
    columns.total_chol[i] = 130 + Math.floor(next() * 191);
    columns.hdl[i] = 20 + Math.floor(next() * 81);
    columns.sbp[i] = 90 + Math.floor(next() * 111);
    columns.diabetes[i] = next() < 0.2 ? 1 : 0;
    columns.smoking[i] = next() < 0.25 ? 1 : 0;
    columns.egfr[i] = 15 + next() * 130;
    columns.antihypertensive[i] = next() < 0.4 ? 1 : 0;
    columns.statin[i] = next() < 0.3 ? 1 : 0;
  }
  return columns;
}

const FEMALE = [
  0.719883, 0.1176967, -0.151185, -0.0835358, 0.3592852, 0.8348585, 0.4831078, 0.4864619, 0.0397779, 0.2265309,
  -0.0592374, -0.0395762, 0.0844423, -0.0567839, 0.0325692, -0.1035985, -0.2417542, -0.0791142, -0.1671492, -3.819975,
];
const MALE = [
  0.7099847, 0.1658663, -0.1144285, -0.2837212, 0.3239977, 0.7189597, 0.3956973, 0.3690075, 0.0203619, 0.2036522,
  -0.0865581, -0.0322916, 0.114563, -0.0300005, 0.0232747, -0.0927024, -0.2018525, -0.0970527, -0.1217081, -3.500655,
];

/** Lowest and highest value of each input, in the order of the equation's file. @type {[string, number, number][]} */
const LIMITS = [["sex", 0, 1], ["age", 30, 79], ["total_chol", 130, 320], ["hdl", 20, 100], ["sbp", 90, 200], ["diabetes", 0, 1], ["smoking", 0, 1], ["egfr", 15, 150], ["antihypertensive", 0, 1], ["statin", 0, 1]];
/** Each input's number in the equation's file, which counts the body mass index too. */
const PLACE = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10];

/** Why a row has no answer: out of range or not allowed first, then what is absent. @param {Record<string, Float64Array | Uint8Array>} columns @param {number} i */
function trouble(columns, i) {
  for (const kind of ["wrong", "absent"]) {
    for (let k = 0; k < LIMITS.length; k++) {
      const [name, low, high] = LIMITS[k];
      const x = columns[name][i];
      const code = 1 + PLACE[k] * 4;
      if (kind === "absent") {
        if (Number.isNaN(x)) return code;
      } else if (high === 1) {
        if (x === x && x !== 0 && x !== 1) return code + 3;
      } else if (x < low) return code + 1;
      else if (x > high) return code + 2;
    }
  }
  return 0;
}

/**
 * Scores every row into `risk`; `code` is 0, or the engine's code of why the row has no answer.
 * @param {Record<string, Float64Array | Uint8Array>} columns
 * @param {Float64Array} risk
 * @param {Uint8Array} code
 */
export function prevent(columns, risk, code) {
  const { sex, age, total_chol, hdl, sbp, diabetes, smoking, egfr, antihypertensive, statin } = columns;
  for (let i = 0; i < risk.length; i++) {
    const a0 = age[i], tc = total_chol[i], h0 = hdl[i], s0 = sbp[i], e0 = egfr[i];
    const male = sex[i], dm = diabetes[i], smoke = smoking[i], bp = antihypertensive[i], st = statin[i];
    if (
      !(a0 >= 30 && a0 <= 79 && tc >= 130 && tc <= 320 && h0 >= 20 && h0 <= 100 && s0 >= 90 && s0 <= 200 && e0 >= 15 && e0 <= 150) ||
      !((male === 0 || male === 1) && (dm === 0 || dm === 1) && (smoke === 0 || smoke === 1) && (bp === 0 || bp === 1) && (st === 0 || st === 1))
    ) {
      risk[i] = NaN;
      code[i] = trouble(columns, i);
      continue;
    }
    const b = male === 1 ? MALE : FEMALE;
    const a = (a0 - 55) / 10;
    const nonhdl = (tc - h0) * 0.02586 - 3.5;
    const h = (h0 * 0.02586 - 1.3) / 0.3;
    const low = ((s0 < 110 ? s0 : 110) - 110) / 20;
    const high = ((s0 > 110 ? s0 : 110) - 130) / 20;
    const g60 = ((e0 < 60 ? e0 : 60) - 60) / -15;
    const g90 = ((e0 > 60 ? e0 : 60) - 90) / -15;
    const x =
      b[19] + b[0] * a + b[1] * nonhdl + b[2] * h + b[3] * low + b[4] * high + b[5] * dm + b[6] * smoke + b[7] * g60 +
      b[8] * g90 + b[9] * bp + b[10] * st + b[11] * bp * high + b[12] * st * nonhdl + b[13] * a * nonhdl +
      b[14] * a * h + b[15] * a * high + b[16] * a * dm + b[17] * a * smoke + b[18] * a * g60;
    risk[i] = 1 / (1 + Math.exp(-x));
    code[i] = 0;
  }
}

/** Times the loop: one line as `docs/performance.md` wants it. */
export function measure(rows = 1_000_000, runs = 15) {
  const columns = people(rows);
  const risk = new Float64Array(rows), code = new Uint8Array(rows);
  const seconds = [];
  for (let r = 0; r < runs; r++) {
    const start = performance.now();
    prevent(columns, risk, code);
    seconds.push((performance.now() - start) / 1000);
  }
  seconds.sort((x, y) => x - y);
  const sum = risk.reduce((x, y) => x + y, 0);
  return { case: "prevent-million:js", median_s: seconds[runs >> 1], min_s: seconds[0], runs, check: { sum } };
}

if (typeof process !== "undefined" && process.argv[1]?.endsWith("prevent.js")) console.log(JSON.stringify(measure()));
