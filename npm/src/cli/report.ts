/** One person's answers for a terminal: the order and the words of the page, for a clinician. */
import type { Assessed, Card, Critical, Patient, Score } from "../../../www/src/engine/api";
import { factName, factQuestion, inputText, reasonText, scoreName } from "../../../www/src/words";
import { callLines, criticalAct, criticalTitle } from "../../../www/src/views/critical-words";
import { presumedNames } from "../../../www/src/views/findings-rows";
import { actionPart, actionTitle, becauseText, interactionText, nameOf, questionOf, setAsideText } from "../../../www/src/views/names";
import { headlineState, otherScores, unknowns } from "../../../www/src/views/overview-model";
import { planParts } from "../../../www/src/views/plan-parts";
import { answerText, numberText } from "./answer";
import { effectFor, fewerText, gainInterval, gainSentence, harmText, noGainText, nntText, pathText } from "../../../www/src/views/gain-words";
import type { Speech } from "./speech";

/** Lines under a title; none where there is nothing to say. */
type Part = readonly string[];

/** How many unknown inputs and questions are named; `--json` holds all. */
const FEW = 5;

const under = (title: string, lines: readonly string[]): Part => (lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)]);

/** Text of a file must not command the terminal: a control character becomes a space. */
export const inert = (line: string): string => line.replace(/\p{Cc}/gu, " ");

/** Everything a reader should see, most urgent first. */
export function report(speech: Speech, record: Patient, assessed: Assessed, country?: string): string {
  const { locale } = speech;
  const { critical, cards, interactions, noList, regionUnknown, questions } = assessed.recommendations;
  const { urgent, warnings, steps, needs, hidden } = planParts(cards, false);
  const list = (all: readonly Card[]): string[] => all.flatMap((card) => step(speech, assessed, card));
  const asked = questions.slice(0, FEW).map((one) => questionOf(locale, one.kind, one.name));
  const { provenance } = assessed;
  return [
    locale.t("cli.asOf", { person: who(speech, assessed), date: locale.date(assessed.asOf, true) }),
    ...critical.flatMap((one) => criticalPart(speech, one)),
    ...(critical.length === 0 ? [] : callLines(locale, assessed).map(({ name, text }) => `  ${name === undefined ? "" : name + locale.colon}${text}`)),
    ...under(locale.t("plan.urgent"), list(urgent)),
    "",
    ...headline(speech, assessed, country),
    ...drives(speech, assessed),
    ...unknownPart(speech, assessed),
    ...otherScores(assessed).flatMap(({ question, scores }) =>
      under(locale.first([`questions.${question}`, question]), scores.map((score) => scoreLine(speech, assessed, score))),
    ),
    ...(noList === undefined ? [] : ["", locale.t(`plan.noList.${noList}`)]),
    ...under(locale.t("plan.warnings"), list(warnings)),
    ...under(locale.t("plan.interactions"), interactions.length === 0 ? [] : [locale.t("plan.interactionsLead.clinician"), ...interactions.map((one) => interactionText(locale, one))]),
    ...under(locale.t("plan.steps"), list(steps)),
    ...under(locale.t("plan.needs"), list(needs)),
    ...(hidden === 0 ? [] : ["", locale.t("cli.uncheckedHidden", { n: hidden })]),
    ...(regionUnknown ? ["", locale.t("cli.regionUnknown")] : []),
    ...under(locale.t("visit.ask"), asked),
    ...under(locale.t("findings.presumed"), named(speech, presumedNames(assessed))),
    ...under(locale.t("findings.notUnderstood"), assessed.notUnderstood.map((one) => `${one.text}${locale.aside(locale.t(`findings.listOf.${one.list}`))}`)),
    ...under(locale.t("findings.setAsideGroup"), (record.setAside ?? []).map((one) => setAsideText(locale, one))),
    "",
    locale.t("cli.more"),
    locale.t("visit.made", { date: locale.date(assessed.asOf, true), version: provenance.version, date2: locale.date(provenance.factsDate, true) }),
    ...(provenance.factsOld ? [locale.t("share.factsOld")] : []),
    locale.t("visit.fingerprint", { hash: provenance.inputsHash.slice(0, 16) }),
  ]
    .map(inert)
    .join("\n");
}

function who({ locale }: Speech, { person }: Assessed): string {
  const age = person.age === undefined ? locale.t("cli.ageUnknown") : String(person.age);
  return person.sex !== undefined && person.age !== undefined ? locale.t("visit.person", { sex: locale.t(`words.${person.sex}`), age }) : locale.t(`overview.who.${person.sex ?? "unknown"}`, { age });
}

