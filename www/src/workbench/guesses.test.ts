/** First guesses on tables as they come: words for yes in many spellings, outcomes beside family histories, codes of people. */
import { describe, expect, it } from "vitest";
import { firstQuestion, firstSplit, lacking, likelyTask, oneClass, outcomeOf, predictorsAfter } from "./draft";
import { tableOfCsv } from "./table.fixture";
import { likelyHappened, saying, undecided, valuesOf } from "./values";

const csv = (...lines: string[]) => tableOfCsv("t.csv", lines.join("\n"));
const rowsOf = (heading: string, line: (at: number) => string, count = 60) => csv(heading, ...Array.from({ length: count }, (_, at) => line(at)));
const outcomeOfWords = (words: readonly string[], name = "died") => rowsOf(`age,${name}`, (at) => `${40 + (at % 17)},${words[at % words.length]}`).columns[1];

describe("words of an outcome", () => {
  it("are heard in every spelling", () => {
    for (const word of ["yes", "Yes", "Y", "1", "TRUE", "是", "有", "死亡", "positive", "＋", "ｙｅｓ", " y "]) expect(saying(word), word).toBe("yes");
    for (const word of ["no", "N", "0", "false", "否", "无", "未发生", "没有", "Alive", "阴性", "censored"]) expect(saying(word), word).toBe("no");
    for (const word of ["unknown", "N/A", "?", "未知", "不详", "未记录", "拒查"]) expect(saying(word), word).toBe("nothing");
    for (const word of ["yess", "n0", "shi", "fou", "maybe"]) expect(saying(word), word).toBe("unsure");
  });
  it("are all ticked; those that are neither wait, and are named", () => {
    const column = outcomeOfWords(["yes", "Yes", "y", "no", "NO", "yess", "n0"]);
    const happened = likelyHappened(column);
    expect([...(happened.yes ?? [])].sort()).toEqual(["Yes", "y", "yes"]);
    expect([...(happened.no ?? [])].sort()).toEqual(["NO", "no"]);
    expect(column === undefined ? [] : undecided(column, happened).sort()).toEqual(["n0", "yess"]);
    // Once somebody says that all else is no, nothing waits.
    expect(undecided(column, { yes: ["yes", "Yes", "y", "yess"] })).toEqual([]);
  });
  it("that say nothing are left out without a question", () => {
    const column = outcomeOfWords(["是", "否", "不详"]);
    expect(likelyHappened(column)).toEqual({ yes: ["是"], no: ["否"] });
    expect(undecided(column, likelyHappened(column))).toEqual([]);
  });
  it("leave the rarer of two unknown ones, what stands beside a sure one, and several open", () => {
    expect(likelyHappened(outcomeOfWords(["home", "home", "ward"]))).toEqual({ yes: ["ward"] });
    expect(likelyHappened(outcomeOfWords(["none", "stroke"]))).toEqual({ yes: ["stroke"] });
    const grades = rowsOf("age,stage", (at) => `${40 + (at % 17)},${["I", "II", "III"][at % 3]}`);
    const question = { ...firstQuestion(grades), outcome: { task: "binary" as const, column: "stage", happened: likelyHappened(grades.columns[1]) } };
    expect(question.outcome.happened.yes).toEqual([]);
    expect(lacking(question, firstSplit)).toEqual(["noHappened"]);
  });
  it("are offered only where a row has them", () => {
    const three = csv("x,y", "1,2", "3,4", "5,6");
    expect(valuesOf(three.columns[1])).toEqual(["2", "4", "6"]);
    expect(firstQuestion(three)).toMatchObject({ outcome: { task: "continuous", column: "y" }, predictors: ["x"] });
    expect(valuesOf(rowsOf("a,b", (at) => `${at},${[0, 3, 12][at % 3]}`).columns[1])).toEqual(["0", "3", "12"]);
  });
});

