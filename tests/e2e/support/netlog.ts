/**
 * Reads Chromium's own net log (`--log-net-log`, capture mode Everything): the only witness of a name that was
 * looked up although nothing was sent. An event counts when it names a marked host or the listeners' port and
 * is of the kinds that touch the network: resolving, sockets, streams. A request that was refused before any of
 * these leaves only its own entry, which does not count.
 */
import { readFileSync } from "node:fs";

/** An event that names a marker. */
export interface Sighting {
  event: string;
  /** The marker. */
  tag: string;
}

const TOUCHES = /^(HOST_RESOLVER|DNS_|TCP_|UDP_|SOCKET|SSL_|QUIC_|HTTP_STREAM|CONNECT_JOB|TRANSPORT_|WEB_?SOCKET|PROXY_)/;

interface Log {
  constants: { logEventTypes: Record<string, number>; timeTickOffset: number };
  events: { type: number; time: string; params?: unknown }[];
}

/** A loopback port that stands for one attempt, from a moment on (ms since 1970). */
export interface MarkedPort {
  tag: string;
  since: number;
}

/** Keys that say where a connection comes from: the system picks those ports, a listener's former one too. */
const OWN_END = new Set(["local_address", "source_address", "self_address"]);

/** Events that touch the network and name a marked host (its first label is the tag) or a marked loopback port. */
export function sightings(path: string, domain: string, ports: ReadonlyMap<number, MarkedPort>): Sighting[] {
  const text = readFileSync(path, "utf8").trimEnd();
  let log: Log;
  try {
    log = JSON.parse(text) as Log;
  } catch {
    // A browser that ended abruptly leaves the list open.
    log = JSON.parse(`${text.replace(/,\s*$/, "")}]}`) as Log;
  }
  const names = new Map(Object.entries(log.constants.logEventTypes).map(([name, type]) => [type, name]));
  const marker = new RegExp(`([a-z0-9-]+)\\.${domain.replaceAll(".", "\\.")}`, "g");
  const found: Sighting[] = [];
  for (const { type, time, params } of log.events) {
    if (params === undefined) continue;
    const event = names.get(type) ?? String(type);
    if (!TOUCHES.test(event)) continue;
    const written = JSON.stringify(params, (key, value: unknown) => (OWN_END.has(key) ? undefined : value));
    for (const [, tag] of written.matchAll(marker)) if (tag) found.push({ event, tag });
    // "Resolving" an address that is a number already touches nothing.
    if (event.startsWith("HOST_RESOLVER") || event === "UDP_LOCAL_ADDRESS") continue;
    const at = Number(time) + Number(log.constants.timeTickOffset);
    for (const [, port] of written.matchAll(/127\.0\.0\.1:(\d+)/g)) {
      const mark = ports.get(Number(port));
      // The same number may have been the browser's own end of an earlier connection.
      if (mark && at >= mark.since) found.push({ event, tag: mark.tag });
    }
  }
  return found;
}