/** A result that comes first: what it is, what to do now. */
function criticalPart({ locale, units }: Speech, one: Critical): Part {
  const past = one.past === true;
  const act = one.asks ? locale.t(`criticalView.asks.${one.asks}`) : past ? locale.t("criticalView.past.act") : criticalAct(locale, one);
  const from = one.date === undefined ? [] : [locale.t("criticalView.from", { date: locale.date(one.date, true) })];
  return under(criticalTitle(locale, units, one), [...(past ? [locale.t("criticalView.past.how")] : []), ...from, act]);
}

/** The answer of the first question, with what must be said before it. */
function headline(speech: Speech, assessed: Assessed, country?: string): Part {
  const { locale, units } = speech;
  const state = headlineState(assessed);
  switch (state.kind) {
    case "computed": {
      const { score } = state;
      const event = locale.first([`events.${score.outcome}`, "events.ascvd"]);
      const few = state.value < 0.01;
      const n = few ? locale.t("people.fewerThanOne") : locale.number(Math.round(state.value * 100));
      const reference = score.attribution?.reference;
      const twin = locale.t(`headline.twin.${assessed.person.sex ?? "unknown"}`, { age: assessed.person.age ?? "" });
      return [
        ...studied(speech, assessed, score, country),
        locale.t(`headline.${few ? "few" : "sentence"}.clinician`, { n, event, years: score.horizonYears ?? 10 }),
        `${scoreName(locale, score)}, ${family(speech, score)}${locale.colon}${answerText(speech, score.assessment, score.unit)}`,
        ...(reference === undefined ? [] : [`${twin}${locale.colon}${numberText(speech, reference, "probability")}`]),
      ];
    }
    case "notApplicable": {
      const { assessment } = state.score;
      const reasons = assessment.answer === "notApplicable" ? assessment.reasons : [];
      return [locale.t("headline.notApplicable.clinician"), ...reasons.map((reason) => `  ${reasonText(locale, units, reason)}`), locale.t("headline.notApplicableStill.clinician")];
    }
    case "needs":
      return [locale.t("headline.needs.clinician", { n: state.unknowns.filter((one) => one.why === "missing").length })];
    case "child":
      return [locale.t("headline.child"), locale.t("headline.childStill.clinician")];
    case "deceased":
      return [locale.t("headline.deceased"), locale.t("headline.deceasedStill")];
    case "none":
      return [locale.t("headline.none.clinician")];
  }
}

const family = ({ locale }: Speech, score: Pick<Score, "family">): string => locale.first([`families.${score.family}`, score.family]);

/** Studied elsewhere than the person lives: said before the number. */
function studied(speech: Speech, assessed: Assessed, score: Score, country?: string): Part {
  const { locale } = speech;
  const how = assessed.headline?.studied;
  if (how === undefined || how === "yes") return [];
  const where = country === undefined ? locale.t(`regions.${assessed.region ?? "other"}`) : locale.country(country);
  const passed = (assessed.headline?.passedOver ?? []).map(([id, why]) => locale.t(`headline.passedOver.${why}`, { family: family(speech, { family: id }) }));
  return [[locale.t(`headline.studied.${how}.clinician`, { family: family(speech, score), where }), ...passed].join(" ")];
}

function drives(speech: Speech, assessed: Assessed): Part {
  const { locale, units } = speech;
  const score = assessed.scores.find((one) => one.id === assessed.headline?.score);
  const parts = score?.attribution?.parts ?? [];
  const lines = parts.map((part) => {
    const input = score?.inputs.find((one) => one.id === part.input);
    const value = input === undefined ? "" : ` ${inputText(locale, units, input)}`;
    return `${factName(locale, part.input)}${value}${locale.colon}${locale.signed(part.amount * 100)}`;
  });
  return under(locale.t("visit.drives"), lines.length === 0 ? [] : [locale.t("visit.drivesUnit"), ...lines]);
}

/** What is missing, presumed or old, and how far each could move the answer. */
function unknownPart({ locale, units }: Speech, assessed: Assessed): Part {
  const score = assessed.scores.find((one) => one.id === assessed.headline?.score);
  if (score === undefined || assessed.person.deceased || assessed.person.child) return [];
  const percent = (share: number): string => locale.number(share * 100, 1, true);
  const lines = unknowns(score).slice(0, FEW).map((one) => {
    const input = score.inputs.find((each) => each.id === one.input);
    const key = `unknown.why.${one.why}`;
    const why = locale.has(key) ? locale.t(key, { value: input === undefined ? "" : inputText(locale, units, input), date: locale.date(input?.date) }) : "";
    const moves = one.low === undefined || one.high === undefined ? "" : locale.t("unknown.moves", { low: percent(one.low), high: percent(one.high) });
    const what = one.why === "missing" || one.why === "absent" ? factQuestion(locale, one.input) : `${factName(locale, one.input)}${locale.colon.trim()}`;
    return [what, why, moves].filter(Boolean).join(" ");
  });
  return under(locale.t("unknown.title"), lines);
}

