/**
 * The client's side of the envelope: numbers calls, hears replies, cancels, and replaces an engine that
 * stopped or will not come back. It knows nothing of what the calls mean.
 */
import { fault, type Fault, type Reply, type Request } from "./envelope";

/** One running engine: a Worker, or the same thread in Node. */
export interface Port {
  post(message: Request, transfer: ArrayBuffer[]): void;
  end(): void;
}

/** Starts an engine and says where its replies go; `id: 0` answers the start itself. */
export interface Spawn {
  (hear: (reply: Reply) => void): Port;
  /** Starts engines of the same module that work at the same time, where such can be. */
  beside?: Spawn;
  /** How many can, this one among them, without waiting for each other; absent where that is unknown. */
  cores?: number | undefined;
}

/** Options of one call. */
export interface Sending {
  onProgress?: ((progress: unknown) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Buffers to give away; such a call cannot be repeated on a new engine. */
  transfer?: ArrayBuffer[] | undefined;
  /** A kept object (a handle) to call instead of the session. */
  on?: number | undefined;
}

/** What a call came to: `stopped` when a cancel ended long work early and `value` is the part done. */
export interface Outcome {
  value: unknown;
  handle?: number;
  stopped: boolean;
}

interface Pending {
  message: Request;
  sending: Sending;
  resolve(outcome: Outcome): void;
  reject(error: BedsideError): void;
  settle(): void;
}

/** How long a cancelled call may keep the engine before the engine is replaced, in ms. */
const PATIENCE_MS = 1500;
/** The same while it keeps objects, such as tables, which would be lost with it. */
const PATIENCE_KEPT_MS = 15_000;

/** Error of any call: `bedside::Error` with a JavaScript stack. */
export class BedsideError extends Error implements Fault {
  override readonly name = "BedsideError";
  readonly kind: Fault["kind"];
  /** Key of the sentence under `errors` in the catalogues. */
  readonly key: string;
  /** File, row, path or byte; empty when unknown. */
  readonly place: string;
  /** Values that the sentence names. */
  readonly args: Record<string, string>;
  /** Further errors told with it: the faulty rows of a table. */
  readonly others: Fault[];

  constructor({ kind, key, place, args, others }: Fault) {
    super(place ? `${key} (${place})` : key);
    this.kind = kind;
    this.key = key;
    this.place = place ?? "";
    this.args = args ?? {};
    this.others = others ?? [];
  }
}

/** Calls on an engine that answer whatever happens to it. */
export class Line {
  private readonly pending = new Map<number, Pending>();
  private port: Port | undefined;
  private ready: Promise<void>;
  private nextId = 1;
  private closed = false;
  /** Objects that the present engine keeps: our number → its own, which a new engine would give out again. */
  private readonly kept = new Map<number, number>();
  private nextHandle = 1;
  /** Our first number that the present engine may know. */
  private firstHandle = 1;

  constructor(private readonly spawn: Spawn) {
    this.ready = this.start();
    // Whoever calls hears of it; a line that nobody calls must not report an unhandled rejection.
    this.ready.catch(() => {});
  }

  /** How many engines can work at the same time here; 1 where that is unknown. */
  get cores(): number {
    return Math.max(1, (this.spawn.beside && this.spawn.cores) ?? 1);
  }

  /** A line to another engine of the same module that works at the same time, where there can be one. */
  beside(): Line | undefined {
    const { beside } = this.spawn;
    return beside && new Line(beside);
  }

  /** Resolves once the engine runs; rejects when it cannot. */
  opened(): Promise<void> {
    return this.ready;
  }

