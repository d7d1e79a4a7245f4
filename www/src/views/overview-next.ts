/** Do next: the first three of the plan, each with why, evidence and effort; the rest is counted. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { View } from "../base";
import type { Because, Card } from "../engine/api";
import { icon } from "../icons";
import { viewEntry } from "../registry";
import { actionTitle, factShort, inSentence } from "../words";
import { gainLine } from "./gain";
import { togetherText } from "./gain-words";
import { becauseValue, nameOf, withAge } from "./names";
import { numbered, planParts } from "./plan-parts";

export class DoNext extends View {
  protected override render(): TemplateResult | typeof nothing {
    const { recommendations } = this.app.whatIf;
    if (recommendations === undefined || recommendations.noList !== undefined) return nothing;
    // What the plan shows, in its order: rows that nobody checked stay out here, too.
    const { urgent, warnings, steps, needs } = planParts(recommendations.cards, false);
    const cards = [...[...urgent, ...warnings].map((card) => ({ card, number: 0 })), ...numbered(steps)];
    const asking = needs.length;
    const first = cards.slice(0, 3);
    const plan = viewEntry("plan") !== undefined;
    const more = cards.length - first.length;
    const held = recommendations.held.length;
    const rest = [
      ...(more > 0 ? [this.t("next.more", { n: more })] : []),
      ...(asking > 0 ? [this.t("next.asking", { n: asking })] : []),
      ...(held > 0 ? [this.t("next.held", { n: held })] : []),
    ];
    const restText = rest.join(this.t("overview.who.join"));
    return html`<section aria-labelledby="next-title">
      <h2 id="next-title">${this.t("next.title")}</h2>
      ${first.length === 0
        ? html`<p class="soft">${this.t(recommendations.questions.length > 0 ? "next.noneAsking" : "next.none")}</p>`
        : html`<ul class="next">
            ${repeat(first, ({ card }) => card.action, ({ card, number }) => this.#card(card, number, plan))}
          </ul>`}
      ${this.#together()}
      ${rest.length === 0
        ? nothing
        : html`<p class="small">
            ${plan ? html`<button class="link" @click=${() => this.app.go("plan")}>${restText}</button>` : restText}
          </p>`}
    </section>`;
  }

  /** What the first steps that have a figure come to together, each by name: never their sum. */
  #together(): TemplateResult | typeof nothing {
    const answer = this.app.together.answer.value;
    if (answer === undefined || answer.counted.length < 2 || this.app.whatIf.answer.value !== undefined) return nothing;
    return html`<p class="small next-together">${togetherText(this.locale, answer, this.app.audience.value)}</p>`;
  }

  #card(card: Card, number: number, plan: boolean): TemplateResult {
    const title = actionTitle(this.locale, card.action);
    const why = this.#why(card.because);
    const caution = card.cautions.map((one) => `cautions.${one}`).find((key) => this.locale.has(key));
    return html`<li class="card next-card ${card.urgent ? "urgent" : ""}">
      <h3>
        ${number === 0 ? icon(card.urgent ? "octagon-alert" : "triangle-alert") : html`<span class="next-number soft">${this.locale.number(number)}</span>`}
        ${plan ? html`<button class="plain" @click=${() => this.app.go("plan", card.action)}>${title}</button>` : title}
      </h3>
      ${why === "" ? nothing : html`<p class="soft small">${this.say("next.because", { facts: why })}</p>`}
      ${gainLine(this, card)}
      <p class="next-marks soft tiny">
        <span>${this.t("next.evidence", { tier: this.locale.first([`plan.tier.${card.tier}`, card.tier]) })}</span>
        ${this.locale.has(`plan.burden.${card.burden}`) ? html`<span>${this.t("next.effort", { burden: this.t(`plan.burden.${card.burden}`) })}</span>` : nothing}
        ${card.status === "recommend" ? nothing : html`<span>${this.t(`next.status.${card.status}`)}</span>`}
        ${card.clinicianRequired ? html`<span>${this.say("next.clinician")}</span>` : nothing}
      </p>
      ${card.asks.length === 0
        ? nothing
        : html`<p class="note">${icon("circle-help")} ${this.t("next.asks", { names: this.locale.list(card.asks.map((name) => inSentence(this.locale, nameOf(this.locale, "", name)))) })}</p>`}
      ${caution === undefined ? nothing : html`<p class="note">${this.t(caution)}</p>`}
    </li>`;
  }

  /** The facts that made the rule true, as the person knows them; at most three. */
  #why(because: readonly Because[]): string {
    const findings = this.app.assessed.value?.findings ?? [];
    const facts = because
      .filter((one) => one.value !== undefined && one.value !== "false" && one.kind !== "region")
      .map((one) => {
        const name = inSentence(this.locale, factShort(this.locale, one.name));
        if (one.noRecord === true) return this.t("next.noRecord", { name });
        if (one.value === "true") return name;
        const value = becauseValue(this.locale, this.app.units, one, findings);
        const bare = one.value?.replace(/^[<>]/, "");
        return withAge(this.locale, one, this.t(Number.isFinite(Number(bare)) ? "next.number" : "next.fact", { name, value }));
      });
    return [...new Set(facts)].slice(0, 3).join(this.locale.semicolon);
  }
}

customElements.define("bedside-next", DoNext);
