/** The page's `Host` inside the sealed frame: each wish becomes one question of the closed set. */
import examples from "../examples/index.json";
import type { Catalogue } from "../src/locale";
import type { NamedFile } from "../src/engine/api";
import type { Host, KeptRecord } from "../src/host";
import type { Asking } from "./ask";

/** A host that asks the shell. */
export function shellHost(shell: Asking, policy: Pick<TrustedTypePolicy, "createScript"> | undefined): Host {
  // A refusal of these changes nothing that matters: the page stays as it is.
  const tell = (question: Parameters<Asking["ask"]>[0]): void => void shell.ask(question).catch(() => {});
  const foot = document.head.appendChild(document.createElement("style"));
  return {
    catalogue: async (language) => JSON.parse(await part(shell, `words/${language}`)) as Catalogue,
    workbench: {
      bring: () => runPart(shell, "script/workbench", policy),
      words: async (language) => JSON.parse(await part(shell, `words-workbench/${language}`)) as Catalogue,
    },
    download: async (name, type, data) => {
      const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data.slice();
      const buffer = bytes.buffer as ArrayBuffer;
      await shell.ask({ ask: "download", name, type, data: buffer }, [buffer]);
    },
    page: async (name, data) => {
      const model = new TextEncoder().encode(JSON.stringify(data)).buffer as ArrayBuffer;
      await shell.ask({ ask: "page", name, model }, [model]);
    },
    copy: async (text) => {
      await shell.ask({ ask: "copy", text });
    },
    // The shell could print one screen of the frame at most.
    print: () => window.print(),
    paper: (line) => {
      foot.textContent = footRule(line);
    },
    title: (text) => {
      document.title = text;
      tell({ ask: "title", text: text.slice(0, 200) });
    },
    language: (language) => {
      document.documentElement.lang = language;
      tell({ ask: "language", language });
    },
    theme: (theme) => {
      document.documentElement.dataset.theme = theme;
      tell({ ask: "theme", theme });
    },
    history: window.history,
    askBeforeLeaving: (on) => tell({ ask: "leaving", on }),
    examples,
    example: async (id) => {
      const files = JSON.parse(await part(shell, `example/${id}`)) as { name: string; text: string }[];
      return files.map(({ name, text }): NamedFile => ({ name, data: new TextEncoder().encode(text) }));
    },
    kept: {
      keep: async (name, locked) => {
        const blob = new TextEncoder().encode(locked).buffer as ArrayBuffer;
        await shell.ask({ ask: "keep", name, blob }, [blob]);
      },
      list: async () => (await shell.ask({ ask: "kept" })) as KeptRecord[],
      give: async (name) => {
        const blob = (await shell.ask({ ask: "return", name })) as ArrayBuffer | null;
        return blob === null ? undefined : new TextDecoder().decode(blob);
      },
      forget: async (name) => {
        await shell.ask({ ask: "forget", name });
      },
    },
    forget: async () => {
      await shell.ask({ ask: "forget", name: null });
    },
    onFiles: (take) => shell.on("files", ({ files }) => take(files)),
  };
}

/** The rule that puts a line and the page's number under every printed page; a page's box stands outside every shadow. */
export function footRule(line: string): string {
  const text = line.replace(/[\\"\p{Cc}]/gu, " ");
  const looks = "font: 8pt system-ui, sans-serif; color: #444;";
  return `@page { @bottom-left { content: "${text}"; ${looks} } @bottom-right { content: counter(page) " / " counter(pages); ${looks} } }`;
}

const running = new Map<string, Promise<void>>();

/** Runs a further script once. The frame's policy names its hash: no other text would run. */
function runPart(shell: Asking, name: string, policy: Pick<TrustedTypePolicy, "createScript"> | undefined): Promise<void> {
  const run = running.get(name) ?? part(shell, name).then((text) => {
    const script = document.createElement("script");
    script.text = (policy?.createScript(text) ?? text) as string;
    document.head.append(script);
  });
  running.set(name, run);
  // A lost connection may come back: the next question tries again.
  run.catch(() => running.delete(name));
  return run;
}

/** Text of a named part. */
export async function part(shell: Asking, name: string): Promise<string> {
  return new TextDecoder().decode((await shell.ask({ ask: "module", name })) as ArrayBuffer);
}
