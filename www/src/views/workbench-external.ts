/** The model on people from elsewhere: as it is, and with its level or its slope mended there. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Evaluation, External } from "../workbench/study";
import { calibrationsPicture } from "./workbench-curves";
import { picker, pictured, stateOf, tableFile, withInterval, written } from "./workbench-parts";
import { fileRead } from "./workbench-sheet";
import { finding, mainFigure } from "./workbench-words";

/** Figures that are shown side by side, by the task: key under `workbench.figures`, and how it is written. */
type Column = readonly [figure: string, write: (view: View, one: Evaluation) => string];

const plain = (view: View, value: number | undefined, digits = 3): string => (value === undefined || !Number.isFinite(value) ? "" : view.locale.number(value, digits, true));
const ratio: Column = ["ratio", (view, one) => withInterval(view, one.calibration?.ratio)];
const slope: Column = ["slope", (view, one) => withInterval(view, one.calibration?.slope ?? one.slope)];
const ici: Column = ["ici", (view, one) => plain(view, one.calibration?.curve?.meanDistance)];
const columns: Readonly<Record<ReturnType<typeof mainFigure>, readonly Column[]>> = {
  area: [["area", (view, one) => withInterval(view, one.area)], ratio, slope, ici, ["brier", (view, one) => plain(view, one.brier)]],
  harrell: [["harrell", (view, one) => withInterval(view, one.harrell)], ratio, slope, ici, ["integratedBrier", (view, one) => plain(view, one.integratedBrier)]],
  explained: [["explained", (view, one) => plain(view, one.explained, 2)], ["bias", (view, one) => plain(view, one.bias, 2)], slope, ["rootMeanSquare", (view, one) => plain(view, one.rootMeanSquare, 2)]],
};

export class BenchExternal extends View {
  protected override render(): TemplateResult {
    const { run, shown } = this.app.workbench;
    const tables = this.app.workbench.external.value[shown.value ?? -1] ?? [];
    return html`<section class="part stack">
      <h2 id="external" tabindex="-1">${this.t("workbench.external.title")}</h2>
      <p>${this.t("workbench.external.lead")}</p>
      <div class="buttons">${picker(this.t("workbench.external.choose"), tableFile, (file) => void this.#validate(file), { disabled: run.value !== undefined })}</div>
      ${stateOf(this, { only: ["validate"] })}
      ${[...tables].reverse().map((one) => this.#result(one))}
    </section>`;
  }

  async #validate(file: File): Promise<void> {
    if (!(await this.app.workbench.validate(file))) return;
    this.app.say(this.t("workbench.external.done"));
    await this.focusOn("#external");
  }

  #result({ name, before, after, without, ownRows = 0, read }: External): TemplateResult {
    const main = mainFigure(before);
    const all = [{ name: this.t("workbench.external.before"), evaluation: before, line: undefined }, ...after.map(({ by, evaluation, line }) => ({ name: this.t(`workbench.external.after.${by}`), evaluation, line }))];
    const curves = all.flatMap(({ name: which, evaluation }) => (evaluation.calibration === undefined ? [] : [{ name: which, calibration: evaluation.calibration }]));
    const heads = columns[main].map(([figure]) => this.t(`workbench.figures.${figure}`));
    const shown = (value: number): string => this.locale.number(value, 2, true);
    const row = ({ name: which, evaluation, line }: (typeof all)[number]): TemplateResult => html`<tr>
      <th scope="row">${which}${line === undefined ? nothing : html`<br /><span class="small soft">${this.t(`workbench.external.line.${main}`, { intercept: shown(line.intercept), slope: shown(line.slope) })}</span>`}</th>
      ${columns[main].map(([, write], at) => html`<td data-label=${heads[at] ?? ""}>${write(this, evaluation)}</td>`)}
    </tr>`;
    const title = this.t("workbench.external.of", { file: name });
    return html`<section class="stack">
      <h3>${this.rich("workbench.external.of", { file: written(name) })}</h3>
      <p class="callout"><span class="strong">${finding(this, before)}</span><br /><span class="small">${this.t(main === "explained" ? "workbench.external.people" : "workbench.external.on", { n: before.rows, events: before.events })}</span></p>
      ${ownRows === 0 ? nothing : html`<p class="callout caution">${this.t(ownRows * 2 < before.rows ? "workbench.external.ownSome" : "workbench.external.own", { n: ownRows, rows: before.rows })}</p>`}
      ${read === undefined ? nothing : fileRead(this, read)}
      <div class="scroll" tabindex="0" role="region" aria-label=${title}>
        <table class="table stacks">
          <thead><tr><td></td>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
          <tbody>${all.map(row)}</tbody>
        </table>
      </div>
      ${without.length === 0 ? nothing : html`<p class="note">${this.t("workbench.external.without", { ways: without.map((by) => this.t(`workbench.external.after.${by}`)).join(this.locale.comma) })}</p>`}
      ${curves.length === 0 ? nothing : pictured(this, calibrationsPicture(this, curves, this.t("workbench.external.calibration"), this.t("workbench.external.calibrationLead")))}
      <p class="small soft">${this.t(after.length === 0 && without.length === 0 ? "workbench.external.kept" : "workbench.external.note")}</p>
    </section>`;
  }
}

customElements.define("bedside-bench-external", BenchExternal);
