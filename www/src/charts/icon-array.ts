/** One hundred people as dots: filled from the lower left, as many as have the event. */
import { html, nothing, svg, type TemplateResult } from "lit";

export interface IconArray {
  /** Share of people, 0 to 1. */
  share: number;
  /** Drawn in outline: what an equation says of other people, not a promise. */
  outline?: boolean;
  /** Its sentence, where no text beside it says the same. */
  label?: string;
}

/** Whole people of 100; `undefined` stands for "fewer than 1". */
export function ofHundred(share: number): number | undefined {
  const count = Math.round(share * 100);
  return share > 0 && share < 0.01 ? undefined : Math.min(100, Math.max(0, count));
}

/** Centre of the person with `index`, counted from the lower left. */
function centre(index: number): { x: number; y: number } {
  return { x: 5 + 10 * (index % 10), y: 95 - 10 * Math.floor(index / 10) };
}

const RADIUS = 3.75;

export function iconArray({ share, outline = false, label }: IconArray): TemplateResult {
  const count = ofHundred(share) ?? 0;
  const people = Array.from({ length: 100 }, (_, index) => {
    const { x, y } = centre(index);
    const kind = index >= count ? "mark-empty" : outline ? "mark-outline" : "mark";
    const radius = kind === "mark-outline" ? RADIUS - 0.4 : RADIUS;
    return svg`<circle class=${kind} cx=${x} cy=${y} r=${radius}></circle>`;
  });
  // Fewer than one in a hundred: part of one person, by area.
  const part =
    count === 0 && share > 0
      ? svg`<circle class=${outline ? "mark-outline" : "mark"} cx="5" cy="95" r=${RADIUS * Math.sqrt(Math.min(1, share * 100))}></circle>`
      : "";
  return html`<svg
    class="chart people"
    viewBox="0 0 100 100"
    role=${label === undefined ? nothing : "img"}
    aria-label=${label ?? nothing}
    aria-hidden=${label === undefined ? "true" : nothing}
  >
    ${people}${part}
  </svg>`;
}
