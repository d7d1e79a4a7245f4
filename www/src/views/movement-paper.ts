/** The plan on one page of paper: when to stop, twelve lines, how hard, what to take care of. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import type { ExercisePlan, ExerciseProfile } from "../engine/api";
import { dateOf, weekLines, type Chosen } from "./movement-model";
import { daysText, intensityText, shortText, stopThen } from "./movement-words";

export function movementPaper(view: View, plan: ExercisePlan, { start }: Pick<Chosen, "start">, profile?: ExerciseProfile): TemplateResult | typeof nothing {
  if (plan.status !== "plan") return nothing;
  const { locale } = view;
  const hard = new Set(plan.weeks.flatMap((week) => week.sessions.flatMap((session) => session.parts.map((part) => intensityText(locale, part)))));
  return html`<div class="paper report short movement-paper">
    <h1>${view.t("movement.title")}</h1>
    <p>${view.t("movement.printed", { date: locale.date(start, true) })}</p>
    <h2>${view.t("movement.stopTitle")}</h2>
    <ul>
      ${plan.stopSigns.map((sign) => html`<li><b>${view.t(`movement.stops.${sign.code}.signs`)}</b> ${stopThen(view, sign.code, profile)}</li>`)}
    </ul>
    <table class="table">
      <thead>
        <tr><th scope="col">${view.t("movement.table.week")}</th><th scope="col">${view.t("movement.table.what")}</th><th scope="col">${view.t("movement.table.minutes")}</th></tr>
      </thead>
      <tbody>
        ${plan.weeks.map(
          (week) => html`<tr>
            <td>${locale.number(week.week)} · ${locale.date(dateOf(start, week.week, week.sessions[0]?.day ?? 1))}</td>
            <td>${weekLines(week, start).map(({ parts, days }) => html`<div>${shortText(locale, parts)}<span class="paper-days">${daysText(locale, days)}</span></div>`)}</td>
            <td>${locale.number(week.minutes)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    <ul>
      <li>${view.t("movement.warmUpEach", { warm: plan.weeks[0]?.sessions[0]?.warmUp ?? 5, cool: plan.weeks[0]?.sessions[0]?.coolDown ?? 5 })}</li>
      ${[...hard].map((text) => html`<li>${text}</li>`)}
      ${plan.cautions.map((code) => html`<li>${locale.t(`cautions.${code}`)}</li>`)}
    </ul>
    <p class="tiny">${view.t("movement.know")}</p>
  </div>`;
}
