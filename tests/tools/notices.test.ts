import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/lib/run.mjs";
import { notices } from "../../scripts/notices.mjs";

test("the third-party notices are those of the lock files", () => {
  const written = readFileSync(join(root, "THIRD-PARTY-NOTICES.md"), "utf8");
  expect(written === notices(), "run `npm run notices` and commit the file").toBe(true);
});

test("whoever is shipped has a licence text", () => {
  const text = notices();
  for (const name of ["lit", "lit-html", "lucide-static", "serde", "libm", "csv"]) expect(text).toMatch(new RegExp(`^### .*\\b${name}\\b`, "m"));
});
