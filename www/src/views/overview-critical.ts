/** Results that come first and alone: what it is, what to do now, in the table's own words. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Critical } from "../engine/api";
import { icon } from "../icons";
import { answer } from "./amendments";
import { factName } from "../words";

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
      ${past.map((one) => this.#one(one, false))}
    </section>`;
  }

  #now(critical: readonly Critical[], alone: boolean): TemplateResult | typeof nothing {
    if (critical.length === 0) return nothing;
    return html`<section class="callout urgent critical ${alone ? "alone" : ""}" aria-label=${this.t("criticalView.label")}>
      ${critical.map((one, index) => this.#one(one, alone && index === 0))}
      ${alone
        ? html`<div class="buttons screen">
            <button class="button" @click=${() => this.dispatchEvent(new Event("read"))}>${this.t("criticalView.goOn")}</button>
          </div>`
        : nothing}
    </section>`;
  }

  #one(one: Critical, first: boolean): TemplateResult {
    const units = this.app.units;
    // The table's own unit decides; the page then shows it as every other value.
    const value =
      units.concept(one.concept)?.canonical === undefined
        ? units.plain(one.value, one.unit, one.concept)
        : units.show(one.concept, units.canonical(one.concept, one.value, one.unit));
    const name = factName(this.locale, one.concept);
    const past = one.past === true;
    const title = this.t(past ? "criticalView.past.title" : "criticalView.title", { name, value: `${value.text} ${value.label}`.trim() });
    const fallback = this.t(`criticalView.urgency.${one.urgency}`);
    const act = `critical.${one.id}`;
    const asks = one.asks ?? "";
    const { date } = one;
    return html`<div class="critical-one">
      ${first ? html`<h1>${icon("octagon-alert")} ${title}</h1>` : html`<h2>${icon(past ? "circle-help" : "octagon-alert")} ${title}</h2>`}
      ${past ? html`<p>${this.t("criticalView.past.how")}</p>` : nothing}
      ${date === undefined ? nothing : html`<p class="small">${this.t("criticalView.from", { date: this.locale.date(date, true) })}</p>`}
      ${asks === ""
        ? html`<p class="critical-act">${past ? this.t("criticalView.past.act") : this.locale.has(act) ? this.t(act) : fallback}</p>`
        : html`<p class="critical-act">${this.locale.first([`criticalView.asks.${asks}`, asks])}</p>
            <div class="buttons screen">
              <button class="button ${past ? "" : "danger"}" @click=${() => void this.app.amend([answer(asks, true)], this.t("unknown.saved", { name }))}>
                ${this.t("common.yes")}
              </button>
              <button class="button" @click=${() => void this.app.amend([answer(asks, false)], this.t("unknown.saved", { name }))}>
                ${this.t("common.no")}
              </button>
            </div>`}
      <p class="tiny soft" lang="en">${one.source}</p>
    </div>`;
  }
}

customElements.define("bedside-critical", CriticalValues);
