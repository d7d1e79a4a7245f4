/** The page's code behind `bedside/element`, with the host and the engine of a page without the sealed shell. */
import { BedsideAssess } from "../../www/src/main";
import "../../www/src/workbench";
import type { Bedside, NamedFile } from "../../www/src/engine/api";
import type { Host } from "../../www/src/host";
import { languageOf, type Catalogue, type Language } from "../../www/src/locale";
import { modelPage } from "../../www/src/workbench/page/page";
import examples from "../../www/examples/index.json";
import { open } from "./browser";

BedsideAssess.surroundings = async (element) => {
  element.startLanguage = languageAt(element);
  const engine = await open();
  const client = new Proxy(engine as unknown as Bedside, {
    get: (_, name: keyof Bedside) => async (...args: unknown[]) => (engine[name] as (...given: unknown[]) => unknown).apply(engine, args),
  });
  return { client, host: hostOf(element) };
};

/** The attribute `lang`, else the page's language, else English. */
function languageAt(element: HTMLElement): Language {
  return languageOf(element.lang || element.ownerDocument.documentElement.lang) ?? "en";
}

/** A file of the package, beside this module. */
async function own(path: string): Promise<Response> {
  const answer = await fetch(new URL(path, import.meta.url));
  if (!answer.ok) throw new Error(`bedside: ${path} answered ${answer.status}`);
  return answer;
}

/** A host that leaves the surrounding page as it is: its title, language and theme are its own. */
function hostOf(element: HTMLElement): Host {
  const stay = (event: BeforeUnloadEvent): void => event.preventDefault();
  return {
    catalogue: async (language) => (await (await own(`./locales/${language}.json`)).json()) as Catalogue,
    download: async (name, type, data) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([typeof data === "string" ? data : data.slice()], { type }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    page: async (name, data) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([modelPage(data)], { type: "text/html" }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    copy: (text) => navigator.clipboard.writeText(text),
    print: () => window.print(),
    title: () => {},
    language: () => {},
    theme: () => {},
    askBeforeLeaving: (ask) => (ask ? addEventListener("beforeunload", stay) : removeEventListener("beforeunload", stay)),
    examples,
    example: async (id) => {
      const files = (await (await own(`./examples/${id}.json`)).json()) as { name: string; text: string }[];
      return files.map(({ name, text }): NamedFile => ({ name, data: new TextEncoder().encode(text) }));
    },
    onFiles: (take) => {
      element.addEventListener("dragover", (event) => event.preventDefault());
      element.addEventListener("drop", (event) => {
        // The door takes what is dropped on it.
        if (event.defaultPrevented) return;
        event.preventDefault();
        take([...(event.dataTransfer?.files ?? [])]);
      });
    },
  };
}
