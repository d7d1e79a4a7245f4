/** The package in Node: the engine runs in process, through the same envelope; helpers of a study on threads of their own. */
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { inlineSpawn, openWith, type Client, type Spawn } from "../../www/src/client";
import { fault, type Reply } from "../../www/worker/envelope";
import type { Given } from "./thread";

export * from "../../www/src/client";

/** The ES glue that wasm-bindgen writes, as far as this file uses it. */
interface Glue {
  initSync(options: { module: Uint8Array }): { memory: WebAssembly.Memory };
  Session: new () => object;
}

/** Where the engine's module lies; by default beside this file. */
export interface OpenOptions {
  /** Address of `bedside.wasm`, or its bytes. */
  wasm?: string | URL | ArrayBuffer;
}

let started = 0;

/** Starts an engine and answers with its client. Rejects when the engine cannot be read or started. */
export async function open(options: OpenOptions = {}): Promise<Client> {
  return openWith(await bring("", options.wasm), undefined, (module) => bring(`-${module}`));
}

/** Reads one module; `suffix` is what its files' names end with. */
async function bring(suffix: string, wasm: OpenOptions["wasm"] = new URL(`./bedside${suffix}.wasm`, import.meta.url)): Promise<Spawn> {
  const bytes = wasm instanceof ArrayBuffer ? new Uint8Array(wasm) : await readFile(wasm);
  let memory: WebAssembly.Memory | undefined;
  const make = async () => {
    // The glue keeps one instance a module; a fresh query gives a fresh module, so a stopped engine can be replaced.
    started += 1;
    const glue = (await import(/* @vite-ignore */ new URL(`./engine${suffix}.js?start=${started}`, import.meta.url).href)) as Glue;
    memory = glue.initSync({ module: bytes }).memory;
    return new glue.Session();
  };
  const spawn = inlineSpawn(make, () => memory?.buffer);
  spawn.beside = threadSpawn({ glue: new URL(`./engine${suffix}.js`, import.meta.url).href, wasm: bytes });
  spawn.cores = availableParallelism();
  return spawn;
}

/** Engines on threads of their own. */
function threadSpawn(given: Given): Spawn {
  return (hear) => {
    const thread = new Worker(new URL("./thread.js", import.meta.url), { workerData: given });
    const died = (error: Error) => hear({ id: 0, error: fault("internal", "engine.start", { message: error.message }), fatal: true });
    thread.on("message", (reply: Reply) => hear(reply));
    thread.on("error", died);
    thread.on("messageerror", died);
    return {
      post: (message, transfer) => thread.postMessage(message, transfer),
      end: () => void thread.terminate(),
    };
  };
}
