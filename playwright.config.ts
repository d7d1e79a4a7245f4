import { defineConfig } from "@playwright/test";

// Journeys through the built page. `npm test` finds a Chromium and names it in BEDSIDE_CHROMIUM.
export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  forbidOnly: true,
  fullyParallel: false,
  workers: process.env["CI"] ? 1 : 2,
  timeout: 60_000,
  reporter: [["list"], ["json", { outputFile: "test-results/journeys.json" }]],
  use: {
    browserName: "chromium",
    launchOptions: {
      executablePath: process.env["BEDSIDE_CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
});
