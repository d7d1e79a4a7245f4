import { describe, expect, it } from "vitest";
import { isVault, parseQuestion } from "./protocol";

const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const vault = JSON.stringify({ format: "bedside-locked-record", version: 1, kdf: {}, cipher: {}, digest: "eA==", data: "c2VjcmV0" });

describe("the closed set", () => {
  it.each([
    { id: 1, ask: "module", name: "wasm/core" },
    { id: 2, ask: "module", name: "words/zh" },
    { id: 3, ask: "keep", name: "Li Wei", blob: bytes(vault) },
    { id: 4, ask: "kept" },
    { id: 5, ask: "return", name: "李 伟" },
    { id: 6, ask: "forget", name: null },
    { id: 7, ask: "download", name: "bedside-movement-2026-11-30.ics", type: "text/calendar", data: bytes("a") },
    { id: 7, ask: "download", name: "result 2026-03-01.csv", type: "text/csv;charset=utf-8", data: bytes("a") },
    { id: 8, ask: "copy", text: "10.1161/x" },
    { id: 9, ask: "title", text: "Plan · Bedside" },
    { id: 10, ask: "language", language: "zh-CN" },
    { id: 11, ask: "theme", theme: "dark" },
    { id: 12, ask: "leaving", on: true },
    { id: 13, ask: "focus" },
    { id: 14, ask: "dragging" },
    { id: 15, ask: "shown" },
    { id: 16, ask: "failed", what: "worker" },
  ])("takes $ask", (message) => {
    expect(parseQuestion(message)).toBe(message);
  });

  it.each<[string, unknown]>([
    ["nothing", null],
    ["a text", "module"],
    ["a list", [1, "module"]],
    ["no number", { ask: "kept" }],
    ["a number below one", { id: 0, ask: "kept" }],
    ["a broken number", { id: Number.NaN, ask: "kept" }],
    ["an unknown question", { id: 1, ask: "fetch", url: "https://example.org" }],
    ["an inherited name", { id: 1, ask: "toString" }],
    ["an extra field", { id: 1, ask: "kept", url: "https://example.org" }],
    ["a missing field", { id: 1, ask: "module" }],
    ["an address as a module", { id: 1, ask: "module", name: "https://example.org/x" }],
    ["a way out of the folder", { id: 1, ask: "module", name: "../secret" }],
    ["a query", { id: 1, ask: "module", name: "wasm/core?data=x" }],
    ["a kept record that is not locked", { id: 1, ask: "keep", name: "x", blob: bytes('{"name":"Li Wei"}') }],
    ["a kept record with a field beside", { id: 1, ask: "keep", name: "x", blob: bytes(vault.replace("{", '{"note":"x",')) }],
    ["a page as a download", { id: 1, ask: "download", name: "x.html", type: "text/html", data: bytes("<script>") }],
    ["a page that is no data of a model", { id: 1, ask: "page", name: "x.html", model: bytes("<script>") }],
    ["a page with a script of its own", { id: 1, ask: "page", name: "x.html", model: bytes('{"script":"x"}') }],
    ["a path as a name", { id: 1, ask: "download", name: "../../x.csv", type: "text/csv", data: bytes("a") }],
    ["a hidden file", { id: 1, ask: "download", name: ".bashrc", type: "text/plain", data: bytes("a") }],
    ["a name turned around", { id: 1, ask: "download", name: "x\u202evsc.exe", type: "text/csv", data: bytes("a") }],
    ["text as data", { id: 1, ask: "download", name: "x.csv", type: "text/csv", data: "a" }],
    ["a very long title", { id: 1, ask: "title", text: "x".repeat(201) }],
    ["a language with markup", { id: 1, ask: "language", language: '"><img>' }],
    ["an unknown theme", { id: 1, ask: "theme", theme: "url(x)" }],
    ["a word for yes", { id: 1, ask: "leaving", on: "yes" }],
  ])("refuses %s", (_, message) => {
    expect(parseQuestion(message)).toBeUndefined();
  });

  it("knows a locked record", () => {
    expect(isVault(bytes(vault))).toBe(true);
    expect(isVault(bytes("not json"))).toBe(false);
    expect(isVault(new Uint8Array([0xff, 0xfe]).buffer)).toBe(false);
  });
});
