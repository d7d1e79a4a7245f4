/** A number with its unit: says at once what cannot be, asks about what is rare, converts when the unit turns. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { judge, retype, tidy, type Limits, type Typed, type UnitChoice } from "./form-number";

/** What a number field tells its form after every change. */
export class TypedEvent extends Event {
  constructor(
    readonly concept: string,
    readonly text: string,
    readonly unit: string,
    readonly typed: Typed,
    /** Usable: fine, or unusual and confirmed. */
    readonly ready: boolean,
  ) {
    super("bedside-typed", { bubbles: true });
  }
}

/** How long a press takes. */
export const SETTLE_MS = 250;

export class NumberField extends View {
  static override properties = {
    concept: {}, text: {}, unit: {}, label: {}, hint: {}, units: { attribute: false }, limits: { attribute: false }, confirmed: { type: Boolean },
  };
  declare concept: string;
  declare text: string;
  declare unit: string;
  declare label: string;
  declare hint: string;
  declare units: readonly UnitChoice[];
  declare limits: Limits;
  declare confirmed: boolean;
  /** Shown after the person left the field: nobody likes to be corrected at the first digit. */
  #left = false;

  constructor() {
    super();
    Object.assign(this, { concept: "", text: "", unit: "", label: "", hint: "", units: [], limits: {}, confirmed: false });
  }

  get #choice(): UnitChoice {
    return this.units.find((one) => one.unit === this.unit) ?? this.units[0] ?? { unit: this.unit, factor: 1, offset: 0 };
  }

  #tell(text: string, unit: string, confirmed = false): void {
    const choice = this.units.find((one) => one.unit === unit) ?? this.#choice;
    const typed = judge(text, choice, this.units, this.limits);
    this.text = text;
    this.unit = unit;
    this.confirmed = confirmed;
    this.dispatchEvent(new TypedEvent(this.concept, text, unit, typed, typed.kind === "fine" || (typed.kind === "unusual" && confirmed)));
  }

  #turn(unit: UnitChoice): void {
    if (unit.unit === this.#choice.unit) return;
    this.#tell(retype(this.text, this.#choice, unit, this.limits), unit.unit);
  }

  /** Shows what is wrong or unusual now, and takes the keyboard there; true when there was something. */
  reveal(): boolean {
    const typed = judge(this.text, this.#choice, this.units, this.limits);
    const asks = typed.kind === "outside" || typed.kind === "unreadable" || (typed.kind === "unusual" && !this.confirmed);
    if (!asks) return false;
    this.#left = true;
    this.requestUpdate();
    void this.focusOn("input");
    return true;
  }

  protected override render(): TemplateResult {
    const typed = judge(this.text, this.#choice, this.units, this.limits);
    const message = this.#left ? this.#message(typed) : nothing;
    const id = `number-${this.concept}`;
    const wrong = this.#left && (typed.kind === "outside" || typed.kind === "unreadable");
    return html`<div class="field">
      <label for=${id}>${this.label}</label>
      ${this.hint === "" ? nothing : html`<span class="hint" id="${id}-hint">${this.hint}</span>`}
      <span class="with-unit">
        <input
          class="input short"
          id=${id}
          inputmode="decimal"
          autocomplete="off"
          .value=${this.text}
          aria-invalid=${wrong ? "true" : "false"}
          aria-describedby="${id}-hint ${id}-said"
          @input=${(event: Event) => this.#tell((event.target as HTMLInputElement).value, this.#choice.unit)}
          @change=${() => {
            // A moment later, so that a button does not move away under the finger that left this field.
            setTimeout(() => {
              this.#left = true;
              this.requestUpdate();
            }, SETTLE_MS);
          }}
        />
        ${this.#unitChoice()}
      </span>
      <div id="${id}-said" aria-live="polite">${message}</div>
    </div>`;
  }

  #unitChoice(): TemplateResult | typeof nothing {
    const now = this.#choice;
    const label = this.app.units.label(now.unit);
    if (this.units.length < 2) return label === "" ? nothing : html`<span class="soft">${label}</span>`;
    return html`<span class="segment" role="group" aria-label=${this.t("form.unit", { field: this.label })}>
      ${this.units.map(
        (unit) => html`<button type="button" aria-pressed=${unit.unit === now.unit ? "true" : "false"} @click=${() => this.#turn(unit)}>
          ${this.app.units.label(unit.unit)}
        </button>`,
      )}
    </span>`;
  }

  #message(typed: Typed): TemplateResult | typeof nothing {
    const unit = this.app.units.label(this.#choice.unit);
    const swap = (other: UnitChoice | undefined): TemplateResult | typeof nothing =>
      other === undefined
        ? nothing
        : html`<button type="button" class="button" @click=${() => this.#tell(this.text, other.unit)}>
            ${this.t("form.swap", { value: this.text, unit: this.app.units.label(other.unit) })}
          </button>`;
    if (typed.kind === "unreadable") {
      return html`<p class="wrong">${this.t("form.unreadable", { text: this.text, example: this.#example() })}</p>`;
    }
    if (typed.kind === "outside") {
      const key = typed.side === "low" ? "form.outsideLow" : "form.outsideHigh";
      return html`<p class="wrong">${this.t(key, { value: this.text, unit, limit: tidy(typed.limit) })}</p>${swap(typed.swap)}`;
    }
    if (typed.kind === "unusual" && !this.confirmed) {
      const key = typed.side === "low" ? "form.unusualLow" : "form.unusualHigh";
      return html`<div class="note stack-tight">
        <p>${this.t(key, { value: this.text, unit })}</p>
        <span class="buttons">
          <button type="button" class="button" @click=${() => this.#tell(this.text, this.#choice.unit, true)}>${this.t("form.keep")}</button>
          ${swap(typed.swap)}
        </span>
      </div>`;
    }
    return nothing;
  }

  /** An everyday number of this field, in its unit. */
  #example(): string {
    const { softMin, softMax } = this.limits;
    if (softMin === undefined || softMax === undefined) return "12";
    const middle = (softMin * 2 + softMax) / 3;
    return tidy(Number(((middle - this.#choice.offset) / this.#choice.factor).toPrecision(2)));
  }
}

customElements.define("bedside-number", NumberField);
