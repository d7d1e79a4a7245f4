/** The plan: urgent alone, warnings, steps, what needs an answer, and why everything else is not shown. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { View } from "../base";
import type { Assessed, Card, Held, Interaction, Patient, Recommendations } from "../engine/api";
import { icon } from "../icons";
import { defineView } from "../registry";
import { accept } from "./amendments";
import { actionTitle, becauseText, nameOf } from "./names";
import { countryField } from "./form-country";
import { numbersToCall } from "./overview-critical";
import { headlineState } from "./overview-model";
import "./plan-ask";
import { sourceLine } from "./plan-card";
import { numbered, planCount, planParts } from "./plan-parts";
import "./plan-feedback";
import "./plan-preferences";
import "./plan-together";

export class Plan extends View {
  #rest = false;
  #unchecked = false;
  #heldText = "";
  #heldOpen = false;

  override firstUpdated(): void {
    const at = this.app.place.peek().at;
    if (at !== undefined) void this.focusOn(`[data-action="${CSS.escape(at)}"]`);
  }

  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    if (assessed === undefined) return nothing;
    const recommendations = this.app.whatIf.recommendations ?? assessed.recommendations;
    if (recommendations.noList !== undefined) return this.#none(recommendations, recommendations.noList);
    const clinician = this.app.audience.value === "clinician";
    const parts = planParts(recommendations.cards, clinician && this.#unchecked);
    // By the real values: what is tried out hides nothing under the finger.
    const real = assessed.recommendations;
    const alone = (real.cards.some((card) => card.urgent) || real.critical.some((one) => one.past !== true)) && !this.#rest;
    const shown = planCount(parts);
    return html`<section class="plan">
      <div class="spread">
        <h1 tabindex="-1">${alone ? this.t("plan.firstTitle") : shown === 0 ? this.t("plan.titleNone") : this.t("plan.title", { n: shown })}</h1>
        ${this.#audience(clinician)}
      </div>
      ${shown === 0 && !alone ? html`<p class="soft">${this.t("plan.titleNoneLead")}</p>` : nothing}
      ${recommendations.critical.length === 0 ? nothing : html`<bedside-critical></bedside-critical>`}
      ${this.#cards(parts.urgent, alone ? "" : this.t("plan.urgent"), false, "urgent")}
      ${parts.urgent.length > 0 && recommendations.critical.every((one) => one.past === true) ? numbersToCall(this, assessed) : nothing}
      ${alone
        ? html`<p>${this.t("plan.urgentAlone")}</p>
            <div class="buttons screen">
              <button
                class="button"
                @click=${() => {
                  this.#rest = true;
                  this.requestUpdate();
                }}
              >
                ${this.t("plan.showRest")}
              </button>
            </div>`
        : html`${this.#region(recommendations.regionUnknown)}
            ${this.#cards(parts.warnings, this.t("plan.warnings"))} ${this.#interactions(recommendations)}
            <bedside-ask></bedside-ask>
            <div class="plan-tools"><bedside-wishes></bedside-wishes>${this.#try(assessed)}</div>
            ${this.app.whatIf.answer.value === undefined ? html`<bedside-together></bedside-together>` : nothing}
            <bedside-plan-feedback></bedside-plan-feedback>
            ${this.#unread(assessed, clinician)} ${this.#cards(parts.steps, this.t("plan.steps"), true)}
            ${this.#cards(parts.needs, this.t("plan.needs"))} ${this.#hidden(parts.hidden, clinician)}
            ${this.#declined(recommendations.held)} ${this.#held(recommendations.held, assessed)}`}
    </section>`;
  }

  /** No list for a child or for who has died; what cannot wait, and medicines that harm each other, stand. */
  #none(recommendations: Recommendations, why: string): TemplateResult {
    return html`<section class="plan">
      <h1 tabindex="-1">${this.t(`plan.noList.${why}`)}</h1>
      <p class="soft">${this.t(`plan.noList.${why}Lead`)}</p>
      ${recommendations.critical.length === 0 ? nothing : html`<bedside-critical></bedside-critical>`} ${this.#interactions(recommendations)}
    </section>`;
  }

  #audience(clinician: boolean): TemplateResult {
    const button = (value: "patient" | "clinician", key: string): TemplateResult => html`<button
      aria-pressed=${(value === "clinician") === clinician ? "true" : "false"}
      @click=${() => {
        this.app.audience.value = value;
      }}
    >
      ${this.t(key)}
    </button>`;
    return html`<span class="audience screen">
      <span class="soft small" id="audience">${this.t("plan.audience")}</span>
      <span class="segment" role="group" aria-labelledby="audience">${button("patient", "plan.patient")}${button("clinician", "plan.clinicianView")}</span>
    </span>`;
  }

  #region(unknown: boolean): TemplateResult | typeof nothing {
    if (!unknown) return nothing;
    return html`<div class="callout caution screen">
      <p>${this.t("plan.regionUnknown")}</p>
      ${countryField(this, this.t("plan.sayRegion"))}
    </div>`;
  }

  /** Values to try: closed at first, since the list is what one comes for. */
  #try(assessed: Assessed): TemplateResult | typeof nothing {
    if (headlineState(assessed).kind !== "computed") return nothing;
    return html`<details class="more try screen" ?open=${this.app.whatIf.moved.peek().size > 0}>
      <summary>${icon("chevron-right")}${this.t("change.title")}</summary>
      <bedside-change class="card" .inPlan=${true}></bedside-change>
    </details>`;
  }

  #cards(cards: Card[], title: string, counted = false, kind = ""): TemplateResult | typeof nothing {
    if (cards.length === 0) return nothing;
    const tried = this.app.whatIf.answer.value !== undefined;
    return html`<section class="part ${kind}">
      ${title === "" ? html`<h2 class="unseen">${this.t("plan.urgent")}</h2>` : html`<h2>${title}</h2>`}
      <div class="steps">
        ${repeat(
          numbered(cards),
          ({ card }) => card.action,
          ({ card, others, number }) => html`<div class="step-group">
            <bedside-step .card=${card} .number=${counted ? number : 0} .tried=${tried}></bedside-step>
            ${others.length === 0
              ? nothing
              : html`<details class="more others">
                  <summary>${icon("chevron-right")}${this.t("plan.others", { n: others.length })}</summary>
                  ${repeat(others, (other) => other.action, (other) => html`<bedside-step .card=${other} .number=${0} .tried=${tried}></bedside-step>`)}
                </details>`}
          </div>`,
        )}
      </div>
    </section>`;
  }

  /** What no step was checked against, said once: entries that mean nothing here, and pairs of medicines that no table lists. */
  #unread({ notUnderstood }: Assessed, clinician: boolean): TemplateResult {
    const names = this.locale.list(notUnderstood.map(({ text }) => text));
    return html`${notUnderstood.length === 0 ? nothing : html`<p class="note">${this.t(clinician ? "plan.notUnderstoodClinician" : "plan.notUnderstood", { names })}</p>`}
      <p class="small soft">${this.say("plan.silence")}</p>`;
  }

  #interactions({ interactions }: Recommendations): TemplateResult | typeof nothing {
    if (interactions.length === 0) return nothing;
    return html`<section class="part">
      <h2>${this.t("plan.interactions")}</h2>
      <p class="small strong">${this.say("plan.interactionsLead")}</p>
      <ul class="card pairs-list">
        ${interactions.map((one) => this.#interaction(one))}
      </ul>
    </section>`;
  }

  #interaction(one: Interaction): TemplateResult {
    const sides = one.because.length > 0 ? one.because.map((side) => nameOf(this.locale, side.kind, side.name)) : [one.a, one.b];
    const part = (name: string): string | undefined => {
      const key = `interactions.${one.id}.${name}`;
      return this.locale.has(key) ? this.locale.t(key) : undefined;
    };
    const grave = one.severity === "contraindicated" || one.severity === "major";
    return html`<li class="interaction">
      <h3>
        ${[...new Set(sides)].join(" + ")} <span class="tag ${grave ? "caution" : ""}">${this.t(`plan.severity.${one.severity}`)}</span>
        ${one.verification === "U" ? html`<span class="tag caution">${this.t("plan.unchecked")}</span>` : nothing}
      </h3>
      ${part("effect") === undefined ? nothing : html`<p>${part("effect")}</p>`}
      ${part("advice") === undefined ? nothing : html`<p><span class="soft">${this.t("plan.manage")}${this.locale.colon.trim()}</span> ${part("advice")}</p>`}
      ${one.sources.length === 0
        ? nothing
        : html`<details class="more">
            <summary>${icon("chevron-right")}${this.t("plan.sources")}</summary>
            <ul class="source-list small">${one.sources.map((source) => sourceLine(this, source))}</ul>
          </details>`}
    </li>`;
  }

  #hidden(n: number, clinician: boolean): TemplateResult | typeof nothing {
    if (!clinician) return n === 0 ? nothing : html`<p class="small soft">${this.t("plan.uncheckedHidden", { n })}</p>`;
    if (n === 0 && !this.#unchecked) return nothing;
    return html`<label class="choice screen">
      <input
        type="checkbox"
        .checked=${this.#unchecked}
        @change=${(event: Event) => {
          this.#unchecked = (event.target as HTMLInputElement).checked;
          this.requestUpdate();
        }}
      />${this.t("plan.showUnchecked")} ${n === 0 ? nothing : html`<span class="soft">${this.locale.number(n)}</span>`}
    </label>`;
  }

  #declined(held: readonly Held[]): TemplateResult | typeof nothing {
    const mine = held.filter((one) => one.status === "declined");
    if (mine.length === 0) return nothing;
    return html`<section class="part">
      <h2>${this.t("plan.declinedTitle")}</h2>
      <ul class="lines">
        ${mine.map((one) => {
          const title = actionTitle(this.locale, one.action);
          const record = this.app.record.value as (Patient & { declined?: Record<string, string> }) | undefined;
          const reason = record?.declined?.[one.action];
          return html`<li>
            <span>${title} ${typeof reason === "string" ? html`<span class="soft small">${this.locale.first([`plan.declineReasons.${reason}`, reason])}</span>` : nothing}</span>
            <button class="button screen" aria-label=${`${this.t("plan.takeBack")}${this.locale.colon}${title}`} @click=${() => void this.app.amend([accept(one.action)], `${this.t("plan.takeBack")}${this.locale.colon}${title}`)}>
              ${this.t("plan.takeBack")}
            </button>
          </li>`;
        })}
      </ul>
    </section>`;
  }

  #held(held: readonly Held[], assessed: Assessed): TemplateResult | typeof nothing {
    const others = held.filter((one) => one.status !== "declined");
    if (others.length === 0) return nothing;
    // A hundred lines: written when somebody opens them.
    const text = this.#heldText.toLocaleLowerCase(this.locale.tag);
    const shown = others.filter((one) => text === "" || `${actionTitle(this.locale, one.action)} ${one.action}`.toLocaleLowerCase(this.locale.tag).includes(text));
    const clauses = [...new Set(shown.map((one) => one.clause))].sort();
    return html`<details
      class="more part held"
      @toggle=${(event: Event) => {
        this.#heldOpen = (event.currentTarget as HTMLDetailsElement).open;
        this.requestUpdate();
      }}
    >
      <summary><h2>${icon("chevron-right")}${this.t("plan.held")}</h2> <span class="soft">${this.t("plan.heldCount", { n: others.length })}</span></summary>
      <p class="soft">${this.t("plan.heldLead")}</p>
      <label class="find screen">
        ${icon("search")}<span class="unseen">${this.t("plan.heldSearch")}</span>
        <input
          class="input"
          type="search"
          placeholder=${this.t("plan.heldSearch")}
          @input=${(event: Event) => {
            this.#heldText = (event.target as HTMLInputElement).value.trim();
            this.requestUpdate();
          }}
        />
      </label>
      ${(this.#heldOpen ? clauses : []).map(
        (clause) => html`<h3>${this.t(`plan.clause.${clause}`)}</h3>
          <ul class="lines held-lines">
            ${shown.filter((one) => one.clause === clause).map((one) => this.#heldLine(one, assessed))}
          </ul>`,
      )}
      ${shown.length === 0 ? html`<p class="soft">${this.t("findings.noMatch", { text: this.#heldText })}</p>` : nothing}
    </details>`;
  }

  #heldLine(one: Held, assessed: Assessed): TemplateResult {
    const because = [...new Set(one.because.map((each) => becauseText(this.locale, this.app.units, each, this.app.whatIf.answer.value === undefined ? assessed.findings : [])))];
    return html`<li data-action=${one.action} tabindex="-1">
      <span>${actionTitle(this.locale, one.action)}</span>
      <span class="soft small">${because.join(this.locale.semicolon)}</span>
    </li>`;
  }
}

customElements.define("bedside-plan", Plan);
defineView({
  id: "plan",
  rail: 30,
  available: (app) => app.assessed.value !== undefined,
  count: (app) => {
    return planCount(planParts(app.whatIf.recommendations?.cards ?? [], false));
  },
  render: () => html`<bedside-plan></bedside-plan>`,
});
