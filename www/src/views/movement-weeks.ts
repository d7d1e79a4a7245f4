/** The twelve weeks: their minutes in one picture, and the sessions of each with its days. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import { weekBars } from "../charts/week-bars";
import "../charts/chart";
import type { ExercisePlan, ExerciseProfile, MovementSession, MovementWeek } from "../engine/api";
import { icon } from "../icons";
import { todayHere } from "./form-model";
import { dateOf, sessionsFrom, weekNow } from "./movement-model";
import { exercisesText } from "./movement-exercises";
import { intensityText, partText } from "./movement-words";

/** Minutes week by week, and how far they reach. */
export function weeksChart(view: View, plan: ExercisePlan): TemplateResult {
  const [first, last] = [plan.weeks[0]?.minutes ?? 0, plan.weeks.at(-1)?.minutes ?? 0];
  const title = first === last ? view.t("movement.weeksSame", { n: first }) : view.t("movement.weeksTitle", { first, last });
  const summary = view.t("movement.weeksSummary", { first, last });
  const number = (n: number): string => view.locale.number(n);
  const head = ["week", "minutes", "aerobic", "strength", "met"].map((key) => view.t(`movement.table.${key}`));
  const { reach } = plan;
  const words = { n: reach.aerobic, days: reach.strengthDays, goal: reach.aerobicGoal, goalDays: view.t("movement.dayCount", { n: reach.strengthGoal }) };
  return html`<section class="part">
    <h2>${title}</h2>
    <bedside-chart
      .chart=${{
        name: "bedside-movement",
        summary,
        body: weekBars(plan.weeks.map((week) => ({ name: number(week.week), minutes: week.minutes })), view.t("movement.weeksAxis"), summary),
        table: { head, rows: plan.weeks.map((week) => [week.week, week.minutes, week.aerobicMinutes, week.strengthDays, week.metMinutes].map(number)) },
      }}
    ></bedside-chart>
    <p>
      ${view.t(reach.met ? "movement.reach.met" : "movement.reach.not", words)}
      ${reach.needsMinutesPerDay === undefined ? nothing : html`<b>${view.t("movement.reach.needs", { n: reach.needsMinutesPerDay })}</b>`}
      ${!reach.met && (plan.weeks.at(-1)?.lightMinutes ?? 0) > 0 ? view.t("movement.reach.light", { goal: reach.aerobicGoal }) : nothing}
    </p>
  </section>`;
}

/** This week's sessions, then the others folded. */
export function weeksOf(view: View, plan: ExercisePlan, start: string, profile?: ExerciseProfile): TemplateResult {
  const now = weekNow(start, todayHere());
  const current = plan.weeks.find((week) => week.week === now);
  const days = (week: MovementWeek): string => view.t("movement.dayCount", { n: week.sessions.length });
  return html`<section class="part">
    <h2>${view.t("movement.week", { n: now })}</h2>
    ${current === undefined ? nothing : html`<div class="sessions">${sessionsFrom(current, start).map((session) => sessionCard(view, session, current.week, start, profile))}</div>`}
    <h3>${view.t("movement.otherWeeks")}</h3>
    ${plan.weeks
      .filter((week) => week.week !== now)
      .map(
        (week) => html`<details class="more week">
          <summary>${icon("chevron-right")}${view.t("movement.weekOf", { n: week.week, minutes: week.minutes, days: days(week) })}</summary>
          <div class="sessions">${sessionsFrom(week, start).map((session) => sessionCard(view, session, week.week, start, profile))}</div>
        </details>`,
      )}
  </section>`;
}

function sessionCard(view: View, session: MovementSession, week: number, start: string, profile: ExerciseProfile | undefined): TemplateResult {
  const { locale } = view;
  const date = dateOf(start, week, session.day);
  const strength = session.parts.find((part) => part.exercises !== undefined);
  return html`<article class="card session">
    <h3>
      <span>${view.t(`movement.days.${session.day}`)} <span class="soft">${locale.date(date)}</span></span>
      <span class="soft">${view.t("movement.minutes", { n: session.minutes })}</span>
    </h3>
    <ol>
      <li>${view.t("movement.warmUp", { n: session.warmUp })}</li>
      ${session.parts.map((part) => html`<li>${partText(locale, part)}<br /><span class="soft small">${intensityText(locale, part)}</span></li>`)}
      <li>${view.t("movement.coolDown", { n: session.coolDown })}</li>
    </ol>
    ${strength === undefined
      ? nothing
      : html`<details class="more quiet">
          <summary>${icon("chevron-right")}${view.t("exercises.which")}</summary>
          <p class="small">${exercisesText(view, strength, profile)}</p>
          <p class="small soft">${view.t("exercises.how")}</p>
        </details>`}
  </article>`;
}
