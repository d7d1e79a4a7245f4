/** What a week comes to: every limit with the days beside it, the salt left, and what to buy. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import { limitBar, limitBarsPicture, type LimitRow } from "../charts/limit-bars";
import "../charts/chart";
import type { MealCatalogue, MealWeek } from "../engine/api";
import { icon } from "../icons";
import { saltLeft, shoppingList } from "./meals-model";
import { shopAmount, shopName } from "./meals-shop";
import { amountText, limitText, measureName } from "./meals-words";

/** How the week keeps to every limit, and the salt it leaves room for. */
export function limitsOf(view: View, week: MealWeek): TemplateResult {
  const { locale } = view;
  const rows = week.limits.map((limit): LimitRow => {
    const scope = view.t(limit.scope === "each_day" ? "meals.eachDay" : "meals.mean");
    const text = view.t("meals.meanIs", { value: amountText(locale, limit.mean, limit.key), limit: limitText(locale, limit), scope });
    return { name: measureName(locale, limit.key), min: limit.min, max: limit.max, low: Math.min(...limit.days), high: Math.max(...limit.days), mean: limit.mean, text };
  });
  const head = [view.t("meals.table.limit"), ...[0, 1, 2, 3, 4, 5, 6].map((day) => view.t(`meals.days.${day}`)), view.t("meals.table.mean")];
  const table = week.limits.map((limit) => [`${measureName(locale, limit.key)}${locale.comma}${limitText(locale, limit)}`, ...[...limit.days, limit.mean].map((value) => amountText(locale, value, limit.key))]);
  const salt = saltLeft(week);
  const summary = view.t("meals.limitsSummary", { n: rows.length });
  return html`<section class="part">
    <h2>${summary}</h2>
    <p class="soft small">${view.t("meals.limitsLead")} ${view.t("meals.foodsOfWeek", { n: week.foods })}</p>
    <bedside-chart
      .chart=${{
        name: "bedside-meals",
        summary,
        body: html`<div class="limits">${rows.map((row) => html`<div><p><span>${row.name}</span><span class="soft">${row.text}</span></p>${limitBar(row)}</div>`)}</div>`,
        picture: limitBarsPicture(rows),
        table: { head, rows: table },
      }}
    ></bedside-chart>
    ${salt === undefined ? nothing : html`<p>${salt >= 0.3 ? view.t("meals.salt", { n: locale.number(salt, 1) }) : view.t("meals.saltNone")}</p>`}
  </section>`;
}

/** What to buy, by food group. */
export function shopping(view: View, week: MealWeek, catalogue: MealCatalogue): TemplateResult {
  return html`<details class="more part">
    <summary>${icon("chevron-right")}${view.t("meals.shopping")}</summary>
    <p class="soft small">${view.t("meals.shoppingLead")}</p>
    <div class="shopping">
      ${shoppingList(catalogue, week).map(
        ({ group, foods }) => html`<section>
          <h3>${view.t(`meals.name.groups.${group}`)}</h3>
          <ul>
            ${foods.map(({ id, grams }) => html`<li><span>${shopName(view.locale, catalogue, id)}</span><span class="soft">${shopAmount(view.locale, catalogue, id, grams)}</span></li>`)}
          </ul>
        </section>`,
      )}
    </div>
  </details>`;
}
