import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ageAgrees, agrees, numberOf, wordClass } from "../../conformance/cells.mjs";
import { clinical } from "../../conformance/clinical.mjs";
import { rows } from "../../conformance/csv.mjs";
import { recommend } from "../../conformance/recommend.mjs";
import { records } from "../../conformance/records.mjs";
import { total } from "../../conformance/tally.mjs";

// The judge is judged here, by an invented engine that is right, wrong or silent.

let folder = "";
const write = (path: string, content: unknown) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bedside-conformance-"));
  const inputs = { height_cm: ["height", "cm"], weight_kg: ["weight", "kg"] };
  write("facts/clinical/vectors/INDEX.json", {
    files: [
      { file: "bsa_bmi", inputs, outputs: { bsa_mosteller: "m2", bmi: "kg/m2" }, abs: { bsa_mosteller: 1e-9, bmi: 0.05 } },
      { file: "china_par", inputs: { age: ["age", "a"], north: ["of the equation: north", "0/1"] }, outputs: { risk_pct: "percent" }, abs: 1e-6 },
      { file: "unheard_of", abs: 0 },
    ],
  });
  write("facts/clinical/vectors/bsa_bmi_heldout.csv", `id,height_cm,weight_kg,bsa_mosteller,bmi\n1,170,70,${Math.sqrt((170 * 70) / 3600)},24.2\n2,180,81,${Math.sqrt((180 * 81) / 3600)},25\n`);
  write("facts/clinical/vectors/china_par_visible.csv", "id,age,north,risk_pct\n1,50,1,5\n2,19,0,4\n3,50,,\n");
  write("facts/clinical/vectors/unheard_of_visible.csv", "id,x\n1,2\n2,3\n");
  write("facts/clinical/vectors/qdiabetes2018_visible.csv", "id,x\n1,2\n");
  const expectations = { must: [{ action: "walk", source: ["who"] }], must_not: [{ action: "fly" }], must_ask: [{ action: "swim" }], must_caution: [{ action: "walk", code: "knees" }], order: [{ above: "walk", below: "rest" }] };
  write("facts/recommend/vignettes_heldout.json", { vignettes: [{ id: "H1", patient: {}, expect: expectations }] });
  write("data/fhir/expected_more.csv", "file,index_date,birth_date,age,sex,sbp_mmHg,total_chol_mg_dL,smoking,diabetes,statin,other,traps\na.json,2026-01-01,1970-05-01,55,female,ask (two readings),200,former,type 2,no (stopped),x,y\n");
  write("data/fhir/a.json", "{}");
  write("data/ccda/expected.csv", "file,index_date,birth_date,age,sex\nb.xml,2026-01-01,1970-05-01,55,female\n");
  write("data/ccda/b.xml", "<ClinicalDocument/>");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Quirks {
  bmi?: (value: number) => number;
  china?: object;
  chinaOutside?: object;
  assessed?: object;
  cards?: object[];
}

const engine = ({ bmi = (value) => value, china, chinaOutside, assessed, cards }: Quirks = {}) => ({
  catalog: () => ({
    formats: [{ id: "fhir" }],
    concepts: [{ id: "total_chol", canonical: "mg/dL", units: [] }],
    equations: [
      { id: "bmi", unit: "kg/m2", inputs: [{ id: "height" }, { id: "weight" }] },
      { id: "bsa-mosteller", unit: "m2", inputs: [{ id: "height" }, { id: "weight" }] },
      { id: "china-par-10y-ascvd", unit: "probability", inputs: [{ id: "age" }, { id: "north" }] },
    ],
  }),
  evaluate: (id: string, inputs: Record<string, { value: number }>) => {
    const [height, weight] = [inputs["height"]?.value ?? 0, inputs["weight"]?.value ?? 0];
    if (id === "bmi") return Promise.resolve({ answer: "computed", value: bmi(weight / (height / 100) ** 2) });
    if (id === "bsa-mosteller") return Promise.resolve({ answer: "computed", value: Math.sqrt((height * weight) / 3600) });
    if (inputs["north"] === undefined) return Promise.resolve({ answer: "needsInput", missing: [{ input: "north" }] });
    if ((inputs["age"]?.value ?? 0) < 20) return Promise.resolve(chinaOutside ?? { answer: "notApplicable", reasons: [{ key: "belowRange", input: "age" }] });
    return Promise.resolve(china ?? { answer: "computed", value: 0.05 });
  },
  recommend: () =>
    Promise.resolve({
      cards: cards ?? [
        { action: "walk", status: "recommend", sources: [{ id: "who" }], cautions: ["knees"] },
        { action: "rest", status: "discuss", sources: [], cautions: [] },
        { action: "swim", status: "needs_data", sources: [], cautions: [] },
      ],
      held: [{ action: "fly", status: "not_eligible" }],
      interactions: [],
    }),
  read: ([file]: { name: string }[]) =>
    Promise.resolve(
      file?.name === "b.xml"
        ? { patients: [], files: [{ file: "b.xml", format: "ccda", error: { kind: "unsupported", key: "format.ccda" } }] }
        : { patients: [{ birth: "1970-05-01", sex: "female", medications: { state: "recorded", entries: [{ id: 4 }] }, conditions: { entries: [{ id: 3, concepts: ["diabetes_t2"] }] } }], files: [{ file: "a.json", format: "fhir" }] },
    ),
  assess: () =>
    Promise.resolve(
      assessed ?? {
        person: { age: 55, sex: "female", ageUncertain: false },
        findings: [
          { concept: "total_chol", input: { value: 200.4, status: "found" } },
          { concept: "smoking", input: { word: "former", status: "found" } },
          { concept: "diabetes", input: { value: 1, status: "found", facts: [3] } },
        ],
      },
    ),
});

