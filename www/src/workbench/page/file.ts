/** From a model's file to the data of its page: the ranges of training, the question in a sentence, and how the model did. */
import type { View } from "../../base";
import { headline } from "../../views/workbench-words";
import { figuresOf, type RawEvaluation } from "../figures";
import type { Question } from "../table";
import type { PageData, PageField } from "./page";

/** What is read of a model's file here; the engine wrote and checks it. */
interface RawModel {
  name: string;
  protocol: { question: Question };
  scorer: { task: { task: string }; pipeline: { columns: readonly { name: string; source: { kind: string; day?: boolean; words?: readonly string[] } }[] } };
  evaluation: RawEvaluation;
  training?: { columns: readonly { name: string; spread: { kind: string; least?: number; most?: number } }[] };
}

/** Sentences that the page's script says. */
const said = ["unknown", "range", "noNumber", "outside", "filled", "start", "none", "few", "share", "number"] as const;

export function pageOf(view: View, text: string): PageData {
  const { name, scorer, protocol, evaluation, training } = JSON.parse(text) as RawModel;
  const fields = scorer.pipeline.columns.map(({ name: column, source }): PageField => {
    const spread = training?.columns.find((one) => one.name === column)?.spread;
    if (source.words !== undefined) return { name: column, words: source.words };
    return { name: column, day: source.day === true, ...(spread?.least === undefined || spread.most === undefined ? {} : { low: spread.least, high: spread.most }) };
  });
  const t = (key: string): string => view.t(`workbench.page.${key}`);
  return {
    lang: view.locale.tag,
    name,
    asks: asks(view, protocol.question),
    did: headline(view, figuresOf(evaluation)),
    limits: t("limits"),
    made: t("made"),
    words: Object.fromEntries(said.map((key) => [key, t(key)])),
    fields,
    share: scorer.task.task !== "continuous",
    scorer,
  };
}

/** The question in a sentence. */
function asks(view: View, { outcome }: Question): string {
  if (outcome.task === "continuous") return view.t("workbench.page.asksNumber", { column: outcome.column });
  if (outcome.task === "survival") return view.t("workbench.page.asksTime", { horizon: view.locale.number(outcome.horizon, 2) });
  const { column, happened } = outcome;
  if (happened.above !== undefined) return view.t("workbench.page.asksAbove", { column, value: view.locale.number(happened.above, 2) });
  return view.t("workbench.page.asks", { column, values: (happened.yes ?? []).join(view.locale.comma) });
}
