/**
 * The page cannot leak: hostile code inside the application's frame, and inside the engine's worker, tries every
 * known way out, one at a time. Judged by loopback listeners and by Chromium's own net log, in a normal profile.
 */
import { expect, test } from "@playwright/test";
import { Attack, type Leak, type Setting } from "./support/attack";
import { type Channel, channels, tablePath } from "./support/channels";
import { workerAttempts } from "./support/hostile-worker";

const rows = channels();
const attempts = rows.reduce((sum, { stay, leave }) => sum + stay.length + leave.length, 0);

test.describe.configure({ timeout: 240_000 });

/** What leads out of a page, by row of the table. */
async function leaks(setting: Setting, list: readonly Channel[] = rows): Promise<Leak[]> {
  const attack = await Attack.start(setting);
  await attack.run(list);
  return attack.leaks();
}

const named = (...parts: string[]): Channel[] => {
  const found = parts.map((part) => rows.find(({ name }) => name.includes(part)));
  return found.map((row, at) => {
    if (!row) throw new Error(`no row named like ${parts[at]}`);
    return row;
  });
};
/** One line for each attempt that led out, with what was seen of it. */
const told = (found: readonly Leak[]): string[] => {
  const lines = new Map<string, string[]>();
  for (const { channel, attempt, seen } of found) {
    const line = `${channel}: ${attempt}`;
    lines.set(line, [...(lines.get(line) ?? []), seen]);
  }
  return [...lines].map(([line, seen]) => `${line} [${seen.join(", ")}]`);
};
const channelsOf = (found: readonly Leak[]): string[] => [...new Set(found.map(({ channel }) => channel))];
const open = rows.filter(({ openOnFile }) => openOnFile).map(({ name }) => name);

test("over http with the header nothing leads out of the frame", async () => {
  console.log(`${rows.length} ways out, ${attempts} attempts, from ${tablePath().includes("fixtures") ? "the copy in tests/fixtures" : "the shared facts"}`);
  expect(told(await leaks({ where: "http", header: true }))).toEqual([]);
});

test("where the host cannot send the header, the service worker adds it from the second visit on", async () => {
  const list = rows.filter(({ openOnFile }) => openOnFile);
  expect(told(await leaks({ where: "http", secondVisit: true }, list))).toEqual([]);
});

test("from a file only the rows that the table calls open lead out, and only as a name looked up", async () => {
  const found = await leaks({ where: "file" });
  expect(told(found.filter(({ channel }) => !open.includes(channel)))).toEqual([]);
  // Even these carry no request: nothing arrives at a listener.
  expect(found.filter(({ seen }) => seen.startsWith("tcp:") || seen.startsWith("udp:"))).toEqual([]);
});

test("the privacy words say what is open on a file, in both languages", async () => {
  const attack = await Attack.start({ where: "file" });
  const { frame } = await attack.open();
  for (const [language, say] of [["EN", /turn off the network/i], ["中文", /断开网络|关闭网络|关掉网络|断网/]] as const) {
    await frame.locator("bedside-header").getByRole("button", { name: language, exact: true }).click();
    await frame.evaluate(() => document.querySelector("bedside-assess")?.app?.openDialog("privacy"));
    await expect(frame.locator("dialog[open]")).toContainText(say);
    await frame.evaluate(() => document.querySelector("bedside-assess")?.app?.closeDialog());
  }
  await attack.leaks();
});

