/** Allergies of the record that no food is left out for: each is shown as it is written, and nothing is planned before it is answered. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import type { MealCatalogue, MealProfile } from "../engine/api";
import { icon } from "../icons";
import { inSentence } from "../words";
import { foodPicker } from "./meals-foods";
import { type Chosen, foodsNamed, type Unread, unanswered } from "./meals-model";
import { foodName } from "./meals-words";

const ANSWERS = ["foods", "none", "unsure"] as const;

/** The questions; `change` is given what was answered so far. */
export function unreadAllergies(view: View, profile: MealProfile, chosen: Chosen, catalogue: MealCatalogue, change: (part: Partial<Chosen>) => void): TemplateResult | typeof nothing {
  const texts = profile.notUnderstood;
  if (texts.length === 0) return nothing;
  const set = (text: string, answer: Unread): void => change({ unread: { ...chosen.unread, [text]: answer } });
  const open = unanswered(profile, chosen);
  return html`<section class=${`part ${open.length > 0 ? "callout" : ""}`} aria-labelledby="meals-unread">
    <h2 id="meals-unread">${view.t("meals.unread.title", { n: texts.length })}</h2>
    <p class="soft">${view.t("meals.unread.lead")}</p>
    <div class="stack">
    ${texts.map((text, at) => {
      const given = chosen.unread?.[text];
      return html`<fieldset class="field">
        <legend>${view.t("meals.unread.says", { text })}</legend>
        <div class="choices">
          ${ANSWERS.map(
            (answer) => html`<label class="choice">
              <input
                type="radio"
                name=${`unread-${at}`}
                .checked=${given?.answer === answer}
                @change=${() => set(text, { answer, foods: answer === "foods" ? foodsNamed(catalogue, text) : [] })}
              />${view.t(`meals.unread.${answer}`)}
            </label>`,
          )}
        </div>
        ${given?.answer !== "foods"
          ? nothing
          : html`${foodPicker(view, {
              id: `unread-foods-${at}`,
              label: view.t("meals.unread.pick", { text }),
              hint: view.t("meals.unread.pickHint"),
              out: given.foods,
              catalogue,
              change: (foods) => set(text, { answer: "foods", foods }),
            })}
            ${given.foods.length === 0
              ? html`<p class="small">${view.t("meals.unread.needed")}</p>`
              : given.sure === true
                ? nothing
                : html`<div class="buttons"><button class="button primary" @click=${() => set(text, { ...given, sure: true })}>${view.t("meals.unread.all")}</button></div>`}`}
      </fieldset>`;
    })}
    </div>
  </section>`;
}

/** Once answered: what was said of each, in one line. */
export function unreadSaid(view: View, profile: MealProfile, chosen: Chosen, catalogue: MealCatalogue): TemplateResult | typeof nothing {
  if (profile.notUnderstood.length === 0) return nothing;
  return html`<ul class="note">
    ${profile.notUnderstood.map((text) => {
      const foods = chosen.unread?.[text]?.foods ?? [];
      const names = view.locale.list(foods.map((food) => inSentence(view.locale, foodName(view.locale, catalogue, food))));
      return html`<li>${foods.length === 0 ? view.t("meals.unread.answeredNone", { text }) : view.t("meals.unread.answered", { text, foods: names })}</li>`;
    })}
  </ul>`;
}

/** Nobody knows what an entry means: no week, and a way back. */
export function unreadStop(view: View, profile: MealProfile, chosen: Chosen, change: (part: Partial<Chosen>) => void): TemplateResult {
  const names = view.locale.list(profile.notUnderstood.filter((text) => chosen.unread?.[text]?.answer === "unsure").map((text) => `“${text}”`));
  return html`<div class="callout caution">
      <h2>${view.t("meals.stopTitle")}</h2>
      <p>${view.t("meals.unread.stop", { names })}</p>
      <p>${view.t("meals.stopThen")}</p>
    </div>
    <div class="buttons part"><button class="button" @click=${() => change({ unread: {} })}>${icon("undo-2")}${view.t("meals.unread.back")}</button></div>`;
}

/** What else of the record is not understood: a condition or a medicine may ask for another way to eat. */
export function unreadOthers(view: View, profile: MealProfile): TemplateResult | typeof nothing {
  const asked = new Set(profile.notUnderstood);
  const names = [...new Set((view.app.assessed.value?.notUnderstood ?? []).map((one) => one.text))].filter((text) => !asked.has(text));
  return names.length === 0 ? nothing : html`<p class="note small">${view.t("meals.unread.others", { names: view.locale.list(names) })}</p>`;
}
