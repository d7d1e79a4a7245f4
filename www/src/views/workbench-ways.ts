/** Columns that may only raise or only lower the answer, whatever the table seems to say: for boosting, which can be held to it. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { couldHold, heldWays } from "../workbench/draft";
import { holds } from "../workbench/models";
import { chosen, written } from "./workbench-parts";

export class BenchWays extends View {
  #column = "";
  #way: 1 | -1 = 1;

  protected override render(): TemplateResult | typeof nothing {
    const { ways, model, search, question, table, pipeline } = this.app.workbench;
    const [asked, report] = [question.value, table.value];
    if (asked === undefined || report === undefined || !holds(model.value) || search.value?.kinds === true) return nothing;
    const held = heldWays(ways.value, asked, report);
    const free = couldHold(asked, report).filter((name) => !(name in held));
    const bent = (pipeline.value?.columns ?? []).filter(({ name, knots }) => name in held && knots > 0).map(({ name }) => name);
    return html`<details class="more" ?open=${Object.keys(held).length > 0}>
      <summary>${icon("chevron-right")}${this.t("workbench.ways.title")}</summary>
      <div class="stack">
        <p class="small soft">${this.t("workbench.ways.lead")}</p>
        ${Object.keys(held).length === 0
          ? nothing
          : html`<ul class="lines" id="ways" tabindex="-1">
              ${Object.entries(held).map(
                ([name, way]) => html`<li>
                  <span>${this.rich(`workbench.ways.${way === 1 ? "raises" : "lowers"}`, { column: written(name) })}</span>
                  <button class="button quiet" aria-label=${this.t("workbench.ways.removeOf", { column: name })} @click=${() => this.#remove(name)}>${icon("x")}${this.t("workbench.filter.remove")}</button>
                </li>`,
              )}
            </ul>`}
        ${bent.length === 0 ? nothing : html`<p class="note">${this.rich("workbench.ways.bent", { columns: written(bent.join(this.locale.comma)) })}</p>`}
        <div class="bench-fields">
          ${chosen("way-column", this.t("workbench.ways.column"), [["", this.t("workbench.choose")], ...free.map((name): [string, string] => [name, name])], this.#column, (name) => {
            this.#column = name;
            this.requestUpdate();
          })}
          ${chosen("way-way", this.t("workbench.ways.way"), [["1", this.t("workbench.ways.up")], ["-1", this.t("workbench.ways.down")]], String(this.#way), (way) => (this.#way = way === "1" ? 1 : -1))}
          <button class="button" ?disabled=${!free.includes(this.#column)} @click=${() => this.#add()}>${icon("plus")}${this.t("workbench.ways.add")}</button>
        </div>
      </div>
    </details>`;
  }

  #add(): void {
    const { ways } = this.app.workbench;
    ways.value = { ...ways.peek(), [this.#column]: this.#way };
    this.app.say(this.t(`workbench.ways.${this.#way === 1 ? "raises" : "lowers"}`, { column: this.#column }));
    this.#column = "";
    void this.focusOn("#way-column");
  }

  #remove(name: string): void {
    const { ways } = this.app.workbench;
    const { [name]: _, ...rest } = ways.peek();
    ways.value = rest;
    void this.focusOn("#way-column");
  }
}

customElements.define("bedside-bench-ways", BenchWays);