test.describe("each layer is what closes a way: without it that way is seen to lead out", () => {
  test("the header: without it a navigation has a name looked up, and nothing more", async () => {
    const found = await leaks({ where: "http" });
    expect(told(found.filter(({ channel }) => !open.includes(channel)))).toEqual([]);
    expect(channelsOf(found).sort()).toEqual([...open].sort());
  });

  test("the policy: without it requests, sockets and text as code get out", async () => {
    const list = named("fetch / XHR", "image / css", "form submit", "a[ping]", "WebSocket", "blob: worker", "eval");
    const found = await leaks({ where: "http", omit: ["policy"] }, list);
    expect(channelsOf(found)).toEqual(expect.arrayContaining(list.filter(({ name }) => !name.startsWith("form")).map(({ name }) => name)));
    for (const attempt of ["fetch", "beacon", "image", "css import", "WebSocket", "worker fetch", "a[ping]"]) {
      expect(found.filter((leak) => leak.attempt === attempt && leak.seen.startsWith("tcp:"))).not.toEqual([]);
    }
  });

  test("the sandbox: without it windows open and the page itself can be led away", async () => {
    const list = named("window.open(url", "form GET, object");
    const found = await leaks({ where: "http", omit: ["sandbox"] }, list);
    for (const attempt of ["window.open", "top.location", "click to _blank"]) {
      expect(found.filter((leak) => leak.attempt === attempt && leak.seen.startsWith("tcp:"))).not.toEqual([]);
    }
  });

  test("the removal: without it STUN packets and link hints get out", async () => {
    const found = await leaks({ where: "http", omit: ["removal"] }, named("WebRTC STUN", "link dns-prefetch"));
    expect(found.filter(({ attempt, seen }) => attempt === "STUN" && seen.startsWith("udp:"))).not.toEqual([]);
    for (const attempt of ["dns-prefetch", "preconnect", "link as a custom element", "link by XSLT"]) {
      expect(told(found)).toContainEqual(expect.stringContaining(`: ${attempt} [`));
    }
  });

  test("Trusted Types: without them a nested frame navigates and markup makes links", async () => {
    const found = await leaks({ where: "http", omit: ["trusted-types"] }, named("meta refresh inside a nested", "link dns-prefetch"));
    for (const attempt of ["nested meta refresh", "link by innerHTML"]) {
      expect(told(found)).toContainEqual(expect.stringContaining(`: ${attempt} [`));
    }
  });

  test("one script: were the removal a script of its own, its replay elsewhere would bring STUN back", async () => {
    const list = named("replays the page's own hashed script");
    const closed = await leaks({ where: "http", omit: ["trusted-types"] }, list);
    expect(told(closed)).toEqual([]);
    const split = await leaks({ where: "http", omit: ["trusted-types"], splitRemoval: true }, list);
    expect(split.filter(({ seen }) => seen.startsWith("udp:"))).not.toEqual([]);
  });
});

test.describe("hostile code inside the engine's worker", () => {
  for (const setting of [{ where: "http", header: true }, { where: "http" }, { where: "file" }] as const) {
    test(`finds no way out: ${setting.where}${"header" in setting ? " with the header" : ""}`, async () => {
      const attack = await Attack.start(setting, workerAttempts);
      const { page, frame } = await attack.open();
      expect(await ranInWorker(frame)).toBeGreaterThan(10);
      await page.waitForTimeout(800);
      expect(told(await attack.leaks())).toEqual([]);
    });
  }

  test("is seen to get out where the policy is missing", async () => {
    const attack = await Attack.start({ where: "http", omit: ["policy"] }, workerAttempts);
    const { page, frame } = await attack.open();
    await ranInWorker(frame);
    await page.waitForTimeout(800);
    const found = await attack.leaks();
    for (const attempt of ["fetch", "importScripts", "WebSocket", "fetch in a nested worker"]) {
      expect(found.filter((leak) => leak.attempt === attempt && leak.seen.startsWith("tcp:"))).not.toEqual([]);
    }
  });
});

/** How many attempts the worker says it made: a worker that never ran would prove nothing. */
async function ranInWorker(frame: import("@playwright/test").Frame): Promise<number> {
  return frame.evaluate(async () => {
    for (let waited = 0; waited < 100; waited += 1) {
      const tried = (window as unknown as { triedInWorker?: number }).triedInWorker;
      if (tried) return tried;
      await new Promise((later) => setTimeout(later, 50));
    }
    return 0;
  });
}
