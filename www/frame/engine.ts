/** The engine of the sealed frame: worker text and wasm bytes come through the shell. */
import { type Client, openWith, workerSpawn } from "../src/client";
import type { Asking } from "./ask";
import { part } from "./host";

/** Opens one wasm module (`core`) in its own worker. */
export async function openEngine(shell: Asking, name: string, policy: Pick<TrustedTypePolicy, "createScriptURL"> | undefined): Promise<Client> {
  const [text, wasm] = await Promise.all([
    part(shell, `worker/${name}`),
    shell.ask({ ask: "module", name: `wasm/${name}` }) as Promise<ArrayBuffer>,
  ]);
  // Neither module workers nor importScripts work in here: one classic worker, all of it in one Blob.
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const make = () => new Worker((policy?.createScriptURL(address) ?? address) as string, { name: `bedside-${name}` });
  return openWith(workerSpawn(make, wasm));
}
