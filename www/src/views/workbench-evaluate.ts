/** Step 5: how good the model is, on people it had not seen. The finding first, then the figures, then the pictures. */
import { html, nothing, type TemplateResult } from "lit";
import { View } from "../base";
import { icon } from "../icons";
import { INNER } from "../workbench/models";
import type { CalibrationCurve, Evaluation, Trained } from "../workbench/study";
import { calibrationPicture, decisionPicture, overTimePicture, precisionPicture, rocPicture, scatterPicture, survivalPicture } from "./workbench-curves";
import "./workbench-again";
import "./workbench-beside";
import "./workbench-external";
import "./workbench-groups";
import "./workbench-promise";
import { interval, onward, pictured, stateOf, tiles, written, type Tile } from "./workbench-parts";
import "./workbench-threshold";
import { nearest } from "./workbench-threshold";
import { cutShort, finding, horizonText, kindName, madeName, people, settingsText, timeAxis } from "./workbench-words";

export class BenchEvaluate extends View {
  protected override render(): TemplateResult | typeof nothing {
    const model = this.app.workbench.current();
    if (model === undefined) return nothing;
    const { evaluation } = model;
    return html`<section class="stack">
      <h1>${finding(this, evaluation)}</h1>
      <p class="row soft">
        <span>${kindName(this, model.protocol.model.kind)}${this.locale.comma}${this.t("workbench.evaluate.predictors", { n: model.protocol.question.predictors.length })}</span>
        <span>${people(this, evaluation, model.protocol.question)}</span>
        <span>${this.#how(model)}</span>
        ${this.#asked(model)}
      </p>
      ${cutShort(this, evaluation)}
      ${this.#held(model)}
      ${this.app.workbench.madeUp.value ? html`<p class="note">${this.t("workbench.cohort.madeUp")}</p>` : nothing}
      ${model.notes.map(({ key, columns }) => html`<p class="callout caution">${this.rich(`learn.notes.${key === "separation" && evaluation.harrell !== undefined ? "separationInTime" : key}`, { columns: html`<span translate="no">${columns.map((name) => madeName(this, name)).join(this.locale.comma)}</span>` })}</p>`)}
      ${evaluation.persons === undefined ? nothing : html`<p class="callout caution">${this.t(`workbench.evaluate.${evaluation.area === undefined ? "personsOfRows" : "persons"}`, { rows: evaluation.rows, persons: evaluation.persons })}</p>`}
      ${tiles(this.#figures(evaluation))} ${this.#folds(evaluation)} ${this.#pictures(model)}
      ${evaluation.thresholds === undefined ? nothing : html`<bedside-bench-threshold .rows=${evaluation.thresholds}></bedside-bench-threshold>`}
      ${evaluation.subgroups.length === 0 ? html`<p class="note">${this.t(evaluation.explained !== undefined ? "workbench.groups.noNumber" : "workbench.groups.none")}</p>` : html`<bedside-bench-groups .tables=${evaluation.subgroups} .ordered=${evaluation.harrell !== undefined}></bedside-bench-groups>`}
      ${model.protocol.promise === undefined ? nothing : html`<bedside-bench-promise .model=${model}></bedside-bench-promise>`}
      <bedside-bench-beside .model=${model}></bedside-bench-beside>
      <bedside-bench-again .model=${model}></bedside-bench-again>
      ${this.#searched(model)}
      <bedside-bench-external></bedside-bench-external>
      ${stateOf(this, { but: ["validate", "learning", "flattery", "compare"] })}
      ${onward(this, this.app.workbench.open("explain") ? "explain" : "deploy", this.app.workbench.open("explain") ? "workbench.evaluate.next" : "workbench.explain.next")}
    </section>`;
  }

