import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve } from "../../scripts/serve.mjs";

const folder = mkdtempSync(join(tmpdir(), "bedside-serve-"));
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  writeFileSync(join(folder, "index.html"), "<p>page</p>");
  writeFileSync(join(folder, "index.html.gz"), gzipSync("<p>page</p>"));
  writeFileSync(join(folder, "a.wasm"), "wasm");
  writeFileSync(join(folder, "headers.json"), JSON.stringify({ "/*": { "X-Everywhere": "1", "X-Which": "all" }, "/": { "X-Which": "page" } }));
  server = await serve({ root: folder });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A raw request: fetch would tidy the path. */
function ask(path: string, method = "GET", headers: Record<string, string> = {}): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((done, fail) => {
    const asked = request({ host: "127.0.0.1", port: server.port, path, method, headers }, (answer) => {
      let body = "";
      answer.setEncoding("latin1");
      answer.on("data", (part: string) => (body += part));
      answer.on("end", () => done({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asked.on("error", fail);
    asked.end();
  });
}

describe("the server", () => {
  it("gives the page with the headers of its place", async () => {
    const { status, headers, body } = await ask("/");
    expect(status).toBe(200);
    expect(body).toBe("<p>page</p>");
    expect(headers).toMatchObject({ "x-everywhere": "1", "x-which": "page", "content-type": "text/html; charset=utf-8" });
  });

  it("gives what was compressed to those who take it", async () => {
    expect((await ask("/", "GET", { "accept-encoding": "gzip, br" })).headers["content-encoding"]).toBe("gzip");
    expect((await ask("/", "GET", { "accept-encoding": "gzip;q=0" })).headers["content-encoding"]).toBeUndefined();
  });

  it("gives wasm its type", async () => {
    expect((await ask("/a.wasm")).headers["content-type"]).toBe("application/wasm");
  });

  it.each(["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/a\\..\\b", "/%00", "/%zz", "/missing"])(
    "has nothing at %s",
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );

  it("only reads", async () => {
    expect((await ask("/", "POST")).status).toBe(405);
  });

  it("answers that nothing has changed", async () => {
    const tag = String((await ask("/")).headers["etag"]);
    expect((await ask("/", "GET", { "if-none-match": tag })).status).toBe(304);
  });
});
