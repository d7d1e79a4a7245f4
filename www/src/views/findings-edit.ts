/** One fact open for editing: its value in any of its units, its day, and a way to set it aside. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Amendment, Finding } from "../engine/api";
import { choosable, wordValue } from "../words";
import { answer, editFact, setAside, setValue, setWord } from "./amendments";
import "./form-field";
import type { TypedEvent } from "./form-field";
import { fieldOf } from "./form-model";
import { readNumber } from "./form-number";
import { nameOf } from "./names";

/** Tells the sheet that the row may close: saved, set aside or left as it was. */
const edited = (): Event => new Event("bedside-edited");

export class EditFact extends View {
  static override properties = { finding: { attribute: false }, used: { type: Boolean } };
  declare finding: Finding;
  /** The fact is in use, so it may be set aside; one that was set aside already cannot be. */
  declare used: boolean;
  #edit: { text: string; unit: string; date: string; ready: boolean } = { text: "", unit: "", date: "", ready: true };
  /** As it stood: a number that nobody touched keeps all its digits. */
  #was: { text: string; unit: string; value: number } | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const { concept, input } = this.finding;
    const { value, word, date } = input;
    const { units } = this.app;
    const shown = value === undefined || fieldOf(units, concept) === undefined ? undefined : units.show(concept, value);
    const text = shown === undefined ? (word ?? (value === undefined ? "" : String(value === 1))) : String(Number(shown.value.toFixed(shown.digits)));
    this.#edit = { text, unit: shown?.unit ?? units.unitOf(concept)?.unit ?? "", date: date !== undefined && date.length === 10 ? date : "", ready: true };
    this.#was = shown === undefined ? undefined : { text, unit: shown.unit, value: shown.value };
  }

  override firstUpdated(): void {
    void this.focusOn("input, select");
  }

  protected override render(): TemplateResult {
    const { finding } = this;
    const name = nameOf(this.locale, "input", finding.concept);
    const mayLeave = this.used && (finding.input.facts?.length ?? 0) > 0 && finding.input.status !== "derived";
    return html`<form @submit=${(event: Event) => void this.#save(event, name)}>
      <h2>${this.t("findings.editing", { fact: name })}</h2>
      <div class="edit-fields">
        ${this.#value()}
        <div class="field">
          <label for="edit-date">${this.t("findings.newDate")}</label>
          <input
            class="input"
            id="edit-date"
            type="date"
            max=${this.app.assessed.peek()?.asOf ?? ""}
            .value=${this.#edit.date}
            @change=${(event: Event) => (this.#edit.date = (event.target as HTMLInputElement).value)}
          />
        </div>
      </div>
      <div class="buttons">
        <button class="button primary">${this.t("findings.save")}</button>
        <button type="button" class="button" @click=${() => this.dispatchEvent(edited())}>${this.t("findings.cancel")}</button>
        ${mayLeave
          ? html`<button type="button" class="button quiet" aria-label=${this.t("findings.setAsideNamed", { fact: name })} @click=${() => this.#leave(name)}>
              ${this.t("findings.setAsideDo")}
            </button>`
          : nothing}
      </div>
    </form>`;
  }

  #value(): TemplateResult {
    const { concept } = this.finding;
    const field = fieldOf(this.app.units, concept);
    if (field !== undefined) {
      return html`<bedside-number
        .concept=${concept}
        .label=${this.t("findings.newValue")}
        .text=${this.#edit.text}
        .unit=${this.#edit.unit}
        .units=${field.units}
        .limits=${field.limits}
        @bedside-typed=${(event: TypedEvent) => Object.assign(this.#edit, { text: event.text, unit: event.unit, ready: event.ready })}
      ></bedside-number>`;
    }
    const known = this.app.units.concept(concept)?.words ?? (concept === "sex" ? ["female", "male"] : []);
    const words = known.length === 0 ? ["true", "false"] : choosable(known, this.finding.input.word);
    return html`<div class="field">
      <label for="edit-word">${this.t("findings.newValue")}</label>
      <select class="select" id="edit-word" @change=${(event: Event) => (this.#edit.text = (event.target as HTMLSelectElement).value)}>
        ${words.map(
          (word) => html`<option value=${word} ?selected=${word === this.#edit.text}>
            ${word === "true" ? this.t("findings.yes") : word === "false" ? this.t("findings.no") : wordValue(this.locale, concept, word)}
          </option>`,
        )}
      </select>
    </div>`;
  }

  async #save(event: Event, name: string): Promise<void> {
    event.preventDefault();
    const { text, unit, ready } = this.#edit;
    const { concept } = this.finding;
    const number = fieldOf(this.app.units, concept) !== undefined;
    if (number && !ready) {
      await this.focusOn("input");
      return;
    }
    const shown = number ? `${text} ${this.app.units.label(unit)}`.trim() : wordValue(this.locale, concept, text);
    if (await this.app.amend([this.#change(number)], this.t("findings.didEdit", { fact: name, value: shown }))) this.dispatchEvent(edited());
  }

  #change(number: boolean): Amendment {
    const { text, unit, date } = this.#edit;
    const { concept, input } = this.finding;
    if (!number) return text === "true" || text === "false" ? answer(concept, text === "true") : setWord(concept, text);
    const was = this.#was;
    const value = was !== undefined && was.text === text && was.unit === unit ? was.value : (readNumber(text) ?? Number.NaN);
    // One fact is mended; a mean of several is replaced by one value of that day.
    const [fact, more] = input.facts ?? [];
    const single = fact !== undefined && more === undefined && input.status !== "derived" && input.status !== "presumed";
    return single ? editFact(fact, value, unit, date) : setValue(concept, value, unit, date);
  }

  #leave(name: string): void {
    const facts = this.finding.input.facts ?? [];
    this.dispatchEvent(edited());
    void this.app.amend(facts.map(setAside), this.t("findings.didSetAside", { fact: name }));
  }
}

customElements.define("bedside-edit-fact", EditFact);
