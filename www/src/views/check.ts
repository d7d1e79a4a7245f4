/** "Check this device": the worked examples inside the engine, worked out again here. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Checked } from "../engine/api";
import { icon } from "../icons";
import { defineDialog } from "../registry";
import { scoreName } from "../words";
import { difference, sixDigits, smallNumber } from "./check-rows";

export class Check extends View {
  #state: "ready" | "running" | "failed" | "done" = "ready";
  #rows: Checked[] = [];

  async #run(): Promise<void> {
    this.#state = "running";
    this.requestUpdate();
    try {
      this.#rows = await this.app.client.selfCheck();
      this.#state = "done";
      this.app.say(this.#summary());
    } catch {
      this.#state = "failed";
      this.app.say(this.t("check.failed"));
    }
    this.requestUpdate();
  }

  #summary(): string {
    const n = this.#rows.length;
    if (n === 0) return this.t("check.none");
    const bad = this.#rows.filter((row) => !row.agrees).length;
    if (bad > 0) return this.t("check.someDiffer", { bad, n });
    return this.t("check.allAgree", { n, worst: smallNumber(Math.max(...this.#rows.map(difference))) });
  }

  protected override render(): TemplateResult {
    const bad = this.#rows.some((row) => !row.agrees);
    return html`<div class="stack check">
      <p>${this.t("check.lead")}</p>
      ${this.#state === "done"
        ? html`<p class="callout ${bad ? "urgent" : ""} strong">${icon(bad ? "octagon-alert" : "check")} ${this.#summary()}</p>`
        : nothing}
      ${this.#state === "failed" ? html`<p class="callout caution">${this.t("check.failed")}</p>` : nothing}
      <div class="buttons">
        <button class="button primary" ?disabled=${this.#state === "running"} @click=${() => void this.#run()}>
          ${this.t(this.#state === "running" ? "check.running" : this.#state === "done" ? "check.again" : "check.run")}
        </button>
      </div>
      ${this.#state === "done" && this.#rows.length > 0 ? this.#table() : nothing}
    </div>`;
  }

  #name(id: string): string {
    const equation = this.app.catalog.peek()?.equations.find((one) => one.id === id);
    return equation === undefined ? id : scoreName(this.locale, equation);
  }

  #table(): TemplateResult {
    // What does not agree stands on top.
    const rows = [...this.#rows].sort((a, b) => Number(a.agrees) - Number(b.agrees));
    return html`<table class="table stacks">
      <thead>
        <tr>
          <th scope="col">${this.t("check.equation")}</th>
          ${["expected", "got", "difference"].map((key) => html`<th scope="col" class="num">${this.t(`check.${key}`)}</th>`)}
          <th scope="col"><span class="unseen">${this.t("check.agrees")}</span></th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            <th scope="row">${this.#name(row.equation)} <span class="soft line">${this.locale.first([`check.sources.${row.source}`, row.source])}</span></th>
            <td class="num" data-label=${this.t("check.expected")}>${sixDigits(row.expected)}</td>
            <td class="num" data-label=${this.t("check.got")}>${sixDigits(row.got ?? Number.NaN)}</td>
            <td class="num" data-label=${this.t("check.difference")}>${smallNumber(difference(row))}</td>
            <td>${row.agrees ? this.t("check.agrees") : html`<b class="differs">${this.t("check.differs")}</b>`}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

customElements.define("bedside-check", Check);
defineDialog({ id: "check", title: "check.title", wide: true, render: () => html`<bedside-check></bedside-check>` });
