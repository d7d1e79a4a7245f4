import { describe, expect, it } from "vitest";
import { keyed } from "./calibration-plot";
import { shortened } from "./column-bars";
import { laidOut } from "./decision-curve";
import { along, freest, overlap, roomOf } from "./free-place";
import { forestEnds } from "./forest-plot";
import { apart, axisOver, decimalsOf, niceTicks, Plane, shareAxis } from "./plane";
import { wordsOf } from "./ranking-curves";

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

describe("words in a picture", () => {
  it("take the first free spot, and never one outside", () => {
    const within = { x: 0, y: 0, width: 200, height: 100 };
    const spots = [{ x: 150, y: 50, anchor: "start" as const }, { x: 20, y: 50, anchor: "start" as const }, { x: 20, y: 90, anchor: "start" as const }];
    expect(freest(spots, ["by the model"], { within, points: [], taken: [] })).toEqual(spots[1]);
    expect(freest(spots, ["by the model"], { within, points: along([[0, 45], [200, 45]]), taken: [] })).toEqual(spots[2]);
    expect(freest(spots, ["by the model"], { within, points: [], taken: [roomOf({ x: 20, y: 50, anchor: "start" }, ["x"])] })).toEqual(spots[2]);
  });
  it("of a decision curve stay inside and apart, however rare the outcome", () => {
    for (const share of [0.02, 0.05, 0.15, 0.36, 0.6, 0.85]) {
      for (const words of [{ along: "", up: "", model: "by the model", everybody: "for everybody", nobody: "for nobody" }, { along: "", up: "", model: "按模型", everybody: "全做", nobody: "全不做" }]) {
        const points = Array.from({ length: 99 }, (_, at) => {
          const threshold = (at + 1) / 100;
          const everybody = share - ((1 - share) * threshold) / (1 - threshold);
          return { threshold, everybody, model: Math.max(everybody, share * (1 - threshold) ** 2) };
        });
        const { plane, spots } = laidOut({ points, words, write, number: write });
        const boxes = (["model", "everybody", "nobody"] as const).map((one) => roomOf(spots[one], [words[one]]));
        for (const [at, box] of boxes.entries()) {
          expect(box.x >= plane.left && box.x + box.width <= plane.right && box.y + box.height <= plane.foot + 4, `${share} ${at}`).toBe(true);
          for (const other of boxes.slice(at + 1)) expect(overlap(box, other), `${share} ${at}`).toBe(false);
        }
      }
    }
  });
  it("of a ranking curve stand on no line", () => {
    const plane = new Plane(shareAxis("", write), shareAxis("", write));
    for (const share of [0.04, 0.12, 0.4, 0.7]) {
      const points = Array.from({ length: 60 }, (_, at): [number, number] => [at / 59, Math.max(share, 0.9 - (at / 59) ** 0.7 * 0.8)]);
      for (const at of [[0.1, 0.74], [0.5, 0.4], [0.86, 0.2]] as const) {
        const line = [[0, share], [1, share]] as const;
        const text = ["at 12%: 43 of 100 calls are right"];
        const spots = wordsOf(plane, { points, stand: { at, text }, along: "", up: "", chance: "everybody called", write }, line);
        const box = roomOf(spots.stand ?? { x: 0, y: 0, anchor: "start" }, text);
        expect(along([[plane.left, plane.y(share)], [plane.right, plane.y(share)]]).some(([x, y]) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height), `${share} ${at[0]}`).toBe(false);
        expect(box.x).toBeGreaterThanOrEqual(plane.left);
        expect(box.x + box.width).toBeLessThanOrEqual(plane.right);
        expect(overlap(box, roomOf(spots.chance ?? { x: 0, y: 0, anchor: "start" }, ["everybody called"]))).toBe(false);
      }
    }
  });
  it("that name several calibration curves stand off their bands", () => {
    const plane = new Plane(shareAxis("", write), shareAxis("", write));
    const curve = (by: number) => Array.from({ length: 30 }, (_, at) => ({ share: at / 29, observed: Math.min(1, (at / 29) ** by), low: Math.max(0, (at / 29) ** by - 0.1), high: Math.min(1, (at / 29) ** by + 0.1) }));
    for (const by of [0.5, 1, 2]) {
      const series = ["As it is", "Level mended there", "Level and slope mended there"].map((name, at) => ({ name, curve: curve(by + at * 0.1), groups: [] }));
      const { names, perfect } = keyed(plane, series, "perfect");
      const marks = series.flatMap((one) => one.curve.map(({ share, observed }): [number, number] => [plane.x(share), plane.y(observed)]));
      for (const [at, spot] of [...names, perfect].entries()) {
        const box = roomOf(spot, [series[at]?.name ?? "perfect"]);
        expect(marks.filter(([x, y]) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height), `${by} ${at}`).toEqual([]);
      }
    }
  });
});
