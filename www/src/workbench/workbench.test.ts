import { describe, expect, it } from "vitest";
import type { App } from "../state";
import { firstQuestion, firstSplit, lacking, likelyOutcomes, likelyTask, outcomeOf, parametersOf, usualPipeline } from "./draft";
import { fixtureEngine } from "./engine.fixture";
import { exampleTable } from "./example";
import type { TableReport } from "./table";
import { flatters, holds, kindsFor, modelKinds, outside, searchOf, unusual, waysOf } from "./models";
import { Workbench } from "./state";
import type { ModelSettings } from "./study";
import { wordsOf } from "./table";
import { tableOfCsv } from "./table.fixture";
import { likelyHappened, valuesOf } from "./values";

const example = tableOfCsv("example.csv", exampleTable());
const csv = (...lines: string[]) => tableOfCsv("t.csv", lines.join("\n"));
const rowsOf = (heading: string, line: (at: number) => string, count = 40) => csv(heading, ...Array.from({ length: count }, (_, at) => line(at)));

describe("the example", () => {
  it("is the same table every time, with gaps and both outcomes", () => {
    expect(exampleTable()).toBe(exampleTable());
    expect(example.rows).toBe(600);
    const outcome = example.columns.find(({ name }) => name === "readmitted");
    const yes = wordsOf(outcome?.picture).find(({ word }) => word === "yes")?.rows ?? 0;
    expect(yes).toBeGreaterThan(120);
    expect(yes).toBeLessThan(360);
    expect(example.columns.filter(({ missing }) => missing > 0).length).toBeGreaterThan(2);
  });
});

