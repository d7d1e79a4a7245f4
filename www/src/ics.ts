/**
 * A calendar file (RFC 5545): events at floating local times, so that seven in the morning stays seven wherever the
 * calendar is opened. The kept libraries were weighed: they bring a validator and time zones, and this needs neither.
 */

export interface CalendarEvent {
  /** Names the event within its calendar; the same name replaces it when the file is opened again. */
  id: string;
  /** `2026-11-30`. */
  date: string;
  /** `07:30`. */
  time: string;
  minutes: number;
  title: string;
  text?: string;
}

export interface CalendarOptions {
  name: string;
  /** Language tag of the words. */
  language: string;
  /** Names the series, so that two people's plans in one calendar stay apart. */
  series: string;
  /** When the file was made. */
  made: Date;
  events: readonly CalendarEvent[];
}

/** The text of the file, lines ended by CRLF. */
export function calendarText({ name, language, series, made, events }: CalendarOptions): string {
  const stamp = `${made.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const words = (property: string, text: string): string => `${property};LANGUAGE=${language}:${escaped(text)}`;
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bedside//Plan//EN", "CALSCALE:GREGORIAN", `X-WR-CALNAME:${escaped(name)}`];
  for (const event of events) {
    lines.push(
      "BEGIN:VEVENT",
      `UID:${escaped(`${series}-${event.id}`)}@bedside.invalid`,
      `DTSTAMP:${stamp}`,
      `DTSTART:${event.date.replaceAll("-", "")}T${event.time.replace(":", "")}00`,
      `DURATION:PT${Math.max(1, Math.round(event.minutes))}M`,
      words("SUMMARY", event.title),
      ...(event.text === undefined || event.text === "" ? [] : [words("DESCRIPTION", event.text)]),
      // Others who may see the calendar see that the time is taken, and no more.
      "CLASS:PRIVATE",
      "END:VEVENT",
    );
  }
  lines.push("END:VCALENDAR");
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** A text value: what has a meaning in the format is escaped, what has no place in it is left out. */
function escaped(text: string): string {
  return (
    text
      .replace(/\r\n?/g, "\n")
      .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, "")
      .replace(/[\\;,]/g, "\\$&")
      .replaceAll("\n", "\\n")
  );
}

/** Octets of a line, its break not counted. */
const LINE = 75;

/** Long lines go on after a break and a space, never inside a character: 汉 is three octets. */
function folded(line: string): string {
  let out = "";
  let room = LINE;
  for (const character of line) {
    const octets = octetsOf(character);
    if (octets > room) {
      out += "\r\n ";
      room = LINE - 1;
    }
    out += character;
    room -= octets;
  }
  return out;
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** The day `days` after a date, both `2026-11-30`. */
export function dayAfter(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

/** Day of the week of a date, 1 (Monday) to 7. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** The first such weekday on a date or after it. */
export function onOrAfter(date: string, weekday: number): string {
  return dayAfter(date, (weekday - weekdayOf(date) + 7) % 7);
}
