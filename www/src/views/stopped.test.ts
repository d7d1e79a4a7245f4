import { expect, test } from "vitest";
import type { Patient } from "../engine/api";
import { stoppedFor, stoppedMedicines } from "./stopped";

const record = {
  medications: {
    entries: [
      { text: "atorvastatin 20 MG", concepts: ["statin"], status: "past", end: "2024-06-30" },
      { text: "amlodipine 5 MG", concepts: ["antihypertensive"], status: "current" },
      { text: "amlodipine 5 MG", concepts: ["antihypertensive"], status: "past", end: "2022-01-01" },
      { text: "ibuprofen", concepts: [], status: "past" },
    ],
  },
} as unknown as Patient;

test("a stopped medicine is told, unless it is taken again", () => {
  expect(stoppedMedicines(record).map(({ name, date }) => [name, date])).toEqual([["atorvastatin 20 MG", "2024-06-30"], ["ibuprofen", undefined]]);
  expect(stoppedMedicines(undefined)).toEqual([]);
});

test("a card tells of the kind that it would start again, and of no other", () => {
  expect(stoppedFor(record, { action: "med_statin_moderate" }).map(({ name }) => name)).toEqual(["atorvastatin 20 MG"]);
  expect(stoppedFor(record, { action: "med_bp_intensify" })).toEqual([]);
  expect(stoppedFor(record, { action: "diet_dash" })).toEqual([]);
});