describe("first guesses", () => {
  it("ask who is readmitted, by everything but the code, the site and the outcome itself", () => {
    const question = firstQuestion(example);
    expect(question.outcome).toEqual({ task: "binary", column: "readmitted", happened: { yes: ["yes"] } });
    expect(question.predictors).toEqual(["sex", "age", "systolic_bp", "bmi", "hba1c", "creatinine", "smoking", "earlier_stays"]);
    expect(question.site).toBe("site");
    expect(question.groups).toEqual(["sex"]);
  });
  it("take grades from 0 up as anything above none, and Chinese words as what they mean", () => {
    const graded = rowsOf("age,target", (at) => `${40 + (at % 17)},${at % 5}`);
    expect(firstQuestion(graded).outcome).toEqual({ task: "binary", column: "target", happened: { yes: ["1", "2", "3", "4"] } });
    const chinese = rowsOf("年龄,死亡", (at) => `${40 + (at % 17)},${at % 3 === 0 ? "是" : "否"}`);
    expect(firstQuestion(chinese).outcome).toEqual({ task: "binary", column: "死亡", happened: { yes: ["是"] } });
  });
  it("take a number with many values as a number, and a time with a yes or no as time to an event", () => {
    const numbers = rowsOf("age,target", (at) => `${40 + (at % 17)},${at * 3.5}`);
    expect(likelyTask(numbers)).toBe("continuous");
    const followed = rowsOf("age,dtime,death", (at) => `${40 + (at % 17)},${100 + at * 9},${at % 2}`);
    expect(outcomeOf("survival", followed)).toMatchObject({ time: "dtime", event: "death", happened: { yes: ["1"] } });
  });
  it("leave out what is known only afterwards, and read a status of 1 and 2", () => {
    const followed = rowsOf("year,age,rtime,recur,death", (at) => `${1990 + (at % 7)},${40 + (at % 17)},${100 + at * 9},${at % 2},${at % 3 === 0 ? 1 : 0}`);
    expect(firstQuestion(followed)).toMatchObject({ outcome: { task: "survival", time: "rtime", event: "recur" }, predictors: ["year", "age"] });
    const status = rowsOf("age,status", (at) => `${40 + (at % 17)},${1 + (at % 2)}`);
    expect(firstQuestion(status).outcome).toMatchObject({ happened: { yes: ["2"] } });
    // Censored, transplanted, dead: somebody says which of them is meant.
    const ends = rowsOf("age,time,status", (at) => `${40 + (at % 17)},${100 + at * 9},${at % 3}`);
    expect(outcomeOf("survival", ends)).toMatchObject({ event: "status", happened: { yes: [] } });
  });
  it("take the day somebody came as the day from which is predicted, and no other", () => {
    const withDays = (headings: string): TableReport => {
      const report = rowsOf(headings, (at) => `${40 + (at % 17)},${"ab"[at % 2]},${"cd"[at % 2]},${at % 3 === 0 ? "yes" : "no"}`);
      return { ...report, columns: report.columns.map((column) => (/admission|discharged|seen/.test(column.name) ? { ...column, kind: "day" as const } : column)) };
    };
    expect(firstQuestion(withDays("age,discharged,admission_date,died"))).toMatchObject({ time: "admission_date", predictors: ["age"] });
    const other = withDays("age,discharged,last_seen,died");
    expect(firstQuestion(other).time).toBeUndefined();
  });
  it("leave out words that hardly two rows share, such as codes", () => {
    const coded = rowsOf("badge,blood,age,died", (at) => `x${at === 7 ? 6 : at},${"abc"[at % 3]},${40 + (at % 17)},${at % 3 === 0 ? "yes" : "no"}`);
    expect(firstQuestion(coded).predictors).toEqual(["blood", "age"]);
  });
  it("mend shares of a yes or no in every way, those of a time by level and slope, numbers not at all", () => {
    expect([waysOf("binary", { kind: "logistic" }).length, waysOf("binary", { kind: "forest" }).length]).toEqual([4, 3]);
    expect([waysOf("survival", { kind: "cox" }), waysOf("continuous", { kind: "leastSquares" })]).toEqual([["intercept", "slope"], []]);
  });
  it("answer for a table with nothing in it", () => {
    const bare = csv("a", "1", "1");
    expect(likelyOutcomes(bare.columns)).toEqual([]);
    expect(firstQuestion(bare).outcome).toMatchObject({ task: "binary", column: "" });
    expect(valuesOf(undefined)).toEqual([]);
    expect(likelyHappened(undefined)).toEqual({ yes: [] });
    expect(lacking(firstQuestion(bare), firstSplit)).toEqual(["noOutcome", "noPredictors"]);
  });
  it("mark gaps where there are many, keep what was set, and count what is learned", () => {
    const usual = usualPipeline(example, ["age", "hba1c", "smoking"]);
    expect(usual.columns.map(({ indicator }) => indicator)).toEqual([false, true, false]);
    expect(parametersOf(usual, example)).toBe(1 + 2 + 2);
    const bent = { ...usual, columns: usual.columns.map((one) => (one.name === "age" ? { ...one, knots: 4 } : one)), interactions: [["age", "hba1c"], ["age", "gone"]] as [string, string][] };
    const kept = usualPipeline(example, ["age", "hba1c"], bent);
    expect(kept.columns[0]?.knots).toBe(4);
    expect(kept.interactions).toEqual([["age", "hba1c"]]);
    expect(parametersOf(kept, example)).toBe(3 + 2 + 3 * 2);
  });
});

describe("models", () => {
  it("there is one for every task, simple ones first, with usual settings within their limits", () => {
    expect(kindsFor("binary")[0]?.kind).toBe("logistic");
    expect(kindsFor("continuous")[0]?.kind).toBe("leastSquares");
    expect(kindsFor("survival")[0]?.kind).toBe("cox");
    for (const { settings } of modelKinds) for (const setting of settings) if (setting.is === "number") expect(outside(setting, setting.usual)).toBe(false);
  });
  it("say what is not as usual, and what lies outside", () => {
    expect(unusual({ kind: "logistic", penalty: "l2", c: 0.1, turns: 100, intercept: true })).toEqual([["c", 0.1]]);
    const trees = modelKinds.find(({ kind }) => kind === "boosting")?.settings.find(({ name }) => name === "trees");
    expect(trees !== undefined && [0, 1.5, Number.NaN, 10].map((value) => outside(trees, value))).toEqual([true, true, true, false]);
    expect(unusual({ kind: "net", layers: [64, 32], patience: 10 })).toEqual([]);
    expect(unusual({ kind: "net", layers: [8] })).toEqual([["layers", [8]]]);
  });
  it("show a setting only where it counts", () => {
    const shown = (model: ModelSettings) => modelKinds.find(({ kind }) => kind === model.kind)?.settings.filter(({ where }) => where?.(model) ?? true).map(({ name }) => name);
    expect(shown({ kind: "logistic" })).not.toContain("l1Ratio");
    expect(shown({ kind: "logistic", penalty: "elasticNet" })).toContain("l1Ratio");
    expect(shown({ kind: "boosting" })).not.toContain("hold");
    expect(shown({ kind: "boosting", patience: 5 })).toContain("hold");
    expect(shown({ kind: "net" })).toContain("held");
  });
});

