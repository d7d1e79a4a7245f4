/** Dialogs about facts: one fact with its origin and trend, the list that `/` opens, and the country again. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { sparkline } from "../charts/sparkline";
import type { Finding, InputUsed } from "../engine/api";
import { moveInList } from "../keys";
import { defineDialog, viewEntry } from "../registry";
import { factName, inputText, placeText } from "../words";
import { headlineScore, inputOf } from "./overview-model";

export class Fact extends View {
  static override properties = { concept: { type: String } };
  declare concept: string;

  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    if (assessed === undefined) return nothing;
    const finding = assessed.findings.find((one) => one.concept === this.concept);
    const score = headlineScore(assessed);
    const input = finding?.input ?? (score === undefined ? undefined : inputOf(score, this.concept));
    return html`<div class="stack fact">
      <h3 class="fact-name">${factName(this.locale, this.concept)}</h3>
      ${input === undefined ? html`<p>${this.t("fact.none")}</p>` : this.#value(input)}
      ${finding === undefined ? nothing : this.#origin(finding)}
      ${viewEntry("findings") === undefined
        ? nothing
        : html`<div class="buttons">
            <button class="button" @click=${() => this.app.go("findings", this.concept)}>${this.t("fact.open")}</button>
          </div>`}
    </div>`;
  }

  #value(input: InputUsed): TemplateResult {
    const { units } = this.app;
    const choices = units.choices(this.concept);
    const now = units.unitOf(this.concept)?.unit;
    return html`<p class="fact-value"><b>${inputText(this.locale, units, input)}</b></p>
      ${choices.length < 2
        ? nothing
        : html`<div class="segment" role="group" aria-label=${this.t("fact.unit")}>
            ${choices.map(
              (choice) => html`<button
                aria-pressed=${choice.unit === now ? "true" : "false"}
                @click=${() => this.app.setFieldUnit(this.concept, choice.unit)}
              >
                ${units.label(choice.unit)}
              </button>`,
            )}
          </div>`}
      <p class="soft">
        ${this.t(`fact.status.${input.status}`)}${input.date === undefined ? nothing : html` ${this.t("fact.date", { date: this.locale.date(input.date, true) })}`}
      </p>`;
  }

  #origin(finding: Finding): TemplateResult {
    const points = [...finding.earlier, ...(finding.input.value === undefined ? [] : [{ date: finding.input.date ?? "", value: finding.input.value }])];
    const words = points.map((point) => `${this.locale.date(point.date)}${this.locale.colon}${this.app.units.write(this.concept, point.value)}`);
    return html`<dl class="pairs">
        <div><dt>${this.t("fact.from")}</dt><dd>${finding.from === "form" ? this.t("findings.entered") : placeText(this.locale, finding.from)}</dd></div>
        ${finding.code === undefined || finding.code === "" ? nothing : html`<div><dt>${this.t("fact.code")}</dt><dd>${finding.code}</dd></div>`}
        ${finding.notes.map((note) => html`<div><dt>${this.t("fact.note")}</dt><dd>${this.locale.first([`notes.${note}`, note])}</dd></div>`)}
      </dl>
      ${finding.earlier.length === 0
        ? nothing
        : html`<div>
            <h4>${this.t("fact.earlier")}</h4>
            ${sparkline(points, this.locale.list(words))}
            <ul class="soft small">
              ${words.map((line) => html`<li>${line}</li>`)}
            </ul>
          </div>`}`;
  }
}

customElements.define("bedside-fact", Fact);
defineDialog({ id: "fact", title: "fact.title", render: (_app, concept) => html`<bedside-fact .concept=${concept ?? ""}></bedside-fact>` });

export class Find extends View {
  #asked = "";

  protected override render(): TemplateResult {
    const findings = this.app.assessed.value?.findings ?? [];
    const asked = this.#asked.trim().toLocaleLowerCase();
    const found = findings.filter((one) => asked === "" || `${factName(this.locale, one.concept)} ${one.concept} ${one.code ?? ""}`.toLocaleLowerCase().includes(asked));
    return html`<div class="stack">
      <div class="field">
        <label for="find">${this.t("find.label")}</label>
        <input
          class="input"
          id="find"
          autocomplete="off"
          data-focus
          .value=${this.#asked}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) this.#asked = event.target.value;
            this.requestUpdate();
          }}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === "ArrowDown") {
              event.preventDefault();
              this.querySelector<HTMLElement>(".found button")?.focus();
            }
            const [first] = found;
            if (event.key === "Enter" && first !== undefined) this.app.openDialog("fact", first.concept);
          }}
        />
      </div>
      <p class="unseen" role="status">${this.t("find.count", { n: found.length })}</p>
      ${found.length === 0
        ? html`<p class="soft">${this.t("find.none")}</p>`
        : html`<ul class="found" @keydown=${(event: KeyboardEvent) => moveInList(event, [...this.querySelectorAll<HTMLElement>(".found button")])}>
            ${found.map(
              (one) => html`<li>
                <button @click=${() => this.app.openDialog("fact", one.concept)}>
                  <span>${factName(this.locale, one.concept)}</span><span class="soft">${inputText(this.locale, this.app.units, one.input)}</span>
                </button>
              </li>`,
            )}
          </ul>`}
    </div>`;
  }
}

customElements.define("bedside-find", Find);
defineDialog({ id: "find", title: "find.title", render: () => html`<bedside-find></bedside-find>` });
defineDialog({ id: "country", title: "country.title", render: () => html`<bedside-country .inDialog=${true}></bedside-country>` });
