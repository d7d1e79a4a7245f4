/** Sentences about a model's figures: what stands first, and how a result is said in one line. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import { modelKind, unusual } from "../workbench/models";
import { promised } from "../workbench/page/score.js";
import { setAt, type Conformal } from "../workbench/promise";
import type { ColumnSettings, Evaluation, ModelSettings, Trained } from "../workbench/study";
import type { OutcomeSettings, Question } from "../workbench/table";
import { withInterval } from "./workbench-parts";

/** The figure that a model is compared by: `AUROC 0.88 (0.84–0.92)`. */
export function headline(view: View, { area, harrell, explained, rootMeanSquare }: Evaluation): string {
  if (harrell !== undefined) return `${view.t("workbench.figures.harrell")} ${withInterval(view, harrell)}`;
  if (area !== undefined) return `${view.t("workbench.figures.area")} ${withInterval(view, area)}`;
  if (explained !== undefined) return `${view.t("workbench.figures.explained")} ${view.locale.number(explained, 2, true)}`;
  return rootMeanSquare === undefined ? "" : `${view.t("workbench.figures.rootMeanSquare")} ${view.locale.number(rootMeanSquare, 2)}`;
}

/** Whoever has words: a view, or a card that is written without one. */
export type Words = Pick<View, "t" | "locale">;

/** What is promised beside an answer, in a sentence. */
export function promiseText(view: View, conformal: Conformal, answer: number): string {
  const n = view.locale.number((1 - conformal.misses) * 100);
  if (conformal.kind === "sets") return `${view.t(`workbench.promise.said.${setAt(conformal, answer)}`)}${view.locale.gap}${view.t("workbench.promise.right", { n })}`;
  const { low = -Infinity, high = Infinity } = promised(conformal, answer);
  if (!Number.isFinite(low)) return view.t("workbench.promise.few");
  return view.t("workbench.promise.interval", { n, low: view.locale.number(low, 2), high: view.locale.number(high, 2) });
}

/** What a setting of a kind is called. */
export const settingName = (view: Words, kind: string, name: string): string => view.locale.first([`workbench.settingsOf.${kind}.${name}`, `workbench.settings.${name}`, name]);

/** A number that a search drew, to three figures; whole numbers stay. */
const short = (view: Words, value: number): string => view.locale.number(Number.isInteger(value) ? value : Number(value.toPrecision(3)), 8);

function settingText(view: Words, kind: string, name: string, value: string | number | boolean | readonly number[]): string {
  const text = typeof value === "number" ? short(view, value) : typeof value === "string" ? view.locale.first([`workbench.settingChoices.${name}.${value}`, value]) : typeof value === "boolean" ? view.t(value ? "common.yes" : "common.no") : value.map((one) => short(view, one)).join(view.locale.comma);
  return `${settingName(view, kind, name)}${view.locale.colon}${text}`;
}

/** Settings that are not as usual, in words. */
export function settingsText(view: Words, settings: ModelSettings): string {
  const told = unusual(settings).map(([name, value]) => settingText(view, settings.kind, name, value));
  return told.length === 0 ? view.t("workbench.model.usual") : told.join(view.locale.semicolon);
}

/** A made column in words. The pipeline marks the column that says where a cell is missing with a question mark, and parts of a curve with a number. */
export function madeName(view: View, name: string): string {
  const [, curve = "", part = ""] = /^(.*) ~(\d+)$/.exec(name) ?? [];
  if (part !== "") return `${curve}${view.locale.aside(view.t("workbench.made.curve", { part }))}`;
  return name.endsWith(" ?") ? `${name.slice(0, -2)}${view.locale.aside(view.t("workbench.explain.gap.missing"))}` : name;
}

/** All settings of a model that count, in words, the usual ones too. */
export function allSettings(view: Words, settings: ModelSettings): string {
  const all = (modelKind(settings.kind)?.settings ?? []).filter(({ where }) => where?.(settings) ?? true);
  return all.map(({ name, usual }) => settingText(view, settings.kind, name, settings[name] ?? usual)).join(view.locale.semicolon);
}

