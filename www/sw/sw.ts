/**
 * The service worker: keeps the whole list of this build, answers from it and from nothing else, and puts
 * the header that stops name look-ups on the page where a host cannot send it. A newer build waits until
 * the page says that the person agreed.
 */
import { ALLOWLIST } from "../shell/headers";

/** Set by the build: every file of the page, and a name for this very set. */
declare const __FILES__: readonly string[];
declare const __BUILD__: string;

interface Scope {
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", hear: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "message", hear: (event: { data: unknown }) => void): void;
  addEventListener(type: "fetch", hear: (event: Fetched) => void): void;
}
interface Fetched {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
const scope = globalThis as unknown as Scope;

const PREFIX = "bedside-build-";
const CACHE = PREFIX + __BUILD__;
const home = new URL("index.html", scope.registration.scope).href;
const known = new Set(__FILES__.map((file) => new URL(file, scope.registration.scope).href));

scope.addEventListener("install", (event) => {
  event.waitUntil(takeAll());
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
      await scope.clients.claim();
    })(),
  );
});

scope.addEventListener("message", ({ data }) => {
  if (data === "take-over") void scope.skipWaiting();
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const address = new URL(request.url);
  if (request.mode === "navigate") {
    // The page itself, by its folder or its name; the one-file page and anything else are the host's.
    const plain = address.origin + address.pathname;
    if (plain === scope.registration.scope || plain === home) event.respondWith(page());
  } else if (known.has(address.href)) {
    event.respondWith(stored(address.href));
  }
});

/** Everything or nothing: a build with a missing file never takes over. */
async function takeAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const address of known) {
    // A hashed name never changes; the page's own name does, so it is asked for afresh.
    const hashed = address.includes("/assets/");
    const answer = await fetch(address, { cache: hashed ? "default" : "reload", credentials: "same-origin", redirect: "error" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    await cache.put(address, answer);
  }
}

async function stored(address: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(address, { ignoreVary: true })) ?? fetch(address, { credentials: "same-origin" });
}

async function page(): Promise<Response> {
  const answer = await stored(home);
  const headers = new Headers(answer.headers);
  headers.set(ALLOWLIST.name, ALLOWLIST.value);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(answer.body, { status: 200, headers });
}
