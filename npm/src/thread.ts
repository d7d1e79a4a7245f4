/** A further engine of the package in Node, on a thread of its own; it speaks the same envelope. */
import { parentPort, workerData } from "node:worker_threads";
import { Desk, toFault, type Reply } from "../../www/worker/envelope";

/** What a thread is given: the address of the glue that wasm-bindgen writes, and the module's bytes. */
export interface Given {
  glue: string;
  wasm: Uint8Array;
}

const early: unknown[] = [];
let desk: Desk | undefined;
const send = (reply: Reply, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(reply, transfer);

parentPort?.on("message", (message: unknown) => {
  if (desk) void desk.receive(message);
  else early.push(message);
});

try {
  const { glue, wasm } = workerData as Given;
  const engine = (await import(/* @vite-ignore */ glue)) as { initSync(options: { module: Uint8Array }): { memory: WebAssembly.Memory }; Session: new () => object };
  const { memory } = engine.initSync({ module: wasm });
  desk = new Desk(new engine.Session(), send, () => memory.buffer);
  send({ id: 0, value: null });
  for (const message of early.splice(0)) void desk.receive(message);
} catch (thrown) {
  send({ id: 0, error: toFault(thrown), fatal: true });
}