/** What of a protocol, beside kind and settings, is not the same in all of these models: it tells two of one kind apart. */
export function apartBy(view: View, model: Trained, all: readonly Trained[]): string[] {
  const facts = ({ protocol: { question, pipeline, split, recalibrate, promise, monotone, search } }: Trained): string[] => {
    const { columns, interactions, select } = pipeline;
    const count = (key: string, n: number): string => view.t(n === 0 ? `workbench.apart.${key}.none` : `workbench.apart.${key}`, { n });
    const many = (key: string, is: (one: ColumnSettings) => boolean): string => count(key, columns.filter(is).length);
    return [
      count("predictors", question.predictors.length),
      many("curves", ({ knots }) => knots > 0),
      many("drawnIn", ({ winsorise }) => winsorise > 0),
      many("filled", ({ impute }) => impute === "iterative"),
      [...new Set(columns.map(({ encode }) => encode.by))].sort().map((by) => view.t(`workbench.pipeline.encode.${by}`)).join(view.locale.comma),
      many("unscaled", ({ standardise }) => !standardise),
      count("pairs", interactions.length),
      ...(select.best > 0 || select.correlation < 1 ? [view.t("workbench.apart.selected")] : [""]),
      question.population.length === 0 ? view.t("workbench.apart.everybody") : count("conditions", question.population.length),
      `${view.t(`workbench.split.by.${split.by}.name`)}${view.locale.comma}${split.folds} × ${split.repeats}`,
      view.t(`workbench.apart.${search === undefined ? "set" : "searched"}`),
      recalibrate === undefined ? view.t("workbench.recalibrate.none") : `${view.t("workbench.recalibrate.title")}${view.locale.colon}${view.t(`workbench.recalibrate.${recalibrate}`)}`,
      promise === undefined ? "" : view.t("workbench.promise.often", { n: view.locale.number(promise * 100) }),
      monotone === undefined ? "" : count("held", Object.keys(monotone).length),
      question.predictors.join(", "),
    ];
  };
  const alike = all.filter(({ protocol }) => protocol.model.kind === model.protocol.model.kind).map(facts);
  const own = facts(model);
  const last = own.length - 1;
  const differ = own.map((text, at) => (alike.some((other) => other[at] !== text) ? at : -1)).filter((at) => at >= 0);
  // As many predictors, but others: then they are named.
  return differ.filter((at) => at !== last || !differ.includes(0)).map((at) => own[at] ?? "").filter((text) => text !== "");
}

/** Settings, and what tells a model apart from others of its kind. */
export const wholeText = (view: View, model: Trained, all: readonly Trained[]): string => [settingsText(view, model.protocol.model), ...apartBy(view, model, all)].join(view.locale.semicolon);

/** How well it ranks, by the field's rough custom: our own steps, said as words only. */
export function ranks(area: number): "hardly" | "some" | "well" | "veryWell" {
  return area < 0.6 ? "hardly" : area < 0.7 ? "some" : area < 0.85 ? "well" : "veryWell";
}

/** How far observed over expected, and the slope, may be from 1 to be called right: our own choice. */
const NEAR = { low: 0.8, high: 1.25 };

/**
 * Whether shares fit. Too little or too much by the interval of observed over expected; right only where that interval is
 * narrow and the slope is near 1 too: few people rule nothing out, and right on average may be wrong for everybody.
 */
export function fits(calibration: { ratio?: { low: number; high: number } | undefined; slope?: { value: number } | undefined } | undefined): "unknown" | "right" | "tooLow" | "tooHigh" {
  const { ratio, slope } = calibration ?? {};
  // Where nobody was followed so long there is nothing to compare with.
  if (ratio === undefined || !Number.isFinite(ratio.low)) return "unknown";
  if (ratio.low > 1) return "tooLow";
  if (ratio.high < 1) return "tooHigh";
  const near = ratio.low >= NEAR.low && ratio.high <= NEAR.high;
  return near && (slope === undefined || (slope.value >= NEAR.low && slope.value <= NEAR.high)) ? "right" : "unknown";
}

