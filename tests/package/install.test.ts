import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium, flags } from "../../scripts/chromium.mjs";
import { root } from "../../scripts/lib/run.mjs";
import { serve } from "../../scripts/serve.mjs";

let project = "";
const npm = (args: string[], cwd: string) => execFileSync("npm", args, { cwd, encoding: "utf8", stdio: "pipe", shell: process.platform === "win32" });
const person = { age: 55, sex: "female", creatinine: { value: 80, unit: "umol/L" } };

/** One call that shows the whole path: catalogue, units, an answer. */
const asks = `
const { version, equations } = bedside.catalog();
const id = equations.find((one) => one.outcome === "egfr" && one.inputs.some((input) => input.id === "creatinine") && !one.inputs.some((input) => input.id === "cystatin_c")).id;
const answer = await bedside.evaluate(id, ${JSON.stringify(person)});
const { value } = answer.assessment ?? answer;
const wrong = await bedside.evaluate(id, { ...${JSON.stringify(person)}, creatinine: { value: 80, unit: "mm[Hg]" } }).then(() => "accepted", (error) => error.kind);
await bedside.close();
`;

/** CKD-EPI 2021 for a woman of 55 with 80 µmol/L, computed here from the published formula. */
const expected = (() => {
  const [creatinine, kappa, alpha] = [80 / 88.4017, 0.7, -0.241];
  const ratio = creatinine / kappa;
  return 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** 55 * 1.012;
})();

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "bedside-package-"));
  const [packed] = JSON.parse(npm(["pack", "--json", "--pack-destination", project, join(root, "pkg")], project)) as [{ filename: string }];
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
  npm(["install", "--offline", "--no-audit", "--no-fund", join(project, packed.filename)], project);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

test("it installs alone and holds its licences and notices", () => {
  expect(readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["bedside"]);
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-NOTICES.md", "README.md"]) {
    expect(existsSync(join(project, "node_modules", "bedside", name)), name).toBe(true);
  }
});

test("it works in Node", () => {
  writeFileSync(join(project, "try.mjs"), `import { open } from "bedside";\nconst bedside = await open();\n${asks}\nconsole.log(JSON.stringify({ version, value, wrong }));`);
  const answer = JSON.parse(execFileSync(process.execPath, ["try.mjs"], { cwd: project, encoding: "utf8" })) as { version: string; value: number; wrong: string };
  expect(answer.version).toBe((JSON.parse(readFileSync(join(root, "pkg", "package.json"), "utf8")) as { version: string }).version);
  expect(Math.abs(answer.value / expected - 1)).toBeLessThan(1e-4);
  expect(answer.wrong).toBe("value");
});

test("it works in a plain module page, in a worker", async () => {
  writeFileSync(
    join(project, "index.html"),
    `<!doctype html><script type="module">
import { open } from "./node_modules/bedside/browser.js";
try {
  const bedside = await open();
  ${asks}
  document.title = JSON.stringify({ version, value, wrong });
} catch (error) { document.title = JSON.stringify({ error: String(error) }); }
</script>`,
  );
  const server = await serve({ root: project });
  const browser = await playwright.launch({ executablePath: await chromium(), args: flags });
  try {
    const page = await browser.newPage();
    let workers = 0;
    page.on("worker", () => (workers += 1));
    await page.goto(`${server.address}index.html`);
    await page.waitForFunction(() => document.title.startsWith("{"));
    const answer = JSON.parse(await page.title()) as { value: number; wrong: string; error?: string };
    expect(answer.error).toBeUndefined();
    expect(Math.abs(answer.value / expected - 1)).toBeLessThan(1e-4);
    expect(answer.wrong).toBe("value");
    expect(workers).toBe(1);
  } finally {
    await browser.close();
    await server.close();
  }
});

