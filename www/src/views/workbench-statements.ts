/** What only the author can say of a model, item by item; it goes into the card and into the model's file. */
import { html, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import type { CardItem } from "../workbench/study";

export class BenchStatements extends View {
  static override properties = { model: { type: Number }, items: { attribute: false } };
  declare model: number;
  declare items: readonly CardItem[];
  #said: Record<string, string> = {};

  protected override render(): TemplateResult {
    const open = (this.items ?? []).filter(({ state }) => state === "author" || state === "part" || state === "said");
    return html`<details class="more">
      <summary>${icon("chevron-right")}${this.t("workbench.card.say")}</summary>
      <p class="small soft">${this.t("workbench.card.sayLead")}</p>
      <div class="stack">
        ${open.map(
          ({ id }) => html`<div class="field">
            <label for=${`item-${id}`}>${this.locale.first([`card.items.${id}`, id])}</label>
            <textarea class="input" rows="2" id=${`item-${id}`} .value=${this.#said[id] ?? ""} @change=${(event: Event) => (this.#said[id] = (event.target as HTMLTextAreaElement).value)}></textarea>
          </div>`,
        )}
      </div>
      <div class="buttons onward"><button class="button" @click=${() => void this.#state()}>${icon("check")}${this.t("workbench.card.take")}</button></div>
    </details>`;
  }

  async #state(): Promise<void> {
    const said = Object.fromEntries(Object.entries(this.#said).filter(([, text]) => text.trim() !== ""));
    const done = await this.app.workbench.work("card", async (engine) => {
      await engine.state(this.model, said);
      return true;
    });
    if (done === undefined) return;
    this.app.say(this.t("workbench.card.taken"));
    this.dispatchEvent(new CustomEvent("stated"));
  }
}

customElements.define("bedside-bench-statements", BenchStatements);
