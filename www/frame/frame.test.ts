import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Parts, frameDocument, renderOneFile, renderSite } from "../../scripts/build-page.mjs";

const removal = readFileSync(new URL("removal.js", import.meta.url), "utf8").trim();
const parts: Parts = {
  removal,
  frame: 'console.log("</script>", "<!--");',
  scripts: new Map([["workbench", "further();"]]),
  shell: "void 0;",
  check: "void 0;",
  serviceWorker: "void 0;",
  workers: new Map([["core", "worker"]]),
  wasm: new Map([["core", Buffer.from([0])]]),
  catalog: "{}",
  words: new Map([["en", "{}"]]),
  workbenchWords: new Map([["en", "{}"]]),
  examples: new Map(),
};
const scripts = (html: string): string[] => [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? "");
const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policyOf = (html: string): string => /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";

describe("the sealed frame", () => {
  const { html } = frameDocument(parts);

  it("has one script, whose first statement is the removal", () => {
    const [script = "", ...others] = scripts(html);
    expect(others).toEqual([]);
    expect(script.startsWith('for (const name of ["RTCPeerConnection"')).toBe(true);
    expect(script.startsWith(`${removal}\n`)).toBe(true);
  });

  it("allows that script and the one behind it by their hashes, and nothing that reaches anywhere", () => {
    expect(policyOf(html)).toBe(
      `default-src 'none'; connect-src 'none'; script-src ${hash(scripts(html)[0] ?? "")} ${hash("further();")} 'wasm-unsafe-eval'; worker-src blob:; ` +
        "style-src 'unsafe-inline'; img-src data: blob:; form-action 'none'; base-uri 'none'; " +
        "require-trusted-types-for 'script'; trusted-types lit-html bedside",
    );
  });

  it("says the policy before anything that it could stop, and switches name look-ups off", () => {
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<style"));
    expect(html).toContain('<meta http-equiv="x-dns-prefetch-control" content="off">');
  });

  it("lets no text of the application end its script early", () => {
    expect(html.match(/<\/script/g)).toHaveLength(1);
    expect(html).not.toContain("<!--");
  });
});

describe("the page around it", () => {
  const files = renderSite(parts);
  const index = String(files.get("index.html"));

  it("runs only scripts whose hashes its policy names, the frame's among them", () => {
    const policy = policyOf(index);
    for (const script of scripts(index)) expect(policy).toContain(hash(script));
    expect(policy).toContain(hash(scripts(frameDocument(parts).html)[0] ?? ""));
    expect(policy).not.toMatch(/script-src[^;]*('self'|'unsafe|blob:|https?:|\*)/);
    expect(policy).toContain("frame-src 'none'");
  });

  it("is named by what is in it", () => {
    for (const [name, bytes] of files) {
      if (name.startsWith("assets/")) expect(name).toContain(createHash("sha256").update(bytes).digest("hex").slice(0, 12));
    }
  });

  it("tells hosts the same policy and the header", () => {
    const headers = JSON.parse(String(files.get("headers.json"))) as Record<string, Record<string, string>>;
    expect(headers["/"]?.["Content-Security-Policy"]).toBe(policyOf(index));
    expect(headers["/*"]?.["Connection-Allowlist"]).toBe("(response-origin)");
  });

  it("asks for nothing at all when it is one file", () => {
    const one = renderOneFile(parts);
    expect(policyOf(one)).toContain("connect-src 'none'");
    expect(one).not.toMatch(/(src|href)="(?!data:)/);
  });
});
