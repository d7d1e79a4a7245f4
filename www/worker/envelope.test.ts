import { afterEach, describe, expect, it, vi } from "vitest";
import { Desk, type Reply } from "./envelope";
import { inlineSpawn } from "./inline";
import { BedsideError, Line, type Spawn } from "./line";

/** An engine with one method of each sort. */
class Engine {
  add(a: number, b: number): number {
    return a + b;
  }
  bytes(files: { name: string; data: Uint8Array }[]): number[] {
    return files.map(({ data }) => data.byteLength);
  }
  refuse(): never {
    throw { kind: "value", key: "value.unit", place: "labs.csv, row 4", args: { unit: "mg" }, others: [{ kind: "value", key: "value.unit", place: "labs.csv, row 9" }] };
  }
  trap(): never {
    throw new WebAssembly.RuntimeError("unreachable");
  }
  column(): { values: Float64Array } {
    return { values: new Float64Array(3) };
  }
  frame(): Kept {
    return new Kept();
  }
  batchBegin(rows: number): Steps {
    return new Steps(rows);
  }
  free(): void {}
  secret = (): string => "never";
}
class Kept {
  freed = false;
  free(): void {
    this.freed = true;
  }
  evaluate(id: string): string {
    if (this.freed) throw new Error("freed");
    return `on ${id}`;
  }
}
class Steps {
  done = 0;
  constructor(readonly rows: number) {}
  step(units: number): boolean {
    this.done = Math.min(this.rows, this.done + Math.min(units, 50));
    return this.done === this.rows;
  }
  progress(): { done: number; total: number } {
    return { done: this.done, total: this.rows };
  }
  finish(): { done: number } {
    return { done: this.done };
  }
}

const open = () => new Line(inlineSpawn(() => new Engine()));
const failure = async (call: Promise<unknown>): Promise<BedsideError> => {
  const error: unknown = await call.then(
    () => new Error("answered"),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BedsideError);
  return error as BedsideError;
};

describe("a call", () => {
  it("answers with the value", async () => {
    expect((await open().call("add", [2, 3])).value).toBe(5);
  });

  it("answers the engine's own error as it is", async () => {
    const { kind, key, place, args, others } = await failure(open().call("refuse", []));
    expect(others).toEqual([{ kind: "value", key: "value.unit", place: "labs.csv, row 9" }]);
    expect({ kind, key, place, args }).toEqual({ kind: "value", key: "value.unit", place: "labs.csv, row 4", args: { unit: "mg" } });
  });

  it.each(["nothing", "free", "constructor", "__proto__", "_private", "hasOwnProperty", "toString"])("refuses the name %s", async (name) => {
    expect(await failure(open().call(name, []))).toMatchObject({ kind: "usage", key: "engine.call" });
  });

  it("refuses arguments that cannot cross", async () => {
    let close = () => {};
    const spawn: Spawn = (hear) => {
      const { port1, port2 } = new MessageChannel();
      const desk = new Desk(new Engine(), (reply) => port2.postMessage(reply));
      port2.onmessage = ({ data }) => void desk.receive(data);
      port1.onmessage = ({ data }: MessageEvent<Reply>) => hear(data);
      close = () => port1.close();
      return { post: (message) => port1.postMessage(message), end: close };
    };
    expect(await failure(new Line(spawn).call("add", [() => 1]))).toMatchObject({ kind: "usage" });
    close();
  });

  it("turns blobs into bytes and tells how far it is", async () => {
    const told: unknown[] = [];
    const large = new Blob([new Uint8Array(5_000_000)]);
    const files = [{ name: "a", data: new Blob(["abc"]) }, { name: "b", data: new Uint8Array(2) }, { name: "c", data: large }];
    const { value } = await open().call("bytes", [files], { onProgress: (progress) => told.push(progress) });
    expect(value).toEqual([3, 2, 5_000_000]);
    expect(told.at(-1)).toEqual({ stage: "open", done: 5_000_003, total: 5_000_003 });
  });

  it("carries a member called __proto__ like any other", async () => {
    const record: unknown = JSON.parse('{"answers":{"__proto__":{"sbp":1},"constructor":true,"list":[{"__proto__":2}]}}');
    const engine = { echo: (value: unknown) => JSON.stringify(value) };
    const line = new Line(inlineSpawn(() => Object.setPrototypeOf({}, engine) as object));
    expect((await line.call("echo", [record])).value).toBe(JSON.stringify(record));
    expect(({} as { sbp?: number }).sbp).toBeUndefined();
  });

  it("says which file cannot be read", async () => {
    const gone = new Blob(["abc"]);
    vi.spyOn(gone, "arrayBuffer").mockRejectedValue(new DOMException("gone", "NotReadableError"));
    expect(await failure(open().call("bytes", [[{ name: "gone.json", data: gone }]]))).toMatchObject({ key: "file.unreadable", place: "gone.json" });
  });
});

