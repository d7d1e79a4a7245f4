/** An engine of invented replies for the development page. */
import type { Assessed, Bedside, Catalog, Patient, Score } from "../src/engine/api";
import { assessedFor, catalog, records } from "./fixtures";

const wait = (time: number): Promise<void> => new Promise((done) => setTimeout(done, time));

/** The engine of one state. */
export function engineFor(state: string): Bedside {
  return {
    catalog: () => Promise.resolve(catalog as Catalog),
    read: async (files, calling) => {
      if (state === "reading") {
        for (let done = 0; done < 100; done += 1) {
          calling?.onProgress?.({ stage: "read", done, total: 400 });
          await wait(100);
          if (calling?.signal?.aborted === true) throw new DOMException("cancelled", "AbortError");
        }
      }
      if (state === "error") throw { kind: "malformed", key: "json.truncated", place: "my-record.json, byte 18,204", args: { byte: "18204", facts: "12" } };
      return {
        patients: state === "people" ? records : records.slice(0, 1),
        files: files.map((file) => ({ file: file.name, format: "fhir-json", facts: 18 })),
      };
    },
    amend: (record: Patient) => Promise.resolve({ ...record }),
    preview: (_form, options) => Promise.resolve(assessedFor(state, options)),
    assess: (_record, options): Promise<Assessed> => Promise.resolve(assessedFor(state, options)),
    evaluate: (_id, inputs): Promise<Score["assessment"]> => {
      const number = (name: string, otherwise: number): number => {
        const value = inputs[name];
        return typeof value === "number" ? value : typeof value === "object" ? value.value : otherwise;
      };
      const value = 0.117 * Math.exp((number("sbp", 148) - 148) * 0.012 + (number("total_chol", 212) - 212) * 0.003) * (inputs["smoking"] === "never" ? 0.7 : 1);
      return Promise.resolve({ answer: "computed", value });
    },
    batch: () => Promise.resolve(undefined),
    selfCheck: () => Promise.resolve([{ id: "prevent-base-10y-ascvd", name: "example 1", expected: 0.092, got: 0.092, difference: 0, agrees: true }]),
    exportAs: (kind) => Promise.resolve({ name: `bedside.${kind}`, media: "application/json", data: "{}" }),
    template: () => Promise.resolve("age,sex\n58,female\n"),
    close: () => Promise.resolve(),
  };
}
