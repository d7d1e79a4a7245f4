/**
 * The engine's own thread. A classic Worker made from a Blob: the build puts wasm-bindgen's no-modules glue
 * before this text, since neither module Workers nor importScripts work inside the sealed frame. It starts
 * on one `init` message with the wasm bytes and speaks the envelope from then on.
 */
import { Desk, toFault, type Reply } from "./envelope";

/** What the glue declares before this script; the class comes from `src/wasm`. */
declare const wasm_bindgen: {
  (options: { module_or_path: BufferSource }): Promise<{ memory: WebAssembly.Memory }>;
  Session: new () => object;
};

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(message: Reply, transfer: ArrayBuffer[]): void;
};

let desk: Desk | undefined;
const early: unknown[] = [];

scope.onmessage = ({ data }) => {
  if (desk) void desk.receive(data);
  else if (isInit(data)) void start(data.init);
  else early.push(data);
};

async function start(wasm: ArrayBuffer): Promise<void> {
  const send = (reply: Reply, transfer: ArrayBuffer[]) => scope.postMessage(reply, transfer);
  try {
    const { memory } = await wasm_bindgen({ module_or_path: wasm });
    desk = new Desk(new wasm_bindgen.Session(), send, () => memory.buffer);
    send({ id: 0, value: null }, []);
    for (const message of early.splice(0)) void desk.receive(message);
  } catch (thrown) {
    send({ id: 0, error: toFault(thrown), fatal: true }, []);
  }
}

function isInit(data: unknown): data is { init: ArrayBuffer } {
  return typeof data === "object" && data !== null && "init" in data && data.init instanceof ArrayBuffer;
}
