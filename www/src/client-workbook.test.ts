import { describe, expect, it } from "vitest";
import { inlineSpawn, openWith } from "./client";
import { isWorkbook } from "./client-workbook";

const zip = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]);
const csv = new TextEncoder().encode("a,b\n1,2\n");
const found = (name: string, filled = true, hidden = false) => ({ name, filled, hidden });

/** What each module was asked, in order; the reader of workbooks says what `sheets` has, or falls over. */
async function asked(sheets: readonly object[] | "falls") {
  const brought: string[] = [];
  const taken: unknown[] = [];
  const modules: Record<string, object> = {
    xlsx: {
      readSheet: (name: string, _data: Uint8Array, sheet: string | null) => {
        if (sheets === "falls") throw new Error("unreachable");
        return { text: csv, told: { sheet: sheet ?? "first", sheets, name } };
      },
    },
    workbench: {
      tableBegin: (name: string, data: Uint8Array) => {
        taken.push([name, new TextDecoder().decode(data)]);
        return { step: () => true, finish: () => Object.setPrototypeOf({}, { free: () => {}, told: () => ({}) }) as object };
      },
    },
    learn: {
      trainBegin: (name: string, data: Uint8Array) => {
        taken.push([name, new TextDecoder().decode(data)]);
        return { evaluation: {}, model: {} };
      },
    },
  };
  const client = await openWith(inlineSpawn(() => Object.setPrototypeOf({}, { catalog: () => ({}) }) as object), undefined, async (module) => {
    brought.push(module);
    return Promise.resolve(inlineSpawn(() => Object.setPrototypeOf({}, modules[module] ?? {}) as object));
  });
  return { client, brought, taken };
}

describe("a workbook", () => {
  it("is told by its first bytes", () => {
    expect(isWorkbook(zip)).toBe(true);
    expect(isWorkbook(csv)).toBe(false);
    expect(isWorkbook(new Uint8Array())).toBe(false);
  });

  it("brings its reader, and any other table does not", async () => {
    const { client, brought, taken } = await asked([found("first"), found("second")]);
    const plain = await client.openTable({ name: "t.csv", data: csv });
    expect(plain.sheet).toBeUndefined();
    expect(brought).toEqual(["workbench"]);
    const sheet = await client.openTable({ name: "t.xlsx", data: zip }, { sheet: "second" });
    expect(sheet.sheet?.sheet).toBe("second");
    expect((await client.openTable(new File([zip], "t.xlsx"))).sheet?.sheet).toBe("first");
    expect(brought).toEqual(["workbench", "xlsx"]);
    expect(taken).toEqual([["t.csv", "a,b\n1,2\n"], ["t.xlsx", "a,b\n1,2\n"], ["t.xlsx", "a,b\n1,2\n"]]);
    await expect(client.openTable({ name: "t.xlsx", data: zip }, { sheet: 2 as never })).rejects.toMatchObject({ kind: "usage", key: "engine.wrongType" });
  });

  it("whose reader falls over is refused with a reason, and the next one finds a reader", async () => {
    const { client } = await asked("falls");
    for (let turn = 0; turn < 2; turn += 1) {
      await expect(client.openTable({ name: "t.xlsx", data: zip })).rejects.toMatchObject({ kind: "malformed", key: "workbook.stopped", place: "t.xlsx" });
    }
  });

  it("of one sheet is a feedback table as well; of several it is not guessed which", async () => {
    const one = await asked([found("first"), found("notes", false), found("codes", true, true)]);
    await one.client.evaluateRecommender({ name: "t.xlsx", data: zip });
    expect(one.taken).toEqual([["t.xlsx", "a,b\n1,2\n"]]);
    const two = await asked([found("first"), found("second")]);
    await expect(two.client.evaluateRecommender({ name: "t.xlsx", data: zip })).rejects.toMatchObject({ kind: "usage", key: "workbook.which", args: { sheets: "first, second" } });
  });
});