  /** Columns that were held to one way. */
  #held({ protocol: { monotone = {} } }: Trained): TemplateResult | typeof nothing {
    const of = (way: 1 | -1): string => Object.keys(monotone).filter((name) => monotone[name] === way).join(this.locale.comma);
    const said = ([[1, "raises"], [-1, "lowers"]] as const).filter(([way]) => of(way) !== "").map(([way, key]) => html`<p class="small soft">${this.rich(`workbench.ways.${key}`, { column: written(of(way)) })}</p>`);
    return said.length === 0 ? nothing : html`${said}`;
  }

  /** Of which event and up to when a model of times speaks. */
  #asked({ protocol: { question: { outcome } } }: Trained): TemplateResult | typeof nothing {
    if (outcome.task !== "survival") return nothing;
    return html`<span>${this.rich("workbench.timed.asks", { event: written(outcome.event), horizon: horizonText(this, outcome) })}</span>`;
  }

  #how({ protocol: { split, search }, evaluation: { flattering } }: Trained): string {
    const judged = this.#judged(split);
    if (search === undefined || flattering === true) return judged;
    const nested = split.by === "time" || split.by === "site" || split.folds > 1;
    return `${judged}${this.locale.semicolon}${this.t(`workbench.evaluate.${nested ? "nested" : "inner"}`, { n: search.inner?.folds ?? INNER })}`;
  }

  #judged(split: Trained["protocol"]["split"]): string {
    if (split.by === "time" || split.by === "site") return this.t(`workbench.evaluate.by.${split.by}`);
    if (split.folds === 1) return this.t("workbench.evaluate.by.share", { share: this.locale.percent(split.share) });
    return this.t(split.repeats > 1 ? "workbench.evaluate.by.folds" : "workbench.evaluate.by.once", { n: split.folds, repeats: split.repeats });
  }

  #figures(evaluation: Evaluation): Tile[] {
    const { area, harrell, uno, calibration, brier, scaledBrier, averagePrecision, explained, rootMeanSquare, meanAbsolute, bias, slope, integratedBrier } = evaluation;
    // Minus nothing is nothing.
    const shown = (value: number, digits = 2): string => this.locale.number(Number(value.toFixed(digits)) + 0, digits, true);
    const name = (key: string): string => this.t(`workbench.figures.${key}`);
    const of = (term: string, one: { value: number; low: number; high: number } | undefined, digits = 2): Tile[] => (one === undefined ? [] : [{ value: shown(one.value, digits), name: name(term), term, more: interval(this, one, digits) }]);
    const bare = (term: string, value: number | undefined, digits = 2): Tile[] => (value === undefined ? [] : [{ value: shown(value, digits), name: name(term), term }]);
    return [
      ...of("harrell", harrell),
      ...of("uno", uno),
      ...of("area", area),
      ...of("ratio", calibration?.ratio),
      ...of("slope", calibration?.slope),
      ...of("intercept", calibration?.intercept),
      ...this.#distances(calibration?.curve),
      ...of("slope", slope),
      ...bare("brier", brier, 3),
      ...bare("scaledBrier", scaledBrier),
      ...bare("averagePrecision", averagePrecision),
      ...bare("integratedBrier", integratedBrier, 3),
      ...bare("explained", explained),
      ...bare("rootMeanSquare", rootMeanSquare),
      ...bare("meanAbsolute", meanAbsolute),
      ...bare("bias", bias),
    ];
  }

  /** How far answers lie from the calibration curve: on average, and half and nine tenths of them. */
  #distances(curve: CalibrationCurve | undefined): Tile[] {
    if (curve === undefined) return [];
    const shown = (value: number): string => this.locale.number(value, 3, true);
    return [{ value: shown(curve.meanDistance), name: this.t("workbench.figures.ici"), term: "ici", more: this.t("workbench.figures.distances", { half: shown(curve.medianDistance), most: shown(curve.ninetiethDistance) }) }];
  }

  /** How far the main figure moves from part to part, and whom the model has no answer for. */
  #folds({ folds, unanswered }: Evaluation): TemplateResult | typeof nothing {
    const known = (folds ?? []).filter((one): one is number => Number.isFinite(one));
    const said = [
      ...(known.length < 2 ? [] : [this.t("workbench.evaluate.folds", { n: known.length, low: this.locale.number(Math.min(...known), 2, true), high: this.locale.number(Math.max(...known), 2, true) })]),
      ...(unanswered === undefined || unanswered === 0 ? [] : [this.t("workbench.evaluate.unanswered", { n: unanswered })]),
    ];
    return said.length === 0 ? nothing : html`<p class="small soft">${said.join(this.locale.gap)}</p>`;
  }

  #pictures({ evaluation, protocol: { question: { outcome } } }: Trained): TemplateResult {
    const along = outcome.task === "survival" ? timeAxis(this, outcome) : "";
    const { calibration, roc, precisionRecall, benefit, thresholds, riskGroups, areaOverTime, horizon, histogram, points, parts } = evaluation;
    const threshold = this.app.workbench.threshold.value;
    const row = thresholds === undefined ? undefined : nearest(thresholds, threshold);
    return html`<h2 class="unseen">${this.t("workbench.evaluate.pictures")}</h2>
    <div class="bench-pictures">
      ${calibration === undefined ? nothing : pictured(this, calibrationPicture(this, calibration, histogram))}
      ${points === undefined || points.length === 0 ? nothing : pictured(this, scatterPicture(this, points, parts ?? []))}
      ${roc === undefined ? nothing : pictured(this, rocPicture(this, evaluation, row))}
      ${riskGroups === undefined ? nothing : pictured(this, survivalPicture(this, riskGroups, horizon, along))}
      ${areaOverTime === undefined || areaOverTime.length < 2 ? nothing : pictured(this, overTimePicture(this, areaOverTime, along))}
      ${benefit === undefined ? nothing : pictured(this, decisionPicture(this, benefit, threshold))}
      ${precisionRecall === undefined ? nothing : pictured(this, precisionPicture(this, evaluation, row))}
    </div>`;
  }

  #searched({ trials: tried, protocol: { search, question: { outcome: { task } } } }: Trained): TemplateResult | typeof nothing {
    if (tried === undefined || tried.length === 0) return nothing;
    const by = task === "survival" ? "discrimination" : (search?.by ?? "discrimination");
    // The engine turns a loss round, so that more is better of all figures.
    const shown = (figure: number): string => this.locale.number(by === "loss" ? 0 - figure : figure, 3, true);
    const kinds = new Set(tried.map(({ model }) => model.kind)).size > 1;
    return html`<details class="more">
      <summary>${icon("chevron-right")}${this.t("workbench.search.tried", { n: tried.length })}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.t("workbench.search.tried", { n: tried.length })}>
        <table class="table">
          <thead><tr><th scope="col">${this.t("workbench.model.heads.settings")}</th><th scope="col" class="num">${this.t(`workbench.search.figures.${task}.${by}`)}</th></tr></thead>
          <tbody>${tried.map(({ model, figure, standardError }) => html`<tr><td>${kinds ? html`${kindName(this, model.kind)}${this.locale.colon}` : nothing}${settingsText(this, model)}</td><td class="num">${figure == null ? this.t("workbench.search.failed") : `${shown(figure)}${standardError == null ? "" : ` ± ${this.locale.number(standardError, 3, true)}`}`}</td></tr>`)}</tbody>
        </table>
      </div>
    </details>`;
  }
}

customElements.define("bedside-bench-evaluate", BenchEvaluate);
