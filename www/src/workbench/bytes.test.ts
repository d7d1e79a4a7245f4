import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { LARGEST } from "../../worker/envelope";
import { inUtf8, tableBytes } from "./bytes";

const text = "年龄,死亡\r\n61,是\r\n";
const utf8 = new TextEncoder().encode(text);
/** The same in GB 18030, as a Chinese spreadsheet writes it. */
const gb = new Uint8Array([0xc4, 0xea, 0xc1, 0xe4, 0x2c, 0xcb, 0xc0, 0xcd, 0xf6, 0x0d, 0x0a, 0x36, 0x31, 0x2c, 0xca, 0xc7, 0x0d, 0x0a]);
const read = async (data: Uint8Array, name = "t.csv"): Promise<string> => new TextDecoder().decode((await tableBytes({ name, data })).data);

describe("bytes of a table", () => {
  it("come out the same from UTF-8, from GB 18030 and packed", async () => {
    expect(await read(utf8)).toBe(text);
    expect(await read(gb)).toBe(text);
    expect(await read(gzipSync(utf8), "t.csv.gz")).toBe(text);
    expect(await read(gzipSync(gb))).toBe(text);
    expect((await tableBytes({ name: "t.csv.gz", data: gzipSync(utf8) })).name).toBe("t.csv");
  });
  it("are left to the engine where they are UTF-16 or no text", () => {
    const wide = new Uint8Array([0xff, 0xfe, 0x61, 0x00]);
    expect(inUtf8(wide)).toBe(wide);
    const binary = new Uint8Array([0x25, 0x50, 0x00, 0xff, 0xff]);
    expect(inUtf8(binary)).toBe(binary);
    expect(inUtf8(new Uint8Array()).length).toBe(0);
  });
  it("that are too many are refused before any is read", async () => {
    const touched: string[] = [];
    /** Says that it is of some size, and tells who reads it. */
    class Claimed extends Blob {
      override get size(): number {
        return claimed;
      }
      override arrayBuffer = () => this.#read("arrayBuffer");
      override text = () => this.#read("text");
      override stream = () => this.#read("stream");
      override slice = () => this.#read("slice");
      #read(how: string): never {
        touched.push(how);
        throw new Error(`${how} of a file that is too large`);
      }
    }
    let claimed = 1e9;
    const blob = new Claimed([utf8]);
    const file = Object.assign(new Claimed([utf8]), { name: "t.csv" }) as unknown as File;
    const refused = { kind: "tooLarge", key: "file.tooLarge", place: "t.csv", args: { megabytes: "1000", most: "250" } };
    await expect(tableBytes({ name: "t.csv", data: blob })).rejects.toMatchObject(refused);
    await expect(tableBytes(file)).rejects.toMatchObject(refused);
    claimed = LARGEST + 1;
    await expect(tableBytes({ name: "t.csv", data: blob })).rejects.toMatchObject({ kind: "tooLarge" });
    expect(touched).toEqual([]);
    // Of the largest size that is taken, it is read.
    claimed = LARGEST;
    await expect(tableBytes({ name: "t.csv", data: blob })).rejects.toMatchObject({ key: "file.unreadable" });
    expect(touched).toEqual(["arrayBuffer"]);
  });
  it("of a European text are not taken for Chinese, though they could be read so", async () => {
    // Every accented letter has a letter behind it; ö and ß are a rare character.
    const european = Uint8Array.from("Größe;Geschlecht\r\n171;männlich\r\n165;übrig\r\n", (letter) => letter.charCodeAt(0));
    expect(new TextDecoder("gb18030", { fatal: true }).decode(european)).toContain("Gr");
    expect(inUtf8(european)).toBe(european);
    expect((await tableBytes({ name: "t.csv", data: european })).encoding).toBeUndefined();
    expect((await tableBytes({ name: "t.csv", data: gb })).encoding).toBe("gb18030");
    expect((await tableBytes({ name: "t.csv", data: utf8 })).encoding).toBeUndefined();
    // Rare characters among common ones: 呋喃妥因, 囍 of the extension, a letter of four bytes.
    const rare = new Uint8Array([...gb, 0xdf, 0xbb, 0xe0, 0xab, 0xcd, 0xd7, 0xd2, 0xf2, 0x87, 0xd6, 0x81, 0x30, 0x84, 0x36, 0x0d, 0x0a]);
    expect(inUtf8(rare)).not.toBe(rare);
  });
  it("of a file that was changed after it was chosen say so", async () => {
    const gone = Object.assign(new File([utf8], "t.csv"), { arrayBuffer: () => Promise.reject(new DOMException("changed", "NotReadableError")) });
    await expect(tableBytes(gone)).rejects.toMatchObject({ key: "file.unreadable", place: "t.csv" });
  });
  it("that were cut while packed, or swell without end, are refused with a reason", { timeout: 60_000 }, async () => {
    await expect(read(gzipSync(utf8).subarray(0, 20))).rejects.toMatchObject({ key: "file.packed", place: "t.csv" });
    const bomb = gzipSync(new Uint8Array(260_000_000));
    await expect(read(bomb)).rejects.toMatchObject({ kind: "tooLarge" });
  });
});
