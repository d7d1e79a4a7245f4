// Scores one person with a model, in plain script: what is done to each column, what predicts, and what the sum means.
// It is written into the page of one model, which must do without the engine; tests hold it to the engine's own answers
// (`src/prepare/pipeline/fitted.rs`, `src/score/model`). Numbers of a network are summed in long numbers here and in short
// ones there: they agree to about six digits, all others to the last few bits.

/** Turns while gaps are filled from other columns, as in `src/prepare/pipeline/iterative.rs`. */
const TURNS = 5;

/** Whether a cell says nothing. @param {unknown} cell */
const empty = (cell) => cell === undefined || cell === null || cell === "" || Number.isNaN(cell);

/** A cell as it counts: somebody may have said that a word is another, or that it says nothing. @param {any} mend @param {any} source @param {unknown} cell */
function counted(mend, source, cell) {
  if (!mend || empty(cell)) return cell;
  const { same = {}, least, most } = mend;
  if (source.kind !== "number") return Object.hasOwn(same, String(cell)) ? same[String(cell)] : cell;
  const silent = Object.keys(same).filter((written) => same[written] === "");
  const x = Number(cell);
  if (source.day) return silent.some((day) => Date.parse(day) / 864e5 === x) ? NaN : cell;
  return x < (least ?? -Infinity) || x > (most ?? Infinity) || silent.some((written) => Number(written) === x) ? NaN : cell;
}

/** Columns of the matrix for one row: `typed` has a number (days: since 1970), a word or nothing by name of the column. @param {object} pipeline as a model's file has it @param {Record<string, unknown>} typed @returns {number[]} */
export function prepare(pipeline, typed) {
  const { columns, regressions, center, scale, interactions, kept, mends = {} } = /** @type {any} */ (pipeline);
  const row = Object.fromEntries(columns.map((/** @type {any} */ { name, source }) => [name, counted(mends[name], source, typed[name])]));
  const numbers = columns.map((/** @type {any} */ { name, source }) => {
    if (source.kind !== "number") return undefined;
    let x = empty(row[name]) ? NaN : Number(row[name]);
    if (source.day) x /= 365.25;
    if (source.low !== null && source.low !== undefined && x < source.low) x = source.low;
    if (source.high !== null && source.high !== undefined && x > source.high) x = source.high;
    return x;
  });
  fillFromOthers(columns, regressions, numbers);
  let at = 0;
  const made = columns.map((/** @type {any} */ { name, source, indicator }, /** @type {number} */ place) => {
    const own = source.kind === "number" ? bent(Number.isNaN(numbers[place]) ? (source.fill ?? NaN) : numbers[place], source.knots) : ofWord(source, row[name]);
    if (indicator) own.push(empty(row[name]) ? 1 : 0);
    return own.map((/** @type {number} */ x) => {
      const scaled = (x - center[at]) / scale[at];
      at += 1;
      return scaled;
    });
  });
  // What says where cells are missing takes no part in products.
  const plain = (/** @type {number} */ place) => made[place].slice(0, columns[place].indicator ? -1 : undefined);
  const products = interactions.flatMap((/** @type {[number, number]} */ [one, other]) => plain(one).flatMap((/** @type {number} */ a) => plain(other).map((/** @type {number} */ b) => a * b)));
  const all = [...made.flat(), ...products];
  return kept.map((/** @type {number} */ place) => all[place]);
}

/** Gaps from the other numbers, in turns. @param {any[]} columns @param {any[]} regressions @param {(number | undefined)[]} numbers */
function fillFromOthers(columns, regressions, numbers) {
  if (regressions.length === 0) return;
  const gaps = numbers.map((x) => Number.isNaN(x));
  const filled = numbers.map((x, place) => (gaps[place] || x === undefined ? (columns[place].source.fill ?? 0) : x));
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const { column, others, weights, intercept } of regressions) {
      if (gaps[column]) filled[column] = others.reduce((/** @type {number} */ sum, /** @type {number} */ other, /** @type {number} */ k) => sum + weights[k] * filled[other], intercept);
    }
  }
  for (const { column } of regressions) numbers[column] = filled[column];
}

