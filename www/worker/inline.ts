/** An engine on the caller's own thread: Node and tests. The same envelope, without a worker. */
import { Desk, toFault } from "./envelope";
import type { Spawn } from "./line";

/** Spawns in process: `make` gives a fresh engine (a `Session`), and again after a stop. */
export function inlineSpawn(make: () => object | Promise<object>, memory?: () => ArrayBufferLike | undefined): Spawn {
  return (hear) => {
    let live = true;
    const desk = Promise.resolve()
      .then(make)
      .then((engine) => new Desk(engine, (reply) => live && hear(reply), memory));
    desk.then(
      () => live && hear({ id: 0, value: null }),
      (thrown: unknown) => live && hear({ id: 0, error: toFault(thrown), fatal: true }),
    );
    return {
      post: (message) => void desk.then((open) => (live ? open.receive(message) : undefined)).catch(() => {}),
      end: () => {
        live = false;
      },
    };
  };
}
