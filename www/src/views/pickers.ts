/** A list of conditions, medicines or allergies: search in both languages, doses, "none of these". */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { moveInList } from "../keys";
import type { ListName, Picked, PickedList } from "./form-model";
import { readNumber } from "./form-number";
import { fold, pickerEntries, search, type PickerEntry } from "./pickers-search";

const SHOWN = 8;

export class Picker extends View {
  static override properties = { list: {}, value: { attribute: false } };
  declare list: ListName;
  declare value: PickedList;
  #text = "";
  #entries: { for: unknown; language: string; list: ListName; all: PickerEntry[] } | undefined;

  get #all(): PickerEntry[] {
    const pickers = this.app.catalog.value?.pickers;
    const { language } = this.locale;
    if (this.#entries?.for !== pickers || this.#entries?.language !== language || this.#entries.list !== this.list) {
      this.#entries = { for: pickers, language, list: this.list, all: pickerEntries(pickers, this.list, this.locale) };
    }
    return this.#entries?.all ?? [];
  }

  #change(value: PickedList): void {
    this.value = value;
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #add(picked: Picked): void {
    this.#text = "";
    this.#change({ ...this.value, chosen: [...this.value.chosen, picked] });
    this.app.say(this.t("pickers.added", { name: picked.text }));
    void this.focusOn("input[type=search]");
  }

  #remove(at: number): void {
    const before = this.value;
    const name = before.chosen[at]?.text ?? "";
    this.#change({ ...before, chosen: before.chosen.filter((_, index) => index !== at) });
    this.app.tell({ text: this.t("pickers.removed", { name }), action: { label: this.t("pickers.undo"), run: () => this.#change(before) } });
    void this.focusOn("input[type=search]");
  }

  protected override render(): TemplateResult {
    const { list, value } = this;
    const title = this.t(`form.groups.${list}`);
    const chosen = new Set(value.chosen.map((one) => one.name));
    const all = search(this.#all, this.#text);
    const found = all.filter((one) => !chosen.has(one.name));
    // What was asked for may be in the list already, by another of its names.
    const already = all.find((one) => chosen.has(one.name));
    const key = list === "conditions" ? "searchConditions" : list === "medicines" ? "searchMedicines" : "searchAllergies";
    return html`<div class="picker">
      ${value.chosen.length === 0
        ? nothing
        : html`<ul class="lines chosen" aria-label=${this.t("pickers.chosen")}>
            ${value.chosen.map((one, at) => this.#chosen(one, at))}
          </ul>`}
      <label class="find">
        ${icon("search")}<span class="unseen">${this.t("pickers.search")}${this.locale.colon}${title}</span>
        <input
          class="input"
          type="search"
          autocomplete="off"
          placeholder=${this.t(`pickers.${key}`)}
          .value=${this.#text}
          @input=${(event: Event) => {
            this.#text = (event.target as HTMLInputElement).value;
            this.requestUpdate();
          }}
          @keydown=${(event: KeyboardEvent) => {
            const first = this.querySelector<HTMLElement>(".pick-list button");
            if (event.key === "ArrowDown" && first !== null) {
              event.preventDefault();
              first.focus();
            } else if (event.key === "Enter") {
              event.preventDefault();
              first?.click();
            }
          }}
        />
      </label>
      ${this.#text.trim() === "" ? nothing : this.#found(found, already)}
      <label class="choice none">
        <input
          type="checkbox"
          .checked=${value.closed}
          @change=${(event: Event) => this.#change({ ...value, closed: (event.target as HTMLInputElement).checked })}
        />${this.t(`pickers.none.${list}`)}
      </label>
      <p class="soft small">${this.t("pickers.noneHint")}</p>
    </div>`;
  }

  #found(found: readonly PickerEntry[], already: PickerEntry | undefined): TemplateResult {
    const text = this.#text.trim();
    const none = already === undefined ? this.t("pickers.nothing", { text }) : this.t("pickers.already", { text, name: already.label });
    // Where no name begins so, what is offered may be something else ("asthma" finds severe asthma): the words can be kept.
    const exact = already !== undefined || found.some((one) => one.spellings.some((spelling) => spelling.startsWith(fold(text))));
    return html`<p class="unseen" role="status">${found.length === 0 ? none : this.t("pickers.results", { n: found.length })}</p>
      <ul class="pick-list" @keydown=${(event: KeyboardEvent) => moveInList(event, [...this.querySelectorAll<HTMLElement>(".pick-list button")])}>
        ${found.slice(0, SHOWN).map(
          (one) => html`<li>
            <button type="button" @click=${() => this.#add({ name: one.name, text: one.label })}>${icon("plus")}<span>${one.label}</span></button>
          </li>`,
        )}
        ${found.length > SHOWN ? html`<li class="soft small">${this.t("pickers.more", { n: found.length - SHOWN })}</li>` : nothing}
        ${found.length === 0 ? html`<li class="soft small">${none}</li>` : nothing}
        ${exact
          ? nothing
          : html`<li>
              <button type="button" @click=${() => this.#add({ text })}>
                ${icon("plus")}<span>${this.t("pickers.asWritten", { text })} <span class="soft small">${this.t("pickers.asWrittenNote")}</span></span>
              </button>
            </li>`}
      </ul>`;
  }

  #chosen(one: Picked, at: number): TemplateResult {
    const value = one.dose === undefined ? undefined : readNumber(one.dose);
    const odd = one.dose !== undefined && one.dose.trim() !== "" && (value === undefined || Number.isNaN(value) || value <= 0);
    const id = `dose-${at}`;
    return html`<li>
      <span>${one.text} ${one.name === undefined ? html`<span class="tag caution">${this.t("pickers.notUnderstood")}</span>` : nothing}</span>
      <span class="with-unit">
        ${this.list === "medicines"
          ? html`<label class="with-unit" for=${id}><span class="soft small">${this.t("pickers.dose")}</span></label>
              <input
                class="input dose"
                id=${id}
                inputmode="decimal"
                autocomplete="off"
                aria-invalid=${odd ? "true" : "false"}
                aria-describedby=${odd ? `${id}-said` : nothing}
                .value=${one.dose ?? ""}
                @change=${(event: Event) => {
                  const dose = (event.target as HTMLInputElement).value;
                  this.#change({ ...this.value, chosen: this.value.chosen.map((each, index) => (index === at ? { ...each, dose } : each)) });
                }}
              /><span class="soft small">${this.t("pickers.doseUnit")}</span>`
          : nothing}
        <button type="button" class="button quiet icon-only" aria-label=${this.t("pickers.remove", { name: one.text })} @click=${() => this.#remove(at)}>
          ${icon("x")}
        </button>
      </span>
      ${odd ? html`<p class="wrong small" id="${id}-said">${this.t("pickers.doseOdd", { text: one.dose ?? "" })}</p>` : nothing}
    </li>`;
  }
}

customElements.define("bedside-picker", Picker);
