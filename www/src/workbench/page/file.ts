/** From a model's file to the data of its page: the ranges of training, the question in a sentence, and how the model did. */
import type { View } from "../../base";
import { headline, horizonText } from "../../views/workbench-words";
import { figuresOf } from "../figures";
import type { Conformal } from "../promise";
import type { Question } from "../table";
import type { PageData } from "./page";
import { readModel } from "./read";

/** Sentences that the page's script says. */
const said = ["unknown", "range", "noNumber", "outside", "filled", "start", "none", "few", "share", "number"] as const;

export function pageOf(view: View, text: string): PageData {
  const { name, scorer, protocol, evaluation, conformal, fields, share } = readModel(text);
  const t = (key: string): string => view.t(`workbench.page.${key}`);
  return {
    lang: view.locale.tag,
    name,
    asks: asks(view, protocol.question),
    did: headline(view, figuresOf(evaluation)),
    limits: t("limits"),
    made: t("made"),
    words: { ...Object.fromEntries(said.map((key) => [key, t(key)])), ...(conformal == null ? {} : promiseWords(view, conformal)) },
    fields,
    share,
    scorer,
    conformal: conformal ?? null,
  };
}

/** What is said of each set, or of an interval; the number of people stands in it already. */
function promiseWords(view: View, conformal: Conformal): Record<string, string> {
  const n = view.locale.number((1 - conformal.misses) * 100);
  // Places that the page's script fills are left as they are.
  const word = (key: string): string => view.t(`workbench.promise.${key}`, { n, low: "{low}", high: "{high}" });
  if (conformal.kind === "band") return { interval: conformal.reach === undefined || conformal.reach === null ? word("few") : word("interval") };
  return Object.fromEntries((["no", "yes", "both", "neither"] as const).map((key) => [key, `${word(`said.${key === "neither" ? "none" : key}`)}${view.locale.gap}${word("right")}`]));
}

/** The question in a sentence. */
function asks(view: View, { outcome }: Question): string {
  if (outcome.task === "continuous") return view.t("workbench.page.asksNumber", { column: outcome.column });
  if (outcome.task === "survival") return view.t("workbench.page.asksTime", { event: outcome.event, horizon: horizonText(view, outcome) });
  const { column, happened } = outcome;
  if (happened.above !== undefined) return view.t("workbench.page.asksAbove", { column, value: view.locale.number(happened.above, 2) });
  return view.t("workbench.page.asks", { column, values: view.locale.list(happened.yes ?? [], "disjunction") });
}
