/** What the shell does for each question of the frame; `protocol.ts` has checked it before. */
import { forget, giveBack, keep, kept } from "./keep";
import { leaveOffline } from "./offline";
import type { Modules } from "./modules";
import { modelPage } from "../src/workbench/page/page";
import { pageData, type Ask } from "./protocol";

/** The parts of the shell that answers act on. */
export interface Shell {
  modules: Modules;
  frame: HTMLIFrameElement;
  armDrop(): void;
  setLanguage(language: string): void;
  shown(): void;
  failed(what: string): void;
}

/** Answers one checked question; a rejection is told to the frame as a refusal. */
export async function answer(shell: Shell, question: Ask): Promise<unknown> {
  switch (question.ask) {
    case "module":
      // The shell itself uses its document; the frame has no business with it.
      if (question.name === "frame") throw new Error("not on the list");
      return shell.modules.bytes(question.name);
    case "keep":
      return keep(question.name, question.blob);
    case "kept":
      return kept();
    case "return":
      return giveBack(question.name);
    case "forget":
      await forget(question.name);
      if (question.name === null) await leaveOffline();
      return null;
    case "download":
      return download(question.name, question.type, question.data);
    case "page": {
      const page = pageData(question.model);
      if (page === undefined) throw new Error("not a model");
      return download(question.name, "text/html", new TextEncoder().encode(modelPage(page)).buffer as ArrayBuffer);
    }
    case "copy":
      return copy(question.text);
    case "title":
      document.title = question.text;
      return null;
    case "language":
      shell.setLanguage(question.language);
      return null;
    case "theme":
      document.documentElement.dataset.theme = question.theme;
      return null;
    case "leaving":
      window.onbeforeunload = question.on ? (event) => event.preventDefault() : null;
      return null;
    case "focus":
      shell.frame.focus();
      return null;
    case "dragging":
      shell.armDrop();
      return null;
    case "shown":
      shell.shown();
      return null;
    case "failed":
      shell.failed(question.what);
      return null;
  }
}

function download(name: string, type: string, data: ArrayBuffer): null {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([data], { type }));
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the bytes by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return null;
}

async function copy(text: string): Promise<null> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No permission or no secure context: the old way needs a selection of the shell's own.
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "copy-field";
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    if (!copied) throw new Error("copy");
  }
  return null;
}
