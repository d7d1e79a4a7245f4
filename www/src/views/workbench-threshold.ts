/** A threshold that can be moved: who is called, who is missed, and all thresholds as a table. */
import { html, type TemplateResult } from "lit";
import { View } from "../base";
import { slider } from "../charts/slider";
import { icon } from "../icons";
import type { PartOfPeople, ThresholdRow } from "../workbench/study";

/** The row whose threshold is nearest. */
export function nearest(rows: readonly ThresholdRow[], threshold: number): ThresholdRow | undefined {
  return rows.reduce<ThresholdRow | undefined>((best, one) => (best === undefined || Math.abs(one.threshold - threshold) < Math.abs(best.threshold - threshold) ? one : best), undefined);
}

/** Of how many people the sentences speak. */
const PEOPLE = 1000;

/** Whole people of a thousand as a threshold parts them; the four add up to a thousand. */
export function parted(row: ThresholdRow): { found: number; missed: number; alarms: number; spared: number } {
  const { positive, positiveValue, negativeValue } = row;
  const called = Math.round(positive.value * PEOPLE);
  // Of nobody there is no share.
  const of = (people: number, { value }: PartOfPeople): number => (Number.isFinite(value) ? Math.round(people * PEOPLE * value) : 0);
  const found = Math.min(called, of(positive.value, positiveValue));
  const spared = Math.min(PEOPLE - called, of(1 - positive.value, negativeValue));
  return { found, missed: PEOPLE - called - spared, spared, alarms: called - found };
}

export class BenchThreshold extends View {
  static override properties = { rows: { attribute: false } };
  declare rows: readonly ThresholdRow[];

  protected override render(): TemplateResult {
    const { threshold } = this.app.workbench;
    const now = threshold.value;
    const row = nearest(this.rows, now);
    const { percent } = this.locale;
    const text = percent.call(this.locale, now);
    return html`<section class="part stack">
      <h2>${this.t("workbench.threshold.title")}</h2>
      <p class="small soft">${this.t("workbench.threshold.lead")}</p>
      <div class="bench-threshold">
        <label class="strong" for="threshold">${this.t("workbench.threshold.now", { threshold: text })}</label>
        ${slider({ id: "threshold", min: 0.01, max: 0.99, step: 0.01, value: now, was: now, text, onInput: (value) => (threshold.value = value) })}
      </div>
      ${row === undefined ? "" : this.#people(row)}
      <details class="more">
        <summary>${icon("chevron-right")}${this.t("workbench.threshold.all")}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${this.t("workbench.threshold.all")}>
          <table class="table">
            <thead><tr>${["threshold", "positive", "sensitivity", "specificity", "positiveValue", "negativeValue"].map((head) => html`<th scope="col">${this.t(`workbench.threshold.heads.${head}`)}</th>`)}</tr></thead>
            <tbody>
              ${this.rows
                .filter((one) => Math.abs(one.threshold * 20 - Math.round(one.threshold * 20)) < 1e-6 || one === row)
                .map((one) => html`<tr class=${one === row ? "here" : ""}><th scope="row">${this.locale.percent(one.threshold)}</th>${[one.positive, one.sensitivity, one.specificity, one.positiveValue, one.negativeValue].map((share) => html`<td>${this.#share(share)}</td>`)}</tr>`)}
            </tbody>
          </table>
        </div>
      </details>
    </section>`;
  }

  #share({ value, low, high }: PartOfPeople): TemplateResult | string {
    if (!Number.isFinite(value)) return "–";
    if (low === undefined || high === undefined || !Number.isFinite(low + high)) return this.locale.percent(value);
    return html`${this.locale.percent(value)} <span class="soft small nowrap">${this.locale.percent(low)}–${this.locale.percent(high)}</span>`;
  }

  #people(row: ThresholdRow): TemplateResult {
    const { found, missed, alarms, spared } = parted(row);
    const [calls, rests] = [found + alarms, missed + spared];
    const part = (key: string, n: number, count: number): TemplateResult => html`<div class=${`four-${key}`}><dt>${this.t(`workbench.threshold.four.${key}`)}</dt><dd>${this.locale.number(n)}<span class="small soft"> ${this.t("workbench.threshold.ofPeople", { n: count })}</span></dd></div>`;
    return html`<p>${this.t("workbench.threshold.said", { calls, found, rests, missed })}</p>
      <dl class="four">${part("found", found, PEOPLE)}${part("alarms", alarms, PEOPLE)}${part("missed", missed, PEOPLE)}${part("spared", spared, PEOPLE)}</dl>`;
  }
}

customElements.define("bedside-bench-threshold", BenchThreshold);
