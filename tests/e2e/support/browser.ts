/** Which browser the tests drive, and how: nothing of its own goes to the network. */
import { existsSync } from "node:fs";

/** Path of the Chromium to use; nothing means Playwright's own. */
export function chromiumPath(): string | undefined {
  const told = process.env["BEDSIDE_CHROMIUM"] ?? process.env["CHROMIUM_PATH"];
  if (told) return told;
  return existsSync("/usr/bin/chromium") ? "/usr/bin/chromium" : undefined;
}

/** Flags for a quiet headless browser. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // The browser's own errands of a normal profile.
  "--host-resolver-rules=MAP *.google.com ~NOTFOUND, MAP *.googleapis.com ~NOTFOUND",
];
