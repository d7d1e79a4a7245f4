/** Who counts: conditions on columns, each a range or a list of words. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { wordsOf, type ColumnReport, type Filter } from "../workbench/table";
import { chosen, ticked, written } from "./workbench-parts";

/** A day as the number of days since 1970, and back. */
export const daysOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
export const dayOf = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

export class BenchPopulation extends View {
  protected override render(): TemplateResult | typeof nothing {
    const { workbench } = this.app;
    const [report, question] = [workbench.table.value, workbench.question.value];
    if (report === undefined || question === undefined) return nothing;
    const { population } = question;
    const set = (filters: Filter[]): void => workbench.ask({ ...question, population: filters });
    const columns = report.columns.filter(({ kind }) => kind !== "id");
    return html`<fieldset class="part stack">
      <legend><h2>${this.t("workbench.filter.title")}</h2></legend>
      <p class="small soft">${this.t(population.length === 0 ? "workbench.filter.everybody" : "workbench.filter.lead")}</p>
      ${population.map((filter, at) => {
        const column = columns.find(({ name }) => name === filter.column);
        const put = (next: Filter): void => set(population.map((one, place) => (place === at ? next : one)));
        return html`<div class="bench-fields">
          ${chosen(`filter-column-${at}`, this.t("workbench.filter.column"), columns.map(({ name }) => [name, name]), filter.column ?? "", (name) => put({ column: name }))}
          ${column?.kind === "word" ? this.#words(column, filter, put) : html`${this.#end("least", at, column, filter, put)}${this.#end("most", at, column, filter, put)}`}
          <button class="button quiet" aria-label=${this.t("workbench.filter.removeOf", { column: filter.column ?? "" })} @click=${() => set(population.filter((_, place) => place !== at))}>${icon("x")}${this.t("workbench.filter.remove")}</button>
        </div>`;
      })}
      <div class="buttons"><button class="button" @click=${() => set([...population, { column: columns[0]?.name ?? "" }])}>${icon("plus")}${this.t("workbench.filter.add")}</button></div>
    </fieldset>`;
  }

  #words(column: ColumnReport, filter: Filter, put: (filter: Filter) => void): TemplateResult {
    const now = filter.words ?? [];
    const values = wordsOf(column.picture).map(({ word }) => word);
    return html`<fieldset class="field">
      <legend>${this.t("workbench.filter.words")}</legend>
      <div class="choices">${values.map((word) => ticked(written(word), now.includes(word), (on) => put({ column: filter.column, words: on ? [...now, word] : now.filter((one) => one !== word) })))}</div>
    </fieldset>`;
  }

  /** One end of a range; empty for none. */
  #end(end: "least" | "most", at: number, column: ColumnReport | undefined, filter: Filter, put: (filter: Filter) => void): TemplateResult {
    const id = `filter-${end}-${at}`;
    const days = column?.kind === "day";
    const now = filter[end];
    return html`<div class="field">
      <label for=${id}>${this.t(`workbench.filter.${end}`)}</label>
      <input
        class="input ${days ? "" : "short"}"
        id=${id}
        type=${days ? "date" : "text"}
        inputmode=${days ? nothing : "decimal"}
        .value=${now === undefined ? "" : days ? dayOf(now) : String(now)}
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          const text = input.value.trim();
          const { [end]: _, ...rest } = filter;
          const value = days ? daysOf(text) : Number(text.replace(",", "."));
          const wrong = text !== "" && !Number.isFinite(value);
          input.setAttribute("aria-invalid", wrong ? "true" : "false");
          if (!wrong) put(text === "" ? rest : { ...rest, [end]: value });
        }}
      />
    </div>`;
  }
}

customElements.define("bedside-bench-population", BenchPopulation);
