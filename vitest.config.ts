import { defineConfig } from "vitest/config";

// Page unit tests lie beside their source; those of the package and the scripts in tests/.
export default defineConfig({
  test: {
    projects: [
      { test: { name: "page", include: ["www/**/*.test.ts"], environment: "node" } },
      { test: { name: "tools", include: ["tests/tools/**/*.test.ts"], environment: "node", testTimeout: 30_000 } },
      { test: { name: "package", include: ["tests/package/**/*.test.ts"], environment: "node", testTimeout: 120_000, hookTimeout: 120_000 } },
    ],
  },
});