describe("a search", () => {
  it("keeps what was set of the kind, and tries what was not", () => {
    const search = searchOf({ kind: "boosting", leaves: 8, depth: 3 }, { by: "random", seconds: 9, draws: 7, folds: 3, decides: "loss" }, "binary");
    expect(search).toMatchObject({ how: { by: "random", draws: 7 }, by: "loss", inner: { folds: 3 }, spaces: [{ model: { kind: "boosting", leaves: 8 } }] });
    expect(search?.spaces[0]?.model).not.toHaveProperty("depth");
    expect(searchOf({ kind: "firth" }, { by: "grid", seconds: 9 }, "binary")).toBeUndefined();
  });
  it("chooses shares that fit where nobody says otherwise, and times by their order", () => {
    expect(searchOf({ kind: "logistic" }, { by: "grid", seconds: 9 }, "binary")?.by).toBe("loss");
    expect(searchOf({ kind: "logistic" }, { by: "grid", seconds: 9, decides: "discrimination" }, "binary")?.by).toBe("discrimination");
    expect(searchOf({ kind: "cox" }, { by: "grid", seconds: 9, decides: "loss" }, "survival")?.by).toBe("discrimination");
  });
  it("lets other kinds compete where that is asked for", () => {
    const search = searchOf({ kind: "firth" }, { by: "halving", seconds: 9, kinds: true }, "binary");
    expect(search?.spaces.map(({ model }) => model.kind)).toEqual(kindsFor("binary").map(({ kind }) => kind));
    expect(holds({ kind: "boosting" }, search)).toBe(false);
    expect(holds({ kind: "boosting" })).toBe(true);
  });
});

