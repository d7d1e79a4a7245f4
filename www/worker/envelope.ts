/**
 * The envelope between a client and its engine: one shape for every call, so that a new engine method
 * edits nothing here. A request names a method and its arguments; a reply carries a value, plain error
 * data or progress. Objects that stay in the engine are answered by a number (a handle).
 */

/** What went wrong, as `bedside::Error` writes it; `internal` is this envelope's own (the engine stopped). */
export interface Fault {
  kind: "malformed" | "unsupported" | "value" | "usage" | "tooLarge" | "cancelled" | "internal";
  /** Key of the sentence under `errors` in the catalogues. */
  key: string;
  place?: string;
  args?: Record<string, string>;
  /** Further errors told with it: the faulty rows of a table. */
  others?: Fault[];
}

/** A call on the engine, or on an object that it kept (`on`). */
export interface Call {
  id: number;
  call: string;
  args: unknown[];
  on?: number;
}

/** Everything a client may post. */
export type Request = Call | { cancel: number } | { release: number };

/**
 * Everything a client hears; `fatal` says that the engine behind it must be replaced, `worn` that it should be once
 * nobody waits for it: the memory of wasm grows and never shrinks.
 */
export type Reply =
  | { id: 0; worn: true }
  | { id: number; value: unknown; stopped?: true }
  | { id: number; handle: number; stopped?: true }
  | { id: number; error: Fault; fatal?: true }
  | { id: number; progress: unknown };

/** Progress while files become bytes, before the engine sees them. */
export interface Opening {
  stage: "open";
  /** Bytes so far and in all, over every file of the call. */
  done: number;
  total: number;
}

/**
 * Long work that the engine hands out in steps. `step` does at most `units` of its own units (rows, say)
 * and answers true once nothing is left; `progress` is sent as it is; `finish` gives the result of what was
 * done, all of it or the part before a cancel.
 */
export interface Stepper {
  step(units: number): boolean;
  progress?(): unknown;
  finish(): unknown;
  free?(): void;
}

/** More bytes than this are not read at once: what is made of them takes up to ten times as much, and wasm holds 4 GB. */
export const LARGEST = 250_000_000;

/** An engine that has grown beyond this after its work gives its memory back, bytes. */
const WORN = 128 << 20;

/** Refuses files that are too large together, before they are read; the largest is named. */
export function refuseLarge(files: readonly { name: string; size: number }[]): void {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total <= LARGEST) return;
  const { name } = files.reduce((most, file) => (file.size > most.size ? file : most));
  throw fault("tooLarge", "file.tooLarge", { megabytes: String(Math.ceil(total / 1e6)), most: String(LARGEST / 1e6) }, files.length > 1 ? `${name} + ${files.length - 1}` : name);
}

type Method = (this: object, ...args: unknown[]) => unknown;

/** Names that every wasm-bindgen class has and that no caller may reach. */
const RESERVED = new Set(["constructor", "free", "toJSON", "toString"]);

/** A step should leave the thread free at least this often, in ms: a cancel is heard within it. */
const STEP_MS = 24;

/** The engine's side: one catch for everything, errors as data, transfer where the engine owns the bytes. */
export class Desk {
  private readonly kept = new Map<number, object>();
  /** Released, and not freed while calls run that may be about to use them. */
  private readonly leaving: Record<"free", () => unknown>[] = [];
  private readonly cancelled = new Set<number>();
  private readonly running = new Set<number>();
  private nextHandle = 1;

  constructor(
    private readonly engine: object,
    private readonly send: (reply: Reply, transfer: ArrayBuffer[]) => void,
    /** Memory of the engine, which must never be transferred. */
    private readonly own: () => ArrayBufferLike | undefined = () => undefined,
  ) {}

