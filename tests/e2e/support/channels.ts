/**
 * Which attempts (`hostile.js`) try which row of `egress_channels.csv`. A row that has no attempt here, or
 * the other way round, fails the test: a new way out must be tried.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, shared } from "./paths";

/** One way out. */
export interface Channel {
  /** Name in the table. */
  name: string;
  /** True where nothing found closes it from `file://`. */
  openOnFile: boolean;
  /** Attempts that stay on the page. */
  stay: readonly string[];
  /** Attempts that may lead the page away: each needs a fresh one. */
  leave: readonly string[];
  /** What counts as out: anything a listener or the net log sees, only what a listener gets, or text that ran. */
  judge: "wire" | "request" | "ran";
}

const ATTEMPTS: Record<string, { stay?: string[]; leave?: string[]; judge?: "ran" | "request" }> = {
  "fetch / XHR / sendBeacon": { stay: ["fetch", "fetch no-cors", "xhr", "beacon"] },
  "image / css background / script tag / iframe / prefetch": {
    // "iframe tag" on another host's name is the row "DNS query and preconnect for iframe.src".
    stay: ["image", "css background", "css import", "css font", "stylesheet", "script tag", "video", "import()", "favicon", "manifest", "prefetch"],
  },
  "form submit": { stay: ["form POST to a frame"], leave: ["form GET", "form POST"] },
  "a[ping]": { leave: ["a[ping]", "a[ping] beside a download"] },
  "WebSocket / EventSource": { stay: ["WebSocket", "EventSource", "WebTransport"] },
  "fetch or importScripts in a blob: worker": { stay: ["worker fetch", "worker importScripts", "worker WebSocket"] },
  "eval / new Function": { stay: ["eval", "new Function", "timer with text", "inline handler"], judge: "ran" },
  "WebRTC STUN (UDP)": { stay: ["STUN", "STUN of an empty frame"] },
  "window.open(url?data)": { leave: ["window.open", "window.open noopener", "window.open popup"] },
  "location.href = url?data (the request)": { leave: ["location.href"], judge: "request" },
  "DNS query and preconnect when the frame tries to navigate: location, meta refresh, a.click": {
    leave: ["location.href", "location.replace", "meta refresh", "a.click", "navigation API"],
  },
  "DNS query and preconnect for iframe.src on another host, though frame-src is none": {
    stay: ["iframe tag", "iframe.src", "iframe location"],
  },
  "DNS query for a meta refresh inside a nested srcdoc frame": { stay: ["nested meta refresh", "nested link"] },
  "nested srcdoc frame that replays the page's own hashed script to get a fresh RTCPeerConnection": {
    stay: ["nested replay of the hashed script"],
  },
  "link dns-prefetch, preconnect, prefetch, preload, modulepreload, prerender; speculation rules": {
    stay: [
      "dns-prefetch",
      "preconnect",
      "prefetch",
      "preload",
      "modulepreload",
      "prerender",
      "prefetch-control on again",
      "a link on the page",
      "speculation rules",
      "nested dns-prefetch",
      "link by namespace",
      "link as the root of another document",
      "link of another document",
      "link with a name that changes",
      "link as a custom element",
      "link in a template of the views",
      "link by innerHTML",
      "link by setHTML",
      "link by setHTMLUnsafe",
      "link by execCommand",
      "link by XSLT",
      "link from a fresh frame's document",
      "link by a primordial gone wrong",
    ],
  },
  "form GET, object, embed, svg image and use, top.location, parent.location, window.open, _top and _blank clicks": {
    stay: ["object", "embed", "svg image", "svg use"],
    leave: ["form GET", "top.location", "parent.location", "window.open", "click to _top", "click to _blank", "click to _blank noopener"],
  },
};

/** Where the table was read from. */
export function tablePath(): string {
  const measured = shared("facts/records/egress_channels.csv");
  return measured && existsSync(measured) ? measured : join(root, "tests/fixtures/egress_channels.csv");
}

/** Every row of kind `channel`, with its attempts. */
export function channels(): Channel[] {
  const [head, ...rows] = readCsv(readFileSync(tablePath(), "utf8"));
  const column = (name: string) => {
    const at = head?.indexOf(name) ?? -1;
    if (at < 0) throw new Error(`egress_channels.csv has no column ${name}`);
    return at;
  };
  const [name, kind, open] = [column("channel"), column("kind"), column("open_on_file")];
  const found = rows.filter((row) => row[kind] === "channel");
  const left = new Set(Object.keys(ATTEMPTS));
  const list = found.map((row): Channel => {
    const channel = row[name] ?? "";
    const attempts = ATTEMPTS[channel];
    if (!attempts) throw new Error(`no attempt tries the row "${channel}"`);
    left.delete(channel);
    const { stay = [], leave = [], judge = "wire" } = attempts;
    return { name: channel, openOnFile: row[open] === "yes", stay, leave, judge };
  });
  if (left.size > 0) throw new Error(`no row for the attempts of ${[...left].join(" | ")}`);
  return list;
}

/** Rows of a CSV with quoted cells. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line === "" || line.startsWith("#")) continue;
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)];
    rows.push(cells.map(([, quoted, plain]) => (quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'))));
  }
  return rows;
}
