/** What happened, where, what is safe and what to do: above whatever was on the page, which stays. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { errorText, placeText } from "../words";

export class ErrorView extends View {
  protected override render(): TemplateResult | typeof nothing {
    const error = this.app.error.value;
    if (error === undefined) return nothing;
    return html`<section class="callout caution error" role="alert">
      <h2>${icon("triangle-alert")} ${this.locale.first([`errorTitles.${error.key}`, `errorTitles.${error.kind}`, "errorTitles.other"])}</h2>
      <p>${errorText(this.locale, error, true)}</p>
      ${error.place === undefined || error.place === "" ? nothing : html`<p class="small">${this.t("errorView.where", { place: placeText(this.locale, error.place) })}</p>`}
      <p class="small">${this.t(this.app.record.value === undefined ? "errorView.safeNothing" : "errorView.safeKept")}</p>
      <div class="buttons">
        <button
          class="button"
          @click=${() => {
            this.app.error.value = undefined;
          }}
        >
          ${this.t("errorView.dismiss")}
        </button>
      </div>
    </section>`;
  }
}

customElements.define("bedside-error", ErrorView);