test("its element stands in a foreign page, defined once, and keeps to itself", async () => {
  writeFileSync(
    join(project, "portal.html"),
    `<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,"><style>body { font: 30px serif; color: red } h1, button, p { background: lime !important } * { color: red !important; text-transform: uppercase !important; letter-spacing: 1em !important; font-family: serif !important; text-align: center !important }</style>
<h1 id="own">Portal</h1><bedside-assess></bedside-assess>
<script type="module">
import { defined } from "./node_modules/bedside/element.js";
import { defined as again } from "./node_modules/bedside/element.js?again";
await Promise.all([defined, again]);
</script>`,
  );
  const server = await serve({ root: project });
  const browser = await playwright.launch({ executablePath: await chromium(), args: flags });
  try {
    const page = await browser.newPage();
    const problems: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${server.address}portal.html`);
    const entriesAtFirst = await page.evaluate(() => history.length);
    await page.locator("bedside-assess input[type=file]").first().setInputFiles(join(root, "www", "examples", "person", "robin-example.json"));
    await page.locator("bedside-assess").getByText(/of 100 people/i).first().waitFor();
    const seen = await page.evaluate(() => {
      const inner = document.querySelector("bedside-assess")?.shadowRoot?.querySelector("h1");
      const outer = document.querySelector("#own");
      if (!inner || !outer) throw new Error("no heading");
      const [a, b] = [getComputedStyle(inner), getComputedStyle(outer)];
      const inside = [a.backgroundColor, a.color !== "rgb(255, 0, 0)", a.fontFamily !== "serif", a.textTransform, a.textAlign, parseFloat(a.letterSpacing) <= 0];
      return { inside, outside: [b.backgroundColor, b.color, b.fontFamily], title: document.title, entries: history.length, state: history.state as unknown };
    });
    expect(seen).toEqual({
      inside: ["rgba(0, 0, 0, 0)", true, true, "none", "start", true],
      outside: ["rgb(0, 255, 0)", "rgb(255, 0, 0)", "serif"],
      title: "Portal",
      entries: entriesAtFirst,
      state: null,
    });
    // Moved, it keeps its person; taken away, it gives its worker back; placed again, it starts anew.
    const element = page.locator("bedside-assess");
    await page.evaluate(() => document.body.prepend(document.querySelector("bedside-assess") as Element));
    await element.getByText(/of 100 people/i).first().waitFor();
    expect(page.workers()).toHaveLength(1);
    await page.evaluate(() => {
      const taken = document.querySelector("bedside-assess") as Element;
      taken.remove();
      Object.assign(globalThis, { taken });
    });
    await expect.poll(() => page.workers().length).toBe(0);
    await page.evaluate(() => document.body.append((globalThis as typeof globalThis & { taken: Element }).taken));
    await element.locator("input[type=file]").first().waitFor({ state: "attached" });
    await expect(element.getByText(/of 100 people/i).count()).resolves.toBe(0);
    // Two on one page are two engines.
    await page.evaluate(() => document.body.append(document.createElement("bedside-assess")));
    await element.nth(1).locator("input[type=file]").first().waitFor({ state: "attached" });
    await expect.poll(() => page.workers().length).toBe(2);
    expect(problems).toEqual([]);
    expect(asked.filter((address) => !address.startsWith(server.address) && !address.startsWith("blob:"))).toEqual([]);
  } finally {
    await browser.close();
    await server.close();
  }
});

test("the policy of the recipe is all a strict portal needs", async () => {
  const recipe = /^ {4}(default-src [^\n]+)$/m.exec(readFileSync(join(root, "npm", "README.md"), "utf8"))?.[1];
  if (recipe === undefined) throw new Error("no policy in npm/README.md");
  const policy = (value: string): string => JSON.stringify({ "/*": { "Content-Security-Policy": value } });
  writeFileSync(join(project, "headers.json"), policy(recipe));
  writeFileSync(
    join(project, "strict.html"),
    '<!doctype html><html lang="zh"><title>Portal</title><link rel="icon" href="data:,"><bedside-assess></bedside-assess><script type="module" src="./node_modules/bedside/element.js"></script>',
  );
  const server = await serve({ root: project });
  const browser = await playwright.launch({ executablePath: await chromium(), args: flags });
  try {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(`${server.address}strict.html`);
    const element = page.locator("bedside-assess");
    await element.locator("input[type=file]").first().setInputFiles(join(root, "www", "examples", "person", "robin-example.json"));
    await element.getByText(/每 ?100 ?人|100 ?人中|100 ?个人/).first().waitFor();
    for (const name of ["读到的内容", "计划", "分享与保存"]) await element.getByRole("link", { name }).or(element.getByRole("button", { name })).first().click();
    expect(problems).toEqual([]);
    // Seen to fail: without its word for WebAssembly the element says that it could not start.
    writeFileSync(join(project, "headers.json"), policy(recipe.replace(" 'wasm-unsafe-eval'", "")));
    const other = await browser.newPage();
    await other.addInitScript(() => addEventListener("bedside-failed", () => Object.assign(globalThis, { failed: true }), true));
    await other.goto(`${server.address}strict.html`);
    await other.waitForFunction(() => "failed" in globalThis);
  } finally {
    await browser.close();
    await server.close();
    rmSync(join(project, "headers.json"));
  }
});

test("its types are complete for a strict project, and wrong use is an error", () => {
  const use = (line: string) => `import { open } from "bedside";\nconst bedside = await open();\n${line}\n`;
  writeFileSync(join(project, "right.ts"), use("const risk = await bedside.evaluate('bmi', { height: { value: 170, unit: 'cm' }, weight: 70 }); console.log(risk, bedside.catalog().version.length);"));
  writeFileSync(join(project, "wrong.ts"), use("const scores: string = (await bedside.assess((await bedside.read([])).patients[0]!)).scores; console.log(scores);"));
  writeFileSync(join(project, "element.ts"), 'import { defined, type BedsideElement } from "bedside/element";\nawait defined;\nconst element = document.createElement("bedside-assess") as BedsideElement;\nelement.lang = "zh";\n');
  const tsc = (file: string) =>
    spawnSync(
      process.execPath,
      [join(root, "node_modules", "typescript", "bin", "tsc"), "--noEmit", "--ignoreConfig", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2023,dom", "--types", "", file],
      { cwd: project, encoding: "utf8" },
    );
  const right = tsc("right.ts");
  expect(right.stdout).toBe("");
  expect(right.status).toBe(0);
  expect(tsc("element.ts").stdout).toBe("");
  const wrong = tsc("wrong.ts");
  expect(wrong.stdout).toMatch(/wrong\.ts.*Score\[\].*string/);
  expect(wrong.stdout.trim().split("\n")).toHaveLength(1);
});