function scoreLine(speech: Speech, assessed: Assessed, score: Score): string {
  const { locale } = speech;
  const band = score.assessment.answer !== "computed" || !score.band ? "" : locale.t("scores.band", { band: locale.first([`bands.${score.family}.${score.band}`, `bands.${score.band}`, score.band]) });
  const elsewhere = score.studied === "no" ? ` [${locale.t("scores.elsewhere")}]` : "";
  return `${scoreName(locale, score, assessed.scores)}${elsewhere}${locale.colon}${answerText(speech, score.assessment, score.unit, score.outcome)}${band}`;
}

/** A step with what decided it, what to take care of and what must be known first. */
function step(speech: Speech, assessed: Assessed, card: Card): string[] {
  const { locale, units } = speech;
  const label = (key: string, text: string): string[] => (text === "" ? [] : [`    ${locale.t(key)}${locale.colon}${text}`]);
  const tags = [...(card.status === "discuss" ? [locale.t("plan.status.discuss")] : []), ...(card.verification === "U" ? [locale.t("plan.unchecked")] : [])];
  const because = card.because.filter((one) => one.value !== undefined && one.presumed !== true).map((one) => becauseText(locale, units, one, assessed.findings));
  const lost = card.medicine === true ? assessed.notUnderstood.map((one) => one.text) : [];
  const doing = actionPart(locale, card.action, "do");
  return [
    `- ${actionTitle(locale, card.action)}${tags.map((tag) => locale.aside(tag)).join("")}`,
    ...(doing === undefined ? [] : [`    ${doing}`]),
    ...gainLines(speech, card),
    ...label("plan.forPatient", [...new Set(because)].join(" · ")),
    ...card.asks.map((name) => `    ${locale.t("plan.asks")}${locale.colon}${questionOf(locale, kindOf(speech, name), name)}`),
    ...card.cautions.map((code) => `    ! ${locale.first([`cautions.${code}`, code])}`),
    ...(lost.length === 0 ? [] : [`    ! ${locale.t("plan.notUnderstoodClinician", { names: locale.list(lost) })}`]),
    ...label("plan.evidence", `${locale.t(`plan.tier.${card.tier}`)}${locale.aside(card.grade)}`),
    ...(card.clinicianRequired ? [`    ${locale.t("plan.clinicianClinician")}`] : []),
  ];
}

/** What a step could gain, in whole people; else why there is no figure, and what trials measured. */
function gainLines({ locale, units }: Speech, card: Card): string[] {
  if (card.status === "avoid" || card.urgent || card.status === "needs_data") return [];
  const { gain } = card;
  const measured = (card.effects ?? []).map((one) => `    ${effectFor(locale, units, one, "clinician")}`);
  const harm = [harmText(locale, card)].filter((one) => one !== undefined).map((one) => `    ${one}`);
  if (gain === undefined) return [...(card.noGain === undefined ? [] : [`    ${noGainText(locale, card, "clinician")}`]), ...harm, ...measured];
  const notes = (gain.notes ?? []).filter((note) => note !== "interval_missing").map((note) => `gain.notes.${note}`).filter((key) => locale.has(key));
  const more = [gainInterval(locale, gain), nntText(locale, gain), pathText(locale, units, gain), gain.outline === true ? locale.t("gain.outline.clinician") : undefined];
  return [
    `    ${fewerText(locale, gain)}${locale.colon}${gainSentence(locale, gain, "clinician")}`,
    ...[...more, ...notes.map((key) => locale.t(key))].filter((one) => one !== undefined).map((one) => `    ${one}`),
    ...harm,
    ...measured,
  ];
}

const kindOf = ({ locale }: Speech, name: string): string =>
  locale.has(`fields.${name}.label`) ? "field" : locale.has(`allergies.${name}`) ? "allergy" : locale.has(`medicines.${name}`) ? "med" : "dx";

const named = ({ locale }: Speech, names: readonly string[]): string[] => (names.length === 0 ? [] : [locale.list(names.map((name) => nameOf(locale, "dx", name)))]);
