/** Everything on paper: every score, fact, step and source. Black on white, nothing lost. */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import type { Assessed, Card, Finding, Score } from "../engine/api";
import { factName, inputText, placeText, reasonText, scoreName } from "../words";
import { actionTitle, becauseText, interactionText, nameOf, questionOf, reasons, setAsideText } from "./names";
import { criticalAct, criticalTitle } from "./critical-words";
import { numbersToCall } from "./overview-critical";
import { needsLook, presumedNames } from "./findings-rows";
import { gainFor, gainInterval, gainSentence, noGainText } from "./gain-words";
import { doingOf } from "./plan-card";
import { numbered, planParts } from "./plan-parts";

/** A score's answer in words: "About 12 of 100", "72 mL/min/1.73 m²", "Needs …", "Does not apply: …". */
export function scoreAnswer(view: View, score: Score): string {
  const { assessment } = score;
  if (assessment.answer === "needsInput") {
    return view.t("visit.needs", { inputs: view.locale.list(assessment.missing.map((one) => factName(view.locale, one.input))) });
  }
  if (assessment.answer === "notApplicable") {
    const why = assessment.reasons.map((reason) => reasonText(view.locale, view.app.units, reason));
    return why.length === 0 ? view.t("visit.notApplicable") : why.join(" ");
  }
  const { value } = assessment;
  const notes = (score.notes ?? []).map((note) => reasonText(view.locale, view.app.units, note));
  if (score.unit === "probability") return [value < 0.01 ? view.t("visit.riskSmall") : view.t("visit.risk", { n: Math.round(value * 100) }), ...notes].join(view.locale.comma);
  const answer = view.app.units.answer(score.outcome, value, score.unit).both;
  const band = score.band === undefined || score.band === "" ? "" : view.locale.first([`bands.${score.family}.${score.band}`, `bands.${score.band}`, score.band]);
  return [[answer, band].filter(Boolean).join(view.locale.comma), ...notes].join(view.locale.comma);
}

/** One answer for each question, the headline first. */
export function mainScores(assessed: Assessed): Score[] {
  const headline = assessed.scores.find((one) => one.id === assessed.headline?.score);
  const rest = assessed.scores.filter((one) => one !== headline && one.assessment.answer === "computed" && one.question !== headline?.question);
  const each = rest.filter((one, at) => rest.findIndex((other) => other.question === one.question && other.outcome === one.outcome) === at);
  return headline === undefined ? each : [headline, ...each];
}

