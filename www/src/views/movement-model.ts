/** What the page adds to a plan of movement: the person's wishes, the days of a calendar, one line a week for paper. */
import type { ExercisePlan, ExerciseProfile, MovementPart, MovementSession, MovementWeek, Patient, MovementWishes } from "../engine/api";
import { dayAfter, onOrAfter, weekdayOf, type CalendarEvent } from "../ics";

/** What a person chose on this page; forgotten with the person. */
export interface Chosen {
  wishes: MovementWishes;
  /** Something was chosen here. */
  touched?: boolean;
  /** Answers that no rule asks for: which joint, how severe. */
  confirmed: Record<string, boolean>;
  /** First day, `2026-11-30`, and hour, `07:30`. */
  start: string;
  hour: string;
}

/** Things a home or a town has; the others stand under "more". */
export const COMMON_THINGS = ["chair", "mat", "dumbbells", "stairs", "bicycle", "stationary_bike", "treadmill", "poles", "pool", "gym"] as const;
export const OTHER_THINGS = [
  "ball", "balls", "barbell", "bat_ball", "board", "boat", "boots", "bowling", "climbing", "console", "e_bike", "elliptical", "garden_tools",
  "gloves_bag", "golf", "horse", "household", "kettlebells", "mini_trampoline", "mountain_bike", "mower", "racket", "rake", "rope", "rower",
  "skates", "skis", "snowshoes", "spade", "step", "table_tennis", "walker",
] as const;
export const JOINTS = ["knee", "hip", "ankle", "shoulder", "back", "wrist"] as const;
export const GOALS = ["move", "strength", "balance", "fitness"] as const;
export const MINUTES = [15, 20, 25, 30, 40, 50, 60, 75, 90, 120] as const;

/** The choices before anybody chose: a chair, five days, the Monday that comes. */
export function firstChoice(today: string): Chosen {
  return { wishes: { minutesPerDay: 40, days: [1, 2, 3, 4, 5], equipment: ["chair"] }, confirmed: {}, start: onOrAfter(dayAfter(today, 1), 1), hour: "08:00" };
}

/** What a step of the plan adds to walking and strength. */
export function goalOf(action: string): "balance" | "fitness" | undefined {
  return action === "ex_balance" || action === "ex_taichi" ? "balance" : action === "ex_vigorous" ? "fitness" : undefined;
}

/** Names a person, so that the choices of one are never shown for another. */
export function personKey(record: Patient): string {
  return JSON.stringify([record.identifiers, record.name, record.birth, record.age, record.sex]);
}

/** The engine's profile with what the person chose. */
export function chosenProfile(profile: ExerciseProfile, { wishes, confirmed }: Chosen): ExerciseProfile {
  return { ...profile, conditions: { ...profile.conditions, ...confirmed }, wishes: { ...profile.wishes, ...wishes } };
}

/** The day of a session: week 1 is the seven days from the start. */
export function dateOf(start: string, week: number, day: number): string {
  return dayAfter(onOrAfter(start, day), 7 * (week - 1));
}

/** Which week it is today, 1 to 12; before the start and after the end the nearest. */
export function weekNow(start: string, today: string): number {
  const days = Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${start}T00:00:00Z`)) / 86_400_000);
  return Math.min(12, Math.max(1, Math.floor(days / 7) + 1));
}

/** The sessions of a week in the order of their days, which begin on the weekday of the start. */
export function sessionsFrom(week: MovementWeek, start: string): MovementSession[] {
  const first = weekdayOf(start);
  return [...week.sessions].sort((a, b) => ((a.day - first + 7) % 7) - ((b.day - first + 7) % 7));
}

/** Every session as an event; `words` gives its title and text. */
export function planEvents(plan: ExercisePlan, { start, hour }: Pick<Chosen, "start" | "hour">, words: (session: MovementSession) => { title: string; text: string }): CalendarEvent[] {
  return plan.weeks.flatMap((week) =>
    sessionsFrom(week, start).map((session) => ({
      id: `w${String(week.week).padStart(2, "0")}-d${session.day}`,
      date: dateOf(start, week.week, session.day),
      time: hour,
      minutes: session.minutes,
      ...words(session),
    })),
  );
}

/** What a week holds, each activity once with its parts and days, in the order in which they come. */
export function weekLines(week: MovementWeek, start: string): { parts: MovementPart[]; days: number[] }[] {
  const lines: { parts: MovementPart[]; days: number[] }[] = [];
  for (const session of sessionsFrom(week, start)) {
    for (const part of session.parts) {
      const known = lines.find(({ parts }) => parts[0]?.activity === part.activity && parts[0]?.programme === part.programme);
      if (known === undefined) lines.push({ parts: [part], days: [session.day] });
      else {
        known.parts.push(part);
        known.days.push(session.day);
      }
    }
  }
  return lines;
}
