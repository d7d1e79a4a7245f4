/** The built page on a loopback server, for tests that look at the shell from outside. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type Frame, type Page, expect } from "@playwright/test";
import { type Options, type Parts, compile, renderOneFile, renderSite, write } from "../../../scripts/build-page.mjs";
import { serve } from "../../../scripts/serve.mjs";

let compiled: Promise<Parts> | undefined;
/** The compiled page, once per test process. */
export const parts = (): Promise<Parts> => (compiled ??= compile());

export interface Site {
  folder: string;
  address: string;
  /** Paths asked for so far. */
  requests: string[];
  /** Puts another build in its place, as a host would. */
  replace(other: Parts): void;
  /** Stops the server; the page must do without. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** Renders and serves a page. */
export async function site(options: Options & { without?: readonly string[]; parts?: Parts; compressed?: boolean } = {}): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "bedside-site-"));
  const put = (built: Parts) => {
    const files = renderSite(built, options);
    files.set("bedside.html", Buffer.from(renderOneFile(built, options)));
    // Brotli at its best takes many seconds: only where a test looks at it.
    write(files, folder, options.compressed ?? false);
  };
  put(options.parts ?? (await parts()));
  const requests: string[] = [];
  const server = await serve({ root: folder, without: options.without ?? [], onRequest: (path) => requests.push(path) });
  let stopped = false;
  const stop = async () => {
    if (!stopped) await server.close();
    stopped = true;
  };
  return {
    folder,
    address: server.address,
    requests,
    replace: put,
    stop,
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Files of a folder, as paths with slashes. */
export function listing(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll("\\", "/")).sort();
}

/** Waits until the application stands inside the sealed frame. */
export async function standing(page: Page): Promise<Frame> {
  const frame = await page.waitForSelector("iframe").then((element) => element.contentFrame());
  if (!frame) throw new Error("no frame");
  await expect(frame.locator("bedside-assess h1").first()).toBeVisible({ timeout: 20_000 });
  return frame;
}

/** Waits until the service worker runs and holds everything. */
export async function keptOffline(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === "activated") return;
    await new Promise<void>((done) => active?.addEventListener("statechange", () => active.state === "activated" && done()));
  });
}
