/** Where the person lives: asked, never taken from the language, since equations are studied somewhere. */
import { html, type TemplateResult } from "lit";
import { View } from "../base";
import { countryChoices } from "./form-country";

export class CountryQuestion extends View {
  static override properties = { inDialog: { attribute: false } };
  declare inDialog: boolean | undefined;

  protected override render(): TemplateResult {
    const id = this.inDialog === true ? "country-again" : "country";
    const now = this.app.country.value;
    return html`<section class=${this.inDialog === true ? "" : "callout country"}>
      <div class="field">
        <label for=${id}>${this.say("country.ask")}</label>
        <span class="hint" id="${id}-hint">${this.t("country.why")}</span>
        <select
          class="select"
          id=${id}
          aria-describedby="${id}-hint"
          @change=${(event: Event) => {
            if (!(event.target instanceof HTMLSelectElement) || event.target.value === "") return;
            const { value, selectedOptions } = event.target;
            this.app.closeDialog();
            void this.app.setCountry(value, this.t("country.set", { country: selectedOptions[0]?.text ?? value }));
          }}
        >
          <option value="">${this.t("country.choose")}</option>
          ${countryChoices(this).map(({ code, name }) => html`<option value=${code} ?selected=${code === now}>${name}</option>`)}
        </select>
      </div>
    </section>`;
  }
}

customElements.define("bedside-country", CountryQuestion);