describe("long work", () => {
  it("tells progress and ends with the result", async () => {
    const told: unknown[] = [];
    const outcome = await open().call("batchBegin", [4000], { onProgress: (progress) => told.push(progress) });
    expect(outcome).toEqual({ value: { done: 4000 }, stopped: false });
    expect(told.at(-1)).toEqual({ done: 4000, total: 4000 });
  });

  it("keeps what is done when it is cancelled", async () => {
    const abort = new AbortController();
    const outcome = await open().call("batchBegin", [1e9], { signal: abort.signal, onProgress: () => abort.abort() });
    expect(outcome.stopped).toBe(true);
    const { done } = outcome.value as { done: number };
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(1e9);
  });

  it("lets other calls in between", async () => {
    const line = open();
    const abort = new AbortController();
    const long = line.call("batchBegin", [1e9], { signal: abort.signal });
    expect((await line.call("add", [1, 1])).value).toBe(2);
    abort.abort();
    expect((await long).stopped).toBe(true);
  });
});

describe("kept objects", () => {
  it("are called by their number and let go", async () => {
    const line = open();
    const { handle = 0 } = await line.call("frame", []);
    expect((await line.call("evaluate", ["x"], { on: handle })).value).toBe("on x");
    line.release(handle);
    expect(await failure(line.call("evaluate", ["x"], { on: handle }))).toMatchObject({ key: "engine.call" });
  });
  it("are freed only after the calls that came before", async () => {
    const line = open();
    const { handle = 0 } = await line.call("frame", []);
    const asked = line.call("evaluate", ["x"], { on: handle });
    line.release(handle);
    expect((await asked).value).toBe("on x");
  });
  it("are given more time to hear a cancel, since a new engine would not have them", async () => {
    vi.useFakeTimers();
    let started = 0;
    let say: (reply: Reply) => void = () => {};
    const spawn: Spawn = (hear) => {
      started += 1;
      say = hear;
      queueMicrotask(() => hear({ id: 0, value: null }));
      return { post: (message) => "call" in message && message.call === "frame" && queueMicrotask(() => hear({ id: message.id, handle: 1 })), end: () => {} };
    };
    const line = new Line(spawn);
    await line.call("frame", []);
    const abort = new AbortController();
    const slow = line.call("spin", [], { signal: abort.signal });
    abort.abort();
    await vi.advanceTimersByTimeAsync(9000);
    say({ id: 2, value: "so far", stopped: true });
    expect(await slow).toEqual({ value: "so far", stopped: true });
    expect(started).toBe(1);
    vi.useRealTimers();
  });
  it("of an engine that stopped are gone, and never another's", async () => {
    const line = open();
    const { handle: first = 0 } = await line.call("frame", []);
    await failure(line.call("trap", []));
    const { handle: second = 0 } = await line.call("frame", []);
    expect(second).not.toBe(first);
    expect(await failure(line.call("evaluate", ["x"], { on: first }))).toMatchObject({ key: "engine.replaced" });
    line.release(first);
    expect((await line.call("evaluate", ["y"], { on: second })).value).toBe("on y");
  });
});