  /** Answers one message; never throws. */
  async receive(message: unknown): Promise<void> {
    if (!isRecord(message)) return;
    if (typeof message.cancel === "number") {
      if (this.running.has(message.cancel)) this.cancelled.add(message.cancel);
      return;
    }
    if (typeof message.release === "number") {
      const object = this.kept.get(message.release);
      this.kept.delete(message.release);
      if (object && hasMethod(object, "free")) this.leaving.push(object);
      this.letGo();
      return;
    }
    const { id, call, args, on } = message;
    if (typeof id !== "number") return;
    if (typeof call !== "string" || !Array.isArray(args)) {
      this.send({ id, error: { kind: "usage", key: "engine.call" } }, []);
      return;
    }
    this.running.add(id);
    try {
      await this.answer(id, call, args, typeof on === "number" ? on : undefined);
    } catch (thrown) {
      const error = toFault(thrown);
      this.send(error.kind === "internal" ? { id, error, fatal: true } : { id, error }, []);
    } finally {
      this.running.delete(id);
      this.cancelled.delete(id);
      this.letGo();
      if (this.running.size === 0 && this.kept.size === 0 && (this.own()?.byteLength ?? 0) > WORN) this.send({ id: 0, worn: true }, []);
    }
  }

  /** Frees what was released, once no call can still be about to use it. */
  private letGo(): void {
    if (this.running.size > 0) return;
    for (const object of this.leaving.splice(0)) object.free();
  }

  private async answer(id: number, call: string, args: unknown[], on?: number): Promise<void> {
    const target = on === undefined ? this.engine : this.kept.get(on);
    const method = target && methodOf(target, call);
    if (!target || !method) throw fault("usage", "engine.call", { call });
    const ready = await bytesOfBlobs(args, (progress) => this.send({ id, progress }, []));
    if (this.cancelled.has(id)) throw fault("cancelled", "cancelled");
    const value = await method.apply(target, ready);
    if (isStepper(value)) await this.drive(id, value);
    else this.reply(id, value);
  }

  /** Runs a stepper to its end or to a cancel; the size of a step follows the clock. */
  private async drive(id: number, work: Stepper): Promise<void> {
    try {
      let units = 16;
      let finished = false;
      let told = 0;
      while (!finished && !this.cancelled.has(id)) {
        const start = performance.now();
        finished = work.step(units);
        const now = performance.now();
        const spent = Math.max(now - start, 0.05);
        units = Math.max(1, Math.min(1 << 20, Math.round(units * Math.min(4, STEP_MS / spent))));
        if (work.progress && (now - told > 80 || finished)) {
          told = now;
          this.send({ id, progress: work.progress() }, []);
        }
        await turn();
      }
      this.reply(id, work.finish(), !finished);
    } finally {
      work.free?.();
    }
  }

  /** A value, or the number of an object that stays here: also what long work ends in may stay. */
  private reply(id: number, value: unknown, stopped = false): void {
    if (isKept(value)) {
      const handle = this.nextHandle++;
      this.kept.set(handle, value);
      this.send(stopped ? { id, handle, stopped } : { id, handle }, []);
      return;
    }
    const transfer = buffersOf(value, this.own());
    this.send(stopped ? { id, value, stopped: true } : { id, value }, transfer);
  }
}

/** Makes error data. */
export function fault(kind: Fault["kind"], key: string, args?: Record<string, string>, place?: string): Fault {
  return { kind, key, ...(place ? { place } : {}), ...(args ? { args } : {}) };
}

/** Turns anything thrown into error data: the engine's own as they are, the rest as a stopped engine. */
export function toFault(thrown: unknown): Fault {
  if (isRecord(thrown) && typeof thrown.kind === "string" && typeof thrown.key === "string") {
    const { kind, key, place, args, others } = thrown;
    return {
      kind: kind as Fault["kind"],
      key,
      ...(typeof place === "string" && place !== "" ? { place } : {}),
      ...(isRecord(args) ? { args: args as Record<string, string> } : {}),
      ...(Array.isArray(others) ? { others: others.map(toFault) } : {}),
    };
  }
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return fault("internal", "engine.stopped", { message: message.slice(0, 300) });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function hasMethod<K extends string>(value: object, name: K): value is Record<K, () => unknown> {
  return typeof (value as Record<string, unknown>)[name] === "function";
}

function methodOf(target: object, name: string): Method | undefined {
  if (RESERVED.has(name) || name.startsWith("_")) return undefined;
  for (let at: object | null = target; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found) return typeof found.value === "function" ? (found.value as Method) : undefined;
  }
  return undefined;
}

