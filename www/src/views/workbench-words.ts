/** Sentences about a model's figures: what stands first, and how a result is said in one line. */
import type { View } from "../base";
import { modelKind, unusual } from "../workbench/models";
import type { Evaluation, ModelSettings } from "../workbench/study";
import { withInterval } from "./workbench-parts";

/** The figure that a model is compared by: `AUROC 0.88 (0.84–0.92)`. */
export function headline(view: View, { area, harrell, explained, rootMeanSquare }: Evaluation): string {
  if (harrell !== undefined) return `${view.t("workbench.figures.harrell")} ${withInterval(view, harrell)}`;
  if (area !== undefined) return `${view.t("workbench.figures.area")} ${withInterval(view, area)}`;
  if (explained !== undefined) return `${view.t("workbench.figures.explained")} ${view.locale.number(explained, 2, true)}`;
  return rootMeanSquare === undefined ? "" : `${view.t("workbench.figures.rootMeanSquare")} ${view.locale.number(rootMeanSquare, 2)}`;
}

/** Settings that are not as usual, in words. */
export function settingsText(view: View, settings: ModelSettings): string {
  const told = unusual(settings).map(([name, value]) => {
    const text = typeof value === "number" ? view.locale.number(value, 6) : typeof value === "string" ? view.locale.first([`workbench.settingChoices.${name}.${value}`, value]) : typeof value === "boolean" ? view.t(value ? "common.yes" : "common.no") : value.join(view.locale.comma);
    return `${view.locale.first([`workbench.settings.${name}`, name])}${view.locale.colon}${text}`;
  });
  return told.length === 0 ? view.t("workbench.model.usual") : told.join(view.locale.semicolon);
}

/** How well it ranks, by the field's rough custom: our own steps, said as words only. */
export function ranks(area: number): "hardly" | "some" | "well" | "veryWell" {
  return area < 0.6 ? "hardly" : area < 0.7 ? "some" : area < 0.85 ? "well" : "veryWell";
}

/** Whether shares fit: by the interval of observed over expected. */
export function fits(ratio: { low: number; high: number } | undefined): "unknown" | "right" | "tooLow" | "tooHigh" {
  // Where nobody was followed so long there is nothing to compare with.
  if (ratio === undefined || !Number.isFinite(ratio.low)) return "unknown";
  if (ratio.low > 1) return "tooLow";
  return ratio.high < 1 ? "tooHigh" : "right";
}

/** The finding in one sentence: the title of the evaluation. */
export function finding(view: View, evaluation: Evaluation): string {
  const area = evaluation.harrell?.value ?? evaluation.area?.value;
  if (area !== undefined) return view.t(`workbench.finding.${ranks(area)}.${fits(evaluation.calibration?.ratio)}`);
  if (evaluation.explained !== undefined) return view.t("workbench.finding.explained", { share: view.locale.percent(Math.max(0, evaluation.explained)) });
  return view.t("workbench.evaluate.title");
}

/** The name of a model's kind. */
export const kindName = (view: View, kind: string): string => (modelKind(kind) === undefined ? kind : view.t(`workbench.models.${kind}.name`));

/** The figure that a model is compared by. */
export const mainFigure = ({ harrell, explained }: Evaluation): "harrell" | "explained" | "area" => (harrell !== undefined ? "harrell" : explained !== undefined ? "explained" : "area");