describe("an engine that stops", () => {
  afterEach(() => vi.useRealTimers());

  it("is replaced; the call that stopped it is told, the others are asked again", async () => {
    let started = 0;
    const line = new Line(
      inlineSpawn(() => {
        started += 1;
        return new Engine();
      }),
    );
    const trap = failure(line.call("trap", []));
    const other = line.call("add", [1, 2]);
    expect(await trap).toMatchObject({ kind: "internal", key: "engine.stopped" });
    expect((await other).value).toBe(3);
    expect((await line.call("add", [2, 2])).value).toBe(4);
    expect(started).toBe(2);
  });

  it("is replaced when a cancel goes unheard", async () => {
    vi.useFakeTimers();
    let started = 0;
    const spawn: Spawn = (hear) => {
      started += 1;
      const deaf = started === 1;
      queueMicrotask(() => hear({ id: 0, value: null }));
      return {
        post: (message) => {
          if (!deaf && "id" in message) queueMicrotask(() => hear({ id: message.id, value: "new" }));
        },
        end: () => {},
      };
    };
    const line = new Line(spawn);
    const abort = new AbortController();
    const runaway = failure(line.call("spin", [], { signal: abort.signal }));
    abort.abort();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await runaway).toMatchObject({ kind: "cancelled" });
    expect((await line.call("add", [])).value).toBe("new");
    expect(started).toBe(2);
  });

  it("is replaced when its memory has grown, once nobody waits", async () => {
    let started = 0;
    const make = () => {
      started += 1;
      return new Engine();
    };
    // Asked for after the first call only: the memory of a new engine is small.
    const line = new Line(inlineSpawn(make, () => ({ byteLength: started === 1 ? 300 << 20 : 1 }) as ArrayBuffer));
    const both = [line.call("add", [1, 2]), line.call("add", [2, 2])];
    expect((await Promise.all(both)).map(({ value }) => value)).toEqual([3, 4]);
    await vi.waitFor(() => expect(started).toBe(2));
    expect((await line.call("add", [3, 2])).value).toBe(5);
    expect(started).toBe(2);
  });

  it("says so when it cannot start", async () => {
    const line = new Line(
      inlineSpawn(() => {
        throw new Error("no wasm here");
      }),
    );
    expect(await failure(line.call("add", [1, 2]))).toMatchObject({ kind: "internal" });
    expect(await failure(line.call("add", [1, 2]))).toMatchObject({ kind: "internal" });
  });

  it("refuses calls after it was closed", async () => {
    const line = open();
    line.close();
    expect(await failure(line.call("add", [1, 2]))).toMatchObject({ kind: "usage", key: "engine.closed" });
  });
});

describe("replies", () => {
  it("give away their buffers, but never the engine's own memory", async () => {
    const memory = new ArrayBuffer(64);
    const given: ArrayBuffer[][] = [];
    const engine = {
      own: () => new Uint8Array(memory, 0, 8),
      fresh: () => ({ values: new Float64Array(2), codes: new Uint8Array(2) }),
    };
    const desk = new Desk(engine, (_, transfer) => given.push(transfer), () => memory);
    await desk.receive({ id: 1, call: "own", args: [] });
    await desk.receive({ id: 2, call: "fresh", args: [] });
    expect(given.map((buffers) => buffers.length)).toEqual([0, 2]);
  });

  it("are not given to what is no message", async () => {
    const sent: Reply[] = [];
    const desk = new Desk(new Engine(), (reply) => sent.push(reply));
    for (const message of [null, 1, "x", {}, { id: "1", call: "add", args: [] }, { cancel: 7 }, { release: 7 }]) await desk.receive(message);
    expect(sent).toEqual([]);
  });
});
