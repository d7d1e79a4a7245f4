/**
 * Starts the application inside the sealed frame. The build puts `removal.js` before this text, so that its
 * removal is the first statement of the only script that the frame's policy lets run.
 */
import "../src/main";
import type { Client } from "../src/client";
import type { Bedside } from "../src/engine/api";
import type { Language } from "../src/locale";
import { type Asking, meetShell } from "./ask";
import { openEngine } from "./engine";
import { shellHost } from "./host";

void boot();

async function boot(): Promise<void> {
  const shell = await meetShell();
  try {
    // Trusted Types: the worker's address is the only thing of ours that needs a policy.
    const policy = window.trustedTypes?.createPolicy("bedside", {
      createScriptURL: (address) => (address.startsWith("blob:") ? address : ""),
    });
    const engine = openEngine(shell, "core", policy);
    engine.catch((error: unknown) => shell.ask({ ask: "failed", what: String(error).slice(0, 300) }).catch(() => {}));
    const page = document.createElement("bedside-assess");
    page.client = later(engine);
    page.host = shellHost(shell);
    page.startLanguage = firstLanguage();
    document.body.append(page);
    handBack(shell);
    await page.start();
    await shell.ask({ ask: "shown" });
  } catch (error) {
    await shell.ask({ ask: "failed", what: String(error).slice(0, 300) });
  }
}

/** The door is shown while the engine still starts: every call waits for it. */
function later(engine: Promise<Client>): Bedside {
  return new Proxy({} as Bedside, {
    get:
      (_, name: keyof Client) =>
      async (...args: unknown[]) => {
        const client = await engine;
        return (client[name] as (...given: unknown[]) => unknown)(...args);
      },
  });
}

function firstLanguage(): Language {
  return /^zh\b/i.test(navigator.language) ? "zh" : "en";
}

/** What only the shell can do, or only this frame: printing, focus, dropped folders. */
function handBack(shell: Asking): void {
  shell.on("print", () => window.print());
  shell.on("focus", () => window.focus());
  window.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "p") {
      event.preventDefault();
      window.print();
    }
  });
  window.addEventListener("dragenter", (event) => {
    if (event.dataTransfer?.types.includes("Files")) shell.ask({ ask: "dragging" }).catch(() => {});
  });
  // A file dropped beside the drop zone must not replace this document.
  for (const type of ["dragover", "drop"]) {
    window.addEventListener(type, (event) => {
      if ((event as DragEvent).dataTransfer?.types.includes("Files")) event.preventDefault();
    });
  }
}
