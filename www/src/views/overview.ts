/**
 * One person, in reading order: what must come first, the sentence with its hundred people, what
 * drives it, what would change it, what is not known, what to do next, the other questions, sources.
 */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Assessed } from "../engine/api";
import { defineView, viewEntry } from "../registry";
import type { Audience } from "../state";
import { entries, listed } from "./findings-rows";
import { headlineState, toConfirm } from "./overview-model";

export class Overview extends View {
  /** Critical values stand alone until the person has read them. */
  #readCritical = "";

  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    if (assessed === undefined) return nothing;
    const { critical: results } = assessed.recommendations;
    // A past result is asked about; only one that may still be so comes first and alone.
    const critical = results.filter((one) => one.past !== true).map((one) => one.id).join();
    const alone = critical !== "" && this.#readCritical !== critical && !assessed.person.deceased;
    if (alone) {
      return html`<bedside-critical
        .alone=${true}
        @read=${() => {
          this.#readCritical = critical;
          this.requestUpdate();
          void this.focusOn("h1");
        }}
      ></bedside-critical>`;
    }
    const state = headlineState(assessed);
    const acting = state.kind !== "deceased";
    // Without a headline the other answers take its room: beside the steps they would leave half a page empty.
    const computed = state.kind === "computed";
    return html`
      ${this.#who(assessed)}
      <bedside-partial></bedside-partial>
      ${results.length === 0 || !acting ? nothing : html`<bedside-critical></bedside-critical>`}
      ${assessed.region === undefined && acting && state.kind !== "child" ? html`<bedside-country class="screen"></bedside-country>` : nothing}
      <div class="overview ${acting ? (computed ? "" : "unanswered") : "single"}">
        <div class="overview-main">
          <bedside-headline></bedside-headline>
          ${computed
            ? html`<bedside-drives></bedside-drives><bedside-change></bedside-change><bedside-unknown></bedside-unknown>`
            : nothing}
        </div>
        ${acting
          ? html`<div class="overview-side">
              <bedside-next></bedside-next>
              ${computed ? html`<bedside-other-scores></bedside-other-scores>
            <bedside-own-score></bedside-own-score>` : nothing}
            </div>`
          : nothing}
        ${acting && !computed ? html`<bedside-other-scores></bedside-other-scores>
            <bedside-own-score></bedside-own-score>` : nothing}
      </div>
      <bedside-sources></bedside-sources>
    `;
  }

  #who(assessed: Assessed): TemplateResult {
    const { person } = assessed;
    const record = this.app.record.value;
    // The number the review sheet counts: values and the entries of the three lists.
    const found = listed(assessed).length + (record === undefined ? 0 : entries(record, assessed).length);
    const confirm = toConfirm(assessed);
    const findings = viewEntry("findings") !== undefined;
    const who = this.t(person.child ? `overview.who.child` : `overview.who.${person.sex ?? "unknown"}`, {
      age: person.age === undefined ? this.t("overview.who.noAge") : this.locale.number(person.age),
    });
    const dates = assessed.findings.filter((finding) => finding.input.status !== "derived").map((finding) => finding.input.date ?? "").sort();
    const latest = dates[dates.length - 1] ?? "";
    const toCheck = this.t("overview.who.confirm", { n: confirm });
    return html`<div class="who">
      <p class="who-facts soft small">
        ${(record?.name ?? "") === "" ? nothing : html`<b><bdi>${record?.name}</bdi></b>`}
        <span>${who}${person.ageUncertain ? ` ${this.t("overview.who.ageUncertain")}` : ""}</span>
        ${latest === "" ? nothing : html`<span>${this.t("overview.who.latest", { date: this.locale.date(latest, true) })}</span>`}
        <span>${this.t("overview.who.found", { n: found })}${confirm === 0
          ? nothing
          : html`${this.t("overview.who.join")}${findings
              ? html`<button class="link" @click=${() => this.app.go("findings", "to-answer")}>${toCheck}</button>`
              : toCheck}`}</span>
      </p>
      <div class="segment small screen" role="group" aria-label=${this.t("overview.audience.label")}>
        ${(["patient", "clinician"] as const satisfies readonly Audience[]).map(
          (audience) => html`<button
            aria-pressed=${this.app.audience.value === audience ? "true" : "false"}
            @click=${() => {
              this.app.audience.value = audience;
            }}
          >
            ${this.t(`overview.audience.${audience}`)}
          </button>`,
        )}
      </div>
    </div>`;
  }
}

customElements.define("bedside-overview", Overview);
defineView({
  id: "overview",
  rail: 10,
  available: (app) => app.assessed.value !== undefined,
  render: () => html`<bedside-overview></bedside-overview>`,
});
