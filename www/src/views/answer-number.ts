/**
 * A number that answers a question: which value it is, in which unit, and what is wrong with it, said where it was typed.
 * One question may be answered by either of two values; then nothing is taken for granted and the person says which.
 */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Amendment } from "../engine/api";
import type { Units } from "../units";
import { factName } from "../words";
import { answer, setValue } from "./amendments";
import { fieldOf } from "./form-model";
import { judge, tidy } from "./form-number";

/** Questions that more than one value answers, the one that a report most often prints first. */
const EITHER: Record<string, readonly string[]> = { egfr: ["creatinine", "egfr"] };

/** A value in a unit, as it may be typed. */
export interface Way {
  /** Concept, or the question's own name where the engine knows no concept of it. */
  name: string;
  unit: string;
  /** The engine keeps it as a value with a unit; else as an answer to the rules. */
  concept: boolean;
}

/** Every way to answer `name` with a number, the unit that the page shows first of each value. */
export function waysOf(units: Units, name: string, unit = ""): Way[] {
  const values = EITHER[name] ?? [name];
  const ways = values.flatMap((value): Way[] => {
    const shown = units.unitOf(value)?.unit;
    const choices = units.choices(value).map((one) => one.unit);
    return choices.sort((a, b) => Number(b === shown) - Number(a === shown)).map((one) => ({ name: value, unit: one, concept: true }));
  });
  return ways.length > 0 ? ways : [{ name, unit, concept: false }];
}

export class NumberAnswer extends View {
  static override properties = { name: {}, label: {}, unit: {}, field: {}, strong: { type: Boolean }, give: { attribute: false }, leave: { attribute: false } };
  /** Name of the question. */
  declare name: string;
  /** What a screen reader calls the field. */
  declare label: string;
  /** Unit of a number that is no concept. */
  declare unit: string;
  /** Id of the input. */
  declare field: string;
  /** The button stands alone, so it is the main one. */
  declare strong: boolean;
  /** Takes what was typed: the change of the record, and the number with its unit in words. */
  declare give: (change: Amendment, shown: string) => void;
  /** Offers a way out, where the field was opened by a press. */
  declare leave: (() => void) | undefined;
  #wrong = "";

  constructor() {
    super();
    Object.assign(this, { name: "", label: "", unit: "", field: "", strong: false, give: () => {}, leave: undefined });
  }

  protected override render(): TemplateResult {
    const ways = waysOf(this.app.units, this.name, this.unit);
    const said = `${this.field}-said`;
    return html`<form class="number-answer" novalidate @submit=${(event: Event) => this.#take(event, ways)} @keydown=${(event: KeyboardEvent) => event.key === "Escape" && this.leave?.()}>
      <span class="with-unit">
        <input class="input short" id=${this.field} inputmode="decimal" autocomplete="off" aria-label=${this.label} aria-invalid=${this.#wrong === "" ? "false" : "true"} aria-describedby=${said} />
        ${this.#which(ways)}
        <button class="button ${this.strong ? "primary" : ""}">${this.t("findings.save")}</button>
        ${this.leave === undefined ? nothing : html`<button type="button" class="button quiet" @click=${() => this.leave?.()}>${this.t("findings.cancel")}</button>`}
      </span>
      <span class="wrong small" id=${said} role="alert">${this.#wrong}</span>
    </form>`;
  }

  /** The unit, or the choice of value and unit. */
  #which(ways: readonly Way[]): TemplateResult | typeof nothing {
    const { units } = this.app;
    const several = new Set(ways.map((way) => way.name)).size > 1;
    const unit = (way: Way): string => units.label(way.unit);
    if (ways.length === 1) return ways[0] === undefined || unit(ways[0]) === "" ? nothing : html`<span class="soft">${unit(ways[0])}</span>`;
    return html`<select class="select" aria-label=${this.t(several ? "numberAnswer.which" : "form.unit", { field: this.label })}>
      ${several ? html`<option value="">${this.t("numberAnswer.choose")}</option>` : nothing}
      ${ways.map((way, at) => html`<option value=${at}>${several ? this.t("numberAnswer.way", { name: factName(this.locale, way.name), unit: unit(way) }) : unit(way)}</option>`)}
    </select>`;
  }

  #take(event: Event, ways: readonly Way[]): void {
    event.preventDefault();
    const text = this.querySelector("input")?.value ?? "";
    const chosen = this.querySelector("select")?.value;
    const way = ways[Number(chosen === "" ? Number.NaN : (chosen ?? 0))];
    const spec = way?.concept === true ? fieldOf(this.app.units, way.name) : undefined;
    const unit = spec?.units.find((one) => one.unit === way?.unit) ?? { unit: way?.unit ?? "", factor: 1, offset: 0 };
    const typed = judge(text, unit, spec?.units ?? [unit], spec?.limits ?? {});
    const label = this.app.units.label(unit.unit);
    if (typed.kind === "empty" || typed.kind === "unreadable") return this.#refuse(this.t(typed.kind === "empty" ? "numberAnswer.empty" : "form.unreadable", { text, example: "12" }), "input");
    if (way === undefined) return this.#refuse(this.t("numberAnswer.whichFirst", { value: text }), "select");
    if (typed.kind === "outside") {
      const key = typed.side === "low" ? "form.outsideLow" : "form.outsideHigh";
      return this.#refuse(`${this.t(key, { value: text, unit: label, limit: tidy(typed.limit) })}${this.locale.gap}${this.t("numberAnswer.checkUnit")}`, "input");
    }
    this.#wrong = "";
    this.requestUpdate();
    const name = way.name === this.name ? "" : `${factName(this.locale, way.name)} `;
    this.give(way.concept ? setValue(way.name, typed.value, way.unit) : answer(way.name, typed.value), `${name}${text.trim()} ${label}`.trim());
  }

  #refuse(sentence: string, at: string): void {
    this.#wrong = sentence;
    this.requestUpdate();
    void this.focusOn(at);
  }
}

customElements.define("bedside-number-answer", NumberAnswer);
