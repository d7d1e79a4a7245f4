/** The ticked steps together: one picture, worked out as one, with what was left out and why. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import "../charts/chart";
import { gainArray } from "../charts/gain-array";
import type { Together } from "../engine/api";
import { gainNotes } from "./gain";
import { fewerText, gainInterval, gainSentence, nntText } from "./gain-words";
import { actionTitle } from "./names";

export class StepsTogether extends View {
  protected override render(): TemplateResult | typeof nothing {
    const { together } = this.app;
    const answer = together.answer.value;
    const { actions } = together;
    if (answer === undefined && together.ticked.value === undefined) return nothing;
    return html`<section class="part card together" aria-labelledby="together-title">
      <h2 id="together-title">${this.t("together.title", { n: answer?.counted.length ?? actions.length })}</h2>
      <div aria-live="polite">${answer === undefined || answer.counted.length === 0 ? html`<p class="soft">${this.t("together.none")}</p>` : this.#picture(answer)}</div>
      ${answer === undefined ? nothing : this.#left(answer)}
      <p class="small soft screen">
        ${this.t("together.hint")}
        ${together.ticked.value === undefined ? nothing : html`<button class="link" @click=${() => together.first()}>${this.t("together.first")}</button>`}
      </p>
    </section>`;
  }

  #picture(answer: Together): TemplateResult {
    const reader = this.app.audience.value;
    const titles = answer.counted.map(({ action }) => actionTitle(this.locale, action));
    const nnt = reader === "clinician" ? nntText(this.locale, answer) : undefined;
    const sentence = gainSentence(this.locale, answer, reader);
    const body = html`<div class="gain">
      ${gainArray({ baseline: answer.baseline, reduction: answer.reduction })}
      <div class="gain-words">
        <p class="gain-count">${fewerText(this.locale, answer)}</p>
        <p class="small">${sentence}</p>
        <ul class="small together-steps">${titles.map((title) => html`<li>${title}</li>`)}</ul>
        ${gainNotes(this, answer.notes)}
        <p class="small soft">${[gainInterval(this.locale, answer), this.t("together.how"), nnt].filter(Boolean).join(this.locale.gap)}</p>
      </div>
    </div>`;
    const of = (share: number): string => this.locale.number(share * 100, 1, true);
    const rows = [
      [this.say("headline.you"), of(answer.baseline)],
      ...answer.counted.map(({ alone }, at) => [this.t("together.alone", { action: titles[at] ?? "" }), of(answer.baseline - alone)]),
      [this.t("together.title", { n: titles.length }), of(answer.after)],
    ];
    const table = { head: [this.t("charts.who"), this.t("charts.per100")], rows };
    return html`<bedside-chart .chart=${{ name: "bedside-together", summary: sentence, body, table }}></bedside-chart>`;
  }

  #left(answer: Together): TemplateResult | typeof nothing {
    if (answer.left.length === 0) return nothing;
    return html`<div class="small">
      <p class="soft">${this.t("together.left")}${this.locale.colon.trim()}</p>
      <ul class="together-steps">
        ${answer.left.map(({ action, why }) => html`<li>${this.t("together.leftOne", { action: actionTitle(this.locale, action), why: this.locale.first([`gain.no.${why}`, "gain.no.no_figure"]) })}</li>`)}
      </ul>
    </div>`;
  }
}

customElements.define("bedside-together", StepsTogether);
