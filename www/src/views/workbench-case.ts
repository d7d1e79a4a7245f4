/** One person of the table: what raises and lowers the answer, what smallest change would cross the threshold, who is alike. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { barScale, signedBar, signedBarsPicture } from "../charts/signed-bars";
import { usable } from "../workbench/draft";
import type { CaseExplained, Trained } from "../workbench/study";
import { icon } from "../icons";
import { numbered, ticked, written } from "./workbench-parts";

/** Parts named before the rest is summed up. */
const MOST = 8;

/** The largest parts, and all others as one. */
export function largest(parts: CaseExplained["parts"], most: number): { shown: CaseExplained["parts"]; rest: number; others: number } {
  const sorted = [...parts].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const rest = sorted.slice(most);
  return { shown: sorted.slice(0, most), rest: rest.reduce((sum, one) => sum + one.amount, 0), others: rest.length };
}

export class BenchCase extends View {
  static override properties = { model: { attribute: false } };
  declare model: Trained;
  #row = 1;
  #movable: readonly string[] = [];
  #case: CaseExplained | undefined;
  #of: number | undefined;

  protected override render(): TemplateResult {
    const { table } = this.app.workbench;
    if (this.#of !== this.model.id) {
      this.#of = this.model.id;
      this.#case = undefined;
    }
    const could = usable(table.value?.columns ?? []).filter(({ name }) => this.model.protocol.question.predictors.includes(name));
    return html`<section class="part stack">
      <h2 id="case" tabindex="-1">${this.t("workbench.case.heading")}</h2>
      <p class="small soft">${this.t("workbench.case.lead")}</p>
      ${numbered(this, { id: "case-row", label: this.t("workbench.case.row"), value: this.#row, least: 1, most: Math.max(1, table.value?.rows ?? 1), whole: true, take: (row) => (this.#row = row) })}
      ${this.model.evaluation.thresholds === undefined
        ? nothing
        : html`<details class="more">
            <summary>${icon("chevron-right")}${this.t("workbench.case.movable")}</summary>
            <p class="small soft">${this.t("workbench.case.movableLead")}</p>
            <div class="choices">
              ${could.map(({ name }) => ticked(written(name), this.#movable.includes(name), (on) => (this.#movable = on ? [...this.#movable, name] : this.#movable.filter((one) => one !== name)), "movable"))}
            </div>
          </details>`}
      <div class="buttons"><button class="button" @click=${() => void this.#explain()}>${this.t("workbench.case.explain")}</button></div>
      ${this.#case === undefined ? nothing : this.#result(this.#case)}
    </section>`;
  }

  async #explain(): Promise<void> {
    const { workbench } = this.app;
    const got = await workbench.work("case", (engine) => engine.explain(this.model.id, this.#row, this.#movable, workbench.threshold.peek()));
    if (got === undefined) return;
    this.#case = got;
    this.requestUpdate();
    this.app.say(this.#sentence(got));
    await this.focusOn("#case");
  }

  /** The answer, and what pulls it up and down the most. */
  #sentence({ answer, parts }: CaseExplained): string {
    const sorted = [...parts].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount)).slice(0, 4);
    const name = ({ column, value }: { column: string; value: string }): string => (value === "" ? column : `${column}${this.locale.aside(value)}`);
    const up = sorted.filter(({ amount }) => amount > 0).map(name);
    const down = sorted.filter(({ amount }) => amount < 0).map(name);
    return [
      this.t("workbench.case.answer", { answer: this.#write(answer) }),
      ...(up.length === 0 ? [] : [this.t("workbench.case.up", { list: this.locale.list(up) })]),
      ...(down.length === 0 ? [] : [this.t("workbench.case.down", { list: this.locale.list(down) })]),
    ].join(this.locale.gap);
  }

  #write(answer: number): string {
    return this.model.evaluation.explained === undefined ? this.locale.percent(answer, 1) : this.locale.number(answer, 2);
  }

  #result(one: CaseExplained): TemplateResult {
    const { shown, rest, others } = largest(one.parts, MOST);
    const rows = [
      ...shown.map(({ column, value, amount }) => ({ name: `${column} ${value}`, amount, text: this.locale.signed(amount, 2) })),
      ...(others === 0 ? [] : [{ name: this.t("workbench.case.others", { n: others }), amount: rest, text: this.locale.signed(rest, 2) }]),
    ];
    const scale = barScale(rows.map(({ amount }) => amount));
    const body = html`<ul class="case-bars">
      ${rows.map(({ name, amount, text }) => html`<li><span translate="no">${name}</span><span class="num">${text}</span>${signedBar(amount, scale)}</li>`)}
    </ul>`;
    const chart = {
      name: `row-${one.row}`,
      summary: this.#sentence(one),
      body,
      picture: signedBarsPicture(rows),
      table: { head: [this.t("workbench.pipeline.heads.column"), this.t("workbench.columns.value"), this.t("workbench.case.part")], rows: one.parts.map(({ column, value, amount }) => [column, value, this.locale.signed(amount, 3)]) },
    };
    return html`<p class="callout"><span translate="no">${this.#sentence(one)}</span></p>
      <p class="small soft">${this.t("workbench.case.base", { base: this.locale.signed(one.base, 2) })}</p>
      <bedside-chart .chart=${chart}></bedside-chart>
      ${this.#instead(one)} ${this.#alike(one)}`;
  }

  #instead({ instead, insteadAnswer }: CaseExplained): TemplateResult | typeof nothing {
    if (instead === undefined) return nothing;
    if (instead.length === 0) return html`<p class="note">${this.t("workbench.case.noInstead")}</p>`;
    return html`<h3>${this.t("workbench.case.instead")}</h3>
      <p>${this.t("workbench.case.insteadLead", { answer: this.#write(insteadAnswer ?? 0) })}</p>
      <ul class="dots" translate="no">${instead.map(({ column, from, to }) => html`<li>${column}${this.locale.colon}${from} → ${to}</li>`)}</ul>
      <p class="small soft">${this.t("workbench.case.noCause")}</p>`;
  }

  #alike({ nearest }: CaseExplained): TemplateResult | typeof nothing {
    if (nearest.length === 0) return nothing;
    return html`<h3>${this.t("workbench.case.alike")}</h3>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.t("workbench.case.alike")}>
        <table class="table">
          <thead><tr>${["row", "outcome", "differs"].map((head) => html`<th scope="col">${this.t(`workbench.case.heads.${head}`)}</th>`)}</tr></thead>
          <tbody>${nearest.map(({ row, outcome, differs }) => html`<tr><th scope="row">${this.locale.number(row)}</th><td translate="no">${outcome}</td><td translate="no">${differs.join(this.locale.comma)}</td></tr>`)}</tbody>
        </table>
      </div>`;
  }
}

customElements.define("bedside-bench-case", BenchCase);
