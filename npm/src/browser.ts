/** The package in a browser: the engine runs in a Worker of its own. */
import { openWith, workerSpawn, type Client, type Spawn } from "../../www/src/client";

export * from "../../www/src/client";

/** Where the engine's two files lie; by default beside this module, as those of further modules always do. */
export interface OpenOptions {
  /** Address of `bedside.wasm`, or its bytes. */
  wasm?: string | URL | ArrayBuffer;
  /** Address of `worker.js`; it must be of the page's own origin. */
  worker?: string | URL;
}

/** Starts an engine and answers with its client. Rejects when the engine cannot be loaded or started. */
export async function open(options: OpenOptions = {}): Promise<Client> {
  const wasm = options.wasm ?? new URL("./bedside.wasm", import.meta.url);
  const worker = options.worker ?? new URL("./worker.js", import.meta.url);
  const bring = (name: string) => spawned(new URL(`./bedside-${name}.wasm`, import.meta.url), new URL(`./worker-${name}.js`, import.meta.url));
  return openWith(await spawned(wasm, worker), undefined, bring);
}

async function spawned(wasm: string | URL | ArrayBuffer, worker: string | URL): Promise<Spawn> {
  const bytes = wasm instanceof ArrayBuffer ? wasm : await load(wasm);
  return workerSpawn(() => new Worker(worker), bytes);
}

async function load(address: string | URL): Promise<ArrayBuffer> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`bedside: ${String(address)} answered ${answer.status}`);
  return answer.arrayBuffer();
}
