import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/lib/run.mjs";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bedside-command-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command in a terminal of this language; the test's own must not decide. */
const spoken = (language: string, ...args: string[]) => {
  const env = { ...process.env, LC_ALL: language };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "pkg", "bin", "bedside.js"), ...args], { cwd: folder, encoding: "utf8", env });
  return { code: status, out: stdout.trim(), err: stderr.trim() };
};
const bedside = (...args: string[]) => spoken("C", ...args);

const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return name;
};

const quantity = (code: string, value: number, unit: string) => ({
  resource: {
    resourceType: "Observation",
    status: "final",
    code: { coding: [{ system: "http://loinc.org", code }] },
    effectiveDateTime: "2026-01-10",
    valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit },
  },
});
const record = JSON.stringify({
  resourceType: "Bundle",
  type: "collection",
  entry: [
    { resource: { resourceType: "Patient", id: "invented", gender: "male", birthDate: "1966-02-03" } },
    quantity("2160-0", 1.1, "mg/dL"),
    quantity("8302-2", 180, "cm"),
    quantity("29463-7", 81, "kg"),
  ],
});

test("catalog lists formats and equations", () => {
  const { code, out } = bedside("catalog");
  expect(code).toBe(0);
  for (const word of ["prevent-base-10y-ascvd", "china-par-10y-ascvd", "ckd-epi-2021-creatinine", "Formats"]) expect(out).toContain(word);
  expect(JSON.parse(bedside("catalog", "--json").out)).toHaveProperty("equations");
});

test("evaluate answers, converts units and says what is missing", () => {
  const mass = bedside("evaluate", "non-hdl", "total_chol=200", "hdl=50");
  const mole = bedside("evaluate", "non-hdl", "total_chol=5.172mmol/L", "hdl=1.293mmol/L");
  expect(mass).toEqual({ code: 0, out: "150 mg/dL", err: "" });
  expect(mole.code).toBe(0);
  expect(Number.parseFloat(mole.out)).toBeCloseTo(150, 1);
  const missing = bedside("evaluate", "non-hdl", "total_chol=200");
  expect(missing.code).toBe(0);
  expect(missing.out).toMatch(/^needs /);
});

test("a wrong unit is bad input, in one line", () => {
  const { code, out, err } = bedside("evaluate", "non-hdl", "total_chol=5mm[Hg]", "hdl=50");
  expect(code).toBe(1);
  expect(out).toBe("");
  expect(err.split("\n")).toHaveLength(1);
});

test("misuse is 2 and says how to use it", () => {
  for (const args of [[], ["fly"], ["evaluate"], ["evaluate", "no-such-equation"], ["evaluate", "bmi", "height"], ["assess"], ["assess", "a.json", "--as-of", "soon"], ["batch", "one.csv"], ["catalog", "--loud"]]) {
    const { code, err } = bedside(...args);
    expect(code, args.join(" ")).toBe(2);
    expect(err, args.join(" ")).toContain("bedside assess FILE");
  }
});

test("assess scores a record", () => {
  const name = file("record.json", record);
  const { code, out, err } = bedside("assess", name, "--as-of", "2026-03-01");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^male, 60 years, on 1 March 2026$/m);
  expect(out).toContain("Body mass index: 25.0 kg/m²");
  const answer = JSON.parse(bedside("assess", name, "--as-of", "2026-03-01", "--json").out) as { scores: { id: string; assessment: { value?: number } }[] };
  const bmi = answer.scores.find((score) => score.id === "bmi");
  expect(bmi?.assessment.value).toBeCloseTo(25, 6);
});

const example = join(root, "www", "examples", "person", "robin-example.json");

