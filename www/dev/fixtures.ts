/** Invented people for the development page. No number here is a result of any equation. */
import type { Assessed, AssessOptions, Catalog, Patient } from "../src/engine/api";

export const catalog: Catalog = {
  version: "0.1.0",
  factsDate: "2026-03-01",
  formats: [{ id: "fhir-json", name: "FHIR" }, { id: "csv", name: "CSV" }],
  examples: [{ id: "person", kind: "person" }],
  equations: [],
  concepts: [],
  countries: [],
};

export const records: Patient[] = [{ name: "Ana Example", birth: "1968-02-01", sex: "female" }];

export function assessedFor(_state: string, _options: AssessOptions): Assessed {
  throw new Error("not yet");
}
