/** Columns that no name matched: a person says what they hold, or leaves them out. Nothing is guessed. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { FileReport } from "../engine/api";
import { defineDialog } from "../registry";
import { factName } from "../words";

/** Columns of a file that need a name. */
export function unmappedOf(files: readonly FileReport[], file: string | undefined): { file: string; heading: string; examples: string[] }[] {
  return files
    .filter((one) => file === undefined || one.file === file)
    .flatMap((one) => (one.unmapped ?? []).map((column) => ({ file: one.file, ...column })));
}

/** Headings that two columns claim for the same concept. */
export function clashes(chosen: ReadonlyMap<string, string>): Set<string> {
  const seen = new Map<string, number>();
  for (const concept of chosen.values()) if (concept !== "") seen.set(concept, (seen.get(concept) ?? 0) + 1);
  return new Set([...chosen].filter(([, concept]) => (seen.get(concept) ?? 0) > 1).map(([heading]) => heading));
}

export class Mapping extends View {
  static override properties = { file: {} };
  declare file: string | undefined;
  readonly #chosen = new Map<string, string>();

  protected override render(): TemplateResult | typeof nothing {
    const columns = unmappedOf(this.app.files.value, this.file);
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
                  ${concepts.map((concept) => html`<option value=${concept.id}>${concept.name}</option>`)}
                </select>
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

  async #apply(event: Event, twice: ReadonlySet<string>): Promise<void> {
    event.preventDefault();
    if (twice.size > 0) {
      await this.focusOn("[aria-invalid=true]");
      return;
    }
    const mapping = Object.fromEntries([...this.#chosen].map(([heading, concept]) => [heading, concept === "" ? "ignore" : concept]));
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
