/** The sentence, its hundred people, the same person at optimal values, and how sure it is. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import "../charts/chart";
import { chanceOfHundred } from "../charts/chance";
import { gainArray } from "../charts/gain-array";
import { peopleOf } from "../charts/people-of";
import { iconArray, ofHundred } from "../charts/icon-array";
import { intervalBar } from "../charts/interval-bar";
import type { Assessed, Score } from "../engine/api";
import type { Together } from "../engine/api";
import { icon } from "../icons";
import { phrases } from "../phrases";
import { actionTitle, factShort, inSentence, reasonText } from "../words";
import { type HeadlineState, headlineState, inputInterval } from "./overview-model";

export class HeadlineSentence extends View {
  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    if (assessed === undefined) return nothing;
    const state = headlineState(assessed);
    return html`${this.#studied(assessed, state)}${this.#state(assessed, state)}`;
  }

  /** Studied elsewhere than the person lives: said before the number. */
  #studied(assessed: Assessed, state: HeadlineState): TemplateResult | typeof nothing {
    const studied = assessed.headline?.studied;
    if (state.kind !== "computed" || studied === undefined || studied === "yes") return nothing;
    const family = this.locale.first([`families.${state.score.family}`, state.score.family]);
    const passed = assessed.headline?.passedOver ?? [];
    return html`<p class="note studied">
      ${icon("info")}
      <span>
        ${this.say(`headline.studied.${studied}`, { family, where: this.#where(assessed) })}
        ${passed.map(([id, why]) => this.t(`headline.passedOver.${why}`, { family: this.locale.first([`families.${id}`, id]) })).join(" ")}
      </span>
    </p>`;
  }

  /** Country as chosen, else the region's name. */
  #where(assessed: Assessed): string {
    const country = this.app.country.value;
    return country === undefined ? this.t(`regions.${assessed.region ?? "other"}`) : this.locale.country(country);
  }

  #state(assessed: Assessed, state: HeadlineState): TemplateResult {
    switch (state.kind) {
      case "computed":
        return this.#computed(assessed, state.score, state.value);
      case "needs":
        return html`${this.#title([this.say("headline.needs", { n: state.unknowns.filter((one) => one.why === "missing").length })])}
          <p class="soft">${this.t("headline.needsHow")}</p>
          <bedside-unknown .inHeadline=${true}></bedside-unknown>`;
      case "notApplicable": {
        const reasons = state.score.assessment.answer === "notApplicable" ? state.score.assessment.reasons : [];
        return html`${this.#title([this.say("headline.notApplicable")])}
          <ul class="reasons">
            ${reasons.map((reason) => html`<li>${reasonText(this.locale, this.app.units, reason)}</li>`)}
          </ul>
          <p class="soft">${this.say("headline.notApplicableStill")}</p>`;
      }
      case "child":
        return html`${this.#title([this.t("headline.child")])}
          <p class="soft">${this.say("headline.childStill")}</p>`;
      case "deceased":
        return html`${this.#title([this.t("headline.deceased")])}
          <p class="soft">${this.t("headline.deceasedStill")}</p>`;
      case "none":
        return html`${this.#title([this.say("headline.none")])}
          <p class="soft">${this.t("headline.noneStill")}</p>`;
    }
  }

  #computed(assessed: Assessed, score: Score, value: number): TemplateResult {
    const count = ofHundred(value);
    const years = score.horizonYears ?? 10;
    const event = this.locale.first([`events.${score.outcome}`, "events.ascvd"]);
    const key = `headline.${count === undefined ? "few" : "sentence"}.${this.app.audience.value}`;
    const mark = html`<span class="headline-number">${count === undefined ? this.t("people.fewerThanOne") : this.locale.number(count)}</span>`;
    const reference = score.attribution?.reference;
    const people = (share: number): string => {
      const n = ofHundred(share);
      return n === undefined ? this.t("people.fewer") : this.t("people.of", { n });
    };
    const twin = this.#twin(assessed);
    const steps = this.app.together.answer.value;
    const joint = steps !== undefined && steps.basis === score.id && steps.counted.length > 0 ? steps : undefined;
    // Whose picture the middle one is, step by step: the list beside it may hold steps without a figure.
    const which = joint === undefined ? "" : this.t("together.counts", { names: this.locale.list(joint.counted.map(({ action }) => `“${actionTitle(this.locale, action)}”`)) });
    const rows: { name: string; share: number; spared?: number }[] = [
      { name: this.say("headline.you"), share: value },
      ...(joint === undefined ? [] : [{ name: this.#after(joint), share: joint.after, spared: joint.reduction }]),
      ...(reference === undefined ? [] : [{ name: twin, share: reference }]),
    ];
    return html`${this.#title(this.rich(key, { n: mark, event, years }))}
      <p class="soft complement">${count === undefined ? this.t("headline.mostNot") : this.t("headline.willNot", { n: 100 - count })}</p>
      ${(score.notes ?? []).map((note) => html`<p class="note studied">${icon("info")}<span>${reasonText(this.locale, this.app.units, note)}</span></p>`)}
      <bedside-chart
        .chart=${{
          name: `bedside-${score.outcome}`,
          summary: this.locale.list(rows.map((row) => `${row.name}${this.locale.colon}${people(row.share)}`)),
          body: html`<div class="arrays">
            ${rows.map(
              (row, index) => html`<div class="array ${index === 0 ? "first" : ""}">
                ${row.spared === undefined ? iconArray({ share: row.share }) : gainArray({ baseline: value, reduction: row.spared })}
                <p class="array-count">${people(row.spared === undefined ? row.share : (peopleOf(value, row.spared).after ?? 0) / 100)}</p>
                <p class="soft small">${row.name}</p>
              </div>`,
            )}
          </div>`,
          table: {
            head: [this.t("charts.who"), this.t("charts.per100")],
            rows: rows.map((row) => [row.name, this.locale.number(row.share * 100, 1, true)]),
          },
        }}
      ></bedside-chart>
      ${which === "" ? nothing : html`<p class="small soft array-steps">${which}</p>`}
      ${this.#sure(score, value)}`;
  }

  /** The heading, which breaks between words only. */
  #title(pieces: readonly unknown[]): TemplateResult {
    return html`<h1>${phrases(this.locale, pieces)}</h1>`;
  }

  /** Whose picture the middle one is: this person after the steps that were counted. */
  #after(joint: Together): string {
    const ticked = this.app.together.ticked.value !== undefined;
    return ticked ? this.say("together.you") : this.say("together.after", { n: joint.counted.length });
  }

  #twin(assessed: Assessed): string {
    const { sex, age } = assessed.person;
    return this.t(`headline.twin.${sex ?? "unknown"}`, { age: age ?? "" });
  }

  /** Uncertainty in two parts: chance, and what missing inputs could change. */
  #sure(score: Score, value: number): TemplateResult {
    const given = score.assessment.answer === "computed" ? score.assessment.interval : undefined;
    const chance = given !== undefined && given.kind !== "inputs" ? { low: given.low * 100, high: given.high * 100 } : chanceOfHundred(value);
    const inputs = inputInterval(score, value);
    const whole = (one: number): string => (one > 0 && one < 0.5 ? this.t("people.underOne") : this.locale.number(Math.round(one)));
    const chanceWords = this.t(given?.kind === "confidence95" ? "headline.sure.confidence" : "headline.sure.chance", {
      low: whole(chance.low),
      high: whole(chance.high),
    });
    const names = [...new Set((score.sensitivity ?? []).map((one) => inSentence(this.locale, factShort(this.locale, one.input))))];
    const inputWords =
      inputs === undefined
        ? this.t("headline.sure.noInputs")
        : this.t("headline.sure.inputs", { n: names.length, names: this.locale.list(names), low: whole(inputs.low * 100), high: whole(inputs.high * 100) });
    return html`<div class="sure">
      <div class="sure-words soft small">
        <p>${chanceWords}</p>
        <p>${inputWords}</p>
      </div>
      <bedside-chart
        .chart=${{
          name: "bedside-range",
          summary: `${chanceWords} ${inputWords}`,
          body: html`${intervalBar({
              value: value * 100,
              chance,
              ...(inputs === undefined ? {} : { inputs: { low: inputs.low * 100, high: inputs.high * 100 } }),
              tick: (one: number) => this.locale.number(one, one % 1 === 0 ? 0 : 1),
            })}
            <p class="tiny soft sure-key" aria-hidden="true">
              ${inputs === undefined ? nothing : html`<span><i class="key-band"></i>${this.t("headline.sure.keyInputs")}</span>`}
              <span><i class="key-line"></i>${this.t("headline.sure.keyChance")}</span>
            </p>`,
          table: {
            head: [this.t("charts.part"), this.t("charts.from"), this.t("charts.to")],
            rows: [
              [this.t("headline.sure.keyChance"), this.locale.number(chance.low, 1), this.locale.number(chance.high, 1)],
              ...(inputs === undefined
                ? []
                : [[this.t("headline.sure.keyInputs"), this.locale.number(inputs.low * 100, 1, true), this.locale.number(inputs.high * 100, 1, true)]]),
            ],
          },
        }}
      ></bedside-chart>
    </div>`;
  }
}

customElements.define("bedside-headline", HeadlineSentence);
