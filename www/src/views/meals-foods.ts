/** Foods to leave out, found by name: typed, chosen from the list, taken back by a press. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import type { MealCatalogue } from "../engine/api";
import { icon } from "../icons";
import { foodName } from "./meals-words";

/** A field for foods; `id` names it on the page, `out` is what is left out now. */
export interface FoodPicker {
  id: string;
  label: string;
  hint: string;
  out: readonly string[];
  catalogue: MealCatalogue;
  change(out: string[]): void;
}

export function foodPicker(view: View, { id, label, hint, out, catalogue, change }: FoodPicker): TemplateResult {
  const { locale } = view;
  const names = new Map(catalogue.foods.map((food) => [foodName(locale, catalogue, food.id), food.id]));
  const take = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const food = names.get(input.value.trim());
    if (food === undefined) return;
    input.value = "";
    if (!out.includes(food)) change([...out, food]);
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <span class="hint" id=${`${id}-hint`}>${hint}</span>
    <input class="input" id=${id} list=${`${id}-foods`} aria-describedby=${`${id}-hint`} autocomplete="off" @change=${take} />
    <datalist id=${`${id}-foods`}>${[...names.keys()].map((name) => html`<option value=${name}></option>`)}</datalist>
    ${out.length === 0
      ? nothing
      : html`<div class="choices">
          ${out.map((food) => {
            const name = foodName(locale, catalogue, food);
            return html`<button class="chip" aria-label=${view.t("meals.wishes.leaveOutRemove", { food: name })} @click=${() => change(out.filter((other) => other !== food))}>${name}${icon("x")}</button>`;
          })}
        </div>`}
  </div>`;
}
