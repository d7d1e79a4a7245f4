// A Chromium for tests and benchmarks: one that is installed, else one that this installs.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMain, onPath, run, say } from "./lib/run.mjs";

/** Flags that make a headless Chromium quiet and its own network traffic nil. */
export const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @returns {string[]} places where a Chrome, Edge or Chromium usually lives */
function usualPlaces() {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === "win32") {
    const folders = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
    const programs = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe", "Chromium\\Application\\chrome.exe"];
    return folders.flatMap((folder) => (folder ? programs.map((program) => join(folder, program)) : []));
  }
  return [];
}

/** Chromium of Playwright's own download, when it is there. */
async function playwrightsOwn() {
  const { chromium } = await import("playwright-core");
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

/** Path of an installed Chromium, or undefined. */
export async function installedChromium() {
  const named = process.env.BEDSIDE_CHROMIUM;
  if (named && existsSync(named)) return named;
  const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "microsoft-edge-stable", "microsoft-edge"];
  const onThePath = process.platform === "win32" ? undefined : names.map((name) => onPath(name)).find(Boolean);
  return onThePath ?? usualPlaces().find((path) => existsSync(path)) ?? (await playwrightsOwn());
}

/** Debian or a child of it. */
function isDebian() {
  if (!existsSync("/etc/os-release")) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync("/etc/os-release", "utf8"));
}

/**
 * Path of a Chromium, installed first when there is none: by apt where this is root on Debian, else
 * Playwright's own download.
 * @returns {Promise<string>}
 */
export async function chromium() {
  const found = await installedChromium();
  if (found) return found;
  if (isDebian() && process.getuid?.() === 0 && onPath("apt-get")) {
    say("chromium: installing Debian's");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    try {
      await run("apt-get", ["update"], { env });
      await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"], { env });
    } catch {
      say("chromium: apt could not install it");
    }
    const installed = onPath("chromium");
    if (installed) return installed;
  }
  say("chromium: downloading Playwright's own");
  await run(process.execPath, [join("node_modules", "playwright-core", "cli.js"), "install", "chromium"]).catch(() => undefined);
  const own = await playwrightsOwn();
  if (own) return own;
  throw new Error("No Chromium was found or could be installed: install Chrome, Edge or Chromium, then run this again.");
}

if (isMain(import.meta.url)) say(await chromium());
