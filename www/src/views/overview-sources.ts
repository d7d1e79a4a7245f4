/** Where the answer comes from: equation, people it was studied in, version, licence, intended use. Small, never hidden. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { CatalogEquation } from "../engine/api";
import { icon } from "../icons";
import { headlineScore } from "./overview-model";

export class Sources extends View {
  protected override render(): TemplateResult | typeof nothing {
    const assessed = this.app.assessed.value;
    if (assessed === undefined) return nothing;
    const { provenance } = assessed;
    const score = headlineScore(assessed);
    const equation = this.app.catalog.value?.equations.find((one) => one.id === score?.id);
    const country = this.app.country.value;
    const region = assessed.region;
    return html`<footer class="sources soft tiny" aria-label=${this.t("sources.label")}>
      ${provenance.factsOld ? html`<p class="note">${this.t("sources.old", { date: this.locale.date(provenance.factsDate, true) })}</p>` : nothing}
      ${equation === undefined || assessed.person.deceased ? nothing : this.#equation(equation)}
      <p>${this.t("sources.use")}</p>
      <p>
        ${region === undefined
          ? nothing
          : html`${this.t("sources.region", { region: country === undefined ? this.t(`regions.${region}`) : this.locale.country(country) })}
              <button
                class="link screen"
                @click=${() => {
                  this.app.openDialog("country");
                }}
              >
                ${this.t("sources.changeRegion")}
              </button> `}
        ${this.t("sources.asOf", { date: this.locale.date(assessed.asOf, true) })}
        ${this.t("sources.version", { version: provenance.version, date: this.locale.date(provenance.factsDate, true) })}
        ${this.app.audience.value === "clinician" ? html`<span title=${provenance.inputsHash}>${this.t("sources.hash", { hash: provenance.inputsHash.slice(0, 12) })}</span>` : nothing}
      </p>
    </footer>`;
  }

  #equation(equation: CatalogEquation): TemplateResult {
    const { source } = equation;
    const doi = source.doi ?? "";
    const { stop } = this.locale;
    const population = this.locale.first([`populations.${equation.population}`, equation.population]);
    return html`<p>
      ${this.#title(equation)}${stop} <span lang="en">${source.citation}</span>${doi === ""
        ? nothing
        : html`${this.locale.comma}doi ${doi}
            <button class="link screen" aria-label=${this.t("sources.copyDoi", { doi })} @click=${() => void this.#copy(doi)}>${this.t("sources.copy")}</button>`}${stop}
      ${population === "" ? nothing : this.t("sources.population", { population })}
      ${this.locale.first([`sources.confidence.${source.confidence.split(" ", 1)[0] ?? ""}`, "sources.confidence.other"])}
    </p>
    <details class="more">
      <summary>${icon("chevron-right")}${this.t("sources.checkedTitle")}</summary>
      <p>${this.t("sources.checked", { how: this.#words("how", equation.family, source.verifiedBy) })} ${this.#words("licences", equation.family, source.licence)}</p>
    </details>`;
  }

  /** The words of the catalogue, else the table's own. */
  #words(room: string, family: string, own: string): string {
    const key = `sources.${room}.${family}`;
    return this.locale.has(key) ? this.t(key) : own;
  }

  #title({ family, variant, horizonYears }: CatalogEquation): string {
    const args = { family: this.t(`families.${family}`), n: horizonYears };
    const model = `sources.models.${variant}`;
    return this.locale.has(model) ? this.t("sources.title", { ...args, model: this.t(model) }) : this.t("sources.titlePlain", args);
  }

  async #copy(text: string): Promise<void> {
    await this.app.host.copy(text);
    this.app.tell({ text: this.t("sources.copied", { text }) });
  }
}

customElements.define("bedside-sources", Sources);