describe("the state", () => {
  let asks = false;
  const made = async (): Promise<Workbench> => {
    const workbench = new Workbench({ go: () => {}, host: { askBeforeLeaving: (ask: boolean) => (asks = ask) }, record: { peek: () => undefined } } as unknown as App);
    workbench.engine.value = fixtureEngine();
    await workbench.choose({ name: "t.csv", data: new TextEncoder().encode(exampleTable()) });
    await Promise.resolve();
    return workbench;
  };
  it("opens each step when it has what it needs", async () => {
    const workbench = await made();
    expect(["cohort", "question", "pipeline", "model", "evaluate", "deploy"].map((step) => workbench.open(step as "cohort"))).toEqual([true, true, true, true, false, false]);
    expect(await workbench.train()).toBe(true);
    expect(workbench.open("evaluate")).toBe(true);
    expect(workbench.current()?.id).toBe(1);
    expect(asks, "a reload asks before it forgets").toBe(true);
    await workbench.close();
    expect(workbench.open("question")).toBe(false);
    expect(workbench.trained.value).toEqual([]);
    expect(asks).toBe(false);
  });
  it("holds columns to one way where the model can, and promises where there is an answer to promise of", async () => {
    const workbench = await made();
    workbench.ways.value = { age: 1, smoking: -1, gone: 1 };
    workbench.promise.value = 0.9;
    await workbench.train();
    expect(workbench.current()?.protocol).toMatchObject({ promise: 0.9 });
    expect(workbench.current()?.protocol.monotone).toBeUndefined();
    workbench.model.value = { kind: "boosting" };
    await workbench.train();
    workbench.recalibrate.value = "intercept";
    workbench.model.value = { kind: "forest" };
    await workbench.train();
    expect(workbench.current()?.protocol.recalibrate, "no shift of log odds fits a forest").toBeUndefined();
    workbench.model.value = { kind: "boosting" };
    await workbench.train();
    expect(workbench.current()?.protocol.recalibrate).toBe("intercept");
    expect([workbench.current()?.protocol, workbench.trained.value[0]?.protocol].map((one) => one !== undefined && flatters(one))).toEqual([false, true]);
    // Words are held to nothing, nor is a column that does not predict.
    expect(workbench.current()?.protocol.monotone).toEqual({ age: 1 });
    const question = workbench.question.peek();
    if (question === undefined) throw new Error("no question");
    workbench.ask({ ...question, outcome: { task: "survival", time: "age", event: "readmitted", happened: { yes: ["yes"] }, horizon: 70 } });
    await workbench.train();
    expect(workbench.current()?.protocol.promise).toBeUndefined();
  });
  it("takes a change of columns back, the last one first", async () => {
    const workbench = await made();
    const kind = (name: string) => workbench.table.peek()?.columns.find((one) => one.name === name)?.kind;
    expect(await workbench.change({ name: "earlier_stays", kind: "word" })).toBe(true);
    expect(await workbench.change({ name: "age", kind: "word" }, { name: "bmi", kind: "word" })).toBe(true);
    expect([kind("earlier_stays"), kind("age"), kind("bmi")]).toEqual(["word", "word", "word"]);
    expect(await workbench.unchange()).toBe(true);
    expect([kind("earlier_stays"), kind("age"), kind("bmi")]).toEqual(["word", "number", "number"]);
    expect(await workbench.unchange()).toBe(true);
    expect(kind("earlier_stays")).toBe("number");
    expect(await workbench.unchange()).toBe(false);
  });
  it("stays where it is when nothing may be asked, and changes the model with the task", async () => {
    const workbench = await made();
    const question = workbench.question.peek();
    if (question === undefined) throw new Error("no question");
    workbench.ask({ ...question, predictors: [] });
    await Promise.resolve();
    expect(workbench.asked.value).toBeUndefined();
    expect(workbench.open("pipeline")).toBe(false);
    const { site: _, ...elsewhere } = question;
    workbench.ask(elsewhere, { ...firstSplit, by: "site" });
    expect(lacking(elsewhere, workbench.split.peek())).toEqual(["noSplit"]);
    expect(workbench.open("model")).toBe(false);
    workbench.ask({ ...question, outcome: { task: "survival", time: "age", event: "readmitted", happened: { yes: ["yes"] }, horizon: 60 } });
    expect(workbench.model.value.kind).toBe("cox");
  });
  it("takes a dropped table while it waits for one, and never replaces one by a slip", async () => {
    const workbench = await made();
    const file = { name: "other.csv", data: new TextEncoder().encode("a,b\n1,2\n") };
    expect(workbench.takes([file])).toBe(false);
    await workbench.close();
    expect(workbench.takes([file, file])).toBe(false);
    expect(workbench.takes([file])).toBe(true);
    await new Promise((done) => setTimeout(done, 0));
    expect(workbench.table.value?.name).toBe("other.csv");
  });
  it("keeps what is there when something fails, and says what", async () => {
    const workbench = await made();
    const engine = workbench.engine.peek();
    if (engine === undefined) throw new Error("no engine");
    workbench.engine.value = { ...engine, train: async () => Promise.reject({ kind: "value", key: "learn.oneClass" }) };
    expect(await workbench.train()).toBe(false);
    expect(workbench.error.value).toEqual({ kind: "value", key: "learn.oneClass" });
    expect(workbench.table.value?.rows).toBe(600);
    expect(workbench.run.value).toBeUndefined();
  });
  it("hears an answer to an earlier question no more", async () => {
    const workbench = await made();
    const [engine, question] = [workbench.engine.peek(), workbench.question.peek()];
    if (engine === undefined || question === undefined) throw new Error("nothing there");
    let late: (() => void) | undefined;
    workbench.engine.value = { ...engine, ask: (asked) => (asked.predictors.length === 1 ? new Promise((done) => (late = () => done({ ...workbench.asked.peek()!, rows: 1 }))) : engine.ask(asked, firstSplit)) };
    workbench.ask({ ...question, predictors: ["age"] });
    workbench.ask(question);
    late?.();
    await new Promise((done) => setTimeout(done, 0));
    expect(workbench.asked.value?.rows).toBe(600);
  });
});