/** The number itself, then the curves of a restricted cubic spline. @param {number} x @param {number[]} knots */
function bent(x, knots) {
  const out = [x];
  if (knots.length < 3) return out;
  const [first, before, last] = [knots[0] ?? 0, knots[knots.length - 2] ?? 0, knots[knots.length - 1] ?? 0];
  const cube = (/** @type {number} */ y) => (y > 0 ? y * y * y : y * 0);
  const norm = (last - first) * (last - first);
  for (const knot of knots.slice(0, -2)) {
    const [a, b] = [(last - knot) / (last - before), (before - knot) / (last - before)];
    out.push((cube(x - knot) - cube(x - before) * a + cube(x - last) * b) / norm);
  }
  return out;
}

/** @param {any} source @param {unknown} cell @returns {number[]} */
function ofWord(source, cell) {
  const place = source.words.indexOf(String(cell));
  if (source.kind === "lookup") return [empty(cell) ? (source.fill ?? NaN) : place < 0 ? (source.other ?? NaN) : source.values[place]];
  const word = empty(cell) ? source.fill : place;
  return source.words.slice(1).map((/** @type {string} */ _, /** @type {number} */ at) => (word === null || word === undefined ? NaN : word === at + 1 ? 1 : 0));
}

/** What a predictor adds up for one row of its matrix. @param {object} model as a model's file has it @param {number[]} x @returns {number} */
export function marginOf(model, x) {
  const predictor = /** @type {any} */ (model);
  const sum = (/** @type {any} */ { weights, intercept }) => weights.reduce((/** @type {number} */ all, /** @type {number} */ weight, /** @type {number} */ k) => all + weight * (x[k] ?? NaN), intercept);
  switch (predictor.kind) {
    case "linear":
      return sum(predictor);
    case "cox":
    case "hazards":
      return sum(predictor.linear);
    case "trees":
      return predictor.roots.reduce((/** @type {number} */ all, /** @type {number} */ root) => all + predictor.number[leafOf(predictor, root, x)], predictor.base);
    case "additive":
      return additive(predictor, x);
    case "net":
      return net(predictor, x);
    default:
      return NaN;
  }
}

/** @param {any} trees @param {number} root @param {number[]} x */
function leafOf(trees, root, x) {
  let at = root;
  while (trees.child[at] > at) {
    const value = x[trees.column[at]] ?? NaN;
    const codes = (trees.categories ?? []).find((/** @type {any} */ one) => one.column === trees.column[at])?.codes;
    let left = trees.missingLeft[at];
    if (!Number.isNaN(value) && codes === undefined) left = value <= trees.number[at];
    const place = codes === undefined ? -1 : codes.indexOf(value);
    if (place >= 0) left = ((trees.sets[trees.number[at]][place >> 5] >>> (place & 31)) & 1) === 1;
    at = trees.child[at] + (left ? 0 : 1);
  }
  return at;
}

/** @param {any} model @param {number[]} x */
function additive({ intercept, curves, surfaces = [] }, x) {
  const gap = (/** @type {any} */ bins) => (bins.borders === undefined ? bins.codes.length : bins.borders.length + 1);
  const bin = (/** @type {any} */ { column, bins }) => {
    const value = x[column] ?? NaN;
    if (Number.isNaN(value)) return gap(bins);
    if (bins.borders !== undefined) return bins.borders.filter((/** @type {number} */ border) => border < value).length;
    const place = bins.codes.indexOf(value);
    return place < 0 ? gap(bins) : place;
  };
  let sum = intercept;
  for (const { axis, values } of curves) sum += values[bin(axis)] ?? 0;
  for (const { one, other, values } of surfaces) sum += values[bin(one) * (gap(other.bins) + 1) + bin(other)] ?? 0;
  return sum;
}

/** @param {any} model @param {number[]} x */
function net({ centre, spread, layers }, x) {
  let now = Array.from({ length: layers[0].inputs }, (_, k) => ((x[k] ?? NaN) - (centre[k] ?? 0)) / (spread[k] ?? 1));
  for (const { inputs, weights, biases, bend } of layers) {
    const from = now;
    now = biases.map((/** @type {number} */ bias, /** @type {number} */ out) => {
      let sum = bias;
      for (let k = 0; k < inputs; k += 1) sum += weights[out * inputs + k] * (from[k] ?? NaN);
      if (bend === "relu") return sum > 0 ? sum : sum * 0;
      return bend === "tanh" ? Math.tanh(sum) : bend === "logistic" ? 1 / (1 + Math.exp(-sum)) : sum;
    });
  }
  return now[0] ?? NaN;
}

