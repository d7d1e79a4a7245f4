/** The other questions, one line each: the answer with its band, why it does not apply, or what it needs. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { ofHundred } from "../charts/icon-array";
import type { Score } from "../engine/api";
import { icon } from "../icons";
import { factShort, inSentence, reasonText, scoreName } from "../words";
import { oneOfEach, otherScores } from "./overview-model";

/** Lines of one question that stand open; the rest are behind one key. */
const OPEN = 4;

export class OtherScores extends View {
  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    if (assessed === undefined) return nothing;
    // Several formulas of one number are a clinician's to compare.
    const once = this.app.audience.value === "patient";
    const groups = otherScores(assessed).map(({ question, scores }) => ({ question, scores: once ? oneOfEach(scores) : scores }));
    if (groups.length === 0) return nothing;
    return html`<section aria-labelledby="scores-title">
      <h2 id="scores-title">${this.t("scores.title")}</h2>
      ${groups.map(({ question, scores }) => {
        const answered = scores.filter((score) => score.assessment.answer === "computed");
        const ordered = [...answered, ...scores.filter((score) => score.assessment.answer !== "computed")];
        const open = ordered.slice(0, Math.max(OPEN, answered.length));
        const rest = ordered.slice(open.length);
        return html`<div class="score-group">
          <h3 class="soft">${this.locale.first([`questions.${question}`, question])}</h3>
          <ul class="score-lines">
            ${open.map((score) => this.#line(score))}
          </ul>
          ${rest.length === 0
            ? nothing
            : html`<details class="more">
                <summary>${icon("chevron-right")}${this.t("scores.more", { n: rest.length })}</summary>
                <ul class="score-lines">
                  ${rest.map((score) => this.#line(score))}
                </ul>
              </details>`}
        </div>`;
      })}
    </section>`;
  }

  #line(score: Score): TemplateResult {
    return html`<li>
      <span>${scoreName(this.locale, score, this.app.assessed.value?.scores)}${score.studied === "no" ? html` <span class="tag caution">${this.t("scores.elsewhere")}</span>` : nothing}
        ${(score.notes ?? []).map((note) => html`<br /><span class="soft small">${reasonText(this.locale, this.app.units, note)}</span>`)}</span>
      ${this.#answer(score)}
    </li>`;
  }

  #answer(score: Score): TemplateResult {
    const { assessment } = score;
    if (assessment.answer === "computed") {
      const band = score.band === undefined || score.band === "" ? "" : this.locale.first([`bands.${score.family}.${score.band}`, `bands.${score.band}`, score.band]);
      return html`<b>${this.#value(score, assessment.value)}${band === "" ? nothing : html`<span class="band">${this.t("scores.band", { band })}</span>`}</b>`;
    }
    if (assessment.answer === "notApplicable") {
      const [first] = assessment.reasons;
      const reason = first === undefined ? "" : reasonText(this.locale, this.app.units, first);
      return html`<span class="soft small why">${this.t("scores.notApplicable", { reason })}</span>`;
    }
    const names = assessment.missing.map((missing) => inSentence(this.locale, factShort(this.locale, missing.input)));
    return html`<span class="soft small why">${this.t("scores.needs", { names: this.locale.list(names) })}</span>`;
  }

  #value(score: Score, value: number): string {
    if (score.unit === "probability") {
      const n = ofHundred(value);
      return n === undefined ? this.t("people.fewer") : this.t("people.of", { n });
    }
    return this.app.units.answer(score.outcome, value, score.unit).both;
  }
}

customElements.define("bedside-other-scores", OtherScores);
