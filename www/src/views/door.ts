/** One door: drop anything, type a few numbers, or try an example. What is dropped decides what opens. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { phrases } from "../phrases";
import type { NamedFile } from "../engine/api";
import { icon } from "../icons";
import { defineView, viewEntry } from "../registry";

export class Door extends View {
  #over = false;

  protected override render(): TemplateResult {
    const catalog = this.app.catalog.value;
    // A format with empty words is read, but nobody has such a file to drop.
    const formats = (catalog?.formats ?? [])
      .map((format) => this.locale.first([`formats.${format.id}`, format.id]))
      .filter((name) => name !== "");
    const examples = this.app.host.examples ?? [];
    const form = viewEntry("form");
    return html`<div class="door">
      ${this.app.assessed.value === undefined
        ? nothing
        : html`<section class="callout resume">
            <p>${this.t("door.resume")}</p>
            <button class="button" @click=${() => this.app.go("overview")}>${this.t("door.resumeGo")}</button>
          </section>`}
      <h1>${phrases(this.locale, [this.t("door.title")])}</h1>
      <p class="lead">${this.t("door.lead")}</p>
      <div
        class="drop ${this.#over ? "over" : ""}"
        @dragover=${(event: DragEvent) => {
          event.preventDefault();
          this.#mark(true);
        }}
        @dragleave=${() => this.#mark(false)}
        @drop=${(event: DragEvent) => {
          event.preventDefault();
          this.#mark(false);
          void this.app.open([...(event.dataTransfer?.files ?? [])]);
        }}
      >
        <span class="drop-icon">${icon("upload")}</span>
        <h2>${this.t("door.drop")}</h2>
        <p class="soft small">
          ${formats.length === 0 ? nothing : html`${this.t("door.formats", { list: this.locale.list(formats, "disjunction") })}<br />`}
          ${this.t("door.several")}
        </p>
        <label class="button primary choose">
          ${this.t("door.choose")}
          <input class="unseen" type="file" multiple @change=${(event: Event) => this.#chosen(event)} />
        </label>
        ${viewEntry("batch") !== undefined && catalog?.formats.some((format) => format.id === "csv") === true
          ? html`<button class="link small table-way" @click=${() => this.app.go("batch")}>${this.t("batch.titleEmpty")}</button>`
          : nothing}
        <button class="link small" @click=${() => this.app.go("learning")}>${this.t("door.feedback")}</button>
        ${viewEntry("workbench")?.available(this.app) === true ? html`<button class="link small bench-way" @click=${() => this.app.go("workbench")}>${this.t("door.bench")}</button>` : nothing}
      </div>
      <bedside-kept></bedside-kept>
      <div class="door-ways">
        ${form === undefined
          ? nothing
          : html`<section class="card">
              <h2>${this.t("door.type")}</h2>
              <p class="soft small">${this.t("door.typeWhat")}</p>
              <div class="buttons">
                <button class="button" @click=${() => this.app.go("form")}>${this.t("door.start")}</button>
              </div>
            </section>`}
        ${examples.length === 0
          ? nothing
          : html`<section class="card">
              <h2>${this.t("door.example")}</h2>
              <p class="soft small">${this.t("door.exampleWhat")}</p>
              <div class="buttons">
                ${examples.map(
                  (id) => html`<button class="button" @click=${() => void this.#example(id)}>
                    ${this.locale.first([`examples.${id}`, id])}
                  </button>`,
                )}
              </div>
            </section>`}
      </div>
      <ul class="promises">
        ${["sent", "kept", "hidden"].map(
          (promise) => html`<li>
            <h3>${this.t(`door.promises.${promise}.title`)}</h3>
            <p class="soft small">${this.t(`door.promises.${promise}.text`)}</p>
          </li>`,
        )}
      </ul>
    </div>`;
  }

  #mark(over: boolean): void {
    if (over === this.#over) return;
    this.#over = over;
    this.requestUpdate();
  }

  #chosen(event: Event): void {
    const field = event.target;
    if (!(field instanceof HTMLInputElement)) return;
    const files: NamedFile[] = [...(field.files ?? [])];
    field.value = "";
    void this.app.open(files);
  }

  async #example(id: string): Promise<void> {
    try {
      await this.app.open(await this.app.host.example(id));
    } catch (error) {
      this.app.fail(error);
    }
  }
}

customElements.define("bedside-door", Door);
defineView({ id: "door", available: () => true, render: () => html`<bedside-door></bedside-door>` });
