/** One person: what raises and lowers the answer, what smallest change would cross the threshold, who is alike. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { barScale, signedBar, signedBarsPicture } from "../charts/signed-bars";
import { icon } from "../icons";
import { usable } from "../workbench/draft";
import { isFixed } from "../workbench/fixed";
import type { OwnField } from "../workbench/own";
import type { CaseExplained, CasePart, Trained, Whom } from "../workbench/study";
import { lineOf, rowOf } from "../workbench/table";
import { typedField } from "./workbench-field";
import { chosen, numbered, stateOf, ticked, written } from "./workbench-parts";
import { horizonText } from "./workbench-words";

type Asked = "row" | "scored" | "typed";

/** Parts named before the rest is summed up. */
const MOST = 8;

/** The largest parts, and all others as one. */
export function largest(parts: CaseExplained["parts"], most: number): { shown: CaseExplained["parts"]; rest: number; others: number } {
  const sorted = [...parts].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const rest = sorted.slice(most);
  return { shown: sorted.slice(0, most), rest: rest.reduce((sum, one) => sum + one.amount, 0), others: rest.length };
}

/** What is typed, as the engine reads it: no empty cells, and a point in every number. */
export function typedCells(fields: readonly OwnField[], typed: Readonly<Record<string, string>>): Record<string, string> {
  const cells = fields.map(({ name, words, day }): [string, string] => {
    const text = (typed[name] ?? "").trim();
    return [name, words === undefined && day !== true ? text.replace(",", ".") : text];
  });
  return Object.fromEntries(cells.filter(([, text]) => text !== ""));
}

export class BenchCase extends View {
  static override properties = { model: { attribute: false } };
  declare model: Trained;
  #row = 1;
  #fields: readonly OwnField[] | undefined;
  #typed: Readonly<Record<string, string>> = {};
  #empty = false;
  #movable: readonly string[] = [];
  #case: CaseExplained | undefined;
  #of: number | undefined;

  protected override render(): TemplateResult {
    if (this.#of !== this.model.id) {
      [this.#of, this.#case, this.#fields, this.#typed, this.#movable, this.#row, this.#empty] = [this.model.id, undefined, undefined, {}, [], 1, false];
    }
    const who = this.#who();
    const busy = this.app.workbench.run.value !== undefined;
    return html`<section class="part stack">
      <h2 id="case" tabindex="-1">${this.t("workbench.case.heading")}</h2>
      <p class="small soft">${this.t("workbench.case.lead")}</p>
      ${who.length < 2 ? nothing : chosen("case-who", this.t("workbench.case.who"), who.map((one) => [one, this.t(`workbench.case.who${one[0]?.toUpperCase() ?? ""}${one.slice(1)}`)]), this.#chosen(), (one) => this.#turn(one as Asked))}
      ${this.#asked(this.#chosen())} ${this.#movables()}
      <div class="buttons"><button class="button" ?disabled=${busy} @click=${() => void this.#explain()}>${this.t("workbench.case.explain")}</button></div>
      ${stateOf(this, { only: ["case"] })}
      ${this.#empty ? html`<p class="note" role="alert">${this.t("workbench.page.start")}</p>` : nothing}
      ${this.#case === undefined ? nothing : this.#result(this.#case)}
    </section>`;
  }

  protected override updated(): void {
    if (this.#chosen() === "typed" && this.#fields === undefined) void this.#load(this.model.id);
  }

  /** Whom there is to choose from. */
  #who(): Asked[] {
    const { table, scored } = this.app.workbench;
    const here = this.model.lacks?.includes("nearest") !== true && table.value !== undefined;
    return [...(here ? (["row"] as const) : []), ...(scored.value?.id === this.model.id ? (["scored"] as const) : []), "typed"];
  }

  #chosen(): Asked {
    const all = this.#who();
    const now = this.app.workbench.whom.value;
    return all.includes(now) ? now : (all[0] ?? "typed");
  }

