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
  batchBegin(_name: string, bytes: Uint8Array): object {
    let done = 0;
    return {
      step: (units: number) => (done = Math.min(bytes.length, done + Math.min(units, 2))) === bytes.length,
      finish: () => ({ done }),
    };
  }
}

const open = () => openWith(inlineSpawn(() => new Engine()));

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
