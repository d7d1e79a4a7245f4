import { describe, expect, it } from "vitest";
import { FORMAT, ITERATIONS, VaultError, isLocked, lock, unlock, type VaultProblem } from "./vault";

const WORDS = "blue heron on ice 7";
const TEXT = JSON.stringify({ record: { name: "收缩压 148", observations: [1, 2, 3] } });

async function problem(work: Promise<unknown>): Promise<VaultProblem | "opened"> {
  try {
    await work;
    return "opened";
  } catch (error) {
    if (error instanceof VaultError) return error.problem;
    throw error;
  }
}

interface Open {
  version: number;
  kdf: { iterations: number; salt: string; hash: string };
  cipher: { iv: string };
  digest: string;
  data: string;
}

function edited(file: string, edit: (envelope: Open) => void): string {
  const envelope = JSON.parse(file) as Open;
  edit(envelope);
  return JSON.stringify(envelope);
}

function flip(base64: string): string {
  const at = Math.floor(base64.length / 2);
  return base64.slice(0, at) + (base64[at] === "A" ? "B" : "A") + base64.slice(at + 1);
}

async function digest(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...sum));
}

describe("a locked record", () => {
  const file = lock(TEXT, WORDS);

  it("opens again with the same passphrase, typed in another Unicode form too", async () => {
    expect(await unlock(await file, WORDS)).toBe(TEXT);
    const accented = await lock(TEXT, "caf\u00e9 au lait");
    expect(await unlock(accented, "cafe\u0301 au lait")).toBe(TEXT);
  });

  it("states its parameters and holds nothing readable", async () => {
    const text = await file;
    const envelope = JSON.parse(text) as Open;
    expect(envelope.kdf.iterations).toBe(ITERATIONS);
    expect(ITERATIONS).toBeGreaterThanOrEqual(600_000);
    expect(atob(envelope.kdf.salt).length).toBe(16);
    expect(atob(envelope.cipher.iv).length).toBe(12);
    expect(text).not.toContain("收缩压");
    expect(atob(envelope.data)).not.toContain("observations");
    expect(isLocked(text)).toBe(true);
    expect(isLocked(new TextEncoder().encode(text))).toBe(true);
  });

  it("never uses a salt or an iv twice", async () => {
    const [a, b] = [JSON.parse(await file) as Open, JSON.parse(await lock(TEXT, WORDS)) as Open];
    expect(a.kdf.salt).not.toBe(b.kdf.salt);
    expect(a.cipher.iv).not.toBe(b.cipher.iv);
    expect(a.data).not.toBe(b.data);
  });

  it("tells a wrong passphrase from a damaged file", async () => {
    const text = await file;
    expect(await problem(unlock(text, "blue heron on ice 8"))).toBe("passphrase");
    expect(await problem(unlock(edited(text, (e) => (e.data = flip(e.data))), WORDS))).toBe("damaged");
    expect(await problem(unlock(edited(text, (e) => (e.data = e.data.slice(0, -8))), WORDS))).toBe("damaged");
    expect(await problem(unlock(edited(text, (e) => (e.data = "&&&")), WORDS))).toBe("damaged");
    expect(await problem(unlock(edited(text, (e) => (e.digest = "")), WORDS))).toBe("damaged");
  });

  it("refuses a forged text even when its checksum was made to fit", async () => {
    const forged = JSON.parse(await file) as Open;
    forged.data = flip(forged.data);
    forged.digest = await digest(forged.data);
    expect(await problem(unlock(JSON.stringify(forged), WORDS))).toBe("passphrase");
  });

  it("refuses a header that was changed", async () => {
    const text = await file;
    const salt = btoa("0123456789abcdef");
    expect(await problem(unlock(edited(text, (e) => (e.kdf.salt = salt)), WORDS))).toBe("passphrase");
    expect(await problem(unlock(edited(text, (e) => (e.kdf.salt = "AA==")), WORDS))).toBe("damaged");
    expect(await problem(unlock(edited(text, (e) => (e.kdf.iterations += 1)), WORDS))).toBe("passphrase");
    expect(await problem(unlock(edited(text, (e) => (e.kdf.iterations = 1000)), WORDS))).toBe("parameters");
    expect(await problem(unlock(edited(text, (e) => (e.kdf.iterations = 1e12)), WORDS))).toBe("parameters");
    expect(await problem(unlock(edited(text, (e) => (e.kdf.hash = "SHA-1")), WORDS))).toBe("parameters");
  });

  it("says where it ends when it ends early, and when it is not ours or newer", async () => {
    const text = await file;
    for (const end of [60, 200, text.length - 3]) {
      expect(await problem(unlock(text.slice(0, end), WORDS))).toBe("truncated");
    }
    expect(await problem(unlock("", WORDS))).toBe("notSaved");
    expect(await problem(unlock('{"resourceType":"Bundle"}', WORDS))).toBe("notSaved");
    expect(await problem(unlock("[]", WORDS))).toBe("notSaved");
    expect(await problem(unlock(edited(text, (e) => (e.version = 2)), WORDS))).toBe("version");
    expect(isLocked('{"resourceType":"Bundle"}')).toBe(false);
    expect(isLocked(`{"note":"${FORMAT}"}`)).toBe(false);
  });

  it("refuses an envelope with any one value changed, and never breaks", async () => {
    const envelope = JSON.parse(await file) as Record<string, unknown>;
    const places = Object.entries(envelope).flatMap(([key, value]) => (typeof value === "object" ? Object.keys(value as object).map((inner) => [key, inner]) : []).concat([[key]]));
    const odd = ["null", "[]", "{}", '""', '"x"', '"\\ud800"', "-1", "1e308", "600000.5", '{"__proto__":1}', "[".repeat(50) + "]".repeat(50), JSON.stringify("长".repeat(100_000))];
    for (const [key = "", inner] of places) {
      for (const value of odd) {
        const changed = structuredClone(envelope);
        const into = inner === undefined ? changed : (changed[key] as Record<string, unknown>);
        into[inner ?? key] = JSON.parse(value);
        expect(await problem(unlock(JSON.stringify(changed), WORDS)), `${key} ${inner ?? ""} ${value.slice(0, 20)}`).not.toBe("opened");
      }
    }
    for (const text of ["", "null", "[]", "1", "[".repeat(1_000_000)]) expect(await problem(unlock(text, WORDS)), text.slice(0, 9)).toBe("notSaved");
  });

  it("refuses a short passphrase, counted as people count", async () => {
    expect(await problem(lock(TEXT, "short"))).toBe("tooShort");
    expect(await problem(lock(TEXT, "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷"))).toBe("tooShort");
    expect(await problem(lock(TEXT, "一二三四五六七八九十"))).toBe("opened");
  });
});
