/** From a model's file to its page: the ranges of training, the question in a sentence, and how the model did. */
import type { View } from "../../base";
import { headline } from "../../views/workbench-words";
import { figuresOf, type RawEvaluation } from "../figures";
import type { Question } from "../table";
import { modelPage, type PageModel } from "./page";

/** What is read of a model's file here; the engine wrote and checks it. */
interface RawModel {
  name: string;
  protocol: { question: Question };
  scorer: PageModel["scorer"];
  evaluation: RawEvaluation;
  training?: { columns: readonly { name: string; spread: { kind: string; least?: number; most?: number } }[] };
}

export function pageFile(view: View, file: { name: string; data: Uint8Array | string }): { name: string; type: string; data: string } {
  const text = typeof file.data === "string" ? file.data : new TextDecoder().decode(file.data);
  const model = JSON.parse(text) as RawModel;
  const ranges = Object.fromEntries((model.training?.columns ?? []).flatMap(({ name, spread: { least, most } }) => (least === undefined || most === undefined ? [] : [[name, [least, most] as const]])));
  const { scorer, protocol, evaluation } = model;
  const data = modelPage(view.locale, { name: model.name, scorer, ranges, asks: asks(view, protocol.question), did: headline(view, figuresOf(evaluation)) });
  return { name: file.name.replace(/(\.json)?$/i, ".html"), type: "text/html", data };
}

/** The question in a sentence. */
function asks(view: View, { outcome }: Question): string {
  if (outcome.task === "continuous") return view.t("workbench.page.asksNumber", { column: outcome.column });
  if (outcome.task === "survival") return view.t("workbench.page.asksTime", { horizon: view.locale.number(outcome.horizon, 2) });
  const { column, happened } = outcome;
  if (happened.above !== undefined) return view.t("workbench.page.asksAbove", { column, value: view.locale.number(happened.above, 2) });
  return view.t("workbench.page.asks", { column, values: (happened.yes ?? []).join(view.locale.comma) });
}
