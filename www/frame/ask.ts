/** The frame's side of the closed set: asks the shell and hears what happened outside (`shell/protocol.ts`). */
import type { Ask, Say } from "../shell/protocol";

type Told = Extract<Say, { say: string }>;

/** A line to the shell. */
export interface Asking {
  /** Asks; rejects when the shell refuses. */
  ask(question: Ask, transfer?: Transferable[]): Promise<unknown>;
  /** Hears what the shell says without being asked. */
  on<K extends Told["say"]>(say: K, hear: (told: Extract<Told, { say: K }>) => void): void;
}

/** Says hello to the window around this frame and resolves with the line it answers with. */
export function meetShell(): Promise<Asking> {
  return new Promise((resolve) => {
    window.addEventListener("message", function meet(event) {
      const port = event.ports[0];
      if (event.source !== window.parent || event.data !== "bedside:port" || !port) return;
      window.removeEventListener("message", meet);
      resolve(asking(port));
    });
    // The shell's address is not known in here (it may be a file); it checks who speaks.
    window.parent.postMessage("bedside:hello", "*");
  });
}

function asking(port: MessagePort): Asking {
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const hearers = new Map<string, (told: Told) => void>();
  let nextId = 1;
  port.onmessage = ({ data }: MessageEvent<Say>) => {
    if ("say" in data) {
      hearers.get(data.say)?.(data);
      return;
    }
    const waiting = open.get(data.id);
    open.delete(data.id);
    if ("refused" in data) waiting?.reject(new Error(data.refused));
    else waiting?.resolve(data.value);
  };
  return {
    ask: (question, transfer = []) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        open.set(id, { resolve, reject });
        port.postMessage({ id, ...question }, transfer);
      }),
    on: (say, hear) => {
      hearers.set(say, hear as (told: Told) => void);
    },
  };
}