/** What the full paper holds besides: interactions, presumptions, what was set aside or not understood, why not shown. */
function rest(view: View, assessed: Assessed): TemplateResult {
  const { app, locale } = view;
  const part = (title: string, items: readonly string[]): TemplateResult | typeof nothing =>
    items.length === 0 ? nothing : html`<h2>${title}</h2><ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
  const { held, interactions } = assessed.recommendations;
  return html`${part(
      view.t("plan.interactions"),
      interactions.length === 0
        ? []
        : [
            view.say("plan.interactionsLead"),
            ...interactions.map((one) => interactionText(locale, one)),
          ],
    )}
    ${part(view.t("findings.presumed"), presumedNames(assessed).map((name) => nameOf(locale, "dx", name)))}
    ${part(view.t("findings.notUnderstood"), assessed.notUnderstood.map((one) => `${one.text}${locale.colon}${view.t(`findings.listOf.${one.list}`)}`))}
    ${part(
      view.t("findings.setAsideGroup"),
      (app.record.peek()?.setAside ?? []).map((one) => setAsideText(locale, one)),
    )}
    ${part(
      view.t("plan.held"),
      held.map((one) => {
        const because = one.because.map((each) => becauseText(locale, app.units, each, assessed.findings));
        return [`${actionTitle(locale, one.action)}${locale.colon}${view.t(`plan.clause.${one.clause}`)}`, ...because].join(locale.semicolon);
      }),
    )}`;
}

/** What was used, each with what speaks against it and where it stands. */
function facts(view: View, assessed: Assessed): TemplateResult {
  const { app, locale } = view;
  const name = (one: Finding): string => {
    const doubts = (needsLook(one) ? one.notes : []).map((note) => locale.first([`findings.${note}`, `notes.${note}`, note]));
    return [nameOf(locale, "input", one.concept), ...doubts].join(locale.comma);
  };
  return html`<table class="table">
    <tbody>
      ${assessed.findings.map(
        (one) => html`<tr>
          <td>${name(one)}</td>
          <td>${inputText(locale, app.units, one.input)}</td>
          <td>${locale.date(one.input.date)}</td>
          <td>${one.from === "form" ? view.t("findings.entered") : placeText(locale, one.from)}${one.code ? ` · ${one.code}` : ""}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The gain of a step in one line, or why there is none. */
function gainOnPaper(view: View, card: Card): TemplateResult | typeof nothing {
  const reader = view.app.audience.value;
  if (card.status === "avoid" || card.urgent || card.status === "needs_data") return nothing;
  const gain = gainFor(card, reader);
  return html`<br />${gain === undefined ? noGainText(view.locale, card, reader) : [gainSentence(view.locale, gain, reader), gainInterval(view.locale, gain)].join(view.locale.gap)}`;
}

/** One step with its reason, what to do, its gain and its sources. */
function onPaper(view: View, assessed: Assessed, card: Card): TemplateResult {
  const { app, locale } = view;
  const why = reasons(card.because);
  return html`<b>${actionTitle(locale, card.action)}</b>
    ${why.length > 0 ? html`<br />${[...new Set(why.map((one) => becauseText(locale, app.units, one, assessed.findings)))].join(locale.semicolon)}` : nothing}
    ${doingOf(view, card) === undefined ? nothing : html`<br />${doingOf(view, card)}`}
    ${gainOnPaper(view, card)} ${card.cautions.map((code) => html`<br />${locale.first([`cautions.${code}`, code])}`)}
    ${card.clinicianRequired && !card.urgent ? html`<br /><b>${view.t(app.audience.value === "clinician" ? "plan.clinicianClinician" : "plan.clinician")}</b>` : nothing}
    ${card.sources.map((source) => html`<br /><small lang="en">${source.citation}${source.doi === undefined ? "" : `, doi ${source.doi}`}</small>`)}`;
}

/** Whose sheet it is: name, sex, age and the day. */
export function whose(view: View, { person, asOf }: Assessed): TemplateResult {
  const sex = person.sex === undefined ? "" : view.t(`words.${person.sex}`);
  const name = view.app.record.value?.name ?? "";
  return html`<p>${name === "" ? nothing : html`<b><bdi>${name}</bdi></b> · `}${view.t("visit.person", { sex, age: person.age ?? "–" })} · ${view.locale.date(asOf, true)}</p>`;
}

/** Everything on paper. */
export function paper(view: View, assessed: Assessed): TemplateResult {
  const { app, locale } = view;
  const { provenance, recommendations } = assessed;
  const headline = assessed.scores.find((one) => one.id === assessed.headline?.score);
  const parts = planParts(recommendations.cards, false);
  const critical = recommendations.critical.filter((one) => one.past !== true);
  const before = [...parts.urgent, ...parts.warnings];
  const drives = headline?.attribution?.parts ?? [];
  return html`<div class="paper report">
    <h1>${view.t("visit.title")}</h1>
    ${whose(view, assessed)}
    ${critical.length === 0
      ? nothing
      : html`<h2>${view.t("criticalView.label")}</h2>
          <ul>
            ${critical.map((one) => html`<li><b>${criticalTitle(view.locale, view.app.units, one)}</b><br />${one.asks === undefined || one.asks === "" ? criticalAct(view.locale, one) : view.t(`criticalView.asks.${one.asks}`)}</li>`)}
          </ul>
          ${numbersToCall(view, assessed)}`}
    ${headline === undefined
      ? nothing
      : html`<h2>${view.t("visit.answer")}</h2>
          <p class="strong">${scoreName(locale, headline)}${locale.colon}${scoreAnswer(view, headline)}</p>`}
    <div class="halves">
    ${drives.length === 0
      ? nothing
      : html`<section><h2>${view.t("visit.drives")}</h2>
          <p class="small">${view.t("visit.drivesUnit")}</p>
          <ul>
            ${drives.map((part) => {
              const input = headline?.inputs.find((one) => one.id === part.input);
              return html`<li>${factName(locale, part.input)} ${input === undefined ? nothing : inputText(locale, app.units, input)}${locale.colon}${locale.signed(part.amount * 100)}</li>`;
            })}
          </ul></section>`}
    ${before.length + parts.steps.length === 0
      ? nothing
      : html`<section><h2>${view.t("visit.plan")}</h2>
          ${before.length === 0 ? nothing : html`<ul>${before.map((card) => html`<li>${onPaper(view, assessed, card)}</li>`)}</ul>`}
          <ol>
            ${numbered(parts.steps).map(
              ({ card, others }) => html`<li>
                ${onPaper(view, assessed, card)}
                ${others.length === 0 ? nothing : html`<p>${view.t("plan.others", { n: others.length })}</p><ul>${others.map((other) => html`<li>${onPaper(view, assessed, other)}</li>`)}</ul>`}
              </li>`,
            )}
          </ol></section>`}
    </div>
    ${recommendations.questions.length === 0
      ? nothing
      : html`<h2>${view.t("visit.ask")}</h2>
          <ul>
            ${recommendations.questions.map((one) => html`<li>${questionOf(locale, one.kind, one.name, app.audience.value)}</li>`)}
          </ul>`}
    <h2>${view.t("visit.facts")}</h2>
    <div class="halves">${facts(view, assessed)}</div>
    <h2>${view.t("visit.scores")}</h2>
    <div class="halves">
      <table class="table">
        <tbody>
          ${assessed.scores.map((one) => html`<tr><td>${scoreName(locale, one)}</td><td>${scoreAnswer(view, one)}</td></tr>`)}
        </tbody>
      </table>
    </div>
    ${rest(view, assessed)}
    <p class="tiny">
      ${view.t("visit.made", { date: locale.date(assessed.asOf, true), version: provenance.version, date2: locale.date(provenance.factsDate, true) })}
      ${provenance.factsOld ? view.t("share.factsOld") : nothing} ${view.t("visit.fingerprint", { hash: provenance.inputsHash.slice(0, 16) })}
    </p>
  </div>`;
}