describe("the outcome", () => {
  it("is who came back, not whose family has diabetes; headings near it are none", () => {
    const ward = rowsOf("住院号,入院日期,住院天数,入院收缩压,性别,糖尿病家族史,一年内住院", (at) => `Z${at},2024-01-${10 + (at % 18)},${3 + (at % 20)},${110 + (at % 40)},${at % 2 ? "男" : "女"},${at % 3 ? "无" : "有"},${["是", "否", "否", "shi"][at % 4]}`);
    const question = firstQuestion(ward);
    expect(question.outcome).toEqual({ task: "binary", column: "一年内住院", happened: { yes: ["是"], no: ["否"] } });
    expect(question.predictors).toContain("糖尿病家族史");
  });
  it("changed by hand takes the guessed predictors with it, and leaves those that were chosen", () => {
    const table = rowsOf("age,smoker,died,family_history", (at) => `${40 + (at % 17)},${at % 5 ? "no" : "yes"},${at % 4 ? "no" : "yes"},${at % 3 ? "no" : "yes"}`);
    const first = firstQuestion(table);
    expect(first.predictors).toEqual(["age", "smoker", "family_history"]);
    const now = { task: "binary" as const, column: "smoker", happened: { yes: ["yes"] } };
    expect(predictorsAfter(table, first, now)).toEqual(["age", "family_history"]);
    const back = { ...first, outcome: now, predictors: ["age", "family_history"] };
    expect(predictorsAfter(table, back, first.outcome)).toEqual(first.predictors);
    expect(predictorsAfter(table, { ...first, predictors: ["age", "smoker"] }, now)).toEqual(["age"]);
  });
  it("of one value is said, and no other column is taken for it", () => {
    const table = rowsOf("age,sbp,died", (at) => `${40 + (at % 17)},${110 + at},0`);
    expect(oneClass(table)?.name).toBe("died");
    expect(firstQuestion(table).outcome).toMatchObject({ task: "binary", column: "" });
    expect(lacking(firstQuestion(table), firstSplit)).toEqual(["noOutcome"]);
    expect(oneClass(rowsOf("age,died,event", (at) => `${40 + (at % 17)},0,${at % 2}`))).toBeUndefined();
  });
  it("is a time where people were followed for unequal times", () => {
    const tumour = rowsOf("pid,year,age,rtime,recur,dtime,death", (at) => `${at + 1},${1980 + (at % 12)},${40 + (at % 30)},${100 + at * 7},${at % 2},${120 + at * 7},${at % 3 === 0 ? 1 : 0}`);
    expect(likelyTask(tumour)).toBe("survival");
    expect(outcomeOf("survival", tumour)).toMatchObject({ time: "rtime", event: "recur", happened: { yes: ["1"] } });
    expect(likelyTask(rowsOf("年龄,随访时间,死亡", (at) => `${40 + (at % 30)},${100 + at * 7},${at % 2 ? "是" : "否"}`))).toBe("survival");
    expect(likelyTask(rowsOf("age,time_in_hospital,readmitted", (at) => `${40 + (at % 30)},${1 + (at % 9)},${at % 2}`))).toBe("binary");
  });
});

describe("codes of people", () => {
  it("that repeat keep a person on one side, whatever they are called", () => {
    for (const name of ["病人编号", "患者编号", "patient_no", "Patient ID", "病案号", "MRN", "subject"]) {
      const table = rowsOf(`${name},age,died`, (at) => `P${at % 50},${40 + (at % 30)},${at % 2}`);
      expect(firstQuestion(table).person, name).toBe(name);
      expect(firstQuestion(table).predictors, name).toEqual(["age"]);
    }
    for (const name of ["ideal_weight", "patient_age", "case", "中心编号"]) expect(firstQuestion(rowsOf(`${name},age,died`, (at) => `P${at % 50},${40 + (at % 30)},${at % 2}`)).person, name).toBeUndefined();
    expect(firstQuestion(rowsOf("patient_no,age,died", (at) => `P${at},${40 + (at % 30)},${at % 2}`)).person).toBeUndefined();
  });
});
