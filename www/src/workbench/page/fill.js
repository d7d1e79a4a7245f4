// The page of one model: a field a column, and the answer beside it as it is typed. Stands behind `score.js` in the page;
// `model` and `words` are what the page was made with. Nothing is sent: the page has no way to.

/** @param {any} model @param {Record<string, string>} words @param {(scorer: any, row: Record<string, unknown>) => number} answer @param {(conformal: any, answer: number) => { low?: number, high?: number, no?: boolean, yes?: boolean }} promised @param {(text: string) => number} typedNumber */
export function run(model, words, answer, promised, typedNumber) {
  const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
  const out = /** @type {HTMLElement} */ (document.querySelector("#answer"));
  const beside = /** @type {HTMLElement} */ (document.querySelector("#promise"));
  const notes = /** @type {HTMLElement} */ (document.querySelector("#notes"));
  const say = (/** @type {string} */ key, /** @type {Record<string, string>} */ args = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => args[name] ?? place);
  const number = (/** @type {number} */ value) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 }).format(value);
  for (const [at, column] of model.fields.entries()) {
    const field = document.createElement("p");
    const label = document.createElement("label");
    label.textContent = column.name;
    label.htmlFor = `field-${at}`;
    const input = document.createElement(column.words ? "select" : "input");
    input.id = `field-${at}`;
    if (column.words) for (const word of ["", ...column.words]) input.append(new Option(word === "" ? say("unknown") : word, word));
    else input.setAttribute("type", column.day ? "date" : "text");
    if (!column.words && !column.day) input.setAttribute("inputmode", "decimal");
    const hint = document.createElement("small");
    hint.id = `hint-${at}`;
    if (column.low !== undefined && !column.day) hint.textContent = say("range", { low: number(column.low), high: number(column.high) });
    input.setAttribute("aria-describedby", hint.id);
    field.append(label, input, hint);
    form.append(field);
  }
  const read = () => {
    /** @type {Record<string, unknown>} */
    const row = {};
    /** @type {string[]} */
    const said = [];
    /** @type {string[]} */
    const empty = [];
    let known = 0;
    let refused = false;
    for (const [at, column] of model.fields.entries()) {
      const input = /** @type {HTMLInputElement} */ (document.getElementById(`field-${at}`));
      const text = input.value.trim();
      const value = text === "" ? undefined : column.words ? text : column.day ? Date.parse(`${text}T00:00:00Z`) / 86400000 : typedNumber(text);
      const wrong = typeof value === "number" && !Number.isFinite(value);
      input.setAttribute("aria-invalid", wrong ? "true" : "false");
      refused ||= wrong;
      if (wrong) said.push(say("noNumber", { column: column.name }));
      else if (value !== undefined) known += 1;
      else empty.push(column.name);
      if (typeof value === "number" && column.low !== undefined && (value < column.low || value > column.high)) said.push(say("outside", { column: column.name }));
      row[column.name] = wrong ? undefined : value;
    }
    if (known > 0 && empty.length > 0) said.push(say("filled", { columns: new Intl.ListFormat(document.documentElement.lang).format(empty) }));
    // A field that cannot be read is mended first: nothing stands in for what somebody typed.
    const result = known === 0 || refused ? NaN : answer(model.scorer, row);
    const hundred = number(Math.round(result * 100));
    out.textContent = known === 0 ? say("start") : Number.isNaN(result) ? say("none") : model.share ? (result > 0 && result < 0.01 ? say("few") : say("share", { n: hundred })) : say("number", { n: number(result) });
    const { low, high, no, yes } = model.conformal && !Number.isNaN(result) ? promised(model.conformal, result) : {};
    beside.textContent = low !== undefined && high !== undefined ? say("interval", { low: number(low), high: number(high) }) : no === undefined ? "" : say(no && yes ? "both" : yes ? "yes" : no ? "no" : "neither");
    notes.replaceChildren(...said.map((text) => {
      const line = document.createElement("li");
      line.textContent = text;
      return line;
    }));
  };
  form.addEventListener("input", read);
  form.addEventListener("submit", (event) => event.preventDefault());
  read();
}
