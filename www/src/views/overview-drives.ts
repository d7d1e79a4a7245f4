/** What drives the answer: exact parts between the person and the same person at optimal values. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import "../charts/chart";
import { barScale, signedBar, signedBarsPicture } from "../charts/signed-bars";
import type { Attribution, Part, Score } from "../engine/api";
import { dialogEntry } from "../registry";
import { factShort, inputText } from "../words";
import { drivesNotes, headlineScore, inputOf, visibleParts } from "./overview-model";

export class Drives extends View {
  #allShown = false;

  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    const score = assessed === undefined ? undefined : headlineScore(assessed);
    const attribution = score?.attribution;
    if (assessed === undefined || score === undefined || attribution === undefined || attribution.parts.length === 0) return nothing;
    // Decimals so that the smallest part worth a bar shows: a low risk needs more of them.
    const digits = Math.max(attribution.person, attribution.reference) < 0.02 ? 2 : 1;
    const smallest = this.#allShown ? 0 : 0.5 / 10 ** (digits + 2);
    const { shown, rest, restCount } = visibleParts(attribution.parts, smallest);
    const points = (share: number): string => this.locale.signed(share * 100, digits);
    const { sex, age } = assessed.person;
    const twin = this.t(`headline.twin.${sex ?? "unknown"}`, { age: age ?? "" });
    const scale = barScale(attribution.parts.map((part) => part.amount));
    const rows = shown.map((part) => ({ part, name: factShort(this.locale, part.input), text: points(part.amount) }));
    const first = rows[0];
    return html`<section class="block" aria-labelledby="drives-title">
      <h2 id="drives-title">
        ${first === undefined ? this.t("drives.titleNone") : this.say("drives.title", { name: first.name })}
      </h2>
      <p class="soft small">${this.t("drives.how", { twin })} ${this.#sum(attribution, digits)}</p>
      <bedside-chart
        .chart=${{
          name: "bedside-drives",
          summary: this.t("drives.summary", { parts: this.locale.list(rows.map((row) => `${row.name} ${row.text}`)) }),
          body: html`<ul class="bars">
            ${rows.map(({ part, name, text }) => this.#row(score, part, name, text, signedBar(part.amount, scale)))}
            ${restCount === 0
              ? nothing
              : html`<li class="bar-row bar-rest">
                  <span class="bar-name soft">
                    <button
                      class="link"
                      @click=${() => {
                        this.#allShown = true;
                        this.requestUpdate();
                      }}
                    >
                      ${this.t("drives.rest", { n: restCount })}
                    </button>
                  </span>
                  <span class="bar-mark"></span>
                  <span class="bar-number">${points(rest)}</span>
                </li>`}
          </ul>`,
          picture: signedBarsPicture(rows.map((row) => ({ name: `${row.name} ${this.#value(score, row.part.input)}`, amount: row.part.amount, text: row.text }))),
          table: {
            head: [this.t("drives.fact"), this.t("drives.value"), this.t("drives.points"), this.t("drives.changeable")],
            rows: attribution.parts.map((part) => [
              factShort(this.locale, part.input),
              this.#value(score, part.input),
              this.locale.signed(part.amount * 100, 2),
              this.t(part.modifiable ? "common.yes" : "common.no"),
            ]),
          },
        }}
      ></bedside-chart>
      ${drivesNotes(score, attribution.parts).map((key) => html`<p class="note">${this.say(key)}</p>`)}
    </section>`;
  }

  /** The parts add up to the difference; said with the numbers, rounded the same way. */
  #sum(attribution: Attribution, digits: number): string {
    const shown = (share: number): string => this.locale.number(share * 100, digits, true);
    return this.t("drives.sum", {
      reference: shown(attribution.reference),
      person: shown(attribution.person),
      difference: this.locale.signed((attribution.person - attribution.reference) * 100, digits),
    });
  }

  #value(score: Score, id: string): string {
    const input = inputOf(score, id);
    return input === undefined ? "" : inputText(this.locale, this.app.units, input);
  }

  #row(score: Score, part: Part, name: string, text: string, bar: TemplateResult): TemplateResult {
    const value = this.#value(score, part.input);
    const label = html`${name} <span class="soft">${value}</span>`;
    return html`<li class="bar-row">
      <span class="bar-name">
        ${dialogEntry("fact") === undefined
          ? label
          : html`<button class="plain" @click=${() => this.app.openDialog("fact", part.input)}>${label}</button>`}
        ${part.modifiable ? html`<span class="tag">${this.t("drives.canChange")}</span>` : nothing}
      </span>
      <span class="bar-mark">${bar}</span>
      <span class="bar-number">${text}</span>
    </li>`;
  }
}

customElements.define("bedside-drives", Drives);
