/** What a question means for the table: who counts, whether they are enough, and which columns know too much. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { lacking, parametersOf } from "../workbench/draft";
import type { AskedReport, Leak, Question } from "../workbench/table";
import { tiles, written } from "./workbench-parts";
import { aloneTooMuch } from "./workbench-size";

export class BenchAsked extends View {
  override connectedCallback(): void {
    super.connectedCallback();
    const { workbench } = this.app;
    const [question, table, pipeline] = [workbench.question.peek(), workbench.table.peek(), workbench.pipeline.peek()];
    if (question === undefined || table === undefined || pipeline === undefined) return;
    // The columns may have been prepared otherwise since it was asked: then the model learns more numbers, or fewer.
    const asked = workbench.asked.peek()?.needed?.parameters;
    if (asked !== undefined && asked !== Math.max(1, parametersOf(pipeline, table))) workbench.ask(question);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { workbench } = this.app;
    const [asked, question, table, pipeline] = [workbench.asked.value, workbench.question.value, workbench.table.value, workbench.pipeline.value];
    if (question === undefined || table === undefined) return nothing;
    const problems = lacking(question, workbench.split.value);
    if (asked === undefined) return html`<div class="stack" aria-live="polite">${problems.map((key) => html`<p class="callout caution">${this.t(`workbench.asked.problems.${key}`)}</p>`)}</div>`;
    const learns = pipeline === undefined ? 0 : parametersOf(pipeline, table);
    const events = question.outcome.task !== "continuous";
    return html`<section class="part stack" aria-live="polite">
      <h2>${this.t("workbench.asked.title")}</h2>
      ${tiles([
        { value: this.locale.number(asked.rows), name: this.t(question.person === undefined ? "workbench.asked.rows" : "workbench.asked.rowsOf"), more: this.#left(asked) },
        ...(events ? [{ value: this.locale.number(asked.events), name: this.t("workbench.asked.events"), more: asked.rows === 0 ? undefined : this.t("workbench.asked.share", { share: this.locale.percent(asked.events / asked.rows, 1) }) }] : []),
        { value: this.locale.number(learns), name: this.t("workbench.asked.learns"), term: "parameters" },
        { value: this.locale.number(asked.mostParameters), name: this.t("workbench.asked.most"), term: "riley" },
      ])}
      ${this.#size(asked, learns)}
      <bedside-bench-size .asked=${asked} .number=${!events}></bedside-bench-size>
      ${asked.leaks.filter(({ column }) => question.predictors.includes(column)).map((leak) => this.#leak(leak, question))}
      ${this.#later(asked.leaks.filter(({ column, why }) => why === "laterDays" && !question.predictors.includes(column)))}
    </section>`;
  }

  #left({ leftOut }: AskedReport): string | undefined {
    return leftOut.length === 0 ? undefined : leftOut.map(({ why, rows }) => this.t(`workbench.asked.leftOut.${why}`, { n: rows })).join(this.locale.comma);
  }

  #size({ needed, rows, mostParameters }: AskedReport, learns: number): TemplateResult | typeof nothing {
    if (learns === 0) return nothing;
    if (learns <= mostParameters) return html`<p class="callout">${this.t("workbench.asked.enough", { learns, most: mostParameters })}</p>`;
    // Where the mean alone takes more people, leaving columns out would not help.
    return html`<p class="callout caution">${this.t(`workbench.asked.${aloneTooMuch(needed) ? "none" : "few"}`, { learns, most: mostParameters })}${needed === undefined || needed.people <= rows ? nothing : html`${this.locale.gap}${this.t("workbench.asked.need", { n: needed.people, rows })}`}</p>`;
  }

  /** Days that predict nothing by themselves, but tell which other columns may have been written too late. */
  #later(leaks: readonly Leak[]): TemplateResult | typeof nothing {
    if (leaks.length === 0) return nothing;
    return html`<p class="callout caution">${this.rich("workbench.leaks.laterOthers", { columns: written(leaks.map(({ column }) => column).join(this.locale.comma)) })}</p>`;
  }

  #leak({ column, why, strength }: Leak, question: Question): TemplateResult {
    const share = why === "laterDays" ? this.locale.percent(strength) : this.locale.number(strength, 2, true);
    return html`<div class="callout caution spread">
      <p>${this.rich(`workbench.leaks.${why}`, { column: written(column), share })}</p>
      <button class="button" @click=${() => {
        this.app.workbench.ask({ ...question, predictors: question.predictors.filter((name) => name !== column) });
        void this.focusOn("h2");
      }}>${this.t("workbench.leaks.out")}</button>
    </div>`;
  }
}

customElements.define("bedside-bench-asked", BenchAsked);
