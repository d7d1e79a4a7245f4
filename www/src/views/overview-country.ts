/** Where the person lives: asked, never taken from the language, since equations are studied somewhere. */
import { html, type TemplateResult } from "lit";
import { View } from "../base";

export class CountryQuestion extends View {
  static override properties = { inDialog: { attribute: false } };
  declare inDialog: boolean | undefined;

  protected override render(): TemplateResult {
    const { locale } = this;
    const id = this.inDialog === true ? "country-again" : "country";
    const now = this.app.country.value;
    const countries = (this.app.catalog.value?.countries ?? [])
      .map(({ country }) => ({ country, name: locale.country(country) }))
      .sort((a, b) => locale.compare(a.name, b.name));
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
            const country = event.target.value;
            this.app.closeDialog();
            void this.app.setCountry(country, this.t("country.set", { country: locale.country(country) }));
          }}
        >
          <option value="">${this.t("country.choose")}</option>
          ${countries.map(({ country, name }) => html`<option value=${country} ?selected=${country === now}>${name}</option>`)}
        </select>
      </div>
    </section>`;
  }
}

customElements.define("bedside-country", CountryQuestion);
