/** Files that were read in part: what happened and where, above what came of the part that was read. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { errorText } from "../words";

export class Partial extends View {
  protected override render(): TemplateResult | typeof nothing {
    const cut = this.app.files.value.filter((file) => file.error !== undefined);
    if (cut.length === 0) return nothing;
    return html`<section class="callout caution screen" aria-label=${this.t("errorTitles.partial")}>
      ${cut.map(
        ({ file, error }) => html`<p><b>${icon("triangle-alert")} ${file}</b> ${error === undefined ? nothing : errorText(this.locale, error)}</p>`,
      )}
    </section>`;
  }
}

customElements.define("bedside-partial", Partial);
