/** Development page of the second list: `/views.html?state=full&view=plan&lang=zh&theme=dark`. Never shipped. */
import "../src/main";
import type { BedsideAssess } from "../src/app";
import { type Catalogue, mergeCatalogues } from "../src/locale";
import type { Theme } from "../src/state";
import { people, viewsEngine } from "./fixtures-views";

const files = import.meta.glob<Catalogue>("../locales/*/*.json", { import: "default", eager: true });
const asked = new URLSearchParams(location.search);
const state = asked.get("state") ?? "full";
const page = document.querySelector<BedsideAssess>("bedside-assess");
if (page === null) throw new Error("no element");
const downloads: { name: string; data: Uint8Array | string }[] = [];
Object.assign(globalThis, { downloads });

page.client = viewsEngine(state);
page.startLanguage = asked.get("lang") === "zh" ? "zh" : "en";
page.host = {
  catalogue: (language: string) =>
    Promise.resolve(mergeCatalogues(Object.keys(files).filter((name) => name.includes(`/locales/${language}/`)).map((name) => files[name] ?? {}))),
  download: (name, _type, data) => {
    downloads.push({ name, data });
    return Promise.resolve();
  },
  copy: () => Promise.resolve(),
  print: () => print(),
  title: (text) => {
    document.title = text;
  },
  language: (language) => {
    document.documentElement.lang = language;
  },
  theme: () => undefined,
  askBeforeLeaving: () => undefined,
  example: (id) => Promise.resolve([{ name: `${id}.json`, data: new Uint8Array() }]),
};
await page.start();
const { app } = page;
if (app !== undefined) {
  Object.assign(globalThis, { app });
  app.setTheme((asked.get("theme") ?? "auto") as Theme);
  if (asked.get("units") === "si") app.setSystem("si");
  if (asked.get("audience") === "clinician") app.audience.value = "clinician";
  const country = asked.get("country");
  if (country !== null) app.country.value = country;
  const view = asked.get("view") ?? "findings";
  if (view === "batch" && asked.has("rows")) await app.open([{ name: "clinic.csv", data: new TextEncoder().encode(people(Number(asked.get("rows")))) }]);
  else if (view !== "form" && view !== "batch") await app.open([{ name: "my-record.json", data: new Uint8Array([123, 125]) }]);
  if (app.place.peek().view !== view) app.go(view);
  const dialog = asked.get("dialog");
  if (dialog !== null) app.openDialog(dialog, asked.get("arg") ?? undefined);
}
document.documentElement.dataset["ready"] = "yes";
