import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/lib/run.mjs";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bedside-command-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bedside = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "pkg", "bin", "bedside.js"), ...args], { cwd: folder, encoding: "utf8" });
  return { code: status, out: stdout.trim(), err: stderr.trim() };
};

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
  expect(out).toContain("age 60, male");
  const answer = JSON.parse(bedside("assess", name, "--as-of", "2026-03-01", "--json").out) as { scores: { id: string; assessment: { value?: number } }[] };
  const bmi = answer.scores.find((score) => score.id === "bmi");
  expect(bmi?.assessment.value).toBeCloseTo(25, 6);
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

test("batch writes the same rows with results", () => {
  const name = file("people.csv", "id,sex,birth_date,sbp,total_chol,hdl,height,weight\n1,female,1970-01-01,130,200,50,165,70\n2,male,1960-01-01,,,,180,81\n");
  const { code, err } = bedside("batch", name, "out.csv", "--as-of", "2026-03-01");
  expect(code, err).toBe(0);
  const lines = readFileSync(join(folder, "out.csv"), "utf8").trim().split(/\r?\n/);
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^1,female,1970-01-01,/);
  expect(lines[0]?.split(",").length).toBeGreaterThan(8);
});

test("batch refuses a record, and never replaces the table it reads", () => {
  const record = bedside("batch", file("record.json", '{"resourceType":"Patient","id":"a"}'), "never.csv");
  expect(record).toMatchObject({ code: 1, err: expect.stringContaining("record of one person") as string });
  const name = file("people.csv", "id,sex\n1,female\n");
  expect(bedside("batch", name, `./${name}`).code).toBe(2);
  expect(readFileSync(join(folder, name), "utf8")).toBe("id,sex\n1,female\n");
});
