/** The twelve weeks taken along: a calendar from a day of the person's choice, and paper. */
import { html, type TemplateResult } from "lit";
import type { View } from "../base";
import type { ExercisePlan } from "../engine/api";
import { calendarText } from "../ics";
import { icon } from "../icons";
import { planEvents, type Chosen } from "./movement-model";
import { sessionText } from "./movement-words";

/** First day and hour, the calendar file, paper; `set` keeps what was chosen. */
export function takeAlong(view: View, plan: ExercisePlan, chosen: Chosen, set: (part: Partial<Chosen>) => void): TemplateResult {
  const { start, hour } = chosen;
  return html`<section class="part">
    <h2>${view.t("movement.calendarTitle")}</h2>
    <div class="row">
      <div class="field">
        <label for="movement-start">${view.t("movement.start")}</label>
        <input class="input" type="date" id="movement-start" required .value=${start} @change=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          if (/^\d{4}-\d\d-\d\d$/.test(value)) set({ start: value });
        }} />
      </div>
      <div class="field">
        <label for="movement-hour">${view.t("movement.hour")}</label>
        <input class="input" type="time" id="movement-hour" required .value=${hour} @change=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          if (/^\d\d:\d\d$/.test(value)) set({ hour: value });
        }} />
      </div>
    </div>
    <div class="share-line">
      <button class="button" aria-describedby="movement-ics" @click=${() => void calendar(view, plan, chosen)}>${icon("calendar")}${view.t("movement.ics")}</button>
      <p class="small soft" id="movement-ics">${view.t("movement.icsNote")}</p>
    </div>
    <button class="button" @click=${() => view.app.host.print()}>${icon("printer")}${view.t("movement.print")}</button>
  </section>`;
}

async function calendar(view: View, plan: ExercisePlan, chosen: Chosen): Promise<void> {
  const { locale } = view;
  const events = planEvents(plan, chosen, (session) => ({ title: view.t("movement.eventTitle", { n: session.minutes }), text: sessionText(locale, session) }));
  // Two people's plans in one calendar stay apart; the mark says nothing of either.
  const mark = view.app.assessed.peek()?.provenance.inputsHash.slice(0, 8) ?? "";
  const file = `bedside-movement-${chosen.start}.ics`;
  try {
    await view.app.host.download(file, "text/calendar", calendarText({ name: view.t("movement.calendarName"), language: locale.tag, series: `movement-${chosen.start}-${mark}`, made: new Date(), events }));
    view.app.tell({ text: view.t("movement.icsMade", { file }) });
  } catch {
    view.app.tell({ text: view.t("movement.icsFailed") });
  }
}