/** The finding in one sentence: the title of the evaluation. */
export function finding(view: View, evaluation: Evaluation): string {
  const area = evaluation.harrell?.value ?? evaluation.area?.value;
  if (area !== undefined) return view.t(`workbench.finding.${ranks(area)}.${fits(evaluation.calibration)}`);
  if (evaluation.explained !== undefined) return view.t("workbench.finding.explained", { share: view.locale.percent(Math.max(0, evaluation.explained)) });
  return view.t("workbench.evaluate.title");
}

/** Of how many people it speaks; a number does not happen to anybody, and events count however long people were followed. */
export function people(view: View, { rows, events, explained }: Evaluation, { outcome, person }: Pick<Question, "outcome" | "person">): string {
  // Where a person has several rows, rows are not people.
  const of = person === undefined ? "" : "rows.";
  if (explained !== undefined) return view.t(`workbench.evaluate.${of}all`, { n: rows });
  return view.t(`workbench.evaluate.${of}${outcome.task === "survival" ? "everFollowed" : "people"}`, { n: rows, events });
}

type Timed = Extract<OutcomeSettings, { task: "survival" }>;

/** The unit of a time, as far as it is known: days are counted from a first day, else the heading may say it. */
export function timeUnit({ time, start }: Timed): "days" | "weeks" | "months" | "years" | undefined {
  if (start !== undefined) return "days";
  const says: readonly (readonly ["days" | "weeks" | "months" | "years", RegExp])[] = [["days", /(^|[^a-z])days?([^a-z]|$)|天|日数/i], ["weeks", /(^|[^a-z])weeks?([^a-z]|$)|周数?/i], ["months", /(^|[^a-z])months?([^a-z]|$)|月/i], ["years", /(^|[^a-z])(years?|yrs?)([^a-z]|$)|年/i]];
  const found = says.filter(([, heading]) => heading.test(time));
  return found.length === 1 ? found[0]?.[0] : undefined;
}

/** `1,826 days`, or `1,826 (in the unit of rtime)`. */
export function horizonText(view: View, outcome: Timed): string {
  const unit = timeUnit(outcome);
  const n = view.locale.number(outcome.horizon, 2);
  return unit === undefined ? view.t("workbench.timed.unknown", { n, column: outcome.time }) : view.t(`workbench.timed.${unit}.${outcome.horizon === 1 ? "one" : "other"}`, { n });
}

/** What the axis of time is called. */
export function timeAxis(view: View, outcome: Timed): string {
  const unit = timeUnit(outcome);
  return unit === undefined ? view.t("workbench.timed.axis", { column: outcome.time }) : view.t("workbench.timed.axisIn", { unit: view.t(`workbench.timed.units.${unit}`) });
}

/** What was not carried to its end, before any figure of it. */
export function cutShort(view: View, { flattering, stopped, folds = [], planned, rows }: Evaluation): TemplateResult | typeof nothing {
  if (flattering === true) return html`<p class="callout caution">${view.t("workbench.evaluate.flattering")}</p>`;
  if (stopped !== true) return nothing;
  return html`<p class="callout caution">${planned === undefined || folds.length >= planned ? view.t("workbench.evaluate.cut", { n: rows }) : view.t("workbench.evaluate.stopped", { n: folds.length, all: planned, rows })}</p>`;
}

/** The name of a model's kind. */
export const kindName = (view: View, kind: string): string => (modelKind(kind) === undefined ? kind : view.t(`workbench.models.${kind}.name`));

/** The figure that a model is compared by. */
export const mainFigure = ({ harrell, explained }: Evaluation): "harrell" | "explained" | "area" => (harrell !== undefined ? "harrell" : explained !== undefined ? "explained" : "area");