const folders = () => ({ facts: join(folder, "facts"), data: join(folder, "data") });
const sum = async (area: typeof clinical | typeof recommend | typeof records, client: object) => {
  const { passed, failed, withheld, notCovered } = total(await area(client, folders()));
  return { passed, failed, withheld, notCovered };
};

test("a right engine passes; what it lacks is withheld or not covered", async () => {
  expect(await sum(clinical, engine())).toEqual({ passed: 7, failed: 0, withheld: 1, notCovered: 2 });
  expect(await sum(recommend, engine())).toEqual({ passed: 5, failed: 0, withheld: 0, notCovered: 0 });
  expect(await sum(records, engine())).toEqual({ passed: 8, failed: 0, withheld: 0, notCovered: 3 });
});

test("a number off by more than the tolerance fails", async () => {
  expect((await sum(clinical, engine({ bmi: (value) => value + 0.2 }))).failed).toBe(2);
  expect((await sum(clinical, engine({ china: { answer: "computed", value: 0.05 + 2e-8 } }))).failed).toBe(1);
});

test("refusing a row that lies within the applicability fails", async () => {
  expect((await sum(clinical, engine({ china: { answer: "notApplicable", reasons: [] } }))).failed).toBe(1);
});

test("a number for a row outside must be the reference's", async () => {
  expect((await sum(clinical, engine({ chinaOutside: { answer: "computed", value: 0.04 } }))).failed).toBe(0);
  expect((await sum(clinical, engine({ chinaOutside: { answer: "computed", value: 0.01 } }))).failed).toBe(1);
});

test("a missing card, caution or source fails", async () => {
  expect((await sum(recommend, engine({ cards: [] }))).failed).toBe(4);
  const bare = [{ action: "walk", status: "recommend", sources: [], cautions: [] }];
  expect((await sum(recommend, engine({ cards: bare }))).failed).toBe(4);
});

test("a record read wrongly fails cell by cell", async () => {
  const assessed = {
    person: { age: 54, sex: "male", ageUncertain: false },
    findings: [
      { concept: "sbp", input: { value: 120, status: "found" } },
      { concept: "total_chol", input: { value: 202, status: "found" } },
      { concept: "diabetes", input: { value: 0, status: "found" } },
      { concept: "statin", input: { value: 1, status: "found" } },
    ],
  };
  expect((await sum(records, engine({ assessed }))).failed).toBe(7);
});

test("cells are compared as the data's README says", () => {
  expect(["no (stopped)", "type 2", "yes (type not stated; on insulin)", "missing", "not recorded (empty cell)", "no evidence (no drug rows)", "unknown", "ask (two)", "current", "no current (gestational 2014)"].map(wordClass)).toEqual([
    "no", "type 2", "yes", "unrecorded", "unrecorded", "unrecorded", "unrecorded", "ask", "current", "no",
  ]);
  expect(["24.56 stated (91.5 kg implies 1.93 m)", "missing", "ask (116 without unit)", "120"].map(numberOf)).toEqual([24.56, "unrecorded", "ask", 120]);
  expect([agrees(100.5, 100), agrees(100.6, 100), ageAgrees(47, "47-48"), ageAgrees(49, "47-48"), ageAgrees(48, "47-48")]).toEqual([true, false, true, false, true]);
});

test("quoted cells, line ends and a mark at the start are read", () => {
  expect(rows('\uFEFFa,b\r\n"x, ""y""\nz",2\r\n')).toEqual([{ a: 'x, "y"\nz', b: "2" }]);
});
