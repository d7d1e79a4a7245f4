/** "Type a few numbers": one group at a time, units at every number, and what can be answered so far. */
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { View } from "../base";
import type { Preview, Score } from "../engine/api";
import { icon } from "../icons";
import { defineView } from "../registry";
import type { App } from "../state";
import { factName, inSentence, scoreName } from "../words";
import { countryField } from "./form-country";
import { SETTLE_MS, type NumberField, type TypedEvent } from "./form-field";
import { readNumber } from "./form-number";
import { ageOf, birthOf, emptyForm, fieldOf, formDocument, formFile, groupsFor, isTouched, numbersOf, todayHere, yesNoOf, youLacks, youWrong, type FormState, type Group, type ListName } from "./form-model";
import { oneEach, scoreText } from "./form-scores";
import "./pickers";
import type { Picker } from "./pickers";

/** What was typed stays while the page is open, so that Back and the rail lose nothing. */
const kept = new WeakMap<App, FormState>();

/** Forgets what was typed; closing the patient calls it. */
export function forgetForm(app: App): void {
  kept.delete(app);
}

export class Form extends View {
  #now: Preview | undefined;
  #busy = false;
  #left = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  get #state(): FormState {
    let state = kept.get(this.app);
    if (state === undefined) {
      state = emptyForm(this.app.country.peek());
      kept.set(this.app, state);
    }
    return state;
  }

  override firstUpdated(): void {
    if (isTouched(this.#state, "you")) this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #changed(): void {
    this.app.host.askBeforeLeaving(true);
    this.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), 80);
  }

  /** Asks the engine what these values answer; only the last question's answer is shown. */
  #ask(): void {
    const turn = ++this.#asked;
    if (!isTouched(this.#state, "you")) {
      this.#now = undefined;
      this.requestUpdate();
      return;
    }
    this.#busy = true;
    void (async () => {
      try {
        const today = todayHere();
        const { country } = this.#state;
        const now = await this.app.client.preview(formDocument(this.#state, today), { asOf: today, ...(country === undefined ? {} : { country }) });
        if (turn === this.#asked) this.#now = now;
      } catch {
        if (turn === this.#asked) this.#now = undefined;
      } finally {
        if (turn === this.#asked) {
          this.#busy = false;
          this.requestUpdate();
        }
      }
    })();
  }

  #go(group: Group): void {
    this.#state.group = group;
    this.requestUpdate();
    void this.focusOn("h2");
  }

  /** What cannot be, or nobody confirmed, is told before it would be left out without a word; age and sex are asked for once. */
  #unsettled(group: Group): boolean {
    if (group === "you") {
      const state = this.#state;
      const wrong = youWrong(state, todayHere());
      if (wrong !== undefined) {
        this.#left.add(wrong);
        this.requestUpdate();
        void this.focusOn(wrong === "age" ? "#form-age" : "#birth-year");
        return true;
      }
      const lacks = youLacks(state);
      if (lacks.length === 0 || this.#left.has("without")) return false;
      // Said once: who presses again goes on without.
      this.#left.add("without");
      this.requestUpdate();
      void this.focusOn(lacks[0] === "sex" ? "input[name=form-sex]" : state.useBirth ? "#birth-year" : "#form-age");
      return true;
    }
    return [...this.querySelectorAll("bedside-number")].map((field) => (field as NumberField).reveal()).includes(true);
  }

  async #finish(): Promise<void> {
    const { country } = this.#state;
    if (country !== undefined) this.app.country.value = country;
    await this.app.open([formFile(this.#state, todayHere())]);
  }

  protected override render(): TemplateResult {
    const state = this.#state;
    const all = groupsFor(state);
    const at = Math.max(0, all.indexOf(state.group));
    const group = all[at] ?? "you";
    const [before, after] = [all[at - 1], all[at + 1]];
    const clinician = this.app.audience.value === "clinician";
    return html`<section class="form-view">
      <h1 tabindex="-1">${this.t("form.title")}</h1>
      <p class="lead">${this.t(clinician ? "form.leadClinician" : "form.lead")}</p>
      <div class="form-columns">
        ${this.#steps(all, group)}
        <form
          class="card form-card"
          @submit=${(event: Event) => {
            event.preventDefault();
            if (this.#unsettled(group)) return;
            if (after === undefined) void this.#finish();
            else this.#go(after);
          }}
        >
          <p class="soft small form-at">${this.t("form.step", { n: at + 1, all: all.length })}</p>
          <h2 tabindex="-1">${this.#groupName(group)}</h2>
          <p class="soft">${this.t(`form.why.${group}`)}</p>
          <div class="fields">${this.#fields(group)}</div>
          <div role="alert">${group === "you" && this.#left.has("without") && youLacks(state).length > 0 ? html`<p class="note">${this.t(`door.lacks.${youLacks(state).join("_")}`)}</p>` : nothing}</div>
          <div class="buttons form-turn">
            ${before === undefined
              ? nothing
              : html`<button type="button" class="button quiet" @click=${() => this.#go(before)}>${icon("arrow-left")}${this.t("form.back")}</button>`}
            <button class="button primary">
              ${this.t(after === undefined ? "form.finish" : isTouched(state, group) || group === "you" ? "form.next" : "form.skip")}
            </button>
            ${after !== undefined && isTouched(state, "you")
              ? html`<button type="button" class="button" @click=${() => this.#unsettled(group) || void this.#finish()}>${this.t("form.finishPart")}</button>`
              : nothing}
          </div>
        </form>
        ${this.#answers()}
      </div>
    </section>`;
  }

  #groupName(group: Group): string {
    const clinician = this.app.audience.value === "clinician";
    return clinician ? this.locale.first([`form.groupsClinician.${group}`, `form.groups.${group}`]) : this.t(`form.groups.${group}`);
  }

  #steps(all: readonly Group[], now: Group): TemplateResult {
    return html`<nav class="form-steps" aria-label=${this.t("form.title")}>
      <ol>
        ${all.map(
          (group) => html`<li>
            <button type="button" aria-current=${group === now ? "step" : nothing} @click=${() => this.#go(group)}>
              <span>${this.#groupName(group)}</span>${isTouched(this.#state, group) ? icon("check") : nothing}
            </button>
          </li>`,
        )}
      </ol>
    </nav>`;
  }

  #fields(group: Group): TemplateResult {
    if (group === "you") return this.#you();
    if (group === "conditions" || group === "medicines" || group === "allergies") return this.#picker(group);
    return html`${(numbersOf[group] ?? []).map((concept) => this.#number(concept))} ${group === "pressure" ? this.#pressureOrder() : nothing}
      ${group === "sugar" ? html`${this.#words("diabetes", "diabetesTypes", ["no", "type2", "type1", "yes"])}${this.#words("smoking", "smokingWords", ["never", "former", "current"])}` : nothing}
      ${(yesNoOf[group] ?? []).map((id) => this.#yesNo(id))} ${group === "pressure" || group === "lipids" || group === "sugar" || group === "kidney" ? this.#date(group) : nothing}`;
  }

  #you(): TemplateResult {
    const state = this.#state;
    return html`${state.useBirth ? this.#birth() : this.#age()}
      ${this.#choices(this.t("form.sex"), "sex", [["female", this.t("form.female")], ["male", this.t("form.male")]], state.sex, (value) => {
        state.sex = value === "male" ? "male" : "female";
      }, this.t("form.sexHint"))}
      ${countryField(this, this.t(this.app.audience.value === "clinician" ? "form.regionClinician" : "form.region"), (country) => {
        state.country = country;
        this.app.country.value = country;
        this.#changed();
      })}
      <p class="soft small">${this.t("form.regionHint")}</p>`;
  }

  /** A moment later, so that nothing moves away under the finger that left this field. */
  #leave(id: string): void {
    setTimeout(() => {
      this.#left.add(id);
      this.requestUpdate();
    }, SETTLE_MS);
  }

  #age(): TemplateResult {
    const state = this.#state;
    const wrong = this.#left.has("age") && state.age.trim() !== "" && ageOf(state) === undefined;
    const value = readNumber(state.age);
    const key = value === undefined || Number.isNaN(value) || !Number.isInteger(value) ? "unreadable" : value < 0 ? "outsideLow" : "outsideHigh";
    const said = this.t(`form.${key}`, { text: state.age, value: state.age, unit: this.t("form.ageUnit"), limit: value !== undefined && value < 0 ? 0 : 120, example: "58" });
    return html`<div class="field">
      <label for="form-age">${this.t("form.age")}</label>
      <span class="with-unit">
        <input
          class="input short"
          id="form-age"
          inputmode="numeric"
          autocomplete="off"
          .value=${state.age}
          aria-invalid=${wrong ? "true" : "false"}
          aria-describedby="form-age-said"
          @input=${(event: Event) => {
            state.age = (event.target as HTMLInputElement).value;
            this.#changed();
          }}
          @change=${() => this.#leave("age")}
        /><span class="soft">${this.t("form.ageUnit")}</span>
      </span>
      <div id="form-age-said" class="said-place" aria-live="polite">${wrong ? html`<p class="wrong">${said}</p>` : nothing}</div>
      ${this.#turnBirth("form.useBirth", true)}
    </div>`;
  }

  #turnBirth(key: string, useBirth: boolean): TemplateResult {
    return html`<span
      ><button
        type="button"
        class="link small"
        @click=${() => {
          this.#state.useBirth = useBirth;
          this.#changed();
          void this.focusOn(useBirth ? "#birth-year" : "#form-age");
        }}
      >
        ${this.t(key)}
      </button></span
    >`;
  }

  #birth(): TemplateResult {
    const state = this.#state;
    const { year, month, day } = state.birth;
    const full = year !== "" && month !== "" && day !== "";
    const wrong = this.#left.has("birth") && youWrong(state, todayHere()) === "birth";
    const future = wrong && birthOf(state, "9999-12-31") !== undefined;
    const part = (name: "year" | "month" | "day"): TemplateResult => html`<span class="field">
      <label class="small" for="birth-${name}">${this.t(`form.${name}`)}</label>
      <input
        class="input ${name}"
        id="birth-${name}"
        inputmode="numeric"
        autocomplete="off"
        .value=${state.birth[name]}
        aria-invalid=${wrong ? "true" : "false"}
        @input=${(event: Event) => {
          state.birth[name] = (event.target as HTMLInputElement).value;
          this.#changed();
        }}
        @change=${() => full && this.#leave("birth")}
      />
    </span>`;
    return html`<fieldset class="field">
      <legend>${this.t("form.birth")}</legend>
      <span class="birth">${part("year")}${part("month")}${part("day")}</span>
      <div aria-live="polite">${wrong ? html`<p class="wrong">${this.t(future ? "form.birthFuture" : "form.noSuchDay")}</p>` : nothing}</div>
      ${this.#turnBirth("form.useAge", false)}
    </fieldset>`;
  }

  #number(concept: string): TemplateResult | typeof nothing {
    const field = fieldOf(this.app.units, concept);
    if (field === undefined) return nothing;
    const state = this.#state;
    const now = state.numbers[concept];
    return html`<bedside-number
      .concept=${concept}
      .label=${factName(this.locale, concept)}
      .text=${now?.text ?? ""}
      .unit=${now?.unit ?? this.app.units.unitOf(concept)?.unit ?? ""}
      .units=${field.units}
      .limits=${field.limits}
      @bedside-typed=${(event: TypedEvent) => {
        state.numbers[concept] = { text: event.text, unit: event.unit, ready: event.ready };
        this.#changed();
      }}
    ></bedside-number>`;
  }

  /** The lower number must be below the upper one. */
  #pressureOrder(): TemplateResult | typeof nothing {
    const [sbp, dbp] = [readNumber(this.#state.numbers["sbp"]?.text ?? ""), readNumber(this.#state.numbers["dbp"]?.text ?? "")];
    if (sbp === undefined || dbp === undefined || !(dbp >= sbp) || String(sbp).length < 2) return nothing;
    return html`<p class="wrong small">${this.t("form.dbpAboveSbp", { sbp, dbp })}</p>`;
  }

  #choices(
    legend: string, name: string, options: readonly [string, string][], now: string, take: (value: string) => void, hint?: string,
  ): TemplateResult {
    return html`<fieldset class="field">
      <legend>${legend}</legend>
      ${hint === undefined ? nothing : html`<span class="hint">${hint}</span>`}
      <div class="choices">
        ${options.map(
          ([value, label]) => html`<label class="choice">
            <input
              type="radio"
              name="form-${name}"
              value=${value}
              .checked=${value === now}
              @change=${() => {
                take(value);
                this.#changed();
              }}
            />${label}
          </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #yesNo(id: string): TemplateResult {
    const key = id === "family_history" ? "familyHistory" : id;
    const now = this.#state.yesNo[id];
    const options: [string, string][] = [["yes", this.t("form.yes")], ["no", this.t("form.no")], ["", this.t("form.unknown")]];
    return this.#choices(this.t(`form.${key}`), id, options, now === undefined ? "" : now ? "yes" : "no", (value) => {
      if (value === "") delete this.#state.yesNo[id];
      else this.#state.yesNo[id] = value === "yes";
    }, id === "family_history" ? this.t("form.familyHistoryHint") : undefined);
  }

  #words(id: "diabetes" | "smoking", room: string, values: readonly string[]): TemplateResult {
    const options: [string, string][] = [...values.map((value): [string, string] => [value, this.t(`form.${room}.${value}`)]), ["", this.t("form.unknown")]];
    return this.#choices(this.t(`form.${id}`), id, options, this.#state[id], (value) => {
      this.#state[id] = value;
    });
  }

  #date(group: Group): TemplateResult {
    const today = todayHere();
    const now = this.#state.dates[group] ?? "";
    const late = now > today;
    return html`<details class="more" ?open=${now !== ""}>
      <summary>${icon("chevron-right")}${this.t("form.dateAdd")}</summary>
      <div class="field">
        <label for="form-date">${this.t("form.date")}</label>
        <span class="hint">${this.t("form.dateHint")}</span>
        <input
          class="input"
          type="date"
          id="form-date"
          max=${today}
          .value=${now}
          aria-invalid=${late ? "true" : "false"}
          @change=${(event: Event) => {
            this.#state.dates[group] = (event.target as HTMLInputElement).value;
            this.#changed();
          }}
        />
        ${late ? html`<p class="wrong">${this.t("form.dateFuture")}</p>` : nothing}
      </div>
    </details>`;
  }

  #picker(list: ListName): TemplateResult {
    return html`${keyed(
      list,
      html`<bedside-picker
      .list=${list}
      .value=${this.#state.lists[list]}
      @change=${(event: Event) => {
        if (event.target !== event.currentTarget) return;
        this.#state.lists[list] = (event.currentTarget as Picker).value;
        this.#changed();
      }}
    ></bedside-picker>`,
    )}`;
  }

  #answers(): TemplateResult {
    const shown = this.#now === undefined ? [] : oneEach(this.#now);
    const ready = shown.filter((score) => score.assessment.answer === "computed").length;
    return html`<aside class="form-now" aria-labelledby="form-now" aria-busy=${this.#busy ? "true" : "false"}>
      <h2 id="form-now">${this.t("form.now")}</h2>
      ${shown.length === 0
        ? html`<p class="soft">${this.t("form.nowNone")}</p>`
        : html`<p class="soft small" role="status">${this.t("form.nowCount", { n: ready, all: shown.length })}</p>
            <ul class="lines">${shown.map((score) => this.#answer(score))}</ul>`}
    </aside>`;
  }

  #answer(score: Score): TemplateResult {
    const { assessment } = score;
    const said =
      assessment.answer === "computed" ? html`<span class="ready">${icon("check")} ${scoreText(this.locale, this.app.units, score)}</span>`
      : assessment.answer === "notApplicable" ? html`<span class="soft">${this.t("form.doesNotApply")}</span>`
      : assessment.missing.length > 3 ? html`<span class="soft">${this.t("form.needsMany", { n: assessment.missing.length })}</span>`
      : html`<span class="soft">${this.t("form.needs", { inputs: this.locale.list(assessment.missing.map((one) => inSentence(this.locale, factName(this.locale, one.input)))) })}</span>`;
    return html`<li><span>${scoreName(this.locale, score)}</span><span class="small">${said}</span></li>`;
  }
}

customElements.define("bedside-form", Form);
defineView({ id: "form", available: () => true, render: () => html`<bedside-form></bedside-form>` });
