/**
 * One hundred people before and after a step: filled who still have the event, rings who are spared, the rest pale.
 * Few marks: a shape of each kind, so that a list of them follows a slider.
 */
import { html, nothing, svg, type TemplateResult } from "lit";
import { peopleOf } from "./people-of";

export interface GainPicture {
  /** Share of people who have the event without the step, 0 to 1. */
  baseline: number;
  /** Share that is spared. */
  reduction: number;
  /** Seen in cohorts only: the rings are broken. */
  outline?: boolean;
  /** Its sentence, where no text beside it says the same. */
  label?: string;
}

const RADIUS = 3.75;

const dot = (x: number, y: number, r = RADIUS): string => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

/** A hundred, from the lower left, as everywhere on the page. */
export function gainArray(picture: GainPicture): TemplateResult {
  return drawing(picture, 100, 10, (index) => [5 + 10 * (index % 10), 95 - 10 * Math.floor(index / 10)], [100, 100], "gain-array");
}

/** Only those who would have the event, in a row: for a small card. */
export function gainRow(picture: GainPicture): TemplateResult {
  const count = Math.max(1, peopleOf(picture.baseline, picture.reduction).before ?? 1);
  const wide = Math.min(count, 20);
  const size: [number, number] = [10 * wide, 10 * Math.ceil(count / 20)];
  return drawing(picture, count, wide, (index) => [5 + 10 * (index % 20), 5 + 10 * Math.floor(index / 20)], size, "gain-row");
}

function drawing(
  { baseline, reduction, outline = false, label }: GainPicture,
  all: number,
  wide: number,
  centre: (index: number) => [number, number],
  [width, height]: [number, number],
  name: string,
): TemplateResult {
  const { before, after, fewer } = peopleOf(baseline, reduction);
  const still = after ?? 0;
  const marks = { still: "", spared: "", rest: "" };
  for (let index = 0; index < all; index += 1) {
    const [x, y] = centre(index);
    if (index < still) marks.still += dot(x, y);
    else if (index < (before ?? 0)) marks.spared += dot(x, y, RADIUS - 0.5);
    else marks.rest += dot(x, y);
  }
  // Under one of a hundred: a part of one person, by area.
  const [x, y] = centre(before === undefined ? 0 : Math.max(0, still - 1));
  const whole = before === undefined ? baseline * 100 : 1;
  if (before === undefined && baseline > 0) marks.still += dot(x, y, RADIUS * Math.sqrt(Math.min(1, whole)));
  const part = fewer === undefined && reduction > 0 ? dot(x, y, RADIUS * Math.sqrt(Math.min(1, reduction * 100))) : "";
  const spared = `mark-spared ${outline ? "dashed" : ""}`;
  return html`<svg
    class="chart ${name}"
    width=${name === "gain-row" ? wide * 11 : nothing}
    viewBox="0 0 ${width} ${height}"
    role=${label === undefined ? nothing : "img"}
    aria-label=${label ?? nothing}
    aria-hidden=${label === undefined ? "true" : nothing}
  >
    ${svg`<path class="mark-empty" d=${marks.rest}></path><path class="mark" d=${marks.still}></path><path class=${spared} d=${marks.spared}></path>`}
    ${part === "" ? "" : svg`<path class=${spared} d=${part}></path>`}
  </svg>`;
}
