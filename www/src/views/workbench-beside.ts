/** Two models of one table beside each other: what each reaches on rows that neither saw, and who moves across the threshold. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import type { Compared, Estimate, Trained } from "../workbench/study";
import { calibrationsPicture } from "./workbench-curves";
import { interval, pictured, stateOf } from "./workbench-parts";
import { headline, kindName, mainFigure, wholeText } from "./workbench-words";

export class BenchBeside extends View {
  static override properties = { model: { attribute: false } };
  declare model: Trained;
  #other: number | undefined;
  #told: { id: number; compared: Compared } | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const others = this.app.workbench.trained.value.filter(({ id }) => id !== this.model.id);
    if (others.length === 0) return nothing;
    const all = [...others, this.model];
    const other = others.find(({ id }) => id === this.#other);
    const label = (one: Trained): string => `${kindName(this, one.protocol.model.kind)}${this.locale.comma}${headline(this, one.evaluation)}${this.locale.comma}${wholeText(this, one, all)}`;
    return html`<section class="part stack">
      <h2 id="beside-title" tabindex="-1">${this.t("workbench.compare.title")}</h2>
      <div class="field">
        <label for="beside">${this.t("workbench.compare.with")}</label>
        <select class="select" id="beside" @change=${(event: Event) => void this.#choose((event.target as HTMLSelectElement).value)}>
          <option value="">${this.t("workbench.choose")}</option>
          ${others.map((one) => html`<option value=${one.id} ?selected=${one.id === this.#other}>${label(one)}</option>`)}
        </select>
      </div>
      ${stateOf(this, { only: ["compare"] })}
      ${other === undefined ? nothing : this.#both(other)}
    </section>`;
  }

  async #choose(value: string): Promise<void> {
    const id = value === "" ? undefined : Number(value);
    this.#other = id;
    this.#told = undefined;
    this.requestUpdate();
    if (id === undefined || this.app.workbench.table.peek() === undefined) return;
    const compared = await this.app.workbench.work("compare", (engine) => engine.compare(this.model.id, id, this.app.workbench.threshold.peek()));
    if (compared === undefined || this.#other !== id) return;
    this.#told = { id, compared };
    this.requestUpdate();
  }

  #both(other: Trained): TemplateResult {
    const curves = [this.model, other].flatMap((one, at) => (one.evaluation.calibration === undefined ? [] : [{ name: `${kindName(this, one.protocol.model.kind)}${this.locale.aside(this.t(at === 0 ? "workbench.compare.this" : "workbench.compare.other"))}`, calibration: one.evaluation.calibration }]));
    return html`<ul class="lines">${[this.model, other].map((one) => html`<li><span>${kindName(this, one.protocol.model.kind)} <span class="soft small">${wholeText(this, one, [this.model, other])}</span></span><span>${headline(this, one.evaluation)}</span></li>`)}</ul>
      ${this.#told?.id === other.id ? this.#compared(this.#told.compared) : nothing}
      <p class="small soft">${this.t("workbench.compare.lead")}</p>
      ${curves.length < 2 ? nothing : pictured(this, calibrationsPicture(this, curves, this.t("workbench.compare.calibration"), ""))}`;
  }

  #compared({ rows, areas, reclassification }: Compared): TemplateResult {
    const written = (one: Estimate): string => `${this.locale.signed(one.value, 3)}${this.locale.aside(interval(this, one, 3))}`;
    const threshold = this.locale.percent(this.app.workbench.threshold.peek());
    const lines: [string, string][] = [
      ...(areas === undefined ? [] : ([[this.t("workbench.compare.difference", { figure: this.t(`workbench.figures.${mainFigure(this.model.evaluation)}`) }), written(areas.difference)]] as [string, string][])),
      ...(reclassification === undefined
        ? []
        : ([
            [this.t("workbench.compare.events", { threshold }), written(reclassification.events)],
            [this.t("workbench.compare.others", { threshold }), written(reclassification.others)],
            [this.t("workbench.compare.idi"), written(reclassification.discrimination)],
          ] as [string, string][])),
    ];
    const overlaps = areas !== undefined && areas.difference.low <= 0 && areas.difference.high >= 0;
    return html`${areas === undefined ? nothing : html`<p class="callout">${this.t(overlaps ? "workbench.compare.chance" : areas.difference.value > 0 ? "workbench.compare.better" : "workbench.compare.worse")}</p>`}
      <dl class="lines">${lines.map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
      ${(reclassification?.cautions ?? []).filter((key) => key !== "nriHalves").map((key) => html`<p class="note">${this.t(`learn.cautions.${key}`)}</p>`)}
      <p class="small soft">${this.t("workbench.compare.rows", { n: rows })}</p>`;
  }
}

customElements.define("bedside-bench-beside", BenchBeside);
