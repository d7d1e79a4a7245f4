import { describe, expect, it } from "vitest";
import { inlineSpawn, openWith } from "./client";

/** Says what it was asked. */
class Engine {
  catalog(): object {
    return { version: "1.2.3", equations: [] };
  }
  read(files: { name: string; data: Uint8Array }[], options: object): object {
    return { files: files.map(({ name, data }) => ({ name, text: new TextDecoder().decode(data) })), options };
  }
  assess(record: object, options: { asOf: string }): object {
    return { record, asOf: options.asOf };
  }
  evaluate(id: string, inputs: object): object {
    return { id, inputs };
  }
  evaluateMany(_id: string, columns: Record<string, Float64Array>, into?: { values: Float64Array; codes: Uint8Array }): object {
    const rows = columns["age"]?.length ?? 0;
    const out = into ?? { values: new Float64Array(rows), codes: new Uint8Array(rows) };
    out.values.fill(0.5);
    return out;
  }
  batchBegin(_name: string, bytes: Uint8Array): object {
    let done = 0;
    return {
      step: (units: number) => (done = Math.min(bytes.length, done + Math.min(units, 2))) === bytes.length,
      finish: () => ({ done }),
    };
  }
}

const open = () => openWith(inlineSpawn(() => new Engine()));

describe("further modules", () => {
  const further = (brought: string[]) =>
    openWith(inlineSpawn(() => new Engine()), undefined, async (module) => {
      brought.push(module);
      if (brought.length === 1) throw new Error("no line");
      return inlineSpawn(() => Object.setPrototypeOf({}, { plan: (x: number) => x + 1 }) as object);
    });

  it("come at the first call that names them, once, and again after a failure", async () => {
    const brought: string[] = [];
    const client = await further(brought);
    expect(brought).toEqual([]);
    await expect(client.call("plan", [1], { module: "plan" })).rejects.toMatchObject({ kind: "internal", key: "engine.start" });
    expect(await client.call("plan", [1], { module: "plan" })).toBe(2);
    expect(await client.call("plan", [2], { module: "plan" })).toBe(3);
    expect(brought).toEqual(["plan", "plan"]);
    await expect(client.call("plan", [1])).rejects.toMatchObject({ key: "engine.call" });
  });

  it("say so where there are none, and end with the client", async () => {
    const client = await open();
    await expect(client.call("plan", [1], { module: "plan" })).rejects.toMatchObject({ key: "engine.start" });
    await client.close();
    await expect(client.call("plan", [1], { module: "other" })).rejects.toMatchObject({ key: "engine.closed" });
  });
});

describe("the client", () => {
  it("has its catalogue at hand, with or without await", async () => {
    const client = await open();
    expect(client.catalog().version).toBe("1.2.3");
    expect((await client.catalog()).version).toBe("1.2.3");
  });

  it("reads files and named bytes alike, with the path inside a chosen folder", async () => {
    const client = await open();
    const chosen = new File(["{}"], "a.json");
    Object.defineProperty(chosen, "webkitRelativePath", { value: "folder/a.json" });
    const reading: unknown = await client.read([chosen, { name: "b.csv", data: new TextEncoder().encode("x") }], { today: "2026-11-25" });
    expect(reading).toEqual({
      files: [{ name: "folder/a.json", text: "{}" }, { name: "b.csv", text: "x" }],
      options: { today: "2026-11-25" },
    });
  });

  it("refuses more than it can hold, before anything is read", async () => {
    const client = await open();
    const large = new Blob(["x"]);
    Object.defineProperty(large, "size", { value: 260_000_000 });
    const told = { kind: "tooLarge", key: "file.tooLarge", place: "large.csv", args: { megabytes: "260", most: "250" } };
    await expect(client.read([{ name: "large.csv", data: large }])).rejects.toMatchObject(told);
    await expect(client.batch({ name: "large.csv", data: large })).rejects.toMatchObject(told);
    const small = { name: "small.csv", data: new Uint8Array(3) };
    await expect(client.read([small, { name: "large.csv", data: large }])).rejects.toMatchObject({ place: "large.csv + 1" });
  });

  it("assesses at the day given, else today", async () => {
    const client = await open();
    expect(await client.assess({}, { asOf: "2026-03-01" })).toMatchObject({ asOf: "2026-03-01" });
    const now = new Date();
    const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
    expect(await client.assess({})).toMatchObject({ asOf: today });
  });

  it("writes the answers of many people where it is told to", async () => {
    const client = await open();
    const columns = { age: Float64Array.of(50, 60) };
    const into = { values: new Float64Array(2), codes: new Uint8Array(2) };
    const answers = await client.evaluateMany("x", columns, { into });
    expect(answers.values).toBe(into.values);
    expect(await client.evaluateMany("x", columns)).toEqual({ values: Float64Array.of(0.5, 0.5), codes: new Uint8Array(2) });
    const buffers: ArrayBuffer[] = [];
    const spied = await openWith((hear) => {
      const port = inlineSpawn(() => new Engine())(hear);
      return { ...port, post: (message, transfer) => (buffers.push(...transfer), port.post(message, transfer)) };
    });
    await spied.evaluateMany("x", columns, { into, transfer: true });
    expect(buffers).toEqual([columns.age.buffer, into.values.buffer, into.codes.buffer]);
  });

  it("keeps the rows of a batch that was cancelled", async () => {
    const client = await open();
    const file = { name: "people.csv", data: new Uint8Array(10) };
    expect(await client.batch(file)).toEqual({ value: { done: 10 }, stopped: false });
    const abort = new AbortController();
    const half = client.batch({ name: "people.csv", data: new Uint8Array(1e6) }, {}, { signal: abort.signal });
    setTimeout(() => abort.abort(), 20);
    expect((await half).stopped).toBe(true);
  });

  it("refuses when the engine is closed, and when it cannot start", async () => {
    const client = await open();
    await client.close();
    await expect(client.evaluate("x", {})).rejects.toMatchObject({ kind: "usage", key: "engine.closed" });
    await expect(openWith(inlineSpawn(() => Promise.reject(new Error("no"))))).rejects.toMatchObject({ kind: "internal" });
  });
});