/** @param {number} odds */
const logistic = (odds) => 1 / (1 + Math.exp(-odds));

/** Share up to a time of a model that knows times. @param {any} predictor @param {number} margin @param {number} horizon */
function upTo(predictor, margin, horizon) {
  if (predictor.kind === "cox") {
    const { times, hazard, until } = predictor.baseline;
    if (!(horizon >= 0 && horizon <= until)) return NaN;
    const steps = times.filter((/** @type {number} */ time) => time <= horizon).length;
    return 1 - Math.exp(-(steps === 0 ? 0 : hazard[steps - 1]) * Math.exp(margin));
  }
  if (predictor.kind !== "hazards") return NaN;
  const { ends, logOdds } = predictor;
  if (!(horizon >= 0 && horizon <= ends[ends.length - 1])) return NaN;
  let left = 0;
  ends.forEach((/** @type {number} */ end, /** @type {number} */ k) => {
    const start = k === 0 ? 0 : ends[k - 1];
    const odds = logOdds[k];
    if (start < horizon && odds !== null && odds !== undefined) left += Math.min(1, (horizon - start) / (end - start)) * Math.log(logistic(-(odds + margin)));
  });
  return 1 - Math.exp(left);
}

/** On the line between points that never falls. @param {any} steps @param {number} margin */
function onSteps({ margins, shares }, margin) {
  const after = margins.filter((/** @type {number} */ point) => point < margin).length;
  if (Number.isNaN(margin)) return NaN;
  if (after === 0) return shares[0];
  if (after === margins.length) return shares[shares.length - 1];
  const [m, n, p, q] = [margins[after - 1], margins[after], shares[after - 1], shares[after]];
  return p + (q - p) * ((margin - m) / (n - m));
}

/** What is promised beside an answer: the ends of an interval, or whether no and yes stay possible. @param {object} conformal as a model's file has it @param {number} answer @returns {{ low?: number, high?: number, no?: boolean, yes?: boolean }} */
export function promised(conformal, answer) {
  const { kind, reach, limits } = /** @type {any} */ (conformal);
  if (kind === "band") return { low: answer - (reach ?? Infinity), high: answer + (reach ?? Infinity) };
  const stays = (/** @type {number | null | undefined} */ limit, /** @type {number} */ lacks) => limit === null || limit === undefined || lacks <= limit;
  return { no: stays(limits[0], answer), yes: stays(limits[1], 1 - answer) };
}

/** A number as it is typed, with a point or a comma before the decimals; NaN for anything else, and where a comma may also part thousands (1,000). @param {string} text @returns {number} */
export function typedNumber(text) {
  const plain = text.trim();
  return plain === "" || /\d,\d{3}(?!\d)/.test(plain) ? NaN : Number(plain.replace(",", "."));
}

/** What the model answers for one row: a share, or the number itself; NaN where it has none. @param {object} scorer as a model's file has it @param {Record<string, unknown>} row @returns {number} */
export function answerOf(scorer, row) {
  const { task, pipeline, predictor, recalibration } = /** @type {any} */ (scorer);
  const margin = marginOf(predictor, prepare(pipeline, row));
  if (task.task === "continuous") return margin;
  if (task.task === "survival") {
    const share = upTo(predictor, margin, task.horizon);
    if (!recalibration) return share;
    if (recalibration.way === "steps") return onSteps(recalibration, share);
    return share > 0 && share < 1 ? -Math.expm1(-Math.exp(recalibration.intercept + recalibration.slope * Math.log(-Math.log1p(-share)))) : share;
  }
  if (recalibration) return recalibration.way === "steps" ? onSteps(recalibration, margin) : logistic(recalibration.intercept + recalibration.slope * margin);
  return predictor.kind === "trees" && predictor.leaves === "answers" ? margin : logistic(margin);
}
