/** A word explained where it is first used: pressed, it says what it means. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";

export class Term extends View {
  static override properties = { term: {}, text: {} };
  declare term: string;
  declare text: string;
  #open = false;

  protected override render(): TemplateResult | string {
    if (!this.locale.has(`glossary.${this.term}.text`)) return this.text;
    const id = `term-${this.term}`;
    return html`<button
        type="button"
        class="term"
        aria-expanded=${this.#open ? "true" : "false"}
        aria-label=${`${this.text}${this.locale.colon}${this.t("glossary.what", { term: this.text })}`}
        @click=${() => {
          this.#open = !this.#open;
          this.requestUpdate();
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== "Escape" || !this.#open) return;
          event.stopPropagation();
          this.#open = false;
          this.requestUpdate();
        }}
      >${this.text}</button>${this.#open
        ? html`<span class="term-text" id=${id} role="note">${this.t(`glossary.${this.term}.text`)}</span>`
        : nothing}`;
  }
}

customElements.define("bedside-term", Term);
