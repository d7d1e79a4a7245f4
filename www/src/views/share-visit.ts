/**
 * One sheet for the visit: what cannot wait, what to ask, the answers with their numbers, the first steps with their gain,
 * medicines to go over, questions still open. For the clinician the same with grades and numbers needed to treat.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { View } from "../base";
import type { Assessed, Card, Finding } from "../engine/api";
import { inputText, scoreName } from "../words";
import { criticalAct, criticalTitle } from "./critical-words";
import { fewerText, gainFor, gainInterval, togetherText } from "./gain-words";
import { actionPart, actionTitle, becauseText, interactionText, nameOf, questionOf, reasons } from "./names";
import { numbersToCall } from "./overview-critical";
import { forSheet, numbered, planParts } from "./plan-parts";
import { mainScores, scoreAnswer, whose } from "./share-paper";
import { stoppedMedicines, stoppedText } from "./stopped";

/** So many of each fit one sheet. */
const MOST = { scores: 8, steps: 5, medicines: 4, pairs: 4, asks: 5, open: 4, facts: 12 };

export function visitSheet(view: View, assessed: Assessed): TemplateResult {
  const { locale, app } = view;
  const clinician = app.audience.value === "clinician";
  const { provenance, recommendations } = assessed;
  const parts = planParts(recommendations.cards, false);
  const steps = numbered(parts.steps).map(({ card }) => card);
  return html`<div class="paper report short visit">
    <h1>${view.t(clinician ? "visit.titleClinician" : "visit.title")}</h1>
    ${whose(view, assessed)}
    ${first(view, assessed, parts.urgent)}
    <div class="visit-columns">
      <section>
        <h2>${view.t(clinician ? "visit.decide" : "visit.asking")}</h2>
        ${asking(view, [...parts.warnings, ...steps])}
      </section>
      <section>
        <h2>${view.t("visit.results")}</h2>
        <table class="table">
          <tbody>
            ${mainScores(assessed).slice(0, MOST.scores).map((one) => html`<tr><td>${scoreName(locale, one)}</td><td>${scoreAnswer(view, one)}</td></tr>`)}
          </tbody>
        </table>
      </section>
      <section>
        <h2>${view.t("visit.next")}</h2>
        ${stepList(view, parts.steps)} ${together(view)}
      </section>
      <section>
        <h2>${view.t("visit.medicines")}</h2>
        ${medicines(view, assessed, [...parts.warnings, ...steps])}
      </section>
      ${open(view, assessed)}
      <section>
        <h2>${view.t("visit.facts")}</h2>
        ${facts(view, assessed)}
      </section>
    </div>
    <p class="tiny">
      ${view.t("visit.made", { date: locale.date(assessed.asOf, true), version: provenance.version, date2: locale.date(provenance.factsDate, true) })}
      ${provenance.factsOld ? view.t("share.factsOld") : nothing} ${view.t("visit.fingerprint", { hash: provenance.inputsHash.slice(0, 16) })}
    </p>
  </div>`;
}

/** What comes first and alone: results that cannot wait, urgent steps. */
function first(view: View, assessed: Assessed, urgent: readonly Card[]): TemplateResult | typeof nothing {
  const critical = assessed.recommendations.critical.filter((one) => one.past !== true);
  if (critical.length === 0 && urgent.length === 0) return nothing;
  const act = (one: (typeof critical)[number]): string => (one.asks === undefined || one.asks === "" ? criticalAct(view.locale, one) : view.t(`criticalView.asks.${one.asks}`));
  return html`<section class="visit-first">
    <h2>${view.t(critical.length === 0 ? "plan.urgent" : "criticalView.label")}</h2>
    <ul>
      ${critical.map((one) => html`<li><b>${criticalTitle(view.locale, view.app.units, one)}</b> ${act(one)}</li>`)}
      ${urgent.map((card) => html`<li><b>${actionTitle(view.locale, card.action)}</b> ${actionPart(view.locale, card.action, "do") ?? ""}</li>`)}
    </ul>
    ${numbersToCall(view, assessed)}
  </section>`;
}

/** What the person may ask, and lines for their own words. */
function asking(view: View, cards: readonly Card[]): TemplateResult {
  const talk = cards.filter((card) => card.clinicianRequired || card.status === "discuss").slice(0, MOST.asks);
  const clinician = view.app.audience.value === "clinician";
  const line = (card: Card): string => {
    const action = actionTitle(view.locale, card.action);
    return clinician ? action : view.t(card.status === "avoid" ? "visit.talkAvoid" : "visit.talk", { action });
  };
  return html`<ul>
      ${talk.map((card) => html`<li>${line(card)}</li>`)}
    </ul>
    ${clinician ? nothing : html`<p class="visit-own">${view.t("visit.own")}</p><p class="visit-line"></p><p class="visit-line"></p>`}`;
}

