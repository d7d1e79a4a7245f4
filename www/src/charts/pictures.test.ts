import { describe, expect, it } from "vitest";
import { shortened } from "./column-bars";
import { forestEnds } from "./forest-plot";
import { apart, axisOver, decimalsOf, niceTicks, Plane, shareAxis } from "./plane";

const write = (value: number): string => String(value);

describe("ticks", () => {
  it("are round, lie between the ends and are few", () => {
    expect(niceTicks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks(0.62, 0.91)).toEqual([0.7, 0.8, 0.9]);
    for (const [low, high] of [[-3, 7], [0, 480], [1e-5, 3e-5], [12, 13]] as const) {
      const ticks = niceTicks(low, high);
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThan(8);
      for (const tick of ticks) expect(tick >= low - 1e-12 && tick <= high + 1e-12).toBe(true);
    }
  });
  it("have the decimals they need, and no noise", () => {
    expect(niceTicks(0, 0.6, 6)[3]).toBe(0.3);
    expect(decimalsOf([0.25, 0.5])).toBe(2);
    expect(decimalsOf([10, 20])).toBe(0);
  });
  it("of one value or none are no division by zero", () => {
    expect(niceTicks(3, 3)).toEqual([3]);
    expect(axisOver([], "", write).ticks.length).toBeGreaterThan(0);
    const { from, to } = axisOver([5, 5], "", write);
    expect(to).toBeGreaterThan(from);
  });
});

describe("the plane", () => {
  const plane = new Plane(shareAxis("", write), shareAxis("", write), { width: 200, height: 200, left: 40, right: 0 });
  it("puts corners in corners and keeps all marks inside", () => {
    expect([plane.x(0), plane.x(1), plane.y(0), plane.y(1)]).toEqual([40, 200, plane.foot, plane.top]);
    expect([plane.x(-4), plane.x(9)]).toEqual([40, 200]);
    expect(plane.y(Number.POSITIVE_INFINITY)).toBe(plane.top);
    expect(plane.y(Number.NaN)).toBe(plane.foot);
  });
  it("draws steps that stay level until the next", () => {
    expect(plane.steps([[0, 1], [0.5, 0.5]])).toBe(`M40 ${plane.top}H120V${plane.y(0.5)}`);
    expect(plane.band([[0, 0, 1]])).toBe("");
    expect(plane.band([[0, 0, 1], [1, 0, 1]]).endsWith("Z")).toBe(true);
  });
});

describe("labels", () => {
  it("keep their order and a line's height between them", () => {
    const places = apart([50, 52, 51, 200], 18, 0, 210);
    const sorted = [...places].sort((a, b) => a - b);
    for (let at = 1; at < sorted.length; at += 1) expect((sorted[at] ?? 0) - (sorted[at - 1] ?? 0)).toBeGreaterThanOrEqual(18);
    expect(places[0]).toBeLessThan(places[2] ?? 0);
    expect(places[2]).toBeLessThan(places[1] ?? 0);
    expect(Math.max(...apart([100, 100, 100], 18, 0, 110))).toBeLessThanOrEqual(110);
  });
  it("are cut where there is no room, Chinese letters counting twice", () => {
    expect(shortened("systolic", 20)).toBe("systolic");
    expect(shortened("systolic pressure", 9)).toBe("systolic …");
    expect(shortened("收缩压力值", 6)).toBe("收缩压…");
  });
});

describe("intervals", () => {
  it("that are endless do not flatten the others", () => {
    const rows = [{ low: 0.7, high: 0.8 }, { low: 0.6, high: 0.9 }, { low: -1e9, high: 1e9 }].map((one) => ({ name: "", text: "", value: 0.75, ...one }));
    const [from, to] = forestEnds(rows, 0.5);
    expect(from).toBeGreaterThan(-2);
    expect(to).toBeLessThan(3);
    expect(from).toBeLessThan(0.5);
    expect(forestEnds([])).toEqual([0, 1]);
  });
});
