/** While values are tried out: on every view of the person, what they are, and the way back. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { factShort, wordValue } from "../words";

export class Supposed extends View {
  protected override render(): TemplateResult | typeof nothing {
    const { whatIf, units } = this.app;
    const moved = [...whatIf.moved.value];
    if (moved.length === 0) return nothing;
    const words = { 0: "words.no", 1: "words.yes" };
    const values = moved.map(([id, value]) => {
      const flag = units.concept(id)?.canonical === undefined && (value === 0 || value === 1);
      const text = typeof value === "string" ? wordValue(this.locale, id, value) : flag ? this.t(words[value === 0 ? 0 : 1]) : units.write(id, value);
      return `${factShort(this.locale, id)}${this.locale.colon}${text}`;
    });
    return html`<section class="callout caution supposed" role="status">
      <p>${this.t("supposed.notice", { values: this.locale.list(values) })}</p>
      <button class="button screen" aria-keyshortcuts="r" @click=${() => this.#back()}>${icon("rotate-ccw")}${this.t("change.reset")}</button>
    </section>`;
  }

  #back(): void {
    this.app.whatIf.reset();
    this.app.say(this.t("change.resetDone"));
    // The button is gone: the keyboard goes to what it changed.
    const heading = this.parentElement?.querySelector<HTMLElement>("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }
}

customElements.define("bedside-supposed", Supposed);
