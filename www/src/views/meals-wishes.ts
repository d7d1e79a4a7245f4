/** What suits the person: what they cannot eat, cuisines, activity, time, money. The week is planned with what is said. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import type { MealCatalogue, MealProfile, MealWishes } from "../engine/api";
import { icon } from "../icons";
import { foodPicker } from "./meals-foods";
import { ACTIVITIES, ALLERGIES, type Chosen, COSTS, CUISINES, GOALS, KITCHEN, MINUTES, PATTERNS, WAYS } from "./meals-model";

/** The form; `change` is given the part that was changed. */
export function mealWishes(view: View, chosen: Chosen, profile: MealProfile, catalogue: MealCatalogue, change: (part: Partial<Chosen>) => void): TemplateResult {
  const { wishes } = chosen;
  const set = (part: MealWishes): void => change({ wishes: { ...wishes, ...part } });
  const box = (name: string, label: string, on: boolean, toggle: (on: boolean) => void, fixed = false): TemplateResult => html`<label class="choice">
    <input type="checkbox" name=${name} .checked=${on} ?disabled=${fixed} @change=${(event: Event) => toggle((event.target as HTMLInputElement).checked)} />${label}
  </label>`;
  const radio = (name: string, label: string, on: boolean, pick: () => void): TemplateResult => html`<label class="choice">
    <input type="radio" name=${`meals-${name}`} .checked=${on} @change=${pick} />${label}
  </label>`;
  const group = (key: string, body: unknown, hint?: string): TemplateResult => html`<fieldset class="field">
    <legend>${view.t(`meals.wishes.${key}`)}</legend>
    ${hint === undefined ? nothing : html`<span class="hint">${view.t(hint)}</span>`}
    <div class="choices">${body}</div>
  </fieldset>`;
  const require = wishes.require ?? [];
  // What the record says already holds, whatever is chosen here.
  const recorded = new Set(profile.reasons.filter((reason) => reason.kind === "flag").map((reason) => reason.key));
  for (const code of ["fish", "sesame"]) if (profile.reasons.some((reason) => reason.code === code)) recorded.add(code);
  const flag = (name: string, allergy: boolean): TemplateResult =>
    box(name, view.t(`meals.flags.${name}`), recorded.has(name) || require.includes(name), (on) => {
      const next = on ? [...require, name] : require.filter((other) => other !== name);
      change({ wishes: { ...wishes, require: next }, ...(allergy && on ? { told: true } : {}) });
    }, recorded.has(name));
  const some = ALLERGIES.some((name) => require.includes(name));
  const told = ALLERGIES.some((name) => recorded.has(name));
  const listed = <T extends string>(all: readonly T[], have: readonly string[], one: T, on: boolean): T[] => all.filter((other) => (other === one ? on : have.includes(other)));
  const cuisines = wishes.cuisines ?? [];
  const without = wishes.without ?? [];
  return html`<div class="stack">
    ${group(
      "allergies",
      html`${ALLERGIES.map((name) => flag(name, true))}
      ${box("none", view.t(told ? "meals.wishes.nothingElse" : "meals.wishes.none"), chosen.told && !some, (on) =>
        change({ told: on, wishes: on ? { ...wishes, require: require.filter((name) => !(ALLERGIES as readonly string[]).includes(name)) } : wishes }),
      )}`,
      told ? "meals.wishes.nothingElseHint" : "meals.wishes.allergiesHint",
    )}
    ${group("diet", WAYS.map((name) => flag(name, false)))}
    ${group(
      "cuisines",
      CUISINES.map((name) =>
        box(name, view.t(`meals.cuisines.${name}`), cuisines.includes(name), (on) => {
          const next = listed(CUISINES, cuisines, name, on);
          // A week needs one: the last one stays.
          set({ cuisines: next.length === 0 ? [name] : next });
        }),
      ),
    )}
    ${group(
      "pattern",
      html`${PATTERNS.map((name) => radio("pattern", view.t(`meals.pattern.${name}`), wishes.pattern === name, () => set({ pattern: name })))}
      ${radio("pattern", view.t("meals.pattern.none"), wishes.pattern === undefined, () => {
        const { pattern: _, ...rest } = wishes;
        change({ wishes: rest });
      })}`,
    )}
    ${group(
      "activity",
      html`${ACTIVITIES.map((name) => radio("activity", view.t(`meals.activity.${name}`), wishes.activity === name, () => set({ activity: name })))}
      ${radio("activity", view.t("meals.activity.unknown"), wishes.activity === undefined, () => {
        const { activity: _, ...rest } = wishes;
        change({ wishes: rest });
      })}`,
      "meals.wishes.activityHint",
    )}
    ${group("goal", GOALS.map((name) => radio("goal", view.t(`meals.goal.${name}`), (wishes.goal ?? "keep") === name, () => set({ goal: name }))))}
    <details class="more" ?open=${wishes.minutes !== undefined || wishes.cost !== undefined || without.length > 0 || (wishes.leaveOut ?? []).length > 0}>
      <summary>${icon("chevron-right")}${view.t("meals.wishes.more")}</summary>
      <div class="stack">
        <div class="row">
          <div class="field">
            <label for="meals-minutes">${view.t("meals.wishes.minutes")}</label>
            <select class="select" id="meals-minutes" @change=${(event: Event) => {
              const { value } = event.target as HTMLSelectElement;
              const { minutes: _, ...rest } = wishes;
              change({ wishes: value === "" ? rest : { ...rest, minutes: Number(value) } });
            }}>
              <option value="" ?selected=${wishes.minutes === undefined}>${view.t("meals.wishes.anyMinutes")}</option>
              ${MINUTES.map((n) => html`<option value=${n} ?selected=${wishes.minutes === n}>${view.t("meals.minutes", { n })}</option>`)}
            </select>
          </div>
          <div class="field">
            <label for="meals-cost">${view.t("meals.wishes.cost")}</label>
            <select class="select" id="meals-cost" @change=${(event: Event) => set({ cost: Number((event.target as HTMLSelectElement).value) })}>
              ${COSTS.map((n) => html`<option value=${n} ?selected=${(wishes.cost ?? 3) === n}>${view.t(`meals.cost.${n}`)}</option>`)}
            </select>
          </div>
        </div>
        ${group("kitchen", KITCHEN.map((name) => box(name, view.t(`meals.equipment.${name}`), without.includes(name), (on) => set({ without: listed(KITCHEN, without, name, on) }))))}
        ${foodPicker(view, { id: "meals-out", label: view.t("meals.wishes.leaveOut"), hint: view.t("meals.wishes.leaveOutHint"), out: wishes.leaveOut ?? [], catalogue, change: (leaveOut) => set({ leaveOut }) })}
      </div>
    </details>
  </div>`;
}
