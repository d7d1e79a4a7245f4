/** Columns that no name matched: a person says what they hold, or leaves them out. Nothing is guessed. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { defineDialog } from "../registry";
import { factName } from "../words";
import { clashes, unmappedOf, type Column } from "./mapping-columns";

/** What a column may hold besides a concept. */
const others = ["id", "name", "birth", "date", "conditions", "medicines", "allergies"] as const;

export class Mapping extends View {
  static override properties = { file: {} };
  declare file: string | undefined;
  readonly #chosen = new Map<string, string>();
  readonly #units = new Map<string, string>();

  protected override render(): TemplateResult | typeof nothing {
    const columns = unmappedOf(this.app.files.value, this.file);
    for (const one of columns) if (one.concept !== undefined && !this.#chosen.has(one.heading)) this.#chosen.set(one.heading, one.concept);
    const twice = clashes(this.#chosen);
    const open = columns.filter((one) => !this.#chosen.get(one.heading)).length;
    const concepts = [...(this.app.catalog.value?.concepts ?? [])]
      .map((one) => ({ id: one.id, name: factName(this.locale, one.id) }))
      .sort((a, b) => this.locale.compare(a.name, b.name));
    return html`<form class="stack mapping" @submit=${(event: Event) => void this.#apply(event, twice)}>
      <p class="strong">${this.t("mapping.title", { n: columns.length })}</p>
      <p>${this.t("mapping.lead")}</p>
      <table class="table stacks">
        <thead>
          <tr>
            <th scope="col">${this.t("mapping.column")}</th>
            <th scope="col">${this.t("mapping.cells")}</th>
            <th scope="col">${this.t("mapping.means")}</th>
          </tr>
        </thead>
        <tbody>
          ${columns.map((one, at) => {
            const wrong = twice.has(one.heading);
            return html`<tr>
              <th scope="row"><label for="map-${at}">${one.heading}</label></th>
              <td class="soft" data-label=${this.t("mapping.cells")}>${one.examples.join(" · ")}</td>
              <td>
                <select
                  class="select"
                  id="map-${at}"
                  aria-invalid=${wrong ? "true" : "false"}
                  @change=${(event: Event) => {
                    this.#chosen.set(one.heading, (event.target as HTMLSelectElement).value);
                    this.requestUpdate();
                  }}
                >
                  <option value="">${this.t("mapping.ignore")}</option>
                  <optgroup label=${this.t("mapping.person")}>
                    ${others.map((id) => html`<option value=${id} ?selected=${id === this.#chosen.get(one.heading)}>${this.t(`mapping.columns.${id}`)}</option>`)}
                  </optgroup>
                  <optgroup label=${this.t("mapping.values")}>
                    ${concepts.map((concept) => html`<option value=${concept.id} ?selected=${concept.id === this.#chosen.get(one.heading)}>${concept.name}</option>`)}
                  </optgroup>
                </select>
                ${this.#unit(one, at)}
                ${wrong ? html`<p class="wrong small">${this.t("mapping.same", { name: factName(this.locale, this.#chosen.get(one.heading) ?? "") })}</p>` : nothing}
              </td>
            </tr>`;
          })}
        </tbody>
      </table>
      ${open === 0 ? nothing : html`<p class="soft small">${this.t("mapping.left", { n: open })}</p>`}
      <div class="buttons">
        <button class="button primary">${this.t("mapping.apply")}</button>
        <button type="button" class="button" @click=${() => this.app.closeDialog()}>${this.t("mapping.skip")}</button>
      </div>
    </form>`;
  }

  /** The unit of a column of numbers: as the file says, or one that is named here. */
  #unit(one: Column, at: number): TemplateResult | typeof nothing {
    const units = this.app.units.concept(this.#chosen.get(one.heading) ?? "")?.units ?? [];
    if (units.length < 2) return nothing;
    const names = [...new Set(units.map((unit) => unit.unit))];
    return html`<label class="unseen" for="map-unit-${at}">${this.t("mapping.unit")}${this.locale.colon}${one.heading}</label>
      <select class="select" id="map-unit-${at}" @change=${(event: Event) => this.#units.set(one.heading, (event.target as HTMLSelectElement).value)}>
        <option value="">${this.t("mapping.unitIn")}</option>
        ${names.map((unit) => html`<option value=${unit} ?selected=${unit === this.#units.get(one.heading)}>${this.app.units.label(unit)}</option>`)}
      </select>`;
  }

  async #apply(event: Event, twice: ReadonlySet<string>): Promise<void> {
    event.preventDefault();
    if (twice.size > 0) {
      await this.focusOn("[aria-invalid=true]");
      return;
    }
    // Headings are the file's own words, `__proto__` too.
    const mapping = Object.create(null) as Record<string, string | { concept: string; unit: string }>;
    for (const [heading, concept] of this.#chosen) {
      const unit = this.#units.get(heading) ?? "";
      mapping[heading] = concept === "" ? "ignore" : unit === "" ? concept : { concept, unit };
    }
    for (const one of unmappedOf(this.app.files.peek(), this.file)) mapping[one.heading] ??= "ignore";
    try {
      const reading = await this.app.client.read(this.app.opened, { mapping } as Record<string, unknown>);
      const [first] = reading.patients;
      this.app.files.value = reading.files;
      if (reading.patients.length > 1) {
        this.app.people.value = reading.patients;
        this.app.go("people");
      } else if (first !== undefined) {
        await this.app.take(first);
      }
      this.app.closeDialog();
    } catch (error) {
      this.app.closeDialog();
      this.app.fail(error);
    }
  }
}

customElements.define("bedside-mapping", Mapping);
defineDialog({
  id: "mapping",
  title: "mapping.dialog",
  wide: true,
  render: (_app, file) => html`<bedside-mapping .file=${file}></bedside-mapping>`,
});
