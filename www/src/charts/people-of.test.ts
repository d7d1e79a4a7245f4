import { describe, expect, it } from "vitest";
import { peopleOf } from "./people-of";

describe("whole people before and after a step", () => {
  it("add up: after is before less the fewer", () => {
    for (let baseline = 0.001; baseline < 0.9; baseline += 0.0137) {
      for (let part = 0; part <= 1; part += 0.07) {
        const { before, after, fewer } = peopleOf(baseline, baseline * part);
        if (before === undefined) expect(after).toBeUndefined();
        else {
          expect(after).toBe(before - (fewer ?? 0));
          expect(after).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });

  it("say how many fewer by the gain itself, never by two rounded ends", () => {
    expect(peopleOf(0.117, 0.023)).toEqual({ before: 12, after: 10, fewer: 2, ofThousand: 23 });
    expect(peopleOf(0.1151, 0.0302)).toMatchObject({ before: 12, fewer: 3, after: 9 });
  });

  it("call a gain under one of 100 that, with its part of 1,000", () => {
    expect(peopleOf(0.117, 0.0043)).toEqual({ before: 12, after: 12, fewer: undefined, ofThousand: 4 });
    expect(peopleOf(0.0062, 0.0003)).toEqual({ before: undefined, after: undefined, fewer: undefined, ofThousand: undefined });
    expect(peopleOf(0.2, 0)).toMatchObject({ fewer: 0, ofThousand: 0 });
  });
});
