/**
 * Development page: the real views over an engine of invented replies. Never shipped.
 * `?state=overview&lang=zh&theme=dark&view=plan` opens a state; states are in `fixtures.ts`.
 */
import "../src/main";
import type { BedsideAssess } from "../src/app";
import { type Catalogue, type Language, mergeCatalogues } from "../src/locale";
import type { Theme } from "../src/state";
import { engineFor } from "./engine";

const files = import.meta.glob<Catalogue>("../locales/*/*.json", { import: "default", eager: true });
const asked = new URLSearchParams(location.search);
const state = asked.get("state") ?? "door";
const page = document.querySelector<BedsideAssess>("bedside-assess");
if (page === null) throw new Error("no element");

page.client = engineFor(state);
page.startLanguage = asked.get("lang") === "zh" ? "zh" : "en";
page.host = {
  catalogue: (language: string) =>
    Promise.resolve(mergeCatalogues(Object.keys(files).filter((name) => name.includes(`/locales/${language}/`)).map((name) => files[name] ?? {}))),
  download: (name) => Promise.resolve(console.info("download", name)),
  copy: (text) => Promise.resolve(console.info("copy", text)),
  print: () => print(),
  title: (text) => {
    document.title = text;
  },
  language: (language: Language | string) => {
    document.documentElement.lang = language;
  },
  theme: () => undefined,
  askBeforeLeaving: () => undefined,
  example: (id) => Promise.resolve([{ name: `${id}.json`, data: new Uint8Array() }]),
};
await page.start();
const { app } = page;
if (app !== undefined) {
  app.setTheme((asked.get("theme") ?? "auto") as Theme);
  if (asked.get("units") === "si") app.setSystem("si");
  if (asked.get("audience") === "clinician") app.audience.value = "clinician";
  const country = asked.get("country");
  if (country !== null) app.country.value = country;
  if (state !== "door") await app.open([{ name: "my-record.json", data: new Uint8Array() }]);
  const view = asked.get("view");
  if (view !== null) app.go(view);
  const dialog = asked.get("dialog");
  if (dialog !== null) app.openDialog(dialog);
}
document.documentElement.dataset["ready"] = "yes";
