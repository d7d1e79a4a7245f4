/** One step of the plan: what, why for you, effort, evidence, cautions, how to start, and a way to say no. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Card } from "../engine/api";
import { icon } from "../icons";
import { viewEntry } from "../registry";
import { MOST } from "../together";
import { decline } from "./amendments";
import { answerControl } from "./answer";
import { fitPart, gainPart } from "./gain";
import { gainFor } from "./gain-words";
import { inSentence } from "../words";
import { actionPart, actionTitle, becauseText, nameOf, questionOf, reasons } from "./names";
import { stoppedFor, stoppedText } from "./stopped";

const refusals = ["tried", "cost", "time", "unwanted", "doctor", "other"] as const;

/** A medicine that a clinician prescribes: which one and how much is theirs to say, and a patient reads what to ask. */
export function isPrescribed(card: Pick<Card, "clinicianRequired" | "medicine">): boolean {
  return card.medicine === true && card.clinicianRequired;
}

/** What to do. Which medicine and how much is the prescriber's to say: a patient reads what to ask instead. */
export function doingOf(view: View, card: Card): string | undefined {
  const ask = view.app.audience.value !== "clinician" && card.status !== "avoid" && isPrescribed(card);
  return ask ? view.t("gain.prepareText.patient") : actionPart(view.locale, card.action, "do");
}

export class PlanCard extends View {
  static override properties = {
    // An answer to tried values brings every card anew: one that says the same is not drawn again.
    card: { attribute: false, hasChanged: (now: unknown, was: unknown) => JSON.stringify(now) !== JSON.stringify(was) },
    number: { type: Number },
    tried: { attribute: false },
  };
  declare card: Card;
  declare number: number;
  /** It belongs to values tried out, not to the record. */
  declare tried: boolean | undefined;
  #declining = false;

  protected override render(): TemplateResult {
    const { card, app } = this;
    const id = `step-${card.action}`;
    const clinician = app.audience.value === "clinician";
    const part = (name: string): string | undefined => actionPart(this.locale, card.action, name);
    const warning = card.status === "avoid";
    const doing = doingOf(this, card);
    return html`<article class="card step ${warning ? "warning" : ""}" data-action=${card.action} aria-labelledby=${id} tabindex="-1">
      <div class="step-main">
        <h3 id=${id}>
          ${this.number > 0 ? html`<span class="soft step-number">${this.locale.number(this.number)}</span>` : icon(warning ? "triangle-alert" : card.urgent ? "octagon-alert" : "circle-help")}
          <span>
            ${actionTitle(this.locale, card.action)}
            ${card.status === "discuss" ? html`<span class="tag">${this.t("plan.status.discuss")}</span>` : nothing}
            ${card.verification === "U" ? html`<span class="tag caution">${this.t("plan.unchecked")}</span>` : nothing}
          </span>
        </h3>
        ${doing === undefined ? nothing : html`<p>${doing}</p>`}
        ${this.#because(clinician)} ${this.#stopped(clinician)} ${this.#asks()} ${this.#gain()} ${this.#cautions()} ${this.#start(clinician, part("start"))}
        ${this.#presumed(clinician)} ${this.#known()}
      </div>
      ${this.#marks(clinician, part("when"))}
      <div class="step-foot">${this.#more(part("harm"))} ${warning || card.urgent ? nothing : this.#decline()}</div>
    </article>`;
  }