test("assess says what the page says, in its order", () => {
  const { code, out, err } = bedside("assess", example, "--as-of", "2026-11-01", "--country", "JP");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const order = ["PREVENT was not studied where the patient lives (Japan)", "Of 100 people like the patient, about ", "What drives it", "What we don't know", "Kidneys", "Avoid NSAIDs", "Not understood", "Set aside, and why", "it is not a diagnosis"];
  expect(order.map((part) => out.indexOf(part)).every((at, index, all) => at >= 0 && (index === 0 || at > (all[index - 1] ?? 0))), out).toBe(true);
  // Each step with its gain in people of 100, or with why there is none.
  expect(out).toMatch(/(About \d+ fewer|Fewer than 1) of 100: Of 100 such patients, /);
  expect(out).toMatch(/Most likely between \d+ and \d+ fewer of /);
  expect(out).toContain("No absolute figure: ");
  // A key without its sentence would show itself.
  expect(out).not.toMatch(/\b[a-z]+\.[a-z]+[A-Z]?[a-z]*\b(?!\.)(?<!bedside\.js)/);
  expect(out).not.toMatch(/\{\w*\}|undefined|NaN/);
});

test("a critical result comes before everything", () => {
  const name = file("potassium.json", JSON.stringify({ resourceType: "Bundle", type: "collection", entry: [{ resource: { resourceType: "Patient", id: "invented", gender: "male", birthDate: "1966-02-03" } }, quantity("2823-3", 6.8, "mmol/L")] }));
  const { out } = bedside("assess", name, "--as-of", "2026-01-10");
  const [, blank, title, , act] = out.split("\n");
  expect(blank).toBe("");
  expect(title).toBe("Potassium: 6.8 mmol/L");
  expect(act).toContain("emergency department now");
});

