/** The Chinese page is Chinese: no text node of it is left in English outside a small list. */
import type { Frame } from "@playwright/test";
import { expect, test } from "./support/journey";
import { screens } from "./support/walk";

/**
 * What may stand in Latin letters: units, codes, names of equations, tests and standards, file names and what a file
 * itself says. Everything else must be said in Chinese.
 */
const ALLOWED: readonly RegExp[] = [
  // Units and their parts.
  /mmol\/L|µmol\/L|umol\/L|mg\/dL|g\/dL|mg\/L|g\/L|mg\/g|mg\/mmol|mmol\/mol|mL\/min\/1\.73\s*m²|kg\/m²|m²|mmHg|kPa|U\/L|ng\/mL|pg\/mL|×10⁹\/L|\/min|MET|\b(kg|cm|mg|lb|in|m|g|kB|MB|d)\b/g,
  // Equations, tests, standards and their codes.
  /PREVENT(-ASCVD)?|China-PAR|CKD-EPI|QRISK3|SCORE2|FIB-4|EER|BMI|eGFR|HbA1c|HDL|LDL|ALT|AST|UACR|SDI|CKD|ASCVD|CVD|Friedewald|Sampson|Martin-Hopkins|Framingham|WHO|KDIGO|USPSTF|ACC\/AHA|\bG[1-5][ab]?\b/g,
  /FHIR( R4)?|LOINC|RxNorm|SNOMED CT|ICD-10(-CM)?|UCUM|Bundle|RiskAssessment|Observation|JSON|Excel|CSV|JPEG|ZIP|UTF-8|DOI|doi|PDF|\.ics|US|SI|EN|AES-GCM|PBKDF2|SHA-256|PBKDF2-SHA-256|WebRTC|STUN|DNS|HTTPS?|https?|file:\/\/|GitHub|Chromium|Bedside/g,
  // Methods, measures and forms of models.
  /AUROC|AUPRC|Brier|ICI|RMSE|IDI|Harrell|Uno|Kaplan–Meier|Cox|Firth|Platt|Riley|EBM|ReLU|tanh|logistic|ONNX|TRIPOD\+AI|TSV|Excel|\.xlsx|\.gz|alpha/g,
  /\b(Enter|Esc|Tab)\b|[0-9a-f]{12,64}/g,
  /10\.\d{4,}\/\S+/g,
  // Doses and names that the Chinese terms keep.
  /Portfolio|STOP-Bang|Epworth|PCSK9|HFrEF|CHA2DS2-VASc|Safari|GLP-1|SGLT2|ACEI?|ARNI|ARB|MRA|INR|FIT|DNA|FRAX|Tdap|AHA|MIT|clincalc|nephro|preventr|PooledCohort|T\/JPMA|NSAID|MAO|MEN ?2|COX-2|DPP-4|CT|MRI|NDCG|MAP|PSA|HPV|HIV|RSV|AFP|BRCA|DOAC|CPAP|PCE|AUDIT-C|SVG|DASH|PHQ-9|GAD-7|STOP-Bang|DHA|EPA|omega-3|CYP\w*|SLCO1B1|HLA-B\*?\S*/g,
];

/** Text nodes with Latin words, outside `lang="en"` citations, code and what people or files wrote. */
async function english(frame: Frame, fromFiles: readonly string[]): Promise<string[]> {
  const texts = await frame.evaluate(() => {
    const found: string[] = [];
    const visit = (root: Node): void => {
      for (const node of root.childNodes) {
        if (node instanceof Element) {
          if (node.matches("style, script, code, [lang=en], [translate=no]")) continue;
          for (const name of ["aria-label", "placeholder", "title"]) {
            const value = node.getAttribute(name);
            if (value !== null) found.push(value);
          }
          if (node.shadowRoot !== null) visit(node.shadowRoot);
          visit(node);
        } else if (node instanceof Text && node.data.trim() !== "") found.push(node.data.trim());
      }
    };
    const page = document.querySelector("bedside-assess");
    if (page?.shadowRoot) visit(page.shadowRoot);
    return found;
  });
  expect(texts.length, "the page was walked").toBeGreaterThan(8);
  return [...new Set(texts)].filter((text) => {
    let left = text;
    for (const one of fromFiles) left = left.replaceAll(one, "");
    for (const allowed of ALLOWED) left = left.replace(allowed, "");
    return /[A-Za-z]{3,}/.test(left);
  });
}

/** Words of the made-up files that are dropped: shown as written. */
const WRITTEN = [
  "robin-example.json", "Bundle.entry", "photo.json", "clinic-of-200.csv", "potassium.json", "both.json", "old.json", "needs.json", "Ana Example", "Ben Example", "Robin Example",
  // The made-up table of the workbench.
  "systolic_bp", "earlier_stays", "readmitted", "creatinine", "smoking", "current", "former", "never", "female", "male", "hba1c", "person", "north", "south", "river", "site", "sex", "age", "bmi", "yes", "no",
  "Sprained ankle", "amlodipine 5 MG Oral Tablet", "ibuprofen 400 MG Oral Tablet", "atorvastatin 20 MG Oral Tablet", "1 tablet daily", "1 tablet once daily", "1 tablet three times daily",
  "Essential hypertension", "Body mass index 30+ - obesity", "Penicillin", "Respiratory rate", "units per jar", "Example",
];

test("no English is left on the Chinese page", async ({ open }) => {
  test.setTimeout(120_000);
  const here = await open({ lang: "zh" });
  const left: Record<string, string[]> = {};
  for (const screen of screens) {
    await screen.show(here);
    const found = await english(here.frame, WRITTEN);
    if (found.length > 0) left[screen.name] = found;
  }
  expect(left).toEqual({});
});

test("the page starts in the browser's language, also when the frame hears of it late", async ({ browser, address }) => {
  for (const [says, starts] of [["zh-CN", /^zh/], ["en-GB", /^en/]] as const) {
    const context = await browser.newContext({ locale: says, serviceWorkers: "block" });
    // Inside the frame the browser still says the other language.
    const late = says === "zh-CN" ? "en-US" : "zh-CN";
    await context.addInitScript((other) => {
      if (window !== window.top) Object.defineProperty(Navigator.prototype, "language", { get: () => other });
    }, late);
    const page = await context.newPage();
    await page.goto(address);
    await expect(page.frameLocator("iframe").locator("bedside-assess")).toHaveAttribute("lang", starts);
    expect(await page.frames()[1]?.evaluate(() => navigator.language)).toBe(late);
    await context.close();
  }
});

test("the search finds a planted English sentence", async ({ open }) => {
  const { frame } = await open({ lang: "zh" });
  await frame.evaluate(() => document.querySelector("bedside-assess")?.shadowRoot?.querySelector("main")?.append("Something English here", document.createElement("hr"), "READ ME"));
  const found = await english(frame, WRITTEN);
  expect(found).toContain("Something English here");
  expect(found, "capitals that nobody named").toContain("READ ME");
});
