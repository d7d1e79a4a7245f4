/** The whole people that pictures and sentences of a gain count. */

/** Whole people of 100, as they are drawn and told: `undefined` stands for "fewer than 1". */
export interface People {
  before: number | undefined;
  after: number | undefined;
  fewer: number | undefined;
  /** People spared of 1,000, for a gain under one of 100; `undefined` for fewer than 1. */
  ofThousand: number | undefined;
}

/** Before, after and how many fewer, so that what is drawn adds up: after is before less the fewer. */
export function peopleOf(baseline: number, reduction: number): People {
  const whole = (share: number): number | undefined => (share > 0 && share < 0.01 ? undefined : Math.min(100, Math.max(0, Math.round(share * 100))));
  const before = whole(baseline);
  const fewer = whole(Math.min(reduction, baseline));
  const after = before === undefined ? undefined : before - (fewer ?? 0);
  const thousand = Math.round(reduction * 1000);
  return { before, after, fewer, ofThousand: thousand === 0 && reduction > 0 ? undefined : thousand };
}
