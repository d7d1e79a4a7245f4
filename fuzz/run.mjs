/**
 * Runs the fuzz targets on a stable toolchain, without cargo-fuzz: `node fuzz/run.mjs [--seconds 60] [TARGET…]`.
 * Seeds of whole files are used where they lie; those that a target takes in a shape of its own are made here.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const targets = readdirSync(join(here, "fuzz_targets")).map((name) => name.replace(/\.rs$/, ""));

// What cargo-fuzz asks of the compiler, but for the address sanitizer: there is no unsafe code to watch.
const FLAGS = [
  "--cfg=fuzzing", "-Cdebug-assertions", "-Ccodegen-units=1", "-Cpasses=sancov-module",
  ...["level=4", "inline-8bit-counters", "pc-table", "trace-compares"].map((one) => `-Cllvm-args=-sanitizer-coverage-${one}`),
];

const text = (...path) => readFileSync(join(root, ...path), "utf8");
const json = (...path) => JSON.parse(text(...path));
const folder = (...path) => readdirSync(join(root, ...path)).map((name) => [...path, name]);
const records = () => ["fhir", "csv", "form", "saved"].flatMap((kind) => folder("tests/fixtures/records", kind)).map((path) => text(...path));

/** How our own documents begin. */
const OWN = /^\{\s*"format"\s*:\s*"[a-z-]+"\s*,\s*"version"\s*:\s*1\s*,/;

/** Changes of every kind, one seed each. */
const changes = [
  { op: "set", concept: "sbp", value: 128, unit: "mm[Hg]", date: "2026-02-01" }, { op: "set", concept: "smoking", word: "current" },
  { op: "set", concept: "birth", word: "1960-02-29" }, { op: "set", concept: "age", value: 61 }, { op: "set", concept: "sex", word: "female" },
  { op: "set", concept: "total_chol", value: 5.2, unit: "mmol/L" }, { op: "edit", fact: 1, value: 4, unit: "mmol/L" },
  { op: "setAside", fact: 0 }, { op: "restore", fact: 2 }, { op: "confirm", fact: 3 }, { op: "confirm", concept: "diabetes" },
  { op: "answer", name: "north", value: true }, { op: "answer", name: "salt_g_day", value: 9.5 }, { op: "answer", name: "north" },
  { op: "decline", action: "diet_dash", reason: "cost" }, { op: "accept", action: "diet_dash" }, { op: "close", list: "conditions" },
  { op: "open", list: "medicines" }, { op: "add", list: "allergies", entry: { text: "penicillin", severity: "severe" } },
  { op: "add", list: "medicines", entry: { name: "amlodipine", mgPerDay: 5, dose: "5 mg twice daily", onset: "2020-03" } },
];

/** Seeds that stand in no file: target → texts. */
const made = {
  amend: () => [...changes.map((one) => JSON.stringify([one])), JSON.stringify(changes), ...records().map((one) => `${JSON.stringify(changes.slice(0, 7))}\n${one}`)],
  recommend: () => json("tests/fixtures/recommend/vignettes.json").vignettes.map((one) => JSON.stringify(one.patient)),
  evaluate: () =>
    folder("data/equations").filter((path) => path.at(-1).endsWith(".json")).flatMap((path) => {
      const { id, equations = [{ id }], examples = [] } = json(...path);
      return examples.slice(0, 4).map((example) => `${equations[0]?.id ?? id}\n${JSON.stringify(example.inputs)}`);
    }),
  evaluate_many: () => Array.from({ length: 40 }, (_, at) => String.fromCharCode(at, 16 + at, at % 3 ? 200 : at) + "\x02\x90\x01\x03\x01\0\0\0\x03\x3c\x0b\0\0\0\0\0\x01\x04yyyyyy".repeat(3 + at)),
  feedback: () => [0, 1, 2].flatMap((model) => {
    const rows = ["a", "b", "c"].flatMap((person, at) => ["diet_dash", "diet_nuts", "ex_steps", "ex_aerobic", "diet_ssb", "ex_balance"].map((action, row) => `${person},${action},${(at + row) % 3 ? "yes" : "no"},${row % 2 ? "yes" : ""},2025-0${row + 1}-03,${at % 2 ? "x" : "y"},${50 + at}`));
    return [`${String.fromCharCode(model)}person,action,accepted,done,date,group,feature:age\n${rows.join("\n")}\n`];
  }),
  cohort: () => ["a,b\n1,2\n3,4\n5,6\n", "\ufeff编号;结局;就诊日期\r\n1;恶性;2020年2月1日\r\n2;良性;03/04/2020\r\n", "sep=\t\nx\tx\t\n\"1,5\"\tNA\t.\n<5\t31/12/2020\t7\n", `x,y\n${"1.5,Malignant\n,maligant\n1e999,inf\n".repeat(20)}`],
  pipeline: () => {
    const column = { name: "a", impute: "iterative", indicator: true, winsorise: 0.05, encode: { by: "oneHot" }, knots: 4, standardise: true };
    const target = { name: "w", encode: { by: "target", smooth: 2, folds: 3 } };
    const table = `a,b,w\n${Array.from({ length: 24 }, (_, row) => `${row % 7 ? row * 1.5 : ""},${(row * 5) % 11},${"xyz"[row % 3]}`).join("\n")}\n`;
    const fitted = { version: 1, columns: [{ name: "a", indicator: false, source: { kind: "number", day: false, low: null, high: 9, fill: 1, knots: [] } }, { name: "w", indicator: true, source: { kind: "oneHot", words: ["x", "y"], fill: 0 } }], regressions: [{ column: 0, others: [], weights: [], intercept: 1 }], center: [0, 0, 0], scale: [1, 2, 1], interactions: [[0, 1]], kept: [0, 1, 3], names: ["a", "w = y", "a × w = y"] };
    const settings = [{ columns: [column] }, { columns: [column, { name: "b" }, target], interactions: [["a", "w"]], select: { correlation: 0.9, best: 2 }, seed: 4 }, { columns: [{ name: "w", impute: "leave", encode: { by: "ordered", words: ["x", "z"] } }] }, { columns: [{ name: "w", encode: { by: "categories" } }, { name: "b" }] }, fitted];
    return settings.map((one) => `${JSON.stringify(one)}\n\n${table}`);
  },
  // Without its seal, which would refuse every change before anything else is looked at; once with it.
  model_file: () => [text("tests/fixtures/learn/model.json"), text("tests/fixtures/learn/model.json").replace(/,"seal":"[0-9a-f]+"/, "")],
  xlsx: () => {
    const sheet = (rows, more = "") => `<worksheet><dimension ref="A1:C9"/><sheetData>${rows}</sheetData>${more}</worksheet>`;
    const head = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c><c r="B1" t="s"><v>0</v></c></row>';
    const rows = '<row r="3"><c r="A3"><v>1.5</v></c><c r="B3" s="1"><v>43890</v></c></row><row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="e"><v>#N/A</v></c><c r="C4" t="str"><f t="shared" si="0" ref="C4:C5">A1&amp;B1</f><v>a</v></c></row><row><c t="d"><v>2020-02-29T00:00:00</v></c><c><f>1+1</f></c></row>';
    const words = '<sst uniqueCount="2"><si><t xml:space="preserve"> y,_x000D_ </t></si><si><r><t>a</t></r><rPh><t>b</t></rPh></si></sst>';
    const styles = '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[h]:mm;@"/></numFmts><fonts><font><b/></font></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170" fontId="0"/></cellXfs></styleSheet>';
    const book = '<workbook><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="r1"/><sheet name="H" state="hidden" r:id="r1"/></sheets><definedNames><definedName name="n">S!$A$1</definedName></definedNames></workbook>';
    const merged = '<mergeCells count="2"><mergeCell ref="A3:A4"/><mergeCell ref="B1:C2"/></mergeCells>';
    return [sheet(head + rows, merged), [sheet(head + rows, merged), words, styles].join("\x1e"), [sheet(head), words, styles, book].join("\x1e"), sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')];
  },
  // These targets write the beginning themselves.
  saved: () => folder("tests/fixtures/records/saved").map((path) => text(...path).replace(OWN, "")),
  form: () => folder("tests/fixtures/records/form").map((path) => text(...path).replace(OWN, "")),
  fhir: () => folder("tests/fixtures/records/fhir").map((path) => text(...path)),
  merge: () => records().map((one, at, all) => `${one}\x1e${all[(at * 7 + 1) % all.length]}`),
};

const args = process.argv.slice(2);
const at = args.indexOf("--seconds");
const seconds = at < 0 ? "60" : args.splice(at, 2)[1];
const host = /host: (\S+)/.exec(spawnSync("rustc", ["-vV"], { encoding: "utf8" }).stdout)?.[1] ?? "";
const run = (command, words, options) => {
  const { status } = spawnSync(command, words, { cwd: here, stdio: "inherit", ...options });
  if (status !== 0) process.exit(status ?? 1);
};

// Named by its target, so that build scripts and macros are not instrumented.
run("cargo", ["build", "--release", "--target", host], { env: { ...process.env, RUSTFLAGS: FLAGS.join(" ") } });
for (const target of args.length > 0 ? args : targets) {
  const corpus = join(here, "corpus", target);
  const artifacts = join(here, "artifacts", target);
  for (const one of [corpus, artifacts]) mkdirSync(one, { recursive: true });
  (made[target]?.() ?? []).forEach((seed, index) => writeFileSync(join(corpus, `seed-${index}`), seed));
  const whole = target === "xlsx" ? [join(root, "tests/fixtures/workbook")] : ["sniff", "csv"].includes(target) ? ["fhir", "csv", "form", "saved"].map((kind) => join(root, "tests/fixtures/records", kind)) : [];
  console.log(`\n${target}`);
  run(join(here, "target", host, "release", target), [corpus, ...whole, `-max_total_time=${seconds}`, "-timeout=10", "-rss_limit_mb=4096", "-print_final_stats=1", `-artifact_prefix=${artifacts}/`]);
}