  /** Calls `method`. Rejects with a {@link BedsideError}, never with anything else. */
  call(method: string, args: unknown[], sending: Sending = {}): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const { signal, on } = sending;
      if (this.closed) return reject(new BedsideError(fault("usage", "engine.closed")));
      if (signal?.aborted) return reject(new BedsideError(fault("cancelled", "cancelled")));
      const own = on === undefined ? undefined : this.kept.get(on);
      if (on !== undefined && own === undefined) {
        return reject(new BedsideError(on < this.firstHandle ? fault("internal", "engine.replaced") : fault("usage", "engine.call", { call: method })));
      }
      const id = this.nextId++;
      const message: Request = own === undefined ? { id, call: method, args } : { id, call: method, args, on: own };
      const abort = () => this.cancel(id);
      signal?.addEventListener("abort", abort, { once: true });
      const settle = () => {
        signal?.removeEventListener("abort", abort);
        this.pending.delete(id);
      };
      this.pending.set(id, { message, sending, resolve, reject, settle });
      this.post(message, sending.transfer ?? []);
    });
  }

  /** Lets go of a kept object. */
  release(handle: number): void {
    const own = this.kept.get(handle);
    this.kept.delete(handle);
    if (own !== undefined) this.port?.post({ release: own }, []);
  }

  /** Ends the engine; calls still open are rejected as cancelled. */
  close(): void {
    this.closed = true;
    this.port?.end();
    this.port = undefined;
    for (const call of [...this.pending.values()]) this.refuse(call, fault("cancelled", "cancelled"));
  }

  private start(): Promise<void> {
    return new Promise((resolve, reject) => {
      let mine: Port | undefined;
      let started = false;
      let over = false;
      const hear = (reply: Reply) => {
        // A port that was replaced has no say any more.
        if (over || (mine !== undefined && mine !== this.port)) return;
        if ("worn" in reply) {
          if (this.pending.size === 0) this.replace();
          return;
        }
        if (reply.id === 0) {
          if (!("error" in reply)) {
            started = true;
            resolve();
          } else if (started) {
            // It ran and fell over outside any call: who asked is told, the next call finds a new one.
            for (const call of [...this.pending.values()]) this.refuse(call, reply.error);
            this.replace();
          } else {
            over = true;
            reject(new BedsideError(reply.error));
            this.lose(reply.error);
          }
          return;
        }
        this.hear(reply);
      };
      try {
        mine = this.spawn(hear);
        this.port = mine;
      } catch (thrown) {
        reject(new BedsideError(fault("internal", "engine.start", { message: String(thrown) })));
      }
    });
  }

  private hear(reply: Exclude<Reply, { worn: true }>): void {
    const call = this.pending.get(reply.id);
    if (call) {
      if ("progress" in reply) {
        call.sending.onProgress?.(reply.progress);
      } else if ("error" in reply) {
        this.refuse(call, reply.error);
      } else {
        call.settle();
        if ("handle" in reply) call.resolve({ value: null, handle: this.keep(reply.handle), stopped: reply.stopped === true });
        else call.resolve({ value: reply.value, stopped: reply.stopped === true });
      }
    }
    if ("error" in reply && reply.fatal) this.replace();
  }

  private keep(own: number): number {
    const handle = this.nextHandle++;
    this.kept.set(handle, own);
    return handle;
  }

  /** Asks the engine to stop; one that does not hear is replaced, and the call ends all the same. */
  private cancel(id: number): void {
    this.port?.post({ cancel: id }, []);
    const timer = setTimeout(() => {
      const call = this.pending.get(id);
      if (!call) return;
      this.refuse(call, fault("cancelled", "cancelled"));
      this.replace();
    }, this.kept.size > 0 ? PATIENCE_KEPT_MS : PATIENCE_MS);
    (timer as { unref?: () => void }).unref?.();
  }

  /** A new engine takes over; calls that gave nothing away are asked again. */
  private replace(): void {
    if (this.closed) return;
    this.port?.end();
    this.port = undefined;
    this.kept.clear();
    this.firstHandle = this.nextHandle;
    const open = [...this.pending.values()];
    this.ready = this.start();
    this.ready.catch(() => {});
    for (const call of open) {
      const { transfer, on } = call.sending;
      if (on !== undefined || transfer?.length) this.refuse(call, fault("internal", "engine.replaced"));
      else this.post(call.message, []);
    }
  }

  /** The engine could not start: nothing can answer. */
  private lose(error: Fault): void {
    this.port?.end();
    this.port = undefined;
    for (const call of [...this.pending.values()]) this.refuse(call, error);
  }

  private post(message: Request, transfer: ArrayBuffer[]): void {
    const refuse = (error: Fault) => {
      const call = "id" in message ? this.pending.get(message.id) : undefined;
      if (call) this.refuse(call, error);
    };
    const port = this.port;
    if (!port) {
      void this.ready.then(
        () => refuse(fault("internal", "engine.start")),
        (error: unknown) => refuse(error instanceof BedsideError ? error : fault("internal", "engine.start")),
      );
      return;
    }
    try {
      port.post(message, transfer);
    } catch (thrown) {
      // Something that cannot be copied to another thread, such as a function.
      refuse(fault("usage", "engine.call", { message: String(thrown).slice(0, 200) }));
    }
  }

  private refuse(call: Pending, error: Fault): void {
    call.settle();
    call.reject(error instanceof BedsideError ? error : new BedsideError(error));
  }
}

/** An engine in a Worker made by `make`, started with its wasm bytes (copied, so that a second start works). */
export function workerSpawn(make: () => Worker, wasm: ArrayBuffer): Spawn {
  const spawn: Spawn = (hear) => {
    const worker = make();
    worker.onmessage = ({ data }: MessageEvent<Reply>) => hear(data);
    // A worker that fails to load, or throws outside a call, says so here and nowhere else.
    worker.onerror = (event) => {
      event.preventDefault();
      hear({ id: 0, error: fault("internal", "engine.start", { message: event.message ?? "" }), fatal: true });
    };
    worker.onmessageerror = () => hear({ id: 0, error: fault("internal", "engine.start"), fatal: true });
    worker.postMessage({ init: wasm });
    return {
      post: (message, transfer) => worker.postMessage(message, transfer),
      end: () => worker.terminate(),
    };
  };
  spawn.beside = spawn;
  spawn.cores = typeof navigator === "undefined" ? undefined : navigator.hardwareConcurrency;
  return spawn;
}
