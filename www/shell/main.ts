/**
 * The outer shell: owns files, storage and the window, and holds the application in a sealed frame. It
 * fetches the names of its own list and nothing else, and answers the frame's closed set of questions.
 */
import { answer, type Shell } from "./answers";
import { takeDrops } from "./drop";
import { loadFile, loadInline, modules, type List } from "./modules";
import { showBar, showInstead } from "./notice";
import { stayOffline, whenIdle } from "./offline";
import { parseQuestion, type Say } from "./protocol";
import { wordsFor } from "./words";

/** Set by the build. */
declare const __LIST__: List;
declare const __ONE_FILE__: boolean;
declare const __SANDBOX__: string;

let language = navigator.language;
const words = () => wordsFor(language);

const parts = modules(__LIST__, __ONE_FILE__ ? loadInline : loadFile);

// The check before this script may have shown which browsers work instead.
if (!("bedsideTooOld" in window)) void start();

async function start(): Promise<void> {
  try {
    const documentText = parts.text("frame");
    // Asked for now, needed a moment later: the small engine, its worker, its catalogue and the words.
    for (const name of ["catalog", "worker/quick", "wasm/quick", /^zh\b/i.test(language) ? "words/zh" : "words/en"]) {
      if (parts.has(name)) parts.bytes(name).catch(() => {});
    }
    openFrame(await documentText);
  } catch (error) {
    fail(String(error));
  }
}

function openFrame(text: string): void {
  // One policy for the whole page: a frame from srcdoc inherits the shell's list of policy names.
  const policy = window.trustedTypes?.createPolicy("bedside", {
    createHTML: (html) => (html === text ? html : ""),
    createScriptURL: (address) => (address === "sw.js" ? address : ""),
  });
  const frame = document.createElement("iframe");
  if (__SANDBOX__) frame.setAttribute("sandbox", __SANDBOX__);
  frame.title = words().frame;
  frame.name = navigator.language;
  frame.setAttribute("referrerpolicy", "no-referrer");

  const shell: Shell = {
    modules: parts,
    frame,
    armDrop: takeDrops(frame, (files, skipped) => say({ say: "files", files, skipped })),
    setLanguage: (chosen) => {
      language = chosen;
      document.documentElement.lang = chosen;
      document.body.dataset.print = words().print;
    },
    shown: () => shown(policy?.createScriptURL("sw.js") ?? "sw.js"),
    failed: fail,
  };
  let port: MessagePort | undefined;
  const say = (message: Say, transfer: Transferable[] = []) => port?.postMessage(message, transfer);

  // The frame says hello once; a second hello, or one from anywhere else, finds nobody.
  window.addEventListener("message", function hello(event) {
    if (event.source !== frame.contentWindow || event.data !== "bedside:hello" || port) return;
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }: MessageEvent<unknown>) => void hear(data);
    // An opaque origin has no name to give; the window itself was checked.
    frame.contentWindow?.postMessage("bedside:port", "*", [channel.port2]);
    window.removeEventListener("message", hello);
  });

  const hear = async (data: unknown): Promise<void> => {
    const question = parseQuestion(data);
    if (!question) {
      const id = typeof data === "object" && data !== null && "id" in data ? Number(data.id) : 0;
      say({ id, refused: "unknown" });
      return;
    }
    try {
      say({ id: question.id, value: (await answer(shell, question)) ?? null });
    } catch (error) {
      say({ id: question.id, refused: error instanceof Error ? error.message : "failed" });
    }
  };

  handKeyboard(frame, (message) => say(message));
  frame.srcdoc = (policy?.createHTML(text) ?? text) as string;
  document.body.dataset.print = words().print;
  document.body.prepend(frame);
}

/** After load the keyboard is the shell's: the first key goes to the frame, and Ctrl+P prints the frame. */
function handKeyboard(frame: HTMLIFrameElement, say: (message: Say) => void): void {
  const outside = () => document.activeElement === document.body || document.activeElement === null;
  window.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "p") {
      event.preventDefault();
      say({ say: "print" });
    } else if (outside() && !event.ctrlKey && !event.metaKey && !event.altKey) {
      frame.focus();
      say({ say: "focus" });
    }
  });
  window.addEventListener("focus", () => {
    if (outside()) frame.focus();
  });
}

const AFTER_FIRST_MS = 1500;

/** The first screen stands: hand the keyboard over, then see to offline use. */
let wasShown = false;
function shown(script: TrustedScriptURL | string): void {
  if (wasShown) return;
  wasShown = true;
  if (document.hasFocus()) document.querySelector("iframe")?.focus();
  if (__ONE_FILE__) return;
  if (!window.isSecureContext) {
    showBar("plain-http", words().plainHttp, [{ label: words().close }]);
    return;
  }
  // What the first score needs has the line to itself; then the whole engine, so that a file or a plan asks for nothing.
  setTimeout(() => whenIdle(() => void behind(script)), AFTER_FIRST_MS);
}

async function behind(script: TrustedScriptURL | string): Promise<void> {
  await Promise.allSettled(["worker/core", "wasm/core"].filter((name) => parts.has(name)).map((name) => parts.bytes(name)));
  // Further modules too, before anybody wants them: a request at that moment would tell the host what is being looked at.
  await Promise.allSettled(Object.keys(__LIST__).filter((name) => /^(worker|wasm)\//.test(name)).map((name) => parts.bytes(name)));
  await stayOffline(script, (apply) => {
    showBar("update", words().update, [{ label: words().updateNow, run: apply }, { label: words().later }]);
  }).catch(() => {
    // Storage may be full or forbidden: the page works all the same while there is a network.
  });
}

function fail(what: string): void {
  if (wasShown) return;
  console.error(`Bedside could not start: ${what}`);
  showInstead(words().failed, words().failedNext);
}