function isStepper(value: unknown): value is Stepper {
  return isRecord(value) && hasMethod(value, "step") && hasMethod(value, "finish");
}

function isKept(value: unknown): value is object {
  return isRecord(value) && !isPlain(value) && hasMethod(value, "free");
}

/** Lets other messages (a cancel) in; a message port is not slowed down as timers are. */
const turn = (() => {
  // Node hands out up to a thousand messages of one port before it looks at another, or at a timer.
  const { setImmediate: soon } = globalThis as { setImmediate?: (done: () => void) => void };
  if (soon) return () => new Promise<void>((resolve) => soon(resolve));
  if (typeof MessageChannel === "undefined") return () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(0);
    });
})();

/** Replaces every Blob within arguments by its bytes, telling how far it is; the rest stays as it is. */
async function bytesOfBlobs(args: unknown[], tell: (progress: Opening) => void): Promise<unknown[]> {
  const blobs: { blob: Blob; name: string; put: (bytes: Uint8Array) => void }[] = [];
  const copy = (value: unknown, depth: number): unknown => {
    if (depth > 3 || !isRecord(value)) return value;
    if (Array.isArray(value)) {
      const out = value.map((item) => copy(item, depth + 1));
      value.forEach((item, at) => {
        if (item instanceof Blob) blobs.push({ blob: item, name: nameOf(item), put: (bytes) => (out[at] = bytes) });
      });
      return out;
    }
    if (!isPlain(value) || !Object.values(value).some(isRecord)) return value;
    // A file may name a member `__proto__`: `fromEntries` makes it a member like any other.
    const out: Record<string, unknown> = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item, depth + 1)]));
    for (const [key, item] of Object.entries(value)) {
      if (item instanceof Blob) {
        const name = typeof value.name === "string" ? value.name : nameOf(item);
        blobs.push({ blob: item, name, put: (bytes) => (out[key] = bytes) });
      }
    }
    return out;
  };
  const ready = args.map((arg) => copy(arg, 0));
  args.forEach((arg, at) => {
    if (arg instanceof Blob) blobs.push({ blob: arg, name: nameOf(arg), put: (bytes) => (ready[at] = bytes) });
  });
  const total = blobs.reduce((sum, { blob }) => sum + blob.size, 0);
  let before = 0;
  for (const { blob, name, put } of blobs) {
    put(await bytesOf(blob, name, (done) => tell({ stage: "open", done: before + done, total })));
    before += blob.size;
  }
  return ready;
}

/** Bytes of one Blob; large ones in pieces so that progress can be told. */
async function bytesOf(blob: Blob, name: string, tell: (done: number) => void): Promise<Uint8Array> {
  try {
    if (blob.size < 4_000_000) return new Uint8Array(await blob.arrayBuffer());
    const bytes = new Uint8Array(blob.size);
    const reader = blob.stream().getReader();
    let done = 0;
    let told = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      bytes.set(part.value, done);
      done += part.value.byteLength;
      if (done - told > 2_000_000 || done === blob.size) {
        told = done;
        tell(done);
      }
    }
    return bytes;
  } catch {
    // The file was moved, changed or taken away after it was chosen.
    throw fault("malformed", "file.unreadable", undefined, name);
  }
}

function nameOf(blob: Blob): string {
  return "name" in blob && typeof blob.name === "string" ? blob.name : "";
}

/** Buffers within a reply that may be given away, never the engine's own memory. */
function buffersOf(value: unknown, own: ArrayBufferLike | undefined): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (item: unknown, depth: number): void => {
    if (depth > 3 || !isRecord(item)) return;
    const buffer = ArrayBuffer.isView(item) ? item.buffer : item;
    if (buffer instanceof ArrayBuffer) {
      if (buffer !== own) found.add(buffer);
    } else if (Array.isArray(item)) {
      // A long list holds records, not columns.
      if (item.length <= 256) for (const part of item) visit(part, depth + 1);
    } else if (isPlain(item)) {
      for (const part of Object.values(item)) visit(part, depth + 1);
    }
  };
  visit(value, 0);
  return [...found];
}
