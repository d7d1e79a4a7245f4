/** The model on people from elsewhere: as it is, and with its level or its slope mended there. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Evaluation, External } from "../workbench/study";
import { calibrationsPicture } from "./workbench-curves";
import { picker, pictured, tableFile, withInterval, written } from "./workbench-parts";
import { finding } from "./workbench-words";

export class BenchExternal extends View {
  protected override render(): TemplateResult {
    const { run, shown } = this.app.workbench;
    const external = this.app.workbench.external.value[shown.value ?? -1];
    return html`<section class="part stack">
      <h2 id="external" tabindex="-1">${this.t("workbench.external.title")}</h2>
      <p>${this.t("workbench.external.lead")}</p>
      <div class="buttons">${picker(this.t("workbench.external.choose"), tableFile, (file) => void this.#validate(file), { disabled: run.value !== undefined })}</div>
      ${external === undefined ? nothing : this.#result(external)}
    </section>`;
  }

  async #validate(file: File): Promise<void> {
    if (!(await this.app.workbench.validate(file))) return;
    this.app.say(this.t("workbench.external.done"));
    await this.focusOn("#external");
  }

  #result({ name, before, after }: External): TemplateResult {
    const all = [{ name: this.t("workbench.external.before"), evaluation: before }, ...after.map(({ by, evaluation }) => ({ name: this.t(`workbench.external.after.${by}`), evaluation }))];
    const curves = all.flatMap(({ name: which, evaluation }) => (evaluation.calibration === undefined ? [] : [{ name: which, calibration: evaluation.calibration }]));
    const row = (which: string, one: Evaluation): TemplateResult => html`<tr>
      <th scope="row">${which}</th>
      <td data-label=${this.t("workbench.figures.area")}>${withInterval(this, one.harrell ?? one.area)}</td>
      <td data-label=${this.t("workbench.figures.ratio")}>${withInterval(this, one.calibration?.ratio)}</td>
      <td data-label=${this.t("workbench.figures.slope")}>${withInterval(this, one.calibration?.slope)}</td>
      <td data-label=${this.t("workbench.figures.brier")}>${one.brier === undefined ? "" : this.locale.number(one.brier, 3, true)}</td>
    </tr>`;
    return html`<p class="callout"><span class="strong">${finding(this, before)}</span><br /><span class="small">${this.rich("workbench.external.on", { file: written(name), n: before.rows, events: before.events })}</span></p>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.t("workbench.external.title")}>
        <table class="table stacks">
          <thead><tr><td></td>${["area", "ratio", "slope", "brier"].map((figure) => html`<th scope="col">${this.t(`workbench.figures.${figure}`)}</th>`)}</tr></thead>
          <tbody>${all.map(({ name: which, evaluation }) => row(which, evaluation))}</tbody>
        </table>
      </div>
      ${curves.length === 0 ? nothing : pictured(this, calibrationsPicture(this, curves, this.t("workbench.external.calibration"), this.t("workbench.external.calibrationLead")))}
      <p class="small soft">${this.t("workbench.external.note")}</p>`;
  }
}

customElements.define("bedside-bench-external", BenchExternal);
