/**
 * What would change it: values to try, and the picture that follows. Trial effects move it; where only the equation
 * speaks it is drawn in outline and says that it compares people.
 */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { iconArray, ofHundred } from "../charts/icon-array";
import { slider } from "../charts/slider";
import type { CatalogInput, Part, Score } from "../engine/api";
import { factShort, inputText, wordValue } from "../words";
import { headlineScore, inputOf } from "./overview-model";

/** A factor that can be moved: a number on a slider, or a habit as a switch. */
type Factor =
  | { kind: "number"; id: string; was: number; low: number; high: number }
  | { kind: "word"; id: string; was: string; to: string }
  | { kind: "flag"; id: string; was: number; to: number };

export class Change extends View {
  static override properties = { inPlan: { attribute: false } };
  /** Stands on the plan, where the list follows. */
  declare inPlan: boolean | undefined;
  #spoken: number | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    const score = assessed === undefined ? undefined : headlineScore(assessed);
    if (score === undefined || score.assessment.answer !== "computed") return nothing;
    const { whatIf } = this.app;
    const factors = this.#factors(score);
    if (factors.length === 0) return nothing;
    const answer = whatIf.answer.value?.score;
    const share = answer?.after ?? score.assessment.value;
    const n = ofHundred(share);
    const count = n === undefined ? this.t("people.fewer") : this.t("people.of", { n });
    const moved = whatIf.moved.value.size > 0;
    const outline = answer?.outline === true;
    const said = !moved ? "change.unmoved" : outline ? "change.movedOutline" : "change.moved";
    return html`<section
      class="block ${moved ? "" : "screen"}"
      aria-labelledby="change-title"
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === "r" && !event.ctrlKey && !event.metaKey && !event.altKey && this.app.keys.peek() && moved) this.#reset();
      }}
    >
      <h2 id="change-title" class=${this.inPlan === true ? "unseen" : ""}>${this.t("change.title")}</h2>
      <p class="soft small">${this.t("change.how")}</p>
      <div class="change">
        <div class="change-factors">
          ${factors.map((factor) => this.#factor(score, factor))}
        </div>
        <div class="change-picture">
          ${iconArray({ share, outline: moved && outline })}
          <p class="array-count">${count}</p>
          <p class="soft small">${this.t(said)}</p>
          ${whatIf.refused.value || (whatIf.answer.value !== undefined && answer === undefined) ? html`<p class="note">${this.t("change.refused")}</p>` : nothing}
        </div>
      </div>
    </section>`;
  }

  #factors(score: Score): Factor[] {
    const equation = this.app.catalog.value?.equations.find((one) => one.id === score.id);
    const parts: readonly Part[] = score.attribution?.parts ?? [];
    const factors: Factor[] = [];
    for (const part of parts.filter((one) => one.modifiable)) {
      const input = inputOf(score, part.input);
      const described = equation?.inputs.find((one) => one.id === part.input);
      if (input === undefined) continue;
      if (input.word !== undefined) {
        // Someone who smokes can become someone who smoked; "never" only where the equation knows no better.
        const words = described?.words?.map((one) => one.word) ?? [];
        const to = ["former", "never", "no"].find((word) => words.includes(word));
        if (input.word === "current" && to !== undefined) factors.push({ kind: "word", id: part.input, was: input.word, to });
      } else if (input.value !== undefined && (input.unit ?? "") === "" && (input.value === 1 || input.value === 0)) {
        if (input.value === 1 && part.amount > 0) factors.push({ kind: "flag", id: part.input, was: 1, to: 0 });
      } else if (input.value !== undefined) {
        const range = this.#range(part.input, described);
        if (range !== undefined) factors.push({ kind: "number", id: part.input, was: input.value, low: Math.min(range[0], input.value), high: Math.max(range[1], input.value) });
      }
    }
    return factors;
  }

  #range(id: string, described: CatalogInput | undefined): [number, number] | undefined {
    const limits: [number, number] | undefined =
      described?.low === undefined || described.high === undefined ? undefined : [described.low, described.high];
    return described?.explore ?? limits ?? this.app.units.concept(id)?.soft;
  }

  #factor(score: Score, factor: Factor): TemplateResult {
    const name = factShort(this.locale, factor.id);
    if (factor.kind !== "number") {
      const on = this.app.whatIf.moved.value.has(factor.id);
      const input = inputOf(score, factor.id);
      const was = input === undefined ? "" : inputText(this.locale, this.app.units, input);
      const to = factor.kind === "word" ? wordValue(this.locale, factor.id, factor.to) : this.t("words.no");
      return html`<div class="factor">
        <span class="factor-name">${name}</span>
        <label class="choice">
          <input
            type="checkbox"
            .checked=${on}
            @change=${(event: Event) => {
              if (event.target instanceof HTMLInputElement && event.target.checked) this.#move(factor.id, factor.to);
              else this.#move(factor.id, undefined);
            }}
          />
          ${this.t("change.insteadOf", { to, was })}
        </label>
      </div>`;
    }
    const units = this.app.units;
    const value = this.app.whatIf.moved.value.get(factor.id) ?? factor.was;
    const canonical = typeof value === "number" ? value : factor.was;
    const now = units.show(factor.id, canonical);
    const was = units.show(factor.id, factor.was);
    const step = 10 ** -now.digits;
    const whole = (one: number, up: boolean): number => (up ? Math.ceil(one / step) : Math.floor(one / step)) * step;
    const low = whole(units.show(factor.id, factor.low).value, false);
    const high = whole(units.show(factor.id, factor.high).value, true);
    const changed = this.app.whatIf.moved.value.has(factor.id) && now.text !== was.text;
    const text = changed ? this.t("change.was", { now: now.both, was: was.text }) : this.t("change.same", { now: now.both });
    return html`<div class="factor">
      <label class="factor-name" for="change-${factor.id}">${name}</label>
      ${slider({
        id: `change-${factor.id}`,
        min: low,
        max: high,
        step,
        value: now.value,
        was: was.value,
        text,
        onInput: (shown) => {
          const next = Math.min(factor.high, Math.max(factor.low, units.canonical(factor.id, shown)));
          this.#move(factor.id, Math.abs(shown - was.value) < step / 2 ? undefined : next);
        },
      })}
      <span class="factor-value soft">${text}</span>
    </div>`;
  }

  #move(id: string, value: number | string | undefined): void {
    this.app.whatIf.move(id, value);
    this.#speakSoon();
  }

  #reset(): void {
    if (this.app.whatIf.moved.peek().size === 0) return;
    clearTimeout(this.#spoken);
    this.app.whatIf.reset();
    this.app.say(this.t("change.resetDone"));
  }

  /** Speaks the result once the finger rests, not every step of it. */
  #speakSoon(): void {
    clearTimeout(this.#spoken);
    this.#spoken = window.setTimeout(() => {
      const score = this.app.whatIf.answer.peek()?.score;
      if (score === undefined) return;
      const n = ofHundred(score.after);
      const count = n === undefined ? this.t("people.fewer") : this.t("people.of", { n });
      this.app.say(this.t(score.outline === true ? "change.spokenOutline" : "change.spoken", { count }));
    }, 600);
  }
}

customElements.define("bedside-change", Change);
