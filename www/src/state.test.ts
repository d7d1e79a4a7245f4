import { describe, expect, it } from "vitest";
import type { Assessed, Bedside, Patient } from "./engine/api";
import type { Host } from "./host";
import { Locale } from "./locale";
import { App } from "./state";
import { closePatient } from "./views/close";

/** A person known by name alone, and what an assessment of them says. */
const person = (name: string): Patient => ({ name }) as unknown as Patient;
const nameOf = (app: App): [string | undefined, string | undefined] => [app.record.peek()?.name, (app.assessed.peek() as unknown as { of?: string } | undefined)?.of];

/** An engine whose answers wait until they are let go, and a host that does nothing. */
function stage(): { app: App; letGo: () => Promise<void> } {
  const waiting: (() => void)[] = [];
  const later = <T>(value: T): Promise<T> => new Promise((resolve) => waiting.push(() => resolve(value)));
  const client = {
    assess: (record: Patient) => later({ of: record.name, recommendations: { critical: [], cards: [] } } as unknown as Assessed),
    amend: (record: Patient, [change]: { add: string }[]) => later(person(`${record.name}+${change?.add}`)),
  } as unknown as Bedside;
  const host = new Proxy({}, { get: (_, name) => (name === "history" ? undefined : () => undefined) }) as Host;
  const letGo = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) {
      waiting.shift()?.();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  };
  return { app: new App(client, host, new Locale("en", {})), letGo };
}
const change = (add: string) => [{ add }] as unknown as Parameters<App["amend"]>[0];

async function opened(name: string): Promise<ReturnType<typeof stage>> {
  const all = stage();
  void all.app.take(person(name));
  await all.letGo();
  return all;
}

describe("one person at a time", () => {
  it("a change that ends after its person was closed brings nobody back", async () => {
    const { app, letGo } = await opened("First");
    const done = app.amend(change("a"), "said");
    app.close();
    await letGo();
    expect(await done).toBe(false);
    expect(nameOf(app)).toEqual([undefined, undefined]);
  });
  it("a change of one person never ends in another", async () => {
    const { app, letGo } = await opened("First");
    const done = app.amend(change("a"), "said");
    const second = app.take(person("Second"));
    await letGo();
    await second;
    expect(await done).toBe(false);
    expect(nameOf(app)).toEqual(["Second", "Second"]);
  });
  it("two changes pressed at once are both made", async () => {
    const { app, letGo } = await opened("First");
    void app.amend(change("a"), "one");
    void app.amend(change("b"), "two");
    await letGo();
    expect(nameOf(app)).toEqual(["First+a+b", "First+a+b"]);
  });
  it("whoever is asked for last is open, whatever ends last", async () => {
    const { app, letGo } = stage();
    void app.take(person("First"));
    void app.take(person("Second"));
    await letGo();
    expect(nameOf(app)).toEqual(["Second", "Second"]);
  });
  it("a closed person is brought back, but not over another", async () => {
    const { app, letGo } = await opened("First");
    app.opened = [{ name: "first.json", data: new Uint8Array() }];
    closePatient(app);
    const back = app.notice.peek()?.action?.run;
    back?.();
    expect(nameOf(app)).toEqual(["First", "First"]);
    expect(app.opened.map((file) => file.name)).toEqual(["first.json"]);
    closePatient(app);
    const again = app.notice.peek()?.action?.run;
    void app.take(person("Second"));
    await letGo();
    expect(app.notice.peek()).toBeUndefined();
    again?.();
    expect(nameOf(app)).toEqual(["Second", "Second"]);
  });
});
