/** Words for a plan of movement. */
import type { View } from "../base";
import type { ExerciseProfile, MovementAgainst, MovementPart, MovementSession } from "../engine/api";
import type { Locale } from "../locale";
import { inSentence } from "../words";

export const activityName = (locale: Locale, id: string): string => locale.t(`movement.activities.${id}`);

/** What one part asks for: minutes, sets or intervals. */
export function partText(locale: Locale, part: MovementPart): string {
  const activity = activityName(locale, part.activity);
  if (part.interval !== undefined) return locale.t("movement.intervals", { activity, n: part.sets ?? 1, interval: part.interval, easy: part.easy ?? 0 });
  if (part.sets !== undefined) return locale.t("movement.sets", { activity, n: part.sets, exercises: part.exercises ?? 0, reps: part.reps ?? 0, minutes: part.minutes });
  return locale.t("movement.work", { activity, n: part.minutes });
}

/** The same thing on several days in one line: `Brisk walk: 21–28 minutes`. */
export function shortText(locale: Locale, parts: readonly MovementPart[]): string {
  const [part] = parts;
  if (part === undefined) return "";
  const activity = activityName(locale, part.activity);
  if (part.interval !== undefined) return partText(locale, part);
  if (part.sets !== undefined) return locale.t("movement.setsShort", { activity, n: part.sets, exercises: part.exercises ?? 0, reps: part.reps ?? 0 });
  const minutes = parts.map((one) => one.minutes);
  const [least, most] = [Math.min(...minutes), Math.max(...minutes)];
  return locale.t("movement.work", { activity, n: least === most ? least : `${locale.number(least)}–${locale.number(most)}` });
}

/** How hard, in words that need no device. */
export function intensityText(locale: Locale, part: MovementPart): string {
  return locale.t(`movement.intensity.${part.intensity}`, { low: part.effort?.[0], high: part.effort?.[1] });
}

/** A whole session, one step a line: for a calendar. */
export function sessionText(locale: Locale, session: MovementSession): string {
  const parts = session.parts.flatMap((part) => [partText(locale, part), intensityText(locale, part)]);
  return [locale.t("movement.warmUp", { n: session.warmUp }), ...parts, locale.t("movement.coolDown", { n: session.coolDown })].join("\n");
}

/** What to do at a stop sign. A foot team is there for feet that feel little and for diabetes; others see a doctor. */
export function stopThen(view: View, code: string, profile: Pick<ExerciseProfile, "conditions"> | undefined): string {
  const diabetes = view.app.assessed.peek()?.findings.some((one) => one.concept === "diabetes" && one.input.value === 1) === true;
  const team = diabetes || profile?.conditions?.["neuropathy_foot"] === true;
  return view.t(code === "foot" && !team ? "exercises.footThen" : `movement.stops.${code}.then`);
}

/** What speaks against an activity or a programme. */
export function whyText(locale: Locale, why: readonly MovementAgainst[]): string {
  return why.map((one) => againstText(locale, one)).join(locale.semicolon);
}

function againstText(locale: Locale, { kind, name = "", unknown }: MovementAgainst): string {
  if (kind === "condition") return locale.t(unknown === true ? "movement.why.unknown" : "movement.why.condition", { name: locale.t(`movement.conditions.${name}`) });
  if (kind === "joint") return locale.t("movement.why.joint", { name: locale.t(`movement.joints.${name}`) });
  if (kind === "equipment") return locale.t("movement.why.equipment", { name: locale.first([`movement.needsThing.${name}`, `movement.things.${name}`]) });
  if (kind === "gate") return locale.t(`movement.why.${name}`);
  return locale.t(`movement.why.${kind}`);
}

export const thingsText = (locale: Locale, things: readonly string[]): string =>
  locale.list(things.map((thing) => inSentence(locale, locale.t(`movement.things.${thing}`))), "disjunction");

export const daysText = (locale: Locale, days: readonly number[]): string => days.map((day) => locale.t(`movement.daysShort.${day}`)).join(locale.language === "zh" ? "、" : " ");
