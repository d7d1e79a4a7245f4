/** What we don't know, ranked by how much it could move the answer, and answered in place. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Amendment, InputUsed, Score } from "../engine/api";
import { answer, confirm, setWord } from "./amendments";
import "./answer-number";
import { icon } from "../icons";
import { factName, factQuestion, inputText, wordValue } from "../words";
import { headlineScore, inputOf, type Unknown, unknowns } from "./overview-model";

const FIRST = 5;

export class UnknownInputs extends View {
  static override properties = { inHeadline: { attribute: false } };
  /** Stands in the headline's place: no title of its own, all that must be known. */
  declare inHeadline: boolean | undefined;
  #open: string | undefined;
  #all = false;

  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    const score = assessed === undefined ? undefined : headlineScore(assessed);
    if (score === undefined) return nothing;
    const all = unknowns(score);
    if (all.length === 0) return nothing;
    const shown = this.#all || this.inHeadline === true ? all : all.slice(0, FIRST);
    const list = html`<ul class="lines unknowns">
      ${shown.map((one) => this.#line(score, one))}
    </ul>
    ${shown.length === all.length
      ? nothing
      : html`<button
          class="button quiet"
          @click=${() => {
            this.#all = true;
            this.requestUpdate();
          }}
        >
          ${this.t("unknown.more", { n: all.length - shown.length })}
        </button>`}`;
    if (this.inHeadline === true) return list;
    return html`<section class="block" aria-labelledby="unknown-title">
      <h2 id="unknown-title">${this.t("unknown.title")}</h2>
      <p class="soft small">${this.t("unknown.how")}</p>
      ${list}
    </section>`;
  }

  #line(score: Score, one: Unknown): TemplateResult {
    const open = this.#open === one.input;
    const input = inputOf(score, one.input);
    const whole = (share: number): string => (share > 0 && share < 0.01 ? this.t("people.underOne") : this.locale.number(Math.round(share * 100)));
    const moves =
      one.low === undefined || one.high === undefined
        ? nothing
        : whole(one.low) === whole(one.high)
          ? this.t("unknown.movesLittle")
          : this.t("unknown.moves", { low: whole(one.low), high: whole(one.high) });
    const why = this.locale.has(`unknown.why.${one.why}`)
      ? this.t(`unknown.why.${one.why}`, {
          value: input === undefined ? "" : inputText(this.locale, this.app.units, input),
          date: this.locale.date(input?.date),
        })
      : "";
    return html`<li data-input=${one.input}>
      <div class="unknown-what">
        <p>${one.why === "missing" || one.why === "absent" ? factQuestion(this.locale, one.input) : factName(this.locale, one.input)}</p>
        <p class="soft small">${why} ${moves}</p>
      </div>
      ${open ? nothing : this.#answers(one, input)}
      ${open ? this.#field(one) : nothing}
    </li>`;
  }

  /** What can be pressed at once: yes and no, words, or a key that opens a field. */
  #answers(one: Unknown, input: InputUsed | undefined): TemplateResult {
    const words = this.#words(one.input);
    const name = factName(this.locale, one.input);
    const fact = input?.facts?.[0];
    if (one.why === "old" && fact !== undefined) {
      return html`<div class="buttons screen">
        <button class="button" aria-label=${this.t("unknown.stillName", { name })} @click=${() => void this.#save([confirm(fact)], one.input)}>
          ${this.t("unknown.still")}
        </button>
        <button class="button" aria-label=${this.t("unknown.changeName", { name })} @click=${() => this.#show(one.input)}>${this.t("common.change")}</button>
      </div>`;
    }
    if (words === "boolean") {
      return html`<div class="buttons screen" role="group" aria-label=${name}>
        ${[true, false].map(
          (yes) => html`<button class="button" @click=${() => void this.#save([answer(one.input, yes)], one.input)}>
            ${this.t(yes ? "common.yes" : "common.no")}
          </button>`,
        )}
      </div>`;
    }
    if (words !== undefined) {
      return html`<div class="buttons screen" role="group" aria-label=${name}>
        ${words.map(
          (word) => html`<button class="button" @click=${() => void this.#save([setWord(one.input, word)], one.input)}>
            ${wordValue(this.locale, one.input, word)}
          </button>`,
        )}
      </div>`;
    }
    return html`<div class="buttons screen">
      <button class="button" aria-label=${this.t("unknown.addName", { name })} @click=${() => this.#show(one.input)}>
        ${icon("plus")}${this.t("unknown.add")}
      </button>
    </div>`;
  }

  /** Words an input may hold, `boolean` for yes and no, nothing for a number. */
  #words(id: string): readonly string[] | "boolean" | undefined {
    if (id === "sex") return ["female", "male"];
    const concept = this.app.units.concept(id);
    const inputs = this.app.catalog.value?.equations.flatMap((equation) => equation.inputs) ?? [];
    const described = inputs.find((input) => input.id === id);
    if (described?.kind === "flag") return "boolean";
    const values = described?.words?.map((one) => one.word) ?? concept?.words;
    if (values !== undefined && values.length > 0) return values;
    return concept?.canonical === undefined && described?.unit === undefined ? "boolean" : undefined;
  }

  #field(one: Unknown): TemplateResult {
    const inputs = this.app.catalog.value?.equations.flatMap((equation) => equation.inputs) ?? [];
    return html`<bedside-number-answer
      class="unknown-field"
      .name=${one.input}
      .label=${factName(this.locale, one.input)}
      .unit=${inputs.find((input) => input.id === one.input)?.unit ?? ""}
      .field=${`unknown-${one.input}`}
      .strong=${true}
      .give=${(change: Amendment) => void this.#save([change], one.input)}
      .leave=${() => this.#hide(one.input)}
    ></bedside-number-answer>`;
  }

  #show(input: string): void {
    this.#open = input;
    this.requestUpdate();
    void this.focusOn(`#unknown-${CSS.escape(input)}`);
  }

  #hide(input: string): void {
    this.#open = undefined;
    this.requestUpdate();
    void this.focusOn(`[data-input="${CSS.escape(input)}"] button`);
  }

  async #save(amendments: Parameters<typeof this.app.amend>[0], input: string): Promise<void> {
    const done = await this.app.amend(amendments, this.t("unknown.saved", { name: factName(this.locale, input) }));
    if (!done) return;
    this.#open = undefined;
    this.requestUpdate();
    // The line may be gone: the headline is where the change is.
    const heading = this.closest("bedside-overview")?.querySelector<HTMLElement>("bedside-headline h1");
    await this.updateComplete;
    if (heading !== null && heading !== undefined && document.activeElement !== null) {
      heading.setAttribute("tabindex", "-1");
      heading.focus({ preventScroll: this.inHeadline !== true });
    }
  }
}

customElements.define("bedside-unknown", UnknownInputs);
