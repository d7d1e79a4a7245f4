// A FHIR bundle of a wanted size: one invented person with years of ordinary results, the same bytes each time.

const kinds = [
  ["8480-6", "Systolic blood pressure", "mm[Hg]", 128],
  ["8462-4", "Diastolic blood pressure", "mm[Hg]", 79],
  ["2093-3", "Cholesterol [Mass/volume] in Serum or Plasma", "mg/dL", 198],
  ["2085-9", "Cholesterol in HDL [Mass/volume] in Serum or Plasma", "mg/dL", 51],
  ["2571-8", "Triglyceride [Mass/volume] in Serum or Plasma", "mg/dL", 140],
  ["2160-0", "Creatinine [Mass/volume] in Serum or Plasma", "mg/dL", 0.94],
  ["4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "%", 5.7],
  ["39156-5", "Body Mass Index", "kg/m2", 27.4],
  ["777-3", "Platelets [#/volume] in Blood by Automated count", "10*3/uL", 251],
  ["787-2", "MCV [Entitic volume] by Automated count", "fL", 90.4],
];

/** JSON text of about `bytes` bytes. @param {number} bytes */
export function bundle(bytes) {
  /** @type {string[]} */
  const entries = [JSON.stringify({ fullUrl: "urn:uuid:person", resource: { resourceType: "Patient", id: "invented", gender: "female", birthDate: "1961-06-03", name: [{ family: "Invented", given: ["Iris"] }] } })];
  let length = entries[0].length;
  for (let at = 0; length < bytes; at += 1) {
    const [code, display, unit, value] = kinds[at % kinds.length];
    // A panel of every kind each twenty days: no two facts are the same.
    const day = new Date(Date.UTC(1990, 0, 1 + 20 * Math.floor(at / kinds.length))).toISOString().slice(0, 10);
    const text = JSON.stringify({
      fullUrl: `urn:uuid:observation-${at}`,
      resource: {
        resourceType: "Observation",
        id: `observation-${at}`,
        meta: { lastUpdated: `${day}T09:30:00Z`, profile: ["http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-lab"] },
        status: "final",
        category: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "laboratory", display: "Laboratory" }] }],
        code: { coding: [{ system: "http://loinc.org", code, display }], text: display },
        subject: { reference: "urn:uuid:person" },
        encounter: { reference: `urn:uuid:encounter-${at >> 3}` },
        effectiveDateTime: `${day}T09:30:00+01:00`,
        issued: `${day}T11:05:12.000+01:00`,
        valueQuantity: { value: Number((Number(value) * (0.9 + (Math.imul(at, 2654435761) >>> 8) / 2 ** 24 / 5)).toFixed(2)), unit, system: "http://unitsofmeasure.org", code: unit },
      },
    });
    entries.push(text);
    length += text.length + 1;
  }
  return `{"resourceType":"Bundle","type":"collection","entry":[${entries.join(",")}]}`;
}
