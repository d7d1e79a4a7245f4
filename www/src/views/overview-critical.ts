/** Results that come first and alone: what it is, what to do now, in the table's own words. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Assessed, Critical } from "../engine/api";
import { icon } from "../icons";
import { answer } from "./amendments";
import { byQuestion, callLines, criticalAct, criticalTitle, plainSource } from "./critical-words";
import { factName } from "../words";

/** Whom to call there. */
export function numbersToCall(view: View, assessed: Assessed): TemplateResult | typeof nothing {
  const lines = callLines(view.locale, assessed);
  if (lines.length === 0) return nothing;
  return html`<ul class="critical-numbers">
    ${lines.map(({ name, text }) => html`<li>${name === undefined ? nothing : html`<span translate="no">${name}</span>${view.locale.colon}`}${text}</li>`)}
  </ul>`;
}

export class CriticalValues extends View {
  static override properties = { alone: { type: Boolean } };
  declare alone: boolean | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const all = this.app.assessed.value?.recommendations.critical ?? [];
    const critical = all.filter((one) => one.past !== true);
    const alone = this.alone === true;
    return html`${this.#now(critical, alone)}${alone ? nothing : this.#past(all.filter((one) => one.past === true))}`;
  }

  /** Results of long ago: a question each, and no alarm. */
  #past(past: readonly Critical[]): TemplateResult | typeof nothing {
    if (past.length === 0) return nothing;
    return html`<section class="callout caution critical" aria-label=${this.t("criticalView.past.label")}>
      ${byQuestion(past).map((group) => this.#group(group, false))}
    </section>`;
  }

  #now(critical: readonly Critical[], alone: boolean): TemplateResult | typeof nothing {
    if (critical.length === 0) return nothing;
    const assessed = this.app.assessed.value;
    return html`<section class="callout urgent critical ${alone ? "alone" : ""}" aria-label=${this.t("criticalView.label")}>
      ${byQuestion(critical).map((group, index) => this.#group(group, alone && index === 0))}
      ${assessed === undefined ? nothing : numbersToCall(this, assessed)}
      ${alone
        ? html`<div class="buttons screen">
            <button class="button" @click=${() => this.dispatchEvent(new Event("read"))}>${this.t("criticalView.goOn")}</button>
          </div>`
        : nothing}
    </section>`;
  }

  /** Results that ask the same are one alarm with one question. */
  #group(group: readonly Critical[], first: boolean): TemplateResult | typeof nothing {
    const [one] = group;
    if (one === undefined) return nothing;
    const name = this.locale.list(group.map(({ concept }) => factName(this.locale, concept)));
    const past = one.past === true;
    const title = group.map((each) => criticalTitle(this.locale, this.app.units, each)).join(this.locale.semicolon);
    const asks = one.asks ?? "";
    const { date } = one;
    const reply = (yes: boolean): void => void this.app.amend([answer(asks, yes)], this.t("unknown.saved", { name }));
    return html`<div class="critical-one">
      ${first ? html`<h1>${icon("octagon-alert")} ${title}</h1>` : html`<h2>${icon(past ? "circle-help" : "octagon-alert")} ${title}</h2>`}
      ${past ? html`<p>${this.t("criticalView.past.how")}</p>` : nothing}
      ${date === undefined ? nothing : html`<p class="small">${this.t("criticalView.from", { date: this.locale.date(date, true) })}</p>`}
      ${asks === ""
        ? html`<p class="critical-act">${past ? this.t("criticalView.past.act") : criticalAct(this.locale, one)}</p>`
        : html`<p class="critical-act">${this.locale.first([`criticalView.asks.${asks}`, asks])}</p>
            <div class="buttons screen">
              <button class="button ${past ? "" : "danger"}" @click=${() => reply(true)}>${this.t("common.yes")}</button>
              <button class="button" @click=${() => reply(false)}>${this.t("common.no")}</button>
            </div>`}
      <p class="tiny soft" lang="en">${[...new Set(group.map(({ source }) => plainSource(source)))].join("; ")}</p>
    </div>`;
  }
}

customElements.define("bedside-critical", CriticalValues);
