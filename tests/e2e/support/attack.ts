/** Runs hostile code in one browser and says which ways led out, by listeners and by the net log. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Frame, type Page } from "@playwright/test";
import { type Layer, compile, renderOneFile, renderSite, write } from "../../../scripts/build-page.mjs";
import { serve } from "../../../scripts/serve.mjs";
import { chromiumPath, FLAGS } from "./browser";
import type { Channel } from "./channels";
import { type Outside, listen } from "./listeners";
import { sightings } from "./netlog";
import { root } from "./paths";

/** Domain of the marked names; `.test` is reserved and belongs to nobody. */
const DOMAIN = "bedside-probe.test";
/** Time for a packet or a look-up to show after an attempt, ms. */
const SETTLE = 350;

/** The page under attack. */
export interface Setting {
  where: "http" | "file";
  /** Whether the server sends the allow-list header. */
  header?: boolean;
  omit?: readonly Layer[];
  splitRemoval?: boolean;
}

/** One attempt that led out. */
export interface Leak {
  channel: string;
  attempt: string;
  seen: string;
}

let compiled: ReturnType<typeof compile> | undefined;
/** The compiled page, once per test process. */
export const parts = (): ReturnType<typeof compile> => (compiled ??= compile());

/** A running attack: a browser with a net log, a page variant on disk and a place it is served from. */
export class Attack {
  private readonly tags = new Map<string, { channel: string; attempt: string }>();
  private readonly ports = new Map<number, string>();
  private readonly ran: Leak[] = [];
  /** Channels whose row is about the request alone: looking the name up is another row. */
  private readonly requestsOnly = new Set<string>();
  private next = 1;
  private constructor(
    private readonly folder: string,
    private readonly browser: BrowserContext,
    private readonly outside: Outside,
    readonly address: string,
    /** Paths that the page's own server was asked for. */
    readonly requests: readonly string[],
    private readonly stop: () => Promise<void>,
  ) {}

  static async start(setting: Setting, hostileWorker?: (outside: Outside, tag: (attempt: string) => string) => string): Promise<Attack> {
    const folder = mkdtempSync(join(tmpdir(), "bedside-attack-"));
    const outside = listen();
    // A profile of its own, not a private window: in private windows Chromium ignores hints such as dns-prefetch,
    // so a test there would not see them.
    const browser = await chromium.launchPersistentContext(join(folder, "profile"), {
      executablePath: chromiumPath(),
      serviceWorkers: "block",
      args: [...FLAGS, `--log-net-log=${join(folder, "net.json")}`, "--net-log-capture-mode=Everything"],
    });
    const options = { ...setting, hostile: readFileSync(join(root, "tests/e2e/support/hostile.js"), "utf8") };
    const tags: [string, string][] = [];
    const worker = hostileWorker?.(outside, (attempt) => {
      const tag = `w${tags.length}`;
      tags.push([tag, attempt]);
      return tag;
    });
    if (worker) Object.assign(options, { hostileWorker: worker });
    const site = join(folder, "site");
    const requests: string[] = [];
    let address: string;
    let stop = () => Promise.resolve();
    if (setting.where === "http") {
      write(renderSite(await parts(), options), site);
      const without = setting.header ? [] : ["Connection-Allowlist"];
      // A variant without the policy has none in the header either.
      const server = await serve({ root: site, without, onRequest: (path) => requests.push(path) });
      address = server.address;
      stop = () => server.close();
    } else {
      write(new Map([["bedside.html", Buffer.from(renderOneFile(await parts(), options))]]), site);
      address = `file://${join(site, "bedside.html")}`;
    }
    const attack = new Attack(folder, browser, outside, address, requests, stop);
    for (const [tag, attempt] of tags) attack.tags.set(tag, { channel: "worker", attempt });
    return attack;
  }

  /** A fresh page whose application stands. */
  async open(): Promise<{ page: Page; frame: Frame }> {
    const page = await this.browser.newPage();
    await page.goto(this.address);
    const frame = await page.waitForSelector("iframe").then((element) => element.contentFrame());
    if (!frame) throw new Error("no frame");
    await frame.waitForFunction(() => document.querySelector("bedside-assess")?.shadowRoot?.querySelector("h1"));
    return { page, frame };
  }

  /** Tries every attempt of a channel, towards the listeners and towards a name. */
  async channel(channel: Channel): Promise<void> {
    if (channel.judge === "request") this.requestsOnly.add(channel.name);
    for (const target of ["listener", "name"] as const) {
      if (channel.stay.length > 0) await this.onOnePage(channel, channel.stay, target);
      for (const attempt of channel.leave) await this.onOnePage(channel, [attempt], target);
    }
  }

  private async onOnePage(channel: Channel, attempts: readonly string[], target: "listener" | "name"): Promise<void> {
    const { page, frame } = await this.open();
    for (const attempt of attempts) {
      const tag = `t${this.next++}`;
      this.tags.set(tag, { channel: channel.name, attempt });
      const to = await this.towards(tag, target);
      // A person's click lends the page the rights of a click.
      await page.mouse.click(3, 3).catch(() => {});
      await frame.evaluate(([name, where]) => (window as unknown as Hostile).hostile.run(name, where), [attempt, to] as const).catch(() => {
        // The attempt took the page away.
      });
    }
    await page.waitForTimeout(SETTLE);
    if (channel.judge === "ran") {
      const ran = await frame.evaluate(() => (window as unknown as { ranText?: boolean }).ranText === true).catch(() => false);
      if (ran) this.ran.push({ channel: channel.name, attempt: attempts.join(", "), seen: "text ran as code" });
    }
    await page.close();
  }

  private async towards(tag: string, target: "listener" | "name"): Promise<Target> {
    const host = target === "name" ? `${tag}.${DOMAIN}` : "127.0.0.1";
    const { tcp, udp } = await this.outside.portsFor(tag);
    this.ports.set(tcp, tag).set(udp, tag);
    const at = `${host}:${tcp}/?data=secret`;
    return { url: `http://${at}`, ws: `ws://${at}`, stun: `stun:${host}:${udp}`, host };
  }

  /** Ends the browser and says what led out. */
  async leaks(): Promise<Leak[]> {
    await this.browser.close();
    await this.stop();
    const found = [...this.ran];
    for (const { how, tag, text } of this.outside.arrivals) {
      found.push({ ...this.named(tag), seen: `${how}: ${text.slice(0, 80)}` });
    }
    for (const { event, tag } of sightings(join(this.folder, "net.json"), DOMAIN, this.ports)) {
      const { channel, attempt } = this.named(tag);
      if (!this.requestsOnly.has(channel)) found.push({ channel, attempt, seen: event });
    }
    await this.outside.close();
    rmSync(this.folder, { recursive: true, force: true });
    return unique(found);
  }

  private named(tag: string): { channel: string; attempt: string } {
    return this.tags.get(tag) ?? { channel: "unknown", attempt: tag };
  }
}

interface Target {
  url: string;
  ws: string;
  stun: string;
  host: string;
}

interface Hostile {
  hostile: { names: string[]; run(name: string, to: Target): Promise<string> };
}

function unique(leaks: readonly Leak[]): Leak[] {
  const seen = new Map(leaks.map((leak) => [`${leak.channel}|${leak.attempt}|${leak.seen}`, leak]));
  return [...seen.values()];
}

/** Runs `work` over `items`, a few at a time. */
export async function inTurns<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    }),
  );
}
