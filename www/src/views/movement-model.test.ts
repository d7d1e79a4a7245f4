import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ExercisePlan, MovementPart, MovementSession, MovementWeek } from "../engine/api";
import { Locale, type Catalogue } from "../locale";
import { chosenProfile, COMMON_THINGS, dateOf, firstChoice, OTHER_THINGS, personKey, planEvents, sessionsFrom, weekLines, weekNow } from "./movement-model";
import { daysText, intensityText, partText, sessionText, shortText, thingsText, whyText } from "./movement-words";

const catalogue = (language: string): Catalogue => JSON.parse(readFileSync(new URL(`../../locales/${language}/movement.json`, import.meta.url), "utf8")) as Catalogue;
const en = new Locale("en", catalogue("en"));
const zh = new Locale("zh", catalogue("zh"));

const walk: MovementPart = { programme: "beginner_walker", activity: "brisk_walking_5_6_6_3_km_h", minutes: 20, intensity: "talk" };
const strong: MovementPart = { programme: "resistance_2d", activity: "home_exercise_general", minutes: 18, intensity: "reserve", sets: 2, reps: 12, exercises: 6 };
const hard: MovementPart = { programme: "interval_fit", activity: "jogging_general", minutes: 25, intensity: "peak", sets: 4, interval: 4, easy: 3, hardMinutes: 16 };
const session = (day: number, ...parts: MovementPart[]): MovementSession => ({ day, warmUp: 5, coolDown: 5, minutes: 30, parts });
const week = (n: number, ...sessions: MovementSession[]): MovementWeek => ({ week: n, minutes: 60, workMinutes: 40, aerobicMinutes: 40, lightMinutes: 0, strengthDays: 1, metMinutes: 100, own: false, sessions });

describe("the days of a plan", () => {
  it("begin on the start, whichever weekday it is", () => {
    // 2026-12-03 is a Thursday: its week 1 ends on Wednesday, the 9th.
    expect([4, 7, 1, 3].map((day) => dateOf("2026-12-03", 1, day))).toEqual(["2026-12-03", "2026-12-06", "2026-12-07", "2026-12-09"]);
    expect(dateOf("2026-12-03", 12, 3)).toBe("2027-02-24");
    expect(sessionsFrom(week(1, session(1, walk), session(3, walk), session(5, walk)), "2026-12-03").map((one) => one.day)).toEqual([5, 1, 3]);
  });

  it("say which week it is, the nearest before and after", () => {
    expect(["2026-11-01", "2026-11-30", "2026-12-06", "2026-12-07", "2027-02-21", "2028-01-01"].map((day) => weekNow("2026-11-30", day))).toEqual([1, 1, 1, 2, 12, 12]);
  });

  it("start on the Monday that comes", () => {
    expect(firstChoice("2026-11-28").start).toBe("2026-11-30");
    expect(firstChoice("2026-11-30").start).toBe("2026-12-07");
  });

  it("become events with names that stay", () => {
    const plan = { weeks: [week(1, session(1, walk), session(4, strong)), week(2, session(1, walk))] } as ExercisePlan;
    const events = planEvents(plan, { start: "2026-11-30", hour: "07:15" }, (one) => ({ title: String(one.day), text: "" }));
    expect(events.map(({ id, date, time }) => [id, date, time])).toEqual([
      ["w01-d1", "2026-11-30", "07:15"],
      ["w01-d4", "2026-12-03", "07:15"],
      ["w02-d1", "2026-12-07", "07:15"],
    ]);
  });

  it("name each thing of a week once", () => {
    const longer = { ...walk, minutes: 28 };
    const lines = weekLines(week(1, session(1, strong, walk), session(3, longer), session(5, walk)), "2026-11-30");
    expect(lines.map(({ parts, days }) => [parts.map((part) => part.minutes), days])).toEqual([[[18], [1]], [[20, 28, 20], [1, 3, 5]]]);
    expect(lines.map(({ parts }) => shortText(en, parts))).toEqual(["Strength exercises at home: 6 exercises, 2 × 12", "Brisk walk (5.6–6.3 km/h): 20–28 minutes"]);
  });
});

describe("what a person chose", () => {
  it("stands over the engine's profile and nothing else of it", () => {
    const chosen = { ...firstChoice("2026-11-28"), confirmed: { knee_oa: false } };
    const profile = chosenProfile({ age: 60, conditions: { knee_oa: null, pregnancy: false }, noPlan: [], noVigorous: true, noHeartRate: true, stops: [], cautions: [], wishes: { lowImpact: true } }, chosen);
    expect(profile.conditions).toEqual({ knee_oa: false, pregnancy: false });
    expect(profile.wishes).toEqual({ lowImpact: true, ...chosen.wishes });
    expect(profile.noVigorous).toBe(true);
  });

  it("belongs to one person", () => {
    const one = { name: "Robin", birth: "1968-04-12", sex: "female" } as never;
    expect(personKey(one)).not.toBe(personKey({ name: "Ben", birth: "1968-04-12", sex: "female" } as never));
  });

  it("can name every thing of the tables", () => {
    const things = Object.keys((catalogue("en")["movement"] as Record<string, object>)["things"] ?? {});
    expect([...COMMON_THINGS, ...OTHER_THINGS].sort()).toEqual(things.sort());
  });
});

describe("words of a plan", () => {
  it("say what to do", () => {
    expect(partText(en, walk)).toBe("Brisk walk (5.6–6.3 km/h): 20 minutes");
    expect(partText(en, strong)).toBe("Strength exercises at home: 6 exercises, 2 sets of 12 each, about 18 minutes");
    expect(partText(zh, hard)).toBe("慢跑（自选配速）：用力4分钟，共4次，中间放松3分钟");
    expect(intensityText(en, { ...walk, intensity: "light", effort: [2, 3] })).toBe("Easy: 2–3 of 10.");
    expect(sessionText(zh, session(1, walk)).split("\n")).toEqual(["慢慢热身5分钟", "快走（5.6–6.3公里/时）：20分钟", "能说话，但唱不了歌。", "放松5分钟"]);
    expect(daysText(zh, [1, 3])).toBe("一、三");
  });

  it("say what speaks against something", () => {
    expect(whyText(en, [{ kind: "condition", name: "fall_risk", unknown: true }, { kind: "joint", name: "knee" }])).toBe("not until we know about a risk of falling; spares your knee");
    expect(whyText(en, [{ kind: "equipment", name: "dumbbells_or_machines" }, { kind: "equipment", name: "pool" }, { kind: "gate", name: "base" }])).toBe("needs dumbbells or a gym; needs a pool; first 150 minutes a week as a base");
    expect(whyText(zh, [{ kind: "condition", name: "pregnancy" }, { kind: "time" }])).toBe("有怀孕时不宜；每天的时间不够");
    expect(thingsText(en, ["pool", "chair"])).toBe("a pool or a firm chair");
  });
});
