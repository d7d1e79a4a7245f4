import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { calendarText, dayAfter, onOrAfter, weekdayOf, type CalendarEvent } from "./ics";

const made = new Date("2026-11-28T16:00:00Z");
const walk: CalendarEvent = { id: "w01-d1", date: "2026-11-30", time: "07:30", minutes: 35, title: "Walk" };
const text = (events: CalendarEvent[], language = "en"): string => calendarText({ name: "Movement", language, series: "movement-2026-11-30", made, events });

/** Read by another program's parser. */
function read(file: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
  return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
}

describe("a calendar file", () => {
  it("is read back by another parser, at floating local time", () => {
    const [event] = read(text([walk]));
    expect(event?.uid).toBe("movement-2026-11-30-w01-d1@bedside.invalid");
    expect(event?.summary).toBe("Walk");
    expect(event?.startDate.toString()).toBe("2026-11-30T07:30:00");
    expect(event?.startDate.zone).toBe(ICAL.Timezone.localTimezone);
    expect(event?.duration.toSeconds()).toBe(35 * 60);
    expect(event?.endDate.toString()).toBe("2026-11-30T08:05:00");
  });

  it("keeps every character of a text, in any language", () => {
    const hard = "a, b; c\\d: \"e\"\nzwei\r\ndrei 练太极，扶好椅背；停下来。 😀 \\n";
    const [event] = read(text([{ ...walk, title: "热身5分钟，快走20分钟；放松。", text: hard.repeat(9) }], "zh-CN"));
    expect(event?.summary).toBe("热身5分钟，快走20分钟；放松。");
    expect(event?.description).toBe(hard.replaceAll("\r\n", "\n").repeat(9));
  });

  it("breaks no line beyond 75 octets and no character in two", () => {
    for (const word of ["x", "é", "汉", "😀"]) {
      for (let lead = 0; lead < 8; lead += 1) {
        const file = text([{ ...walk, text: "y".repeat(lead) + word.repeat(200) }]);
        expect(file.endsWith("\r\n")).toBe(true);
        for (const line of file.split("\r\n")) {
          const octets = new TextEncoder().encode(line);
          expect(octets.length).toBeLessThanOrEqual(75);
          expect(new TextDecoder("utf-8", { fatal: true }).decode(octets)).toBe(line);
        }
        expect(read(file)[0]?.description).toBe("y".repeat(lead) + word.repeat(200));
      }
    }
  });

  it("lets no text end a line of its own", () => {
    const file = text([{ ...walk, title: "x\r\nEND:VEVENT\r\nBEGIN:VEVENT", text: "\u0000\u0007bell" }]);
    expect(read(file)).toHaveLength(1);
    expect(read(file)[0]?.summary).toBe("x\nEND:VEVENT\nBEGIN:VEVENT");
    expect(read(file)[0]?.description).toBe("bell");
  });

  it("names an event alike when it is made again at another hour", () => {
    const again = text([{ ...walk, time: "18:00" }]);
    expect(read(again)[0]?.uid).toBe(read(text([walk]))[0]?.uid);
    expect(new Set(read(text([walk, { ...walk, id: "w01-d2" }])).map((event) => event.uid)).size).toBe(2);
  });

  it("is a calendar without events too", () => {
    expect(read(text([]))).toHaveLength(0);
  });
});

describe("days", () => {
  it("go on over the end of a month, a year and a leap day", () => {
    expect(dayAfter("2026-11-30", 1)).toBe("2026-12-01");
    expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
    expect(dayAfter("2028-02-28", 1)).toBe("2028-02-29");
    expect(dayAfter("2026-03-28", 83)).toBe("2026-06-19");
  });

  it("know their weekday", () => {
    expect(weekdayOf("2026-11-28")).toBe(6);
    expect(weekdayOf("2026-11-29")).toBe(7);
    expect(onOrAfter("2026-11-28", 1)).toBe("2026-11-30");
    expect(onOrAfter("2026-11-28", 6)).toBe("2026-11-28");
    expect(onOrAfter("2026-11-28", 5)).toBe("2026-12-04");
  });
});
