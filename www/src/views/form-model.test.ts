import { describe, expect, it } from "vitest";
import { ageOf, birthOf, emptyForm, formDocument, groupsFor, isTouched, todayHere, youLacks, youWrong } from "./form-model";

const today = "2026-11-25";

describe("what the first group must say", () => {
  it("names an age or a birth date that cannot be, whatever was pressed before", () => {
    for (const age of ["-5", "200", "abc", "58,5", "五十八"]) expect(youWrong({ ...emptyForm(undefined), age }, today), age).toBe("age");
    expect(youWrong({ ...emptyForm(undefined), age: "58" }, today)).toBeUndefined();
    const birth = (year: string, month = "1", day = "1"): string | undefined => youWrong({ ...emptyForm(undefined), useBirth: true, birth: { year, month, day } }, today);
    expect([birth("1968"), birth("2027"), birth("1968", "13"), birth("1968", "", "")]).toEqual([undefined, "birth", "birth", "birth"]);
  });
  it("names what every score needs and nobody gave", () => {
    expect(youLacks(emptyForm(undefined))).toEqual(["age", "sex"]);
    expect(youLacks({ ...emptyForm(undefined), age: "58", sex: "male" })).toEqual([]);
  });
});

describe("the form's document", () => {
  it("holds nothing that was not typed", () => {
    const empty = { closed: false, entries: [] };
    expect(formDocument(emptyForm(undefined), today)).toEqual({
      format: "bedside-form", version: 1, date: today, values: [], answers: {}, conditions: empty, medicines: empty, allergies: empty,
    });
  });

  it("carries values with the unit and day they were typed with, and leaves out what cannot be", () => {
    const state = emptyForm("US");
    state.sex = "female";
    state.age = "５８";
    state.numbers = {
      sbp: { text: "148", unit: "mm[Hg]", ready: true },
      total_chol: { text: "5,2", unit: "mmol/L", ready: true },
      hdl: { text: "9000", unit: "mg/dL", ready: false },
      uacr: { text: "", unit: "mg/g", ready: true },
    };
    state.dates.lipids = "2026-03-12";
    state.smoking = "former";
    state.yesNo = { statin: false };
    state.diabetes = "type2";
    state.lists.medicines = { closed: true, chosen: [{ name: "metformin", text: "Metformin", dose: "1,000" }, { text: "Herb", dose: "x" }] };
    const document = formDocument(state, today);
    expect(document).toMatchObject({ sex: "female", age: 58, answers: { statin: false, diabetes: true, t2d: true } });
    expect(document["values"]).toEqual([
      { concept: "sbp", value: 148, unit: "mm[Hg]", date: today },
      { concept: "total_chol", value: 5.2, unit: "mmol/L", date: "2026-03-12" },
      { concept: "smoking", word: "former", date: today },
    ]);
    expect(document["medicines"]).toEqual({ closed: true, entries: [{ name: "metformin", text: "Metformin", mgPerDay: 1000 }, { text: "Herb" }] });
  });

  it("takes one of age and birth date, and only possible ones", () => {
    const state = emptyForm(undefined);
    for (const bad of ["", "-3", "130", "58.5", "x"]) {
      state.age = bad;
      expect(ageOf(state)).toBeUndefined();
    }
    state.age = "0";
    expect(ageOf(state)).toBe(0);
    state.useBirth = true;
    state.birth = { year: "2026", month: "11", day: "26" };
    expect(birthOf(state, today)).toBeUndefined();
    expect(formDocument(state, today)).not.toHaveProperty("age");
    state.birth = { year: "1968", month: "2", day: "1" };
    expect(formDocument(state, today)).toMatchObject({ birth: "1968-02-01" });
  });

  it("asks China's questions only there, and knows which groups hold something", () => {
    const state = emptyForm("US");
    expect(groupsFor(state)).not.toContain("china");
    state.country = "CN";
    expect(groupsFor(state)).toContain("china");
    expect(isTouched(state, "china")).toBe(false);
    state.yesNo["north"] = false;
    expect(isTouched(state, "china")).toBe(true);
    expect(isTouched(state, "allergies")).toBe(false);
    state.lists.allergies.closed = true;
    expect(isTouched(state, "allergies")).toBe(true);
  });

  it("writes the day here", () => {
    expect(todayHere(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
  });
});
