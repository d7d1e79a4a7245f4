/** The ticked steps together: one picture, worked out as one, with what was left out and why. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { gainArray } from "../charts/gain-array";
import { peopleOf } from "../charts/people-of";
import type { Figures, Together } from "../engine/gain";
import { fewerText, gainInterval, gainSentence, nntText } from "./gain-words";
import { actionTitle } from "./names";

/** The joint answer as a gain has it; its outcome is that of the score it starts from. */
export function asFigures(view: View, answer: Together): Figures {
  const score = view.app.assessed.value?.scores.find((one) => one.id === answer.basis);
  return { ...answer, outcome: answer.outcome ?? score?.outcome ?? "ascvd" };
}

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
    const figures = asFigures(this, answer);
    const reader = this.app.audience.value;
    const titles = answer.counted.map(({ action }) => actionTitle(this.locale, action));
    const nnt = reader === "clinician" ? nntText(this.locale, figures) : undefined;
    return html`<div class="gain">
      ${gainArray({ baseline: answer.baseline, reduction: answer.reduction, label: gainSentence(this.locale, figures, reader) })}
      <div class="gain-words">
        <p class="gain-count">${fewerText(this.locale, figures)}</p>
        <p class="small">${gainSentence(this.locale, figures, reader)}</p>
        <ul class="small together-steps">${titles.map((title) => html`<li>${title}</li>`)}</ul>
        <p class="small soft">${[gainInterval(this.locale, figures), this.t("together.how"), nnt].filter(Boolean).join(this.locale.gap)}</p>
      </div>
    </div>`;
  }

  #left(answer: Together): TemplateResult | typeof nothing {
    if (answer.left.length === 0) return nothing;
    return html`<div class="small">
      <p class="soft">${this.t("together.left")}${this.locale.colon.trim()}</p>
      <ul class="together-steps">
        ${answer.left.map(({ action, why }) => html`<li>${this.t("together.leftOne", { action: actionTitle(this.locale, action), why: this.locale.first([`together.why.${why}`, `gain.noneWhy.${why}`, "together.why.unknown"]) })}</li>`)}
      </ul>
    </div>`;
  }
}

/** Whether a step can be counted: it has a figure of its own. */
export const countable = (baseline: number | undefined, reduction: number | undefined): boolean =>
  baseline !== undefined && reduction !== undefined && reduction > 0 && peopleOf(baseline, reduction).ofThousand !== 0;

customElements.define("bedside-together", StepsTogether);
