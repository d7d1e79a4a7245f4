/**
 * Works without a network from the second visit on: the service worker takes the whole list once the first
 * screen is idle. A newer build waits until the person agrees.
 */

/** Registers the service worker; `ask` is called when a newer build is ready, with what applies it. */
export async function stayOffline(script: TrustedScriptURL | string, ask: (apply: () => void) => void): Promise<void> {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) return;
  const registration = await container.register(script as string, { scope: "./", updateViaCache: "none" });
  const offer = (waiting: ServiceWorker) => {
    // The first one ever has nothing to replace.
    if (!container.controller) return;
    ask(() => {
      container.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("take-over");
    });
  };
  if (registration.waiting) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed") offer(coming);
    });
  });
}

/** Gives the offline copy up: the service worker and everything it holds of this page. */
export async function leaveOffline(): Promise<void> {
  // A page opened as a file, or over plain http, has neither.
  if (!isSecureContext || !location.protocol.startsWith("http")) return;
  const registration = await navigator.serviceWorker.getRegistration("./");
  await registration?.unregister();
  for (const name of await caches.keys()) if (name.startsWith("bedside-build-")) await caches.delete(name);
}

/** Runs `work` when the first screen is idle; browsers without idle callbacks wait a moment. */
export function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: 3000 });
  else setTimeout(work, 1200);
}