test("text of a file does not command the terminal", () => {
  const hostile = { resource: { resourceType: "Condition", id: "c", clinicalStatus: { coding: [{ code: "active" }] }, code: { text: "odd \u001b]0;HACK\u0007 \u001b[31m\u009b disease" } } };
  const name = file("hostile.json", JSON.stringify({ resourceType: "Bundle", type: "collection", entry: [{ resource: { resourceType: "Patient", id: "invented", gender: "male", birthDate: "1966-02-03" } }, hostile] }));
  const { code, out } = bedside("assess", name, "--as-of", "2026-01-10");
  expect(code).toBe(0);
  expect(out).toContain("HACK");
  expect(out.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
});

test("it speaks the language asked for, else the terminal's", () => {
  const chosen = bedside("assess", example, "--as-of", "2026-11-01", "--lang", "zh");
  expect(chosen).toEqual(spoken("zh_CN.UTF-8", "assess", example, "--as-of", "2026-11-01"));
  expect(chosen.code).toBe(0);
  // Titles of sources, names of equations and what the record itself says stay as they are.
  expect(chosen.out.split("\n").filter((line) => !/[\u4e00-\u9fff]/.test(line.replace(/^\s*/, "x")) && line !== "")).toEqual([]);
  expect(spoken("zh_CN.UTF-8", "catalog", "--lang=en").out).toContain("Formats");
  const wrong = bedside("assess", "nowhere.json", "--lang", "zh");
  expect(wrong).toEqual({ code: 1, out: "", err: "nowhere.json：无法读取：没有这个文件；请核对文件名" });
  expect(bedside("catalog", "--lang", "fr")).toMatchObject({ code: 2, err: expect.stringContaining("--lang needs en or zh, not fr.") as string });
  expect(spoken("zh_CN.UTF-8", "fly")).toMatchObject({ code: 2, err: expect.stringContaining("没有 fly 这个命令") as string });
});

test("its own words have the same keys and places in both languages", () => {
  const words = JSON.parse(readFileSync(join(root, "npm", "src", "cli", "words.json"), "utf8")) as Record<string, object>;
  const leaves = (node: object, path = ""): string[] =>
    Object.entries(node).flatMap(([key, value]) =>
      typeof value === "string" ? (key === "one" ? [] : [`${path}${key} ${(value.match(/\{\w+\}/g) ?? []).sort().join(" ")}`]) : leaves(value as object, `${path}${key}.`),
    );
  expect(leaves(words["zh"] ?? {})).toEqual(leaves(words["en"] ?? {}));
});

test("bad files are 1, in one line that names the file", () => {
  for (const [name, content] of [["empty.json", ""], ["cut.json", '{"resourceType":"Bundle","entry":[{'], ["photo.json", "\u00ff\u00d8\u00ff\u00e0JFIF"]] as const) {
    const { code, err } = bedside("assess", file(name, content));
    expect(code, name).toBe(1);
    expect(err.split("\n"), name).toHaveLength(1);
    expect(err).toContain(name);
  }
  const { code, err } = bedside("assess", "nowhere.json");
  expect(code).toBe(1);
  expect(err).toBe("nowhere.json: cannot be read: no such file; check its name");
});

test("every bad file is 1 with one line that names it, says what is wrong and what to do, as JSON too", () => {
  const bad: [name: string, content: string | Buffer, says: RegExp][] = [
    ["blank.csv", " \r\n", /is empty.*Choose another file/],
    ["deep.json", `{"resourceType":"Bundle","entry":${"[".repeat(100_000)}`, /deep\.json, byte \d+.*nests too deep.*Check/],
    ["nan.json", '{"resourceType":"Bundle","total":NaN}', /line 1, column \d+.*Export the file again/],
    ["large.json", '{"resourceType":"Observation","valueQuantity":{"value":1e999}}', /larger than any.*Correct the number/],
    ["a.zip", Buffer.from("PK\u0003\u0004\u0014\0\0\0", "latin1"), /ZIP.*Unpack it/],
    ["a.gz", Buffer.from([0x1f, 0x8b, 8, 0]), /gzip.*Unpack it/],
    ["a.pdf", "%PDF-1.7", /a PDF.*FHIR as JSON/],
    ["a.dcm", Buffer.concat([Buffer.alloc(128), Buffer.from("DICM")]), /DICOM.*FHIR as JSON/],
    ["ccda.xml", '<?xml version="1.0"?><ClinicalDocument/>', /C-CDA.*FHIR as JSON/],
    ["wide.csv", Buffer.from("sex,age\nfemale,58\n", "utf16le"), /UTF-16.*Save it as UTF-8/],
    ["null.csv", "sex,age,sbp mmHg\nfe\0male,58,148\n", /null byte \(at byte 19\).*Export the file again/],
    ["head.csv", "sex,age\n", /no rows.*Fill in/],
    ["foo.csv", "foo,bar\n1,2\n", /foo, bar.*Name the columns/],
    ["nobody.json", '{"resourceType":"Bundle"}', /Nothing about a person.*Check/],
    ["saved.json", '{"format":"bedside-record","version":9}', /another version \(9\).*Open it with/],
  ];
  for (const [name, content, says] of bad) {
    writeFileSync(join(folder, name), content);
    for (const json of [[], ["--json"]]) {
      const { code, out, err } = bedside("assess", name, ...json);
      expect({ code, out }, name).toEqual({ code: 1, out: "" });
      expect(err.split("\n"), name).toHaveLength(1);
      expect(err, name).toMatch(says);
      expect(err, name).toContain(name);
      expect(err, name).not.toMatch(/\bat .*:\d+:\d+|\{\w+\}/);
    }
    const chinese = bedside("assess", name, "--lang", "zh");
    expect({ ...chinese, err: chinese.err.split("\n").length }, name).toEqual({ code: 1, out: "", err: 1 });
    expect(chinese.err, name).toMatch(new RegExp(`${name.replace(".", "\\.")}.*[\u4e00-\u9fff].*请`));
  }
});

test("places that cannot be read or written are told before anything is worked out", () => {
  const table = file("ok.csv", "id,sex,age\n1,female,58\n");
  mkdirSync(join(folder, "inside"), { recursive: true });
  for (const [args, says] of [
    [["assess", "inside"], /^inside: cannot be read: this is a folder; name the files in it$/],
    [["assess", `${table}/x.json`], /cannot be read: no such folder/],
    [["batch", "inside", "out.csv"], /^inside: cannot be read: this is a folder/],
    [["batch", table, "inside"], /^inside: cannot be written: this is a folder; name a file in it$/],
    [["batch", table, "nowhere/out.csv"], /^nowhere\/out\.csv: cannot be written: no such folder; make it first/],
  ] as const) {
    const { code, err } = bedside(...args);
    expect(code, args.join(" ")).toBe(1);
    expect(err, args.join(" ")).toMatch(says);
    expect(err.split("\n")).toHaveLength(1);
  }
  // Nobody is kept from anything who is root.
  if (process.getuid?.() !== 0) {
    chmodSync(join(folder, table), 0o000);
    expect(bedside("assess", table)).toMatchObject({ code: 1, err: `${table}: cannot be read: not allowed; check its permissions` });
  }
});

test("a file larger than is read at once is refused with the limit, before it is read", () => {
  const name = file("large.csv", "id,sex,age\n1,female,58\n");
  truncateSync(join(folder, name), 3_000_000_000);
  for (const args of [["assess", name], ["batch", name, "out-large.csv"]]) {
    expect(bedside(...args)).toMatchObject({ code: 1, err: "large.csv has 3000 MB, and at most 250 MB are read at once. Nothing was changed. Split it into smaller files." });
  }
  rmSync(join(folder, name));
});

test("a reader that closes early is no fault", () => {
  const program = join(root, "pkg", "bin", "bedside.js");
  const { status, stderr } = spawnSync("bash", ["-o", "pipefail", "-c", `"${process.execPath}" "${program}" catalog --json | head -1`], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("names that JavaScript has of its own are names like any other", () => {
  for (const name of ["__proto__", "constructor", "toString"]) {
    const { code, err } = bedside("evaluate", "bmi", "height=180", "weight=81", `${name}=1`);
    expect(code, name).toBe(2);
    expect(err, name).toContain(`“${name}” is not an input of bmi`);
  }
  const odd = bedside("evaluate", "bmi", "height=1e999", "weight=81");
  expect(odd).toMatchObject({ code: 1, err: expect.stringContaining("no number that can be used") as string });
});

test("batch writes the same rows with results", () => {
  const name = file("people.csv", "id,sex,birth_date,sbp,total_chol,hdl,height,weight\n1,female,1970-01-01,130,200,50,165,70\n2,male,1960-01-01,,,,180,81\n");
  const { code, err } = bedside("batch", name, "out.csv", "--as-of", "2026-03-01");
  expect(code, err).toBe(0);
  const lines = readFileSync(join(folder, "out.csv"), "utf8").trim().split(/\r?\n/);
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^1,female,1970-01-01,/);
  expect(lines[0]?.split(",").length).toBeGreaterThan(8);
});

test("batch says once what a table is silent about", () => {
  const head = "id,sex,age,sbp,total_chol (mg/dL),hdl (mg/dL),egfr,smoking,diabetes,statin,antihypertensive";
  const row = "1,female,55,138,210,50,88,never,no,no,no";
  const batch = (table: string): string => bedside("batch", file("clinic.csv", table), "scored.csv", "--country", "US", "--as-of", "2026-03-01").err;
  expect(batch(`${head}\n${row}\n${row}\n`).match(/does not say who has had a heart attack/g)).toHaveLength(1);
  expect(batch(`${head},conditions\n${row},asthma\n`)).not.toContain("heart attack");
});

test("batch refuses a record, and never replaces the table it reads", () => {
  const record = bedside("batch", file("record.json", '{"resourceType":"Patient","id":"a"}'), "never.csv");
  expect(record).toMatchObject({ code: 1, err: expect.stringContaining("record of one person") as string });
  const name = file("people.csv", "id,sex\n1,female\n");
  expect(bedside("batch", name, `./${name}`).code).toBe(2);
  expect(readFileSync(join(folder, name), "utf8")).toBe("id,sex\n1,female\n");
});