describe("wrong types", () => {
  it("are told by the names of the call and the argument, and never reach the engine", async () => {
    let reached = 0;
    const engine = new Proxy(new Engine(), {
      get: (target, name, self) => {
        if (name !== "catalog") reached += 1;
        return Reflect.get(target, name, self) as unknown;
      },
    });
    const client = await openWith(inlineSpawn(() => engine));
    const asked = reached;
    const bytes = new Uint8Array([1]);
    type Calls = { [name: string]: (...args: unknown[]) => Promise<unknown> };
    const calls = client as unknown as Calls;
    const wrong: [call: string, args: unknown[], place: string, accepted: string][] = [
      ["evaluate", [5, {}], "id", "a text"],
      ["evaluate", [null, {}], "id", "a text"],
      ["evaluateMany", [5, {}], "id", "a text"],
      ["evaluateMany", ["bmi", null], "columns", "an object"],
      ["evaluateMany", ["bmi", {}, null], "options", "an object"],
      ["frame", [null], "columns", "an object"],
      ["read", [null], "files", "a list"],
      ["read", [[null]], "files[0]", "an object"],
      ["read", [[], null], "calling", "an object"],
      ["assess", [{}, null], "options", "an object"],
      ["preview", [{}, 5], "options", "an object"],
      ["together", [{}, [], null], "options", "an object"],
      ["whatIf", [{}, {}, null], "options", "an object"],
      ["batch", [null], "file", "an object"],
      ["batch", [{ name: 5, data: bytes }], "file.name", "a text"],
      ["batch", [{ name: "x", data: "text" }], "file.data", "a Uint8Array or a Blob"],
      ["batch", [{ name: "x", data: bytes }, null], "options", "an object"],
      ["mealProfile", [{}, null], "options", "an object"],
      ["planMeals", [{}, null], "options", "an object"],
      ["planMeals", [{}, { seed: "x" }], "options.seed", "a number"],
      ["swapMeal", [{}, null], "plan", "a list"],
      ["swapMeal", [{}, [], {}, null], "options", "an object"],
      ["gradeMeals", [{}, null], "plan", "a list"],
      ["trainRecommender", [{ name: 5, data: bytes }], "file.name", "a text"],
      ["trainRecommender", [{ name: "x", data: bytes }, null], "settings", "an object"],
      ["evaluateRecommender", [{ name: "x" }], "file.data", "a Uint8Array or a Blob"],
      ["openRecommender", [{ name: 5 }], "file.name", "a text"],
      ["exportRecommender", [null], "model", "an object"],
      ["scoreActions", [null, {}], "model", "an object"],
      ["scoreActions", [{ file: 5 }, {}], "model.file", "a text"],
      ["exportAs", [5, {}, {}], "kind", "a text"],
      ["exerciseProfile", [{}, null], "options", "an object"],
      ["planExercise", [{}, null], "options", "an object"],
      ["swapActivity", [{}, {}, null], "options", "an object"],
      ["call", [5, []], "method", "a text"],
      ["call", ["read", null], "args", "a list"],
    ];
    for (const [call, args, place, accepted] of wrong) {
      await expect(calls[call]?.(...args), call).rejects.toMatchObject({ name: "BedsideError", kind: "usage", key: "engine.wrongType", place, args: { call, accepted } });
    }
    expect(reached, "nothing reached the engine").toBe(asked);
  });
});
