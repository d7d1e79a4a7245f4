/** Runs hostile code in one browser and says which ways led out, by listeners and by the net log. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Frame, type Page } from "@playwright/test";
import { type Layer, renderOneFile, renderSite, write } from "../../../scripts/build-page.mjs";
import { serve } from "../../../scripts/serve.mjs";
import { chromiumPath, FLAGS } from "./browser";
import type { Channel } from "./channels";
import { type Outside, listen } from "./listeners";
import { type MarkedPort, sightings } from "./netlog";
import { root } from "./paths";
import { keptOffline, parts } from "./site";

/** Domain of the marked names; `.test` is reserved and belongs to nobody. */
const DOMAIN = "bedside-probe.test";
/** Time for a packet or a look-up to show after an attempt, ms. */
const SETTLE = 350;
/** Pages at a time. */
const LANES = 5;

/** The page under attack. */
export interface Setting {
  where: "http" | "file";
  /** Whether the server sends the allow-list header. */
  header?: boolean;
  omit?: readonly Layer[];
  splitRemoval?: boolean;
  /** Let the service worker in: the first visit installs it, the attack is on later ones. */
  secondVisit?: boolean;
}

/** One attempt that led out. */
export interface Leak {
  channel: string;
  attempt: string;
  seen: string;
}


/** A running attack: a browser with a net log, a page variant on disk and a place it is served from. */
export class Attack {
  private readonly ran: Leak[] = [];
  /** Channels whose row is about the request alone: looking the name up is another row. */
  private readonly requestsOnly = new Set<string>();
  private constructor(
    private readonly folder: string,
    private readonly browser: BrowserContext,
    private readonly outside: Outside,
    private readonly marks: Marks,
    readonly address: string,
    /** Paths that the page's own server was asked for. */
    readonly requests: readonly string[],
    private readonly stop: () => Promise<void>,
  ) {}

  /** Starts a browser on one page; `hostileWorker` makes code for the engine's worker from places to get to. */
  static async start(setting: Setting, hostileWorker?: (towards: Towards) => Promise<string>): Promise<Attack> {
    const folder = mkdtempSync(join(tmpdir(), "bedside-attack-"));
    const outside = listen();
    // A profile of its own, not a private window: in private windows Chromium ignores hints such as dns-prefetch,
    // so a test there would not see them.
    const browser = await chromium.launchPersistentContext(join(folder, "profile"), {
      executablePath: chromiumPath(),
      serviceWorkers: setting.secondVisit ? "allow" : "block",
      args: [...FLAGS, `--log-net-log=${join(folder, "net.json")}`, "--net-log-capture-mode=Everything"],
    });
    const options = { ...setting, hostile: readFileSync(join(root, "tests/e2e/support/hostile.js"), "utf8") };
    const marks = new Marks(outside);
    if (hostileWorker) {
      const text = await hostileWorker((attempt, target) => marks.place({ channel: "worker", attempt }, target));
      Object.assign(options, { hostileWorker: text });
    }
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
    const attack = new Attack(folder, browser, outside, marks, address, requests, stop);
    if (setting.secondVisit) {
      const { page } = await attack.open();
      await keptOffline(page);
      await page.close();
    }
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

  /** Tries every attempt of every channel, towards the listeners and towards a name, a few pages at a time. */
  async run(channels: readonly Channel[]): Promise<void> {
    const visits = channels.flatMap((channel) => {
      if (channel.judge === "request") this.requestsOnly.add(channel.name);
      const groups = [...channel.leave.map((attempt) => [attempt]), ...(channel.stay.length > 0 ? [channel.stay] : [])];
      return groups.flatMap((attempts) => (["listener", "name"] as const).map((target) => ({ channel, attempts, target })));
    });
    await Promise.all(
      Array.from({ length: LANES }, async () => {
        for (let visit = visits.shift(); visit; visit = visits.shift()) {
          await this.visit(visit.channel, visit.attempts, visit.target);
        }
      }),
    );
  }

  private async visit(channel: Channel, attempts: readonly string[], target: Kind): Promise<void> {
    const { page, frame } = await this.open();
    for (const attempt of attempts) {
      const to = await this.marks.place({ channel: channel.name, attempt }, target);
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

  /** Ends the browser and says what led out. */
  async leaks(): Promise<Leak[]> {
    await this.browser.close();
    await this.stop();
    const found = [...this.ran];
    for (const { how, tag, text } of this.outside.arrivals) {
      found.push({ ...this.marks.named(tag), seen: `${how}: ${text.slice(0, 80)}` });
    }
    for (const { event, tag } of sightings(join(this.folder, "net.json"), DOMAIN, this.marks.ports)) {
      const { channel, attempt } = this.marks.named(tag);
      if (!this.requestsOnly.has(channel)) found.push({ channel, attempt, seen: event });
    }
    await this.outside.close();
    rmSync(this.folder, { recursive: true, force: true });
    return unique(found);
  }
}

/** Where an attempt tries to get: a loopback listener, or a host name. */
type Kind = "listener" | "name";
type Towards = (attempt: string, target: Kind) => Promise<Target>;

export interface Target {
  url: string;
  ws: string;
  stun: string;
  host: string;
}

interface Hostile {
  hostile: { run(name: string, to: Target): Promise<string> };
}

/** Gives every attempt a name and ports of its own, and knows them again. */
class Marks {
  readonly ports = new Map<number, MarkedPort>();
  private readonly tags = new Map<string, { channel: string; attempt: string }>();

  constructor(private readonly outside: Outside) {}

  async place(mark: { channel: string; attempt: string }, target: Kind): Promise<Target> {
    const tag = `t${this.tags.size + 1}`;
    this.tags.set(tag, mark);
    const host = target === "name" ? `${tag}.${DOMAIN}` : "127.0.0.1";
    const { tcp, udp } = await this.outside.portsFor(tag);
    const since = Date.now();
    this.ports.set(tcp, { tag, since }).set(udp, { tag, since });
    const at = `${host}:${tcp}/?data=secret`;
    return { url: `http://${at}`, ws: `ws://${at}`, stun: `stun:${host}:${udp}`, host };
  }

  named(tag: string): { channel: string; attempt: string } {
    return this.tags.get(tag) ?? { channel: "unknown", attempt: tag };
  }
}

function unique(leaks: readonly Leak[]): Leak[] {
  const seen = new Map(leaks.map((leak) => [`${leak.channel}|${leak.attempt}|${leak.seen}`, leak]));
  return [...seen.values()];
}
