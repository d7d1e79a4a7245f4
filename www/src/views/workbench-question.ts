/** Step 2: the question. What is predicted, of whom, by which columns, and on whom it is tested. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { likelyEvent, outcomeColumns, outcomeOf, usable, valuesOf } from "../workbench/draft";
import type { Filter, OutcomeAsked, Question, SplitAsked, TableReport } from "../workbench/table";
import "./workbench-asked";
import { chosen, failed, numbered, onward, ticked, written } from "./workbench-parts";

const outcomeKinds = ["binary", "continuous", "survival"] as const;
const splits = ["stratified", "random", "time", "site"] as const;
const comparisons = ["is", "isNot", "atLeast", "atMost"] as const;

export class BenchQuestion extends View {
  protected override render(): TemplateResult | typeof nothing {
    const { workbench } = this.app;
    const [report, question] = [workbench.table.value, workbench.question.value];
    if (report === undefined || question === undefined) return nothing;
    return html`<section class="stack">
      <h1>${this.t("workbench.question.title")}</h1>
      <p>${this.t("workbench.question.lead")}</p>
      ${this.#outcome(report, question)} ${this.#predictors(report, question)} ${this.#filters(report, question)} ${this.#split(report, question)} ${this.#groups(report, question)}
      ${failed(this)}
      <bedside-bench-asked></bedside-bench-asked>
      ${onward(this, "pipeline", "workbench.question.next")}
    </section>`;
  }

  #ask(part: Partial<Question>): void {
    const question = this.app.workbench.question.peek();
    if (question !== undefined) this.app.workbench.ask({ ...question, ...part });
  }

  /** A new outcome predicts nothing of itself. */
  #predict(outcome: OutcomeAsked): void {
    const question = this.app.workbench.question.peek();
    if (question === undefined) return;
    const taken = outcomeColumns(outcome);
    const freed = outcomeColumns(question.outcome).filter((name) => !taken.includes(name));
    const by: SplitAsked["by"] = outcome.kind !== "binary" && question.split.by === "stratified" ? "random" : question.split.by;
    this.#ask({
      outcome,
      // What was the outcome until now is no predictor by itself: it may be the same fact in other words.
      predictors: question.predictors.filter((name) => !taken.includes(name) && !freed.includes(name)),
      groups: question.groups.filter((name) => !taken.includes(name)),
      split: { ...question.split, by },
    });
  }

  #outcome(report: TableReport, { outcome }: Question): TemplateResult {
    const names = (list: readonly { name: string }[]): [string, string][] => [["", this.t("workbench.choose")], ...list.map(({ name }): [string, string] => [name, name])];
    const could = report.columns.filter(({ kind, constant }) => kind !== "day" && kind !== "id" && !constant);
    const numbers = could.filter(({ kind }) => kind === "number");
    const column = (name: string) => report.columns.find((one) => one.name === name);
    const values = (name: string, now: string): [string, string][] => [...new Set([...valuesOf(column(name)), ...(now === "" ? [] : [now])])].map((value) => [value, value]);
    return html`<fieldset class="part stack">
      <legend><h2>${this.t("workbench.outcome.title")}</h2></legend>
      <div class="choices">
        ${outcomeKinds.map(
          (kind) => html`<label class="choice">
            <input type="radio" name="outcome-kind" .checked=${outcome.kind === kind} @change=${() => this.#predict(outcomeOf(kind, report))} />${this.t(`workbench.outcome.kinds.${kind}`)}
          </label>`,
        )}
      </div>
      <div class="bench-fields">
        ${outcome.kind === "survival"
          ? html`${chosen("outcome-time", this.t("workbench.outcome.time"), names(numbers), outcome.time, (time) => this.#predict({ ...outcome, time }), this.t("workbench.outcome.timeHint"))}
              ${chosen("outcome-column", this.t("workbench.outcome.event"), names(could), outcome.event, (event) => this.#predict({ ...outcome, event, happened: likelyEvent(column(event)).event }))}
              ${this.#event(values(outcome.event, outcome.happened), outcome.happened, (happened) => this.#predict({ ...outcome, happened }))}
              ${numbered(this, { id: "outcome-horizon", label: this.t("workbench.outcome.horizon"), value: outcome.horizon, least: 1e-6, most: 1e9, hint: this.t("workbench.outcome.horizonHint"), take: (horizon) => this.#predict({ ...outcome, horizon }) })}`
          : nothing}
        ${outcome.kind === "continuous" ? chosen("outcome-column", this.t("workbench.outcome.column"), names(numbers), outcome.column, (name) => this.#predict({ kind: "continuous", column: name })) : nothing}
        ${outcome.kind === "binary"
          ? html`${chosen("outcome-column", this.t("workbench.outcome.column"), names(could), outcome.column, (name) => this.#predict({ kind: "binary", column: name, ...likelyEvent(column(name)) }))}
              ${chosen("outcome-by", this.t("workbench.outcome.yes"), (column(outcome.column)?.kind === "number" ? comparisons : (["is", "isNot"] as const)).map((by) => [by, this.t(`workbench.by.${by}`)]), outcome.by, (by) => this.#predict({ ...outcome, by: by as Filter["by"] }))}
              ${this.#event(values(outcome.column, outcome.event), outcome.event, (event) => this.#predict({ ...outcome, event }))}`
          : nothing}
      </div>
      ${outcome.kind === "binary" && outcome.column !== "" && outcome.event !== ""
        ? html`<p class="small soft">${this.rich("workbench.outcome.said", { column: written(outcome.column), by: this.t(`workbench.by.${outcome.by}`), value: written(outcome.event) })}</p>`
        : nothing}
    </fieldset>`;
  }

  /** The value that means that it happened: of a list where there are few. */
  #event(values: readonly (readonly [string, string])[], now: string, take: (value: string) => void): TemplateResult {
    if (values.length > 0) return chosen("outcome-event", this.t("workbench.outcome.value"), values, now, take);
    return html`<div class="field">
      <label for="outcome-event">${this.t("workbench.outcome.value")}</label>
      <input class="input short" id="outcome-event" .value=${now} @change=${(event: Event) => take((event.target as HTMLInputElement).value.trim())} />
    </div>`;
  }

  #predictors(report: TableReport, { outcome, predictors }: Question): TemplateResult {
    const taken = outcomeColumns(outcome);
    const could = report.columns.filter(({ name, kind, constant }) => !taken.includes(name) && kind !== "id" && kind !== "day" && !constant);
    const all = usable(could).map(({ name }) => name);
    const set = (name: string, on: boolean): void => {
      const now = new Set(predictors);
      if (on) now.add(name);
      else now.delete(name);
      this.#ask({ predictors: could.map((one) => one.name).filter((one) => now.has(one)) });
    };
    return html`<fieldset class="part stack">
      <legend><h2>${this.t("workbench.predictors.title", { n: predictors.length })}</h2></legend>
      <p class="small soft">${this.t("workbench.predictors.lead")}</p>
      <div class="buttons">
        <button class="button quiet" @click=${() => this.#ask({ predictors: all })}>${this.t("workbench.predictors.all")}</button>
        <button class="button quiet" @click=${() => this.#ask({ predictors: [] })}>${this.t("workbench.predictors.none")}</button>
      </div>
      <div class="choices">${could.map(({ name }) => ticked(written(name), predictors.includes(name), (on) => set(name, on), "predictor"))}</div>
    </fieldset>`;
  }

  #filters(report: TableReport, { filters }: Question): TemplateResult {
    const put = (at: number, part: Partial<Filter>): void => this.#ask({ filters: filters.map((one, place) => (place === at ? { ...one, ...part } : one)) });
    const columns: [string, string][] = report.columns.filter(({ kind }) => kind !== "id").map(({ name }) => [name, name]);
    return html`<fieldset class="part stack">
      <legend><h2>${this.t("workbench.filter.title")}</h2></legend>
      <p class="small soft">${filters.length === 0 ? this.t("workbench.filter.everybody") : this.t("workbench.filter.lead")}</p>
      ${filters.map((filter, at) => {
        const column = report.columns.find(({ name }) => name === filter.column);
        const values = valuesOf(column);
        const by = column?.kind === "number" || column?.kind === "day" ? comparisons : (["is", "isNot"] as const);
        return html`<div class="bench-fields">
          ${chosen(`filter-column-${at}`, this.t("workbench.filter.column"), columns, filter.column, (name) => put(at, { column: name, by: "is", value: valuesOf(report.columns.find((one) => one.name === name))[0] ?? "" }))}
          ${chosen(`filter-by-${at}`, this.t("workbench.filter.by"), by.map((one) => [one, this.t(`workbench.by.${one}`)]), filter.by, (one) => put(at, { by: one as Filter["by"] }))}
          ${values.length > 0
            ? chosen(`filter-value-${at}`, this.t("workbench.filter.value"), values.map((one) => [one, one]), filter.value, (value) => put(at, { value }))
            : html`<div class="field">
                <label for=${`filter-value-${at}`}>${this.t("workbench.filter.value")}</label>
                <input class="input short" id=${`filter-value-${at}`} .value=${filter.value} @change=${(event: Event) => put(at, { value: (event.target as HTMLInputElement).value.trim() })} />
              </div>`}
          <button class="button quiet" aria-label=${this.t("workbench.filter.removeOf", { column: filter.column })} @click=${() => this.#ask({ filters: filters.filter((_, place) => place !== at) })}>${icon("x")}${this.t("workbench.filter.remove")}</button>
        </div>`;
      })}
      <div class="buttons">
        <button
          class="button"
          @click=${() => {
            const first = report.columns.find(({ kind }) => kind !== "id");
            const numeric = first?.kind === "number";
            this.#ask({ filters: [...filters, { column: first?.name ?? "", by: numeric ? "atLeast" : "is", value: numeric ? String(first?.picture?.quantiles?.[0] ?? 0) : (valuesOf(first)[0] ?? "") }] });
          }}
        >
          ${icon("plus")}${this.t("workbench.filter.add")}
        </button>
      </div>
    </fieldset>`;
  }

  #split(report: TableReport, { outcome, split }: Question): TemplateResult {
    const set = (part: Partial<SplitAsked>): void => this.#ask({ split: { ...split, ...part } });
    const named = (list: readonly { name: string }[]): [string, string][] => [["", this.t("workbench.none")], ...list.map(({ name }): [string, string] => [name, name])];
    const dated = report.columns.filter(({ kind }) => kind === "day" || kind === "number");
    const grouped = report.columns.filter(({ different, constant }) => !constant && different < report.rows);
    const can = (by: SplitAsked["by"]): boolean => by !== "stratified" || outcome.kind === "binary";
    return html`<fieldset class="part stack">
      <legend><h2>${this.t("workbench.split.title")}</h2></legend>
      <p class="small soft">${this.t("workbench.split.lead")}</p>
      <div class="stack-tight">
        ${splits.filter(can).map(
          (by) => html`<label class="model-choice">
            <input type="radio" name="split" .checked=${split.by === by} @change=${() => set({ by, repeats: by === "time" || by === "site" ? 1 : split.repeats })} />
            <span><span class="strong">${this.t(`workbench.split.by.${by}.name`)}</span> <span class="small soft">${this.t(`workbench.split.by.${by}.how`)}</span></span>
          </label>`,
        )}
      </div>
      <div class="bench-fields">
        ${split.by === "time" ? chosen("split-time", this.t("workbench.split.time"), named(dated), split.time ?? "", (time) => set({ time: time === "" ? undefined : time })) : nothing}
        ${split.by === "site" ? chosen("split-site", this.t("workbench.split.site"), named(grouped), split.site ?? "", (site) => set({ site: site === "" ? undefined : site })) : nothing}
        ${split.by === "site" ? nothing : numbered(this, { id: "split-folds", label: this.t("workbench.split.folds"), value: split.folds, least: 2, most: 100, whole: true, take: (folds) => set({ folds }) })}
        ${split.by === "random" || split.by === "stratified" ? numbered(this, { id: "split-repeats", label: this.t("workbench.split.repeats"), value: split.repeats, least: 1, most: 100, whole: true, take: (repeats) => set({ repeats }) }) : nothing}
        ${chosen("split-person", this.t("workbench.split.person"), named(grouped), split.person ?? "", (person) => set({ person: person === "" ? undefined : person }), this.t("workbench.split.personHint"))}
      </div>
    </fieldset>`;
  }

  #groups(report: TableReport, { outcome, groups }: Question): TemplateResult {
    const could = report.columns.filter(({ name, different, constant, id }) => !constant && !id && different <= 12 && !outcomeColumns(outcome).includes(name));
    return html`<fieldset class="part stack">
      <legend><h2>${this.t("workbench.groups.ask")}</h2></legend>
      <p class="small soft">${this.t("workbench.groups.askLead")}</p>
      <div class="choices">
        ${could.map(({ name }) => ticked(written(name), groups.includes(name), (on) => this.#ask({ groups: on ? [...groups, name] : groups.filter((one) => one !== name) }), "group"))}
      </div>
      ${could.length === 0 ? html`<p class="small">${this.t("workbench.groups.noColumn")}</p>` : nothing}
    </fieldset>`;
  }
}

customElements.define("bedside-bench-question", BenchQuestion);
