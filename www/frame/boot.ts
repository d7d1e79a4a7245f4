/**
 * Starts the application inside the sealed frame. The build puts `removal.js` before this text, so that its
 * removal is the first statement of the first script; the second (`src/workbench.ts`) is brought by it, and the frame's
 * policy lets no other run.
 */
import "../src/main";
import { languageOf, type Language } from "../src/locale";
import { type Asking, meetShell } from "./ask";
import { engines } from "./engine";
import { shellHost } from "./host";

void boot();

async function boot(): Promise<void> {
  const shell = await meetShell();
  try {
    // Trusted Types: the worker's address and a further script are all of ours that needs a policy.
    const policy = window.trustedTypes?.createPolicy("bedside", {
      createScriptURL: (address) => (address.startsWith("blob:") ? address : ""),
      // Whatever it is: only the text whose hash the frame's policy names runs.
      createScript: (text) => text,
    });
    const { client, whole } = engines(shell, policy, (error) => {
      shell.ask({ ask: "failed", what: String(error).slice(0, 300) }).catch(() => {});
    });
    const page = document.createElement("bedside-assess");
    page.client = client;
    page.host = shellHost(shell, policy);
    page.startLanguage = firstLanguage();
    document.body.append(page);
    handBack(shell);
    await page.start();
    await shell.ask({ ask: "shown" });
    // Behind the first screen, so that a file finds it ready; a call that needs it sooner brings it itself.
    setTimeout(() => whole().catch(() => {}), 1500);
  } catch (error) {
    await shell.ask({ ask: "failed", what: String(error).slice(0, 300) });
  }
}

/** The shell names this frame by the browser's language: what `navigator` says in here may come too late. */
function firstLanguage(): Language {
  return languageOf(window.name || navigator.language) ?? "en";
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
