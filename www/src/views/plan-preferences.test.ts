import { describe, expect, it } from "vitest";
import { readWishes } from "./plan-preferences";

const form = (pairs: [string, string][]): FormData => {
  const data = new FormData();
  for (const [name, value] of pairs) data.append(name, value);
  return data;
};

describe("wishes", () => {
  it("are empty where nothing was said", () => {
    expect(readWishes(form([["cost", "any"], ["minutes", " "]]))).toEqual({});
  });
  it("hold what was said", () => {
    const said = readWishes(form([["cost", "1"], ["minutes", "30"], ["pills", "fewer"], ["injuries", "knee"], ["injuries", "hip"], ["likes", "diet"]]));
    expect(said).toEqual({ cost: 1, minutesPerDay: 30, pills: "fewer", injuries: ["knee", "hip"], likes: ["diet"] });
  });
  it("are refused where the minutes are none", () => {
    for (const text of ["many", "-1", "1441"]) expect(readWishes(form([["minutes", text]]))).toBeUndefined();
  });
});
