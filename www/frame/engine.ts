/** The engines of the sealed frame: worker text and wasm bytes come through the shell. */
import { type Client, openWith, type Spawn, workerSpawn } from "../src/client";
import type { Bedside, Catalog } from "../src/engine/api";
import type { Asking } from "./ask";
import { part } from "./host";

type Policy = Pick<TrustedTypePolicy, "createScriptURL"> | undefined;

/** Fetches one wasm module (a row of `www/modules.json`), ready to run in its own worker. */
async function bring(shell: Asking, name: string, policy: Policy): Promise<Spawn> {
  const [text, wasm] = await Promise.all([
    part(shell, `worker/${name}`),
    shell.ask({ ask: "module", name: `wasm/${name}` }) as Promise<ArrayBuffer>,
  ]);
  // Neither module workers nor importScripts work in here: one classic worker, all of it in one Blob.
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const make = () => new Worker((policy?.createScriptURL(address) ?? address) as string, { name: `bedside-${name}` });
  return workerSpawn(make, wasm);
}

/** Opens one wasm module in its own worker; further ones follow at the first call that names them. */
async function openEngine(shell: Asking, name: string, policy: Policy, catalog: Promise<Catalog>): Promise<Client> {
  const [spawn, known] = await Promise.all([bring(shell, name, policy), catalog]);
  return openWith(spawn, known, (further) => bring(shell, further, policy));
}

/** The engines of one page, as one. */
export interface Engines {
  /** What the page calls; every call waits for the engine it needs. */
  client: Bedside;
  /** Brings the whole engine now, which every call but a form's preview waits for. */
  whole(): Promise<unknown>;
}

/**
 * The door and the form's scores need the catalogue and a small engine only; the whole one follows when the first
 * screen is idle, or at the first call that needs it.
 */
export function engines(shell: Asking, policy: Policy, failed: (error: unknown) => void): Engines {
  const catalog = part(shell, "catalog").then((text) => JSON.parse(text) as Catalog);
  const quick = openEngine(shell, "quick", policy, catalog);
  quick.catch(failed);
  // An empty form makes it read its tables now, while nobody waits.
  void quick.then((engine) => engine.preview({ format: "bedside-form", version: 1 })).catch(() => {});
  let core: Promise<Client> | undefined;
  const whole = (): Promise<Client> => {
    const opening = (core ??= openEngine(shell, "core", policy, catalog));
    // A lost connection may come back: the next call tries again.
    opening.catch(() => {
      if (core === opening) core = undefined;
    });
    return opening;
  };
  const client = new Proxy({} as Bedside, {
    get:
      (_, name: keyof Client) =>
      async (...args: unknown[]) => {
        if (name === "catalog") return catalog;
        const engine = await (name === "preview" ? quick : whole());
        return (engine[name] as (...given: unknown[]) => unknown)(...args);
      },
  });
  return { client, whole };
}
