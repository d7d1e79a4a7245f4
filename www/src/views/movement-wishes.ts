/** What suits the person: minutes, days, things, joints, place, purpose. Every change makes the plan anew. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import type { MovementWishes } from "../engine/api";
import { icon } from "../icons";
import { COMMON_THINGS, GOALS, JOINTS, MINUTES, OTHER_THINGS } from "./movement-model";

/** The form; `change` is given the wishes as they are after one press. */
export function wishesForm(view: View, wishes: MovementWishes, change: (wishes: MovementWishes) => void): TemplateResult {
  const set = (part: MovementWishes): void => change({ ...wishes, ...part });
  const box = (name: string, label: string, on: boolean, toggle: (on: boolean) => void): TemplateResult => html`<label class="choice">
    <input type="checkbox" name=${name} .checked=${on} @change=${(event: Event) => toggle((event.target as HTMLInputElement).checked)} />${label}
  </label>`;
  const boxes = <T extends string | number>(name: string, all: readonly T[], chosen: readonly T[], label: (one: T) => string, done: (chosen: T[]) => void): TemplateResult[] =>
    all.map((one) => box(name, label(one), chosen.includes(one), (on) => done(all.filter((other) => (other === one ? on : chosen.includes(other))))));
  const group = (key: string, body: unknown, hint?: string): TemplateResult => html`<fieldset class="field">
    <legend>${view.t(key)}</legend>
    ${hint === undefined ? nothing : html`<span class="hint">${hint}</span>`}
    <div class="choices">${body}</div>
  </fieldset>`;
  const things = wishes.equipment ?? [];
  const thing = (id: string): string => view.t(`movement.things.${id}`);
  const all = [...COMMON_THINGS, ...OTHER_THINGS];
  const thingBoxes = (some: readonly string[]): TemplateResult[] =>
    some.map((id) => box("things", thing(id), things.includes(id), (on) => set({ equipment: all.filter((other) => (other === id ? on : things.includes(other))) })));
  const minutes = wishes.minutesPerDay ?? 40;
  const place = (value: "" | "indoor" | "outdoor", key: string): TemplateResult => html`<label class="choice">
    <input
      type="radio"
      name="movement-place"
      .checked=${(wishes.place ?? "") === value}
      @change=${() => {
        const { place: _, ...rest } = wishes;
        change(value === "" ? rest : { ...rest, place: value });
      }}
    />${view.t(key)}
  </label>`;
  return html`<div class="stack movement-wishes">
    <div class="field">
      <label for="movement-minutes">${view.t("movement.wishes.minutes")}</label>
      <span class="hint" id="movement-minutes-hint">${view.t("movement.wishes.minutesHint")}</span>
      <select class="select" id="movement-minutes" aria-describedby="movement-minutes-hint" @change=${(event: Event) => set({ minutesPerDay: Number((event.target as HTMLSelectElement).value) })}>
        ${[...new Set([...MINUTES, minutes])].sort((a, b) => a - b).map((n) => html`<option value=${n} ?selected=${n === minutes}>${view.t("movement.minutes", { n })}</option>`)}
      </select>
    </div>
    ${group(
      "movement.wishes.days",
      boxes("days", [1, 2, 3, 4, 5, 6, 7], wishes.days ?? [], (day) => view.t(`movement.days.${day}`), (days) => set({ days })),
    )}
    ${group("movement.wishes.things", thingBoxes(COMMON_THINGS))}
    <details class="more" ?open=${OTHER_THINGS.some((id) => things.includes(id))}>
      <summary>${icon("chevron-right")}${view.t("movement.wishes.moreThings")}</summary>
      <div class="choices">${thingBoxes(OTHER_THINGS)}</div>
    </details>
    ${group("movement.wishes.joints", boxes("joints", JOINTS, (wishes.injuries ?? []) as (typeof JOINTS)[number][], (joint) => view.t(`movement.joints.${joint}`), (injuries) => set({ injuries })))}
    ${group("movement.wishes.place", [place("", "movement.wishes.anywhere"), place("indoor", "movement.wishes.indoor"), place("outdoor", "movement.wishes.outdoor"), box("impact", view.t("movement.wishes.lowImpact"), wishes.lowImpact === true, (lowImpact) => set({ lowImpact }))])}
    ${group(
      "movement.wishes.goals",
      boxes("goals", GOALS, (wishes.goals ?? []) as (typeof GOALS)[number][], (goal) => view.t(`movement.goals.${goal}`), (goals) => set({ goals })),
      view.t("movement.wishes.goalsHint"),
    )}
  </div>`;
}
