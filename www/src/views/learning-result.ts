/** How well a model did on answers it had not seen, beside one order for everybody, in all and by group. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { endsOf, pairBars, spread } from "../charts/pair-bars";
import type { FeedbackGroup, TrainedModel } from "../engine/api";
import { icon } from "../icons";

export class LearningResult extends View {
  static override properties = { model: { attribute: false } };
  declare model: TrainedModel;

  protected override render(): TemplateResult {
    const { card } = this.model;
    const { evaluation } = card;
    const figures = (["ndcg", "map", "coverage"] as const).map((figure) => {
      const bar = (whose: "model" | "popular") => {
        const value = evaluation[whose][figure];
        return { name: this.t(`learning.bars.${whose}`), value, own: whose === "model", text: this.#share(value) };
      };
      const [model, popular] = [bar("model"), bar("popular")];
      return html`<div class="card figure">
        <h3>${this.t(`learning.figures.${figure}`, { n: evaluation.places })}</h3>
        ${pairBars([model, popular])}
        <p class="unseen">${[model, popular].map(({ name, text }) => `${name}${this.locale.colon}${text}`).join(this.locale.semicolon)}</p>
      </div>`;
    });
    return html`<section class="part stack">
      <h2 id="learning-result" tabindex="-1">${this.t("learning.result")}</h2>
      <p>${this.t("learning.resultLead", { n: evaluation.people, wanted: evaluation.wanted })}</p>
      <p class=${evaluation.better ? "callout" : "callout caution"}>
        <span class="strong">${this.t(evaluation.better ? "learning.better" : "learning.notBetter")}</span>${this.locale.gap}${this.t("learning.gain", { gain: this.locale.signed(evaluation.gain, 3), margin: this.#share(evaluation.gainMargin) })}
      </p>
      ${evaluation.small ? html`<p class="note">${this.t("learning.fewPeople")}</p>` : nothing}
      <div class="figures">${figures}</div>
      <p class="small soft">${this.t(`learning.among.${evaluation.among}`, { n: evaluation.places })}</p>
      ${this.#groups()} ${this.#card()}
    </section>`;
  }

  #share(value: number): string {
    return this.locale.number(value, 3, true);
  }

  #groups(): TemplateResult {
    const { groups, gap } = this.model.card.evaluation;
    if (groups.length === 0) return html`<h3>${this.t("learning.groups")}</h3><p class="note">${this.t("learning.noGroups")}</p>`;
    const ends = endsOf(groups.map(({ ndcg, low, high }) => ({ value: ndcg, low, high })));
    const row = (group: FeedbackGroup): TemplateResult => html`<tr>
      <th scope="row">${group.name === "" ? this.t("learning.noGroup") : html`<span translate="no">${group.name}</span>`} ${group.small ? html`<span class="tag caution">${this.t("learning.small")}</span>` : nothing}</th>
      <td class="num">${this.locale.number(group.people)}</td>
      <td class="num">${this.#share(group.ndcg)}</td>
      <td class="num">${group.low === undefined || group.high === undefined ? "" : `${this.#share(group.low)}–${this.#share(group.high)}`}</td>
      <td class="drawn">${spread({ value: group.ndcg, low: group.low, high: group.high, ends })}</td>
    </tr>`;
    return html`<h3>${this.t("learning.groups")}</h3>
      <p class="small soft">${this.t("learning.groupsLead")}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.t("learning.groups")}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">${this.t("learning.group")}</th>
              <th scope="col" class="num">${this.t("learning.people")}</th>
              <th scope="col" class="num">NDCG</th>
              <th scope="col" class="num">${this.t("learning.range")}</th>
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${groups.map(row)}
          </tbody>
        </table>
      </div>
      <p class=${gap === undefined ? "note" : ""}>${gap === undefined ? this.t("learning.noGap") : this.t("learning.gap", { gap: this.#share(gap) })}</p>`;
  }

  #card(): TemplateResult {
    const { card } = this.model;
    const number = (value: number): string => this.locale.number(value);
    const lines: [string, string][] = [
      ["made", this.locale.date(card.made, true)],
      ["kind", this.t(`learning.models.${card.settings.model}.name`)],
      ["rows", number(card.rows)],
      ["people", number(card.people)],
      ["actions", number(card.actions)],
      ["accepted", number(card.accepted)],
      ["done", number(card.done)],
      ["days", card.days === undefined ? this.t("learning.cardLines.none") : card.days.map((day) => this.locale.date(day)).join(" – ")],
      ["features", card.features.length === 0 ? this.t("learning.cardLines.none") : card.features.join(this.locale.comma)],
    ];
    return html`<details class="more">
      <summary>${icon("chevron-right")}${this.t("learning.card")}</summary>
      <dl class="model-card">
        ${lines.map(([name, text]) => html`<div><dt class="soft">${this.t(`learning.cardLines.${name}`)}</dt><dd translate=${name === "features" && card.features.length > 0 ? "no" : "yes"}>${text}</dd></div>`)}
      </dl>
    </details>`;
  }
}

customElements.define("bedside-learning-result", LearningResult);
