/** Step 2: the question. What is predicted, of whom, by which columns, and on whom it is tested. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { oneClass, outcomeColumns, outcomeOf, predictorsAfter, usable } from "../workbench/draft";
import type { SplitSettings } from "../workbench/study";
import type { ColumnReport, Happened, OutcomeSettings, Question, TableReport } from "../workbench/table";
import { likelyHappened, rowsOf, undecided, valuesOf } from "../workbench/values";
import "./workbench-asked";
import "./workbench-population";
import { chosen, failed, numbered, onward, ticked, written } from "./workbench-parts";

const tasks = ["binary", "continuous", "survival"] as const;
const splits = ["stratified", "random", "time", "site"] as const;

export class BenchQuestion extends View {
  protected override render(): TemplateResult | typeof nothing {
    const { workbench } = this.app;
    const [report, question] = [workbench.table.value, workbench.question.value];
    if (report === undefined || question === undefined) return nothing;
    return html`<section class="stack">
      <h1>${this.t("workbench.question.title")}</h1>
      <p>${this.t("workbench.question.lead")}</p>
      ${this.#outcome(report, question)} ${this.#predictors(report, question)}
      <bedside-bench-population></bedside-bench-population>
      ${this.#split(report, question, workbench.split.value)} ${this.#groups(report, question)} ${failed(this)}
      <bedside-bench-asked></bedside-bench-asked>
      ${onward(this, "pipeline", "workbench.question.next")}
    </section>`;
  }

  #ask(part: Partial<Question>): void {
    const question = this.app.workbench.question.peek();
    if (question !== undefined) this.app.workbench.ask({ ...question, ...part });
  }

  /** A new outcome predicts nothing of itself, and the guessed predictors follow it. */
  #predict(outcome: OutcomeSettings): void {
    const { workbench } = this.app;
    const [question, report] = [workbench.question.peek(), workbench.table.peek()];
    if (question === undefined || report === undefined) return;
    const taken = outcomeColumns(outcome);
    this.#ask({ outcome, predictors: predictorsAfter(report, question, outcome), groups: question.groups.filter((name) => !taken.includes(name)) });
  }

  #outcome(report: TableReport, { outcome }: Question): TemplateResult {
    const names = (list: readonly { name: string }[]): [string, string][] => [["", this.t("workbench.choose")], ...list.map(({ name }): [string, string] => [name, name])];
    const could = report.columns.filter(({ kind, constant }) => kind !== "day" && kind !== "id" && !constant);
    const numbers = could.filter(({ kind }) => kind === "number");
    const days = report.columns.filter(({ kind }) => kind === "day");
    const column = (name: string): ColumnReport | undefined => report.columns.find((one) => one.name === name);
    return html`<fieldset class="part stack">
      <legend><h2>${this.t("workbench.outcome.title")}</h2></legend>
      <div class="choices">
        ${tasks.map(
          (task) => html`<label class="choice">
            <input type="radio" name="outcome-kind" .checked=${outcome.task === task} @change=${() => this.#predict(outcomeOf(task, report))} />${this.t(`workbench.outcome.kinds.${task}`)}
          </label>`,
        )}
      </div>
      <div class="bench-fields">
        ${outcome.task === "survival"
          ? html`${chosen("outcome-time", this.t("workbench.outcome.time"), names([...numbers, ...days]), outcome.time, (time) => this.#predict(timed(outcome, time, column(time), days)), this.t("workbench.outcome.timeHint"))}
              ${outcome.start === undefined ? nothing : chosen("outcome-start", this.t("workbench.outcome.start"), names(days), outcome.start, (start) => this.#predict({ ...outcome, start }))}
              ${numbered(this, { id: "outcome-horizon", label: this.t("workbench.outcome.horizon"), value: outcome.horizon, least: 1e-9, most: 1e9, hint: this.t("workbench.outcome.horizonHint"), take: (horizon) => this.#predict({ ...outcome, horizon }) })}
              ${chosen("outcome-column", this.t("workbench.outcome.event"), names(could), outcome.event, (event) => this.#predict({ ...outcome, event, happened: likelyHappened(column(event), true) }))}`
          : outcome.task === "continuous"
            ? chosen("outcome-column", this.t("workbench.outcome.column"), names(numbers), outcome.column, (name) => this.#predict({ task: "continuous", column: name }))
            : chosen("outcome-column", this.t("workbench.outcome.column"), names(could), outcome.column, (name) => this.#predict({ task: "binary", column: name, happened: likelyHappened(column(name)) }))}
      </div>
      ${outcome.task === "continuous" ? nothing : this.#happened(column(outcome.task === "survival" ? outcome.event : outcome.column), outcome.happened, (happened) => this.#predict({ ...outcome, happened }))}
      ${outcome.task === "survival" ? html`<p class="hint">${this.t("workbench.outcome.competing")}</p>` : nothing}
      ${this.#oneClass(report, outcome)}
    </fieldset>`;
  }

  /** What is named as the outcome, and has one value only: no other column is taken in its place without a word. */
  #oneClass(report: TableReport, outcome: OutcomeSettings): TemplateResult | typeof nothing {
    const column = oneClass(report);
    if (column === undefined || outcomeColumns(outcome).some((name) => name !== "")) return nothing;
    return html`<p class="callout caution">${this.rich("workbench.outcome.oneClass", { column: written(column.name) })}</p>`;
  }

  /** The values that mean that it happened, and what all others then mean: here a misspelt one is seen. */
  #happened(column: ColumnReport | undefined, { yes = [], no = [], above }: Happened, take: (happened: Happened) => void): TemplateResult | typeof nothing {
    if (column === undefined) return nothing;
    const values = [...new Set([...valuesOf(column), ...yes])];
    if (above !== undefined || values.length === 0) {
      return numbered(this, { id: "outcome-above", label: this.t("workbench.outcome.above"), value: above ?? 0, least: -1e12, most: 1e12, take: (now) => take({ above: now }) });
    }
    const others = values.filter((one) => !yes.includes(one));
    // Where some values say nothing, those that say no are named, and all else has no outcome.
    const unknown = no.length === 0 ? [] : others.filter((one) => !no.includes(one));
    const rest = others.filter((one) => !unknown.includes(one));
    const put = (now: readonly string[], silent: readonly string[]): void => {
      const left = values.filter((one) => !now.includes(one));
      const says = left.filter((one) => !silent.includes(one));
      take({ yes: [...now], ...(says.length === left.length ? {} : { no: says }) });
    };
    const open = undecided(column, { yes, no });
    return html`${open.length === 0 ? nothing : this.#undecided(column, open, yes.length > 0)}
      ${column.kind === "number" && yes.length === 0 && values.length > 2 ? html`<p class="callout caution">${this.rich("workbench.outcome.several", { list: written(values.join(this.locale.comma)) })}</p>` : nothing}
      <fieldset class="field">
        <legend>${this.t("workbench.outcome.yes")}</legend>
        <div class="choices">${values.map((value) => ticked(written(value), yes.includes(value), (on) => put(on ? [...yes, value] : yes.filter((one) => one !== value), unknown), "happened"))}</div>
        <p class="hint">${yes.length === 0 ? nothing : rest.length === 0 ? this.t("workbench.outcome.noRest") : this.rich("workbench.outcome.rest", { list: written(rest.join(this.locale.comma)) })}</p>
      </fieldset>
      ${others.length < 2
        ? nothing
        : html`<fieldset class="field">
            <legend>${this.t("workbench.outcome.unknown")}</legend>
            <span class="hint">${this.t("workbench.outcome.unknownHint")}</span>
            <div class="choices">${others.map((value) => html`${rest.length === 1 && rest[0] === value ? nothing : ticked(written(value), unknown.includes(value), (on) => put(yes, on ? [...unknown, value] : unknown.filter((one) => one !== value)), "unknown")}`)}</div>
          </fieldset>`}`;
  }

  /** Words that say neither yes nor no, perhaps misspelt: their rows wait until somebody says. */
  #undecided(column: ColumnReport, open: readonly string[], rest: boolean): TemplateResult {
    const list = open.map((word) => `${word}${this.locale.aside(this.locale.number(rowsOf(column, word)))}`).join(this.locale.comma);
    return html`<p class="callout caution">${this.rich(`workbench.outcome.${rest ? "undecided" : "open"}`, { list: written(list) })}</p>`;
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

  #split(report: TableReport, question: Question, split: SplitSettings): TemplateResult {
    const set = (part: Partial<SplitSettings>): void => this.app.workbench.ask(question, { ...split, ...part });
    const named = (list: readonly { name: string }[]): [string, string][] => [["", this.t("workbench.none")], ...list.map(({ name }): [string, string] => [name, name])];
    const dated = report.columns.filter(({ kind }) => kind === "day" || kind === "number");
    const days = report.columns.filter(({ kind }) => kind === "day");
    // Times that are counted from a first day say it already.
    const asksDay = split.by !== "time" && days.length > 0 && !(question.outcome.task === "survival" && question.outcome.start !== undefined);
    const grouped = report.columns.filter(({ different, constant }) => !constant && different < report.rows);
    const column = (which: "time" | "site" | "person", list: readonly ColumnReport[], hint?: string, label: string = which): TemplateResult =>
      chosen(`split-${which}`, this.t(`workbench.split.${label}`), named(list), question[which] ?? "", (name) => {
        const { [which]: _, ...rest } = question;
        this.app.workbench.ask(name === "" ? rest : { ...rest, [which]: name });
      }, hint);
    const random = split.by === "random" || split.by === "stratified";
    return html`<fieldset class="part stack">
      <legend><h2>${this.t("workbench.split.title")}</h2></legend>
      <p class="small soft">${this.t("workbench.split.lead")}</p>
      <div class="stack-tight">
        ${splits.map(
          (by) => html`<label class="model-choice">
            <input type="radio" name="split" .checked=${split.by === by} @change=${() => set({ by, repeats: by === "time" || by === "site" ? 1 : split.repeats })} />
            <span><span class="strong">${this.t(`workbench.split.by.${by}.name`)}</span> <span class="small soft">${this.t(`workbench.split.by.${by}.how`)}</span></span>
          </label>`,
        )}
      </div>
      <div class="bench-fields">
        ${split.by === "time" ? column("time", dated) : asksDay ? column("time", days, this.t("workbench.split.dayHint"), "day") : nothing} ${split.by === "site" ? column("site", grouped) : nothing}
        ${split.by === "site" ? nothing : numbered(this, { id: "split-folds", label: this.t("workbench.split.folds"), value: split.folds, least: 1, most: 100, whole: true, take: (folds) => set({ folds }) })}
        ${split.folds === 1 && split.by !== "site" ? numbered(this, { id: "split-share", label: this.t("workbench.split.share"), value: split.share, least: 0.01, most: 0.99, take: (share) => set({ share }) }) : nothing}
        ${random ? numbered(this, { id: "split-repeats", label: this.t("workbench.split.repeats"), value: split.repeats, least: 1, most: 100, whole: true, take: (repeats) => set({ repeats }) }) : nothing}
        ${column("person", grouped, this.t("workbench.split.personHint"))}
        ${random ? numbered(this, { id: "split-seed", label: this.t("workbench.split.seed"), value: split.seed, least: 0, most: 4_294_967_295, whole: true, hint: this.t("workbench.split.seedHint"), take: (seed) => set({ seed }) }) : nothing}
      </div>
    </fieldset>`;
  }

  #groups(report: TableReport, { outcome, groups }: Question): TemplateResult {
    // Words with few values, and numbers, which are judged by thirds.
    const could = report.columns.filter(({ name, kind, different, constant, id }) => !constant && !id && kind !== "id" && kind !== "day" && (kind === "number" || different <= 12) && !outcomeColumns(outcome).includes(name));
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

/** Another column of times; days are counted from a first day. */
function timed(outcome: Extract<OutcomeSettings, { task: "survival" }>, time: string, column: ColumnReport | undefined, days: readonly ColumnReport[]): OutcomeSettings {
  const { start: _, ...rest } = outcome;
  return column?.kind === "day" ? { ...rest, time, start: days.find(({ name }) => name !== time)?.name ?? "" } : { ...rest, time };
}

customElements.define("bedside-bench-question", BenchQuestion);
