/** Journeys through the built page: `dist/` on a loopback server, its sealed frame, and made-up records. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Download, type Frame, type Locator, type Page, expect, test as base } from "@playwright/test";
import { serve } from "../../../scripts/serve.mjs";
import { root } from "./paths";

export { expect };

/** An application that stands in its frame. */
export interface Here {
  page: Page;
  frame: Frame;
  /** Chooses files at the door, wherever the page is. */
  drop(...files: Chosen[]): Promise<void>;
  /** Opens a view of the rail. */
  rail(name: string | RegExp): Promise<void>;
  /** Chooses a country by its two letters, in whichever view asks. */
  live(country: string): Promise<void>;
  /** Number of people of 100 in the headline. */
  headline: Locator;
  /** Saves one file by `act` and gives its name and text. */
  saved(act: () => Promise<void>): Promise<{ name: string; text: string }>;
}

/** A file as the file chooser takes it. */
export interface Chosen {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const file = (name: string, content: string | Uint8Array): Chosen => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
export const json = (name: string, value: unknown): Chosen => file(name, JSON.stringify(value));

/** A built-in example as a file. */
export const example = (path: string): Chosen => file(path.split("/").pop() ?? path, readFileSync(join(root, "www/examples", path)));

const dist = join(root, "dist");
/** The page in one file, as it opens from disk. */
export const oneFile = join(dist, "bedside.html");

interface Fixtures {
  /** Opens the page; `lang`, `width` and `theme` as the browser says them. */
  open(how?: { lang?: "en" | "zh"; width?: number; theme?: "light" | "dark"; address?: string }): Promise<Here>;
}

export const test = base.extend<Fixtures, { address: string }>({
  address: [
    async ({}, use) => {
      if (!existsSync(oneFile)) throw new Error("dist/ is missing: run `npm run build` first");
      const server = await serve({ root: dist });
      await use(server.address);
      await server.close();
    },
    { scope: "worker" },
  ],
  open: async ({ browser, address }, use) => {
    const errors: string[] = [];
    const contexts: { close(): Promise<void> }[] = [];
    await use(async ({ lang = "en", width = 1280, theme = "light", address: other = address } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height: 900 }, locale: lang === "zh" ? "zh-CN" : "en-US", colorScheme: theme, reducedMotion: "reduce", serviceWorkers: "block",
      });
      contexts.push(context);
      context.setDefaultTimeout(8000);
      const page = await context.newPage();
      page.on("pageerror", (error) => errors.push(String(error)));
      await page.goto(other);
      const frame = await page.waitForSelector("iframe").then((element) => element.contentFrame());
      if (frame === null) throw new Error("no frame");
      await frame.locator("bedside-door h1").waitFor();
      // What the browser says of its language may reach the frame late: the person's own choice decides here.
      await frame.locator("bedside-header").getByRole("button", { name: lang === "zh" ? "中文" : "EN", exact: true }).click();
      await expect(frame.locator("bedside-assess")).toHaveAttribute("lang", new RegExp(`^${lang}`));
      return here(page, frame);
    });
    for (const context of contexts) await context.close();
    expect(errors, "errors that the page did not catch").toEqual([]);
  },
});

function here(page: Page, frame: Frame): Here {
  return {
    page,
    frame,
    headline: frame.locator("bedside-headline .headline-number"),
    drop: async (...files) => {
      if ((await frame.locator("bedside-door").count()) === 0) await frame.locator("bedside-header .brand").click();
      await frame.locator("bedside-door input[type=file]").setInputFiles(files);
    },
    rail: async (name) => {
      await frame.locator("bedside-rail").getByRole("button", { name }).click();
    },
    live: async (country) => {
      await frame.locator("bedside-country select, bedside-plan select[id^=country], bedside-form select[id^=country]").first().selectOption(country);
    },
    saved: async (act) => {
      const [download] = await Promise.all([page.waitForEvent("download"), act()]);
      return { name: download.suggestedFilename(), text: await textOf(download) };
    },
  };
}

async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), "utf8");
}

// ---- made-up records ------------------------------------------------------------------------------

const LOINC: Record<string, [code: string, unit: string]> = {
  sbp: ["8480-6", "mm[Hg]"], dbp: ["8462-4", "mm[Hg]"], total_chol: ["2093-3", "mg/dL"], hdl: ["2085-9", "mg/dL"], ldl: ["18262-6", "mg/dL"], waist: ["8280-0", "cm"],
  creatinine: ["2160-0", "mg/dL"], potassium: ["2823-3", "mmol/L"], height: ["8302-2", "cm"], weight: ["29463-7", "kg"], hba1c: ["4548-4", "%"],
};

/** `n` days before today, as FHIR writes a day. */
export const daysAgo = (n: number): string => new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10);
const bornAt = (age: number): string => `${new Date().getUTCFullYear() - age}-01-01`;

/** What one made-up person is like. */
export interface Someone {
  id?: string;
  name?: string;
  age?: number;
  gender?: string;
  deceased?: boolean;
  values?: Record<string, number>;
  /** Days since the values were measured. */
  days?: number;
  smoking?: "never" | "current";
  /** Problems; a list that names some answers "no" for the rest. */
  conditions?: string[];
  medicines?: string[];
}

/** A person of 58 with everything that the ten-year equations need. */
export const everything = { sbp: 148, dbp: 90, total_chol: 241, hdl: 46, creatinine: 0.93 };

/** A FHIR Bundle of one made-up person. */
export function person({ id = "one", name = "Robin Example", age = 58, gender = "female", deceased = false, values = everything, days = 20, smoking = "never", conditions = ["Sprained ankle"], medicines = ["amlodipine 5 MG Oral Tablet"] }: Someone = {}): { resourceType: string; type: string; entry: { resource: object }[] } {
  const subject = { reference: `Patient/${id}` };
  const observation = (code: string, more: object): { resource: object } => ({
    resource: { resourceType: "Observation", status: "final", code: { coding: [{ system: "http://loinc.org", code }] }, subject, effectiveDateTime: daysAgo(days), ...more },
  });
  return {
    resourceType: "Bundle",
    type: "collection",
    entry: [
      { resource: { resourceType: "Patient", id, name: [{ text: name }], gender, birthDate: bornAt(age), ...(deceased ? { deceasedBoolean: true } : {}) } },
      ...Object.entries(values).map(([concept, value]) => {
        const [code, unit] = LOINC[concept] ?? ["", ""];
        return observation(code, { valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit } });
      }),
      observation("72166-2", { valueCodeableConcept: { coding: [{ system: "http://snomed.info/sct", code: smoking === "current" ? "449868002" : "266919005" }] } }),
      ...conditions.map((text) => ({ resource: { resourceType: "Condition", subject, clinicalStatus: { coding: [{ code: "active" }] }, code: { text } } })),
      ...medicines.map((text) => ({ resource: { resourceType: "MedicationStatement", status: "active", subject, medicationCodeableConcept: { text } } })),
    ],
  };
}