/** What the record leaves open, the most telling first. */
function open(view: View, assessed: Assessed): TemplateResult | typeof nothing {
  const questions = assessed.recommendations.questions.slice(0, MOST.open);
  if (questions.length === 0) return nothing;
  return html`<section>
    <h2>${view.t("visit.open")}</h2>
    <ul>
      ${questions.map((one) => html`<li>${questionOf(view.locale, one.kind, one.name, view.app.audience.value)}</li>`)}
    </ul>
  </section>`;
}

function stepList(view: View, steps: readonly Card[]): TemplateResult {
  const clinician = view.app.audience.value === "clinician";
  return html`<ol>
    ${forSheet(steps, MOST.steps).map(({ card, number }) => {
      const gain = gainFor(card, view.app.audience.value);
      const told = gain === undefined ? [] : [`${fewerText(view.locale, gain)}${view.locale.stop}`, ...(clinician ? [gainInterval(view.locale, gain), gain.nnt === undefined ? "" : view.t("visit.nnt", { n: Math.ceil(gain.nnt), years: gain.horizonYears })] : [])];
      const words = [...told, card.clinicianRequired && !clinician ? view.t("visit.withClinician") : ""].filter((one) => one !== "").join(view.locale.gap);
      return html`<li value=${number}><b>${actionTitle(view.locale, card.action)}</b><br />${words} ${clinician ? html`<span lang="en">${card.grade}</span>` : nothing}</li>`;
    })}
  </ol>`;
}

function together(view: View): TemplateResult | typeof nothing {
  const answer = view.app.together.answer.value;
  if (answer === undefined || answer.counted.length < 2) return nothing;
  return html`<p>${togetherText(view.locale, answer, view.app.audience.value)}</p>`;
}

/** Pairs that affect each other, gravest first; steps about medicines; what the record lists. */
function medicines(view: View, assessed: Assessed, cards: readonly Card[]): TemplateResult {
  const { locale, app } = view;
  const pairs = assessed.recommendations.interactions.slice(0, MOST.pairs);
  const review = cards.filter((card) => card.medicine === true).slice(0, MOST.medicines);
  const listed = (app.record.value?.medications?.entries ?? []).filter((one) => one.status === "current").map((one) => one.text || nameOf(locale, "med", one.name ?? ""));
  const stopped = stoppedMedicines(app.record.value);
  if (pairs.length + review.length + listed.length + stopped.length === 0) return html`<p>${view.t("visit.noMedicines")}</p>`;
  return html`<ul>
    ${pairs.map((one) => html`<li>${interactionText(locale, one)}</li>`)}
    ${review.map((card) => {
      const why = [...new Set(reasons(card.because).filter((one) => one.presumed !== true && one.value !== undefined).map((one) => becauseText(locale, app.units, one, assessed.findings)))];
      return html`<li><b>${actionTitle(locale, card.action)}</b>${why.length === 0 ? nothing : html`${locale.colon}${why.slice(0, 3).join(locale.comma)}`}</li>`;
    })}
    ${listed.length === 0 ? nothing : html`<li>${view.t("visit.listed")}${locale.colon}${locale.list(listed)}</li>`}
    ${stopped.length === 0 ? nothing : html`<li>${view.t("visit.stopped")}${locale.colon}${locale.list(stopped.map((one) => stoppedText(locale, one)))}</li>`}
  </ul>`;
}

/** The numbers behind the answers: those of the first answer before the rest. */
function facts(view: View, assessed: Assessed): TemplateResult {
  const { locale, app } = view;
  const used = new Set(assessed.scores.find((one) => one.id === assessed.headline?.score)?.inputs.map((input) => input.id));
  // Two values of one thing stand one below the other, and say so.
  const doubted = new Set(assessed.findings.filter((one) => one.notes.includes("contradicts")).map((one) => one.concept));
  const rank = (concept: string): number => (doubted.has(concept) ? 2 : used.has(concept) ? 1 : 0);
  const findings = [...assessed.findings].sort((a, b) => rank(b.concept) - rank(a.concept));
  const doubt = (one: Finding): TemplateResult | typeof nothing =>
    one.notes.includes("contradicts") ? html` <b>${view.t("visit.notUsed")}</b>` : doubted.has(one.concept) ? html` ${view.t("visit.used")}` : nothing;
  return html`<table class="table">
    <tbody>
      ${findings
        .slice(0, MOST.facts)
        .map((one) => html`<tr><td>${nameOf(locale, "input", one.concept)}${doubt(one)}</td><td>${inputText(locale, app.units, one.input)}</td><td>${locale.date(one.input.date)}</td></tr>`)}
    </tbody>
  </table>`;
}
