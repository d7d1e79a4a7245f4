/** The week on paper: seven rows of meals with grams, then what to buy. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import type { MealCatalogue, MealProfile, MealWeek } from "../engine/api";
import { inSentence } from "../words";
import { todayHere } from "./form-model";
import { type Chosen, partsOf, shoppingList } from "./meals-model";
import { unreadSaid } from "./meals-unread";
import { amountText, foodName, limitText, mealName, measureName } from "./meals-words";

const SLOTS = ["breakfast", "lunch", "snack", "dinner"] as const;

export function mealsPaper(view: View, week: MealWeek, profile: MealProfile, catalogue: MealCatalogue, chosen: Chosen): TemplateResult {
  const { locale } = view;
  const slotOf = (id: string): string => catalogue.meals.find((meal) => meal.id === id)?.slot ?? "snack";
  const amount = (food: string, grams: number): string => `${inSentence(locale, foodName(locale, catalogue, food))} ${amountText(locale, grams)}`;
  const beside = week.some((day) => day.extras.length > 0);
  const cell = (day: MealWeek[number], slot: string): TemplateResult[] =>
    day.meals
      .filter(([id]) => slotOf(id) === slot)
      .map(
        ([id, scale]) => html`<div>
          <b>${mealName(locale, catalogue, id)}</b>
          ${locale.list(partsOf(catalogue, id, scale).map(([food, grams]) => amount(food, grams)))}
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
          ${beside ? html`<th scope="col">${view.t("meals.beside")}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${week.map(
          (day, at) => html`<tr>
            <th scope="row">${view.t(`meals.days.${at}`)}</th>
            ${SLOTS.map((slot) => html`<td>${cell(day, slot)}</td>`)}
            ${beside ? html`<td>${day.extras.map(([food, grams]) => html`<div>${amount(food, grams)}</div>`)}</td>` : nothing}
          </tr>`,
        )}
      </tbody>
    </table>
    <p>${week.limits.map((limit) => `${measureName(locale, limit.key)} ${amountText(locale, limit.mean, limit.key)}${locale.aside(limitText(locale, limit))}`).join(locale.semicolon)}${locale.stop}</p>
    ${unreadSaid(view, profile, chosen, catalogue)}
    ${profile.notes.length === 0
      ? nothing
      : html`<h2>${view.t("meals.noted")}</h2>
          <ul>
            ${profile.notes.map((note) => html`<li>${view.t(`meals.notes.${note.code}`)}</li>`)}
          </ul>`}
    <h2>${view.t("meals.shopping")}</h2>
    <p>${view.t("meals.shoppingLead")}</p>
    <div class="shopping">
      ${shoppingList(catalogue, week).map(
        ({ group, foods }) => html`<section>
          <h3>${view.t(`meals.name.groups.${group}`)}</h3>
          <ul>
            ${foods.map(({ id, grams }) => html`<li>${foodName(locale, catalogue, id)}${locale.comma}${amountText(locale, grams)}</li>`)}
          </ul>
        </section>`,
      )}
    </div>
    <p class="tiny">${view.t("meals.know")}</p>
  </div>`;
}