  /** Warnings and what is urgent have no gain to weigh. */
  #gain(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    const { card } = this;
    if (assessed === undefined || card.urgent || card.status === "avoid" || card.status === "needs_data") return nothing;
    return gainPart(this, card, assessed);
  }

  /** A first step; of a medicine a patient reads what to ask. */
  #start(clinician: boolean, start: string | undefined): TemplateResult | typeof nothing {
    const { card } = this;
    if (card.status === "avoid" || card.urgent) return nothing;
    const own = { diet: "meals", exercise: "movement" }[card.category];
    const text = start ?? (card.clinicianRequired && !clinician && !isPrescribed(card) ? this.t("gain.prepareText.patient") : undefined);
    const go = own !== undefined && viewEntry(own)?.available(this.app) === true;
    if (text === undefined && !go) return nothing;
    return html`<p class="small">
      ${text === undefined ? nothing : html`<span class="soft">${this.t(start === undefined ? "gain.prepare" : "gain.start")}${this.locale.colon.trim()}</span> ${text}`}
      ${go && own !== undefined ? html`<button class="link screen" @click=${() => this.app.go(own, card.action)}>${this.t(own === "meals" ? "gain.toMeals" : "gain.toMovement")}</button>` : nothing}
    </p>`;
  }

  /** How sure, how hard, how soon, and whether to talk about it first: beside the words where there is room. */
  #marks(clinician: boolean, when: string | undefined): TemplateResult {
    const { card } = this;
    const line = (name: unknown, text: string): TemplateResult => html`<span>${name}${this.locale.colon}${text}</span>`;
    const evidence = this.t("plan.evidence");
    return html`<div class="marks small">
      <p class="soft">
        ${line(this.number === 1 ? html`<bedside-term .term=${"evidence"} .text=${evidence}></bedside-term>` : evidence, this.t(`plan.tier.${card.tier}`))}
        ${card.urgent ? nothing : line(this.t("plan.effort"), this.t(`plan.burden.${card.burden}`))}
        ${when === undefined || card.urgent ? nothing : line(this.t("plan.onset"), when)} ${fitPart(this, card)}
      </p>
      ${this.#tick()}
      ${card.clinicianRequired && !card.urgent ? html`<p class="strong">${this.t(clinician ? "plan.clinicianClinician" : "plan.clinician")}</p>` : nothing}
    </div>`;
  }

  /** Counts the step in the joint picture; only a step with a figure of its own, and only of the real list. */
  #tick(): TemplateResult | typeof nothing {
    const { card, app } = this;
    if (gainFor(card, app.audience.value) === undefined || card.urgent || card.status === "avoid" || this.tried === true) return nothing;
    const { together } = app;
    const on = together.actions.includes(card.action);
    return html`<label class="choice tick screen">
      <input
        type="checkbox"
        aria-label=${this.t("together.tickNamed", { action: actionTitle(this.locale, card.action) })}
        .checked=${on}
        @change=${(event: Event) => {
          const box = event.target as HTMLInputElement;
          if (together.tick(card.action, box.checked)) return;
          box.checked = false;
          app.tell({ text: this.t("together.most", { n: MOST }) });
        }}
      />${this.t("together.tick")}
    </label>`;
  }

  #because(clinician: boolean): TemplateResult | typeof nothing {
    const { card, app } = this;
    // Of values tried out the rule's own number is told, not the record's.
    const findings = this.tried === true ? [] : (app.assessed.value?.findings ?? []);
    // Two comparisons of one value (age from 40, to 75) are one fact to a reader.
    const known = new Map<string, string>();
    for (const one of reasons(card.because)) {
      if (one.value === undefined || one.presumed === true) continue;
      const text = becauseText(this.locale, app.units, one, findings);
      if (!known.has(text)) known.set(text, one.name);
    }
    if (known.size === 0) return nothing;
    return html`<p class="small">
      <span class="soft">${this.t(clinician ? "plan.forPatient" : "plan.forYou")}${this.locale.colon.trim()}</span>
      ${[...known].map(([text, name]) => html`<button class="link reason" @click=${() => app.go("findings", name)}>${text}</button> `)}
    </p>`;
  }

  /** A medicine of this kind was stopped before: somebody must ask why before it begins again. */
  #stopped(clinician: boolean): TemplateResult | typeof nothing {
    const stopped = stoppedFor(this.app.record.value, this.card);
    if (stopped.length === 0) return nothing;
    const names = this.locale.list(stopped.map((one) => stoppedText(this.locale, one)));
    return html`<p class="note">${this.t(clinician ? "plan.stoppedClinician" : "plan.stopped", { names })}</p>`;
  }

  /** Unknown exclusions come as questions; until then no benefit is claimed. */
  #asks(): TemplateResult | typeof nothing {
    const { card, app } = this;
    if (card.asks.length === 0) return nothing;
    const known = app.assessed.value?.recommendations.questions ?? [];
    const ask = (name: string): TemplateResult => {
      const question = known.find((one) => one.name === name) ?? { name, kind: this.#kindOf(name) };
      return html`<li>
        <span>${questionOf(this.locale, question.kind, name, app.audience.value)}</span>
        ${answerControl(app, question, `plan-${card.action}-${name}`)}
      </li>`;
    };
    const [first = "", ...rest] = card.asks;
    return html`<div class="note asks">
      <p class="strong">${this.t("plan.asks")}</p>
      <ul>
        ${ask(first)}
      </ul>
      ${rest.length === 0
        ? nothing
        : html`<details class="more">
            <summary>${icon("chevron-right")}${this.t("plan.asksMore", { n: rest.length })}</summary>
            <ul>
              ${rest.map(ask)}
            </ul>
          </details>`}
      ${card.status === "needs_data" && card.clinicianRequired ? html`<p>${this.t("plan.asksNote")}</p>` : nothing}
    </div>`;
  }

  #kindOf(name: string): string {
    if (this.locale.has(`fields.${name}.label`)) return "field";
    if (this.locale.has(`allergies.${name}`)) return "allergy";
    if (this.locale.has(`medicines.${name}`)) return "med";
    return "dx";
  }

  #cautions(): TemplateResult | typeof nothing {
    const { cautions } = this.card;
    if (cautions.length === 0) return nothing;
    return html`<div class="note">
      <p class="unseen">${this.t("plan.cautions")}</p>
      <ul class="cautions">
        ${cautions.map((code) => html`<li>${this.locale.first([`cautions.${code}`, code.replaceAll("_", " ")])}</li>`)}
      </ul>
    </div>`;
  }

  #presumed(clinician: boolean): TemplateResult | typeof nothing {
    const { presumed } = this.card;
    if (presumed.length === 0) return nothing;
    const names = this.locale.list(presumed.map((name) => inSentence(this.locale, nameOf(this.locale, "dx", name))));
    return html`<p class="small">
      ${this.t(clinician ? "plan.presumedClinician" : "plan.presumed", { names })}
      <button class="link" @click=${() => this.app.go("findings", presumed[0])}>${this.t("plan.presumedCheck")}</button>
    </p>`;
  }

  /** How much the table of interactions knows of a medicine. */
  #known(): TemplateResult | typeof nothing {
    const { medicine, interactionsKnown: n } = this.card;
    if (medicine !== true) return nothing;
    return html`<p class="small soft">${n === 0 ? this.t("plan.interactionsKnownNone") : this.t("plan.interactionsKnown", { n })}</p>`;
  }

  #more(harm: string | undefined): TemplateResult {
    const { card } = this;
    return html`<details class="more">
      <summary>${icon("chevron-right")}${this.t("plan.sources")}</summary>
      <dl class="step-pairs small">
        ${harm === undefined ? nothing : html`<dt>${this.t("plan.harms")}</dt><dd>${harm}</dd>`}
        <dt>${this.t("plan.evidence")}</dt>
        <dd>${this.rich("plan.grade", { grade: html`<span lang="en">${card.grade}</span>` })}</dd>
        ${card.rank.length === 0 ? nothing : html`<dt>${this.t("gain.place")}</dt><dd>${card.rank.map((key) => this.locale.first([`rank.${key}`, key])).join(this.locale.gap)}</dd>`}
      </dl>
      ${card.verification === "U" && card.status === "avoid" ? html`<p class="small">${this.t("plan.uncheckedNote")}</p>` : nothing}
      <ul class="source-list small">
        ${card.sources.map((source) => sourceLine(this, source))}
      </ul>
    </details>`;
  }

  #decline(): TemplateResult {
    const { card } = this;
    const title = actionTitle(this.locale, card.action);
    if (!this.#declining) {
      return html`<div class="screen">
        <button
          class="button quiet decline"
          aria-label=${this.t("plan.declineNamed", { action: title })}
          @click=${() => {
            this.#declining = true;
            this.requestUpdate();
            void this.focusOn("fieldset input");
          }}
        >
          ${this.t("plan.decline")}
        </button>
      </div>`;
    }
    return html`<form
      class="screen declining"
      @submit=${(event: Event) => {
        event.preventDefault();
        const chosen = new FormData(event.currentTarget as HTMLFormElement).get("reason");
        this.#declining = false;
        void this.app.amend([decline(card.action, typeof chosen === "string" ? chosen : "other")], this.t("plan.declined", { action: title }));
      }}
    >
      <fieldset class="field">
        <legend>${this.t("plan.declineWhy")}</legend>
        <div class="choices">
          ${refusals.map(
            (reason, at) => html`<label class="choice">
              <input type="radio" name="reason" value=${reason} ?checked=${at === 0} />${this.t(`plan.declineReasons.${reason}`)}
            </label>`,
          )}
        </div>
      </fieldset>
      <div class="buttons">
        <button class="button">${this.t("plan.declineDo")}</button>
        <button
          type="button"
          class="button quiet"
          @click=${() => {
            this.#declining = false;
            this.requestUpdate();
            void this.focusOn(".decline");
          }}
        >
          ${this.t("plan.cancel")}
        </button>
      </div>
    </form>`;
  }
}

/** A source as text; its DOI can be copied, since links cannot open from here. */
export function sourceLine(view: View, source: { citation: string; doi?: string }): TemplateResult {
  const { doi } = source;
  const copy = async (): Promise<void> => {
    try {
      await view.app.host.copy(`https://doi.org/${doi ?? ""}`);
      view.app.tell({ text: view.t("plan.copied") });
    } catch {
      view.app.tell({ text: view.t("plan.notCopied") });
    }
  };
  return html`<li>
    ${view.locale.has(`ownSources.${source.citation}`) ? html`<span>${view.t(`ownSources.${source.citation}`)}</span>` : html`<span lang="en">${source.citation}</span>`}
    ${doi === undefined
      ? html`<span class="soft">${view.t("plan.noDoi")}</span>`
      : html`<span class="doi"
          ><code>doi ${doi}</code>
          <button class="button quiet icon-only screen" aria-label=${`${view.t("plan.copyDoi")}${view.locale.colon}${doi}`} @click=${() => void copy()}>${icon("copy")}</button></span
        >`}
  </li>`;
}

customElements.define("bedside-step", PlanCard);
