import { describe, expect, it } from "vitest";
import { exercisesFor } from "./movement-exercises";
import { goalOf } from "./movement-model";

const part = { activity: "home_exercise_general", exercises: 6 };

describe("exercises by name", () => {
  it("are as many as the plan asks for", () => {
    expect(exercisesFor(part, { conditions: { pregnancy: false }, wishes: {} })).toHaveLength(6);
    expect(exercisesFor({ ...part, exercises: 3 }, { conditions: { pregnancy: false } })).toEqual(["chairStand", "wallPress", "bagRow"]);
  });
  it("spare the joints that are to be spared, and nobody lies down who may be pregnant", () => {
    const spared = exercisesFor(part, { conditions: { pregnancy: false }, wishes: { injuries: ["knee", "shoulder"] } });
    expect(spared).not.toContain("chairStand");
    expect(spared).not.toContain("wallPress");
    expect(exercisesFor(part, { conditions: {} })).not.toContain("bridge");
    expect(exercisesFor({ activity: "yoga", exercises: 6 }, undefined)).toEqual([]);
  });
});

describe("a step that a plan is opened from", () => {
  it("adds what it is for", () => {
    expect([goalOf("ex_taichi"), goalOf("ex_vigorous"), goalOf("ex_aerobic")]).toEqual(["balance", "fitness", undefined]);
  });
});
