/** The week on paper: seven rows of meals with grams, then what to buy. */
import { html, type TemplateResult } from "lit";
import type { View } from "../base";
import type { MealCatalogue, MealWeek } from "../engine/api";
import { todayHere } from "./form-model";
import { partsOf, shoppingList } from "./meals-model";
import { amountText, foodName, limitText, mealName, measureName } from "./meals-words";

const SLOTS = ["breakfast", "lunch", "snack", "dinner"] as const;

export function mealsPaper(view: View, week: MealWeek, catalogue: MealCatalogue): TemplateResult {
  const { locale } = view;
  const slotOf = (id: string): string => catalogue.meals.find((meal) => meal.id === id)?.slot ?? "snack";
  const cell = (day: MealWeek[number], slot: string): TemplateResult[] =>
    day.meals
      .filter(([id]) => slotOf(id) === slot)
      .map(
        ([id, scale]) => html`<div>
          <b>${mealName(locale, catalogue, id)}</b>
          ${locale.list(partsOf(catalogue, id, scale).map(([food, grams]) => `${foodName(locale, catalogue, food)} ${amountText(locale, grams)}`))}
        </div>`,
      );
  return html`<div class="paper report short meals-paper">
    <h1>${view.t("meals.title")}</h1>
    <p>${view.t("meals.printed", { date: locale.date(todayHere(), true) })}</p>
    <table class="table">
      <thead>
        <tr>
          <th scope="col"></th>
          ${SLOTS.map((slot) => html`<th scope="col">${view.t(`meals.slots.${slot}`)}</th>`)}
          <th scope="col">${view.t("meals.beside")}</th>
        </tr>
      </thead>
      <tbody>
        ${week.map(
          (day, at) => html`<tr>
            <th scope="row">${view.t(`meals.days.${at}`)}</th>
            ${SLOTS.map((slot) => html`<td>${cell(day, slot)}</td>`)}
            <td>${day.extras.map(([food, grams]) => html`<div>${foodName(locale, catalogue, food)} ${amountText(locale, grams)}</div>`)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    <p>${week.limits.map((limit) => `${measureName(locale, limit.key)} ${amountText(locale, limit.mean, limit.key)}${locale.aside(limitText(locale, limit))}`).join(locale.semicolon)}${locale.stop}</p>
    <h2>${view.t("meals.shopping")}</h2>
    <p>${view.t("meals.shoppingLead")}</p>
    <div class="shopping">
      ${shoppingList(catalogue, week).map(
        ({ group, foods }) => html`<section>
          <h3>${view.t(`meals.name.groups.${group}`)}</h3>
          <ul>
            ${foods.map(({ id, grams }) => html`<li><span>${foodName(locale, catalogue, id)}</span><span>${amountText(locale, grams)}</span></li>`)}
          </ul>
        </section>`,
      )}
    </div>
    <p class="tiny">${view.t("meals.know")}</p>
  </div>`;
}