  #turn(who: Asked): void {
    this.#case = undefined;
    this.#empty = false;
    this.#row = 1;
    this.app.workbench.whom.value = who;
  }

  async #load(id: number): Promise<void> {
    this.#fields = [];
    try {
      const fields = (await this.app.workbench.engine.peek()?.fields(id)) ?? [];
      if (this.#of !== id) return;
      this.#fields = fields;
    } catch (error) {
      this.app.workbench.error.value = error;
    }
    this.requestUpdate();
  }

  #asked(who: Asked): TemplateResult {
    const { table, scored } = this.app.workbench;
    if (who === "row" && table.value !== undefined) {
      // Rows are counted as the file counts them, here as in what is said of its cells.
      const report = table.value;
      const [first, last] = [lineOf(report, 0), lineOf(report, report.rows - 1)];
      return numbered(this, { id: "case-row", label: this.t("workbench.case.row", { first: this.locale.number(first) }), value: lineOf(report, this.#row - 1), least: first, most: last, whole: true, take: (line) => {
        this.#row = rowOf(report, line) + 1;
        this.requestUpdate();
      } });
    }
    if (who === "scored") return numbered(this, { id: "case-row", label: this.t("workbench.case.scoredRow", { file: scored.value?.name ?? "" }), value: this.#row, least: 1, most: Math.max(1, scored.value?.rows ?? 1), whole: true, take: (now) => (this.#row = now) });
    return html`<p class="small soft">${this.t("workbench.case.typedLead")}</p>
      <div class="bench-fields">${(this.#fields ?? []).map((field, at) => typedField(this, field, `case-${at}`, this.#typed[field.name] ?? "", (text) => (this.#typed = { ...this.#typed, [field.name]: text }), true))}</div>`;
  }

  #movables(): TemplateResult | typeof nothing {
    if (this.model.evaluation.thresholds === undefined) return nothing;
    const columns = this.app.workbench.table.value?.columns;
    const left = columns === undefined ? [] : columns.filter((one) => !usable(columns).includes(one)).map(({ name }) => name);
    const could = this.model.protocol.question.predictors.filter((name) => !left.includes(name) && !isFixed(name, columns));
    if (could.length === 0) return nothing;
    return html`<details class="more">
      <summary>${icon("chevron-right")}${this.t("workbench.case.movable")}</summary>
      <p class="small soft">${this.t("workbench.case.movableLead", { threshold: this.locale.percent(this.app.workbench.threshold.value) })}</p>
      <div class="choices">
        ${could.map((name) => ticked(written(name), this.#movable.includes(name), (on) => (this.#movable = on ? [...this.#movable, name] : this.#movable.filter((one) => one !== name)), "movable"))}
      </div>
    </details>`;
  }

  async #explain(): Promise<void> {
    const { workbench } = this.app;
    const who = this.#chosen();
    const cells = typedCells(this.#fields ?? [], this.#typed);
    this.#empty = who === "typed" && Object.keys(cells).length === 0;
    this.#case = undefined;
    this.requestUpdate();
    if (this.#empty) return;
    const whom: Whom = who === "row" ? { row: this.#row } : who === "scored" ? { scored: this.#row } : { typed: cells };
    const got = await workbench.work("case", (engine, calling) => engine.explain(this.model.id, whom, this.#movable, workbench.threshold.peek(), calling));
    if (got === undefined) return;
    this.#case = got;
    this.requestUpdate();
    this.app.say(this.#sentence(got));
    await this.focusOn("#case");
  }

  #part({ column, value, with: other, withValue }: CasePart): string {
    return other === undefined ? this.t("explain.case.part", { column, value }) : this.t("explain.case.pair", { column, value, with: other, withValue: withValue ?? "" });
  }

  /** The answer, and what pulls it up and down the most. */
  #sentence({ answer, words: { key, raisers, lowerers } }: CaseExplained): string {
    const { outcome } = this.model.protocol.question;
    const list = (parts: readonly CasePart[]): string => this.locale.list(parts.map((part) => this.#part(part)));
    return this.t(`explain.case.${key}`, { answer: this.#write(answer), raisers: list(raisers), lowerers: list(lowerers), horizon: outcome.task === "survival" ? horizonText(this, outcome) : "" });
  }

  #write(answer: number): string {
    return this.model.evaluation.explained === undefined ? this.locale.percent(answer, 1) : this.locale.number(answer, 2);
  }

  #result(one: CaseExplained): TemplateResult {
    const said = html`<p class="callout"><span translate="no">${this.#sentence(one)}</span></p>
      ${one.notes.map(({ what, columns }) => html`<p class="note">${this.rich(`rowNotes.${what}`, { columns: written(columns.join(this.locale.comma)) })}</p>`)}`;
    if (one.parts.length === 0) return said;
    const { shown, rest, others } = largest(one.parts, MOST);
    const rows = [
      ...shown.map((part) => ({ name: this.#part(part), amount: part.amount, text: this.locale.signed(part.amount, 2) })),
      ...(others === 0 ? [] : [{ name: this.t("workbench.case.others", { n: others }), amount: rest, text: this.locale.signed(rest, 2) }]),
    ];
    const scale = barScale(rows.map(({ amount }) => amount));
    const body = html`<ul class="case-bars">
      ${rows.map(({ name, amount, text }) => html`<li><span translate="no">${name}</span><span class="num">${text}</span>${signedBar(amount, scale)}</li>`)}
    </ul>`;
    const chart = {
      name: "person",
      summary: this.#sentence(one),
      body,
      picture: signedBarsPicture(rows),
      table: { head: [this.t("workbench.pipeline.heads.column"), this.t("workbench.case.part")], rows: one.parts.map((part) => [this.#part(part), this.locale.signed(part.amount, 3)]) },
    };
    const compared = this.model.lacks?.includes("means") === true ? "comparedCentre" : "compared";
    return html`${said}
      <p class="small soft">${this.t(`workbench.case.${compared}`, { unit: this.t(`explain.unit.${one.unit}`), base: this.locale.signed(one.base, 2), sum: this.locale.signed(one.margin, 2) })}</p>
      <bedside-chart .chart=${chart}></bedside-chart>
      <p class="small soft">${this.t("explain.case.limits")}</p>
      ${this.#instead(one)} ${this.#alike(one)}`;
  }

  #instead({ change, answer }: CaseExplained): TemplateResult | typeof nothing {
    if (change === undefined) return nothing;
    const { met, ways, exact, nearest, leftOut } = change;
    const none = (): string => this.t(exact ? "explain.change.none" : "explain.change.noneFound", { answer: this.#write(nearest ?? answer) });
    return html`<h3>${this.t("workbench.case.instead")}</h3>
      ${met ? html`<p>${this.t("explain.change.met", { answer: this.#write(answer) })}</p>` : ways.length === 0 ? html`<p class="note">${none()}</p>` : nothing}
      ${ways.map(
        (way, at) => html`${at === 0 ? nothing : html`<p class="soft">${this.t("workbench.case.other")}</p>`}
          <ul class="dots" translate="no">${way.changes.map((one) => html`<li>${this.t("explain.change.number", { ...one })}</li>`)}</ul>
          <p>${this.t("explain.change.then", { answer: this.#write(way.answer) })}</p>`,
      )}
      ${leftOut.length === 0 ? nothing : html`<ul class="dots soft" translate="no">${leftOut.map(({ column, why }) => html`<li>${this.t(`explain.leftOut.${why}`, { column })}</li>`)}</ul>`}
      <p class="small soft">${ways.length === 0 ? nothing : html`${this.t(exact ? "explain.change.exact" : "explain.change.searched")}${this.locale.gap}`}${this.t("explain.change.limits")}</p>`;
  }

  #alike({ nearest }: CaseExplained): TemplateResult | typeof nothing {
    if (nearest.length === 0) return nothing;
    const report = this.app.workbench.table.value;
    return html`<h3>${this.t("workbench.case.alike")}</h3>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.t("workbench.case.alike")}>
        <table class="table">
          <thead><tr>${["row", "outcome", "differs"].map((head) => html`<th scope="col">${this.t(`workbench.case.heads.${head}`)}</th>`)}</tr></thead>
          <tbody>${nearest.map(({ row, outcome, differs }) => html`<tr><th scope="row">${this.locale.number(report === undefined ? row : lineOf(report, row - 1))}</th><td translate="no">${outcome}</td><td translate="no">${differs.join(this.locale.comma)}</td></tr>`)}</tbody>
        </table>
      </div>`;
  }
}

customElements.define("bedside-bench-case", BenchCase);
