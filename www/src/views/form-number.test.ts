import { describe, expect, it } from "vitest";
import { dayOf, judge, readNumber, retype, yearsBetween } from "./form-number";

const mg = { unit: "mg/dL", factor: 1, offset: 0 };
const mmol = { unit: "mmol/L", factor: 38.67, offset: 0 };
const limits = { hardMin: 30, hardMax: 800, softMin: 77, softMax: 400 };

describe("a typed number", () => {
  it("is read as people write it", () => {
    expect(readNumber("5.2")).toBe(5.2);
    expect(readNumber("5,2")).toBe(5.2);
    expect(readNumber("1,234")).toBe(1234);
    expect(readNumber("１３８")).toBe(138);
    expect(readNumber("5。2")).toBe(5.2);
    expect(readNumber(" 12 000 ")).toBe(12000);
    expect(readNumber("−3")).toBe(-3);
    expect(readNumber("")).toBeUndefined();
    for (const bad of ["abc", "1e308", "NaN", "1.2.3", "120/80", "Infinity"]) expect(readNumber(bad)).toBeNaN();
  });

  it("is refused outside the hard limits and asked about outside the soft ones", () => {
    expect(judge("212", mg, [mg, mmol], limits)).toEqual({ kind: "fine", value: 212 });
    expect(judge("900", mg, [mg, mmol], limits)).toEqual({ kind: "outside", limit: 800, side: "high" });
    expect(judge("60", mg, [mg, mmol], limits)).toEqual({ kind: "unusual", value: 60, side: "low" });
    expect(judge("500", mg, [mg], limits)).toEqual({ kind: "unusual", value: 500, side: "high" });
    expect(judge("30", mg, [mg], limits).kind).toBe("unusual");
    expect(judge("29.9", mg, [mg], limits).kind).toBe("outside");
    expect(judge("x", mg, [mg], limits).kind).toBe("unreadable");
  });

  it("offers the unit in which the digits would be usual", () => {
    expect(judge("5.2", mg, [mg, mmol], limits)).toEqual({ kind: "outside", limit: 30, side: "low", swap: mmol });
    expect(judge("200", mmol, [mg, mmol], limits)).toMatchObject({ kind: "outside", swap: mg });
  });

  it("keeps the amount when the unit changes, and the digits when the unit was wrong", () => {
    expect(retype("212", mg, mmol, limits)).toBe("5.482");
    expect(retype("5.2", mg, mmol, limits)).toBe("5.2");
    expect(retype("", mg, mmol, limits)).toBe("");
    expect(retype("abc", mg, mmol, limits)).toBe("abc");
  });
});

describe("a day", () => {
  it("exists or is refused", () => {
    expect(dayOf("1967", "3", "9")).toBe("1967-03-09");
    expect(dayOf("2000", "2", "29")).toBe("2000-02-29");
    expect(dayOf("1900", "2", "29")).toBeUndefined();
    expect(dayOf("1967", "13", "1")).toBeUndefined();
    expect(dayOf("67", "3", "9")).toBeUndefined();
    expect(dayOf("1967", "", "9")).toBeUndefined();
  });

  it("gives whole years", () => {
    expect(yearsBetween("1967-03-09", "2026-03-08")).toBe(58);
    expect(yearsBetween("1967-03-09", "2026-03-09")).toBe(59);
    expect(yearsBetween("1967", "2026-03-09")).toBeUndefined();
  });
});
