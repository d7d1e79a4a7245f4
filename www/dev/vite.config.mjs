import { defineConfig } from "vite";

// The development page: `npx vite www/dev`. Loopback only.
export default defineConfig({
  root: import.meta.dirname,
  server: { host: "127.0.0.1", port: 5199, fs: { allow: ["../.."] } },
  build: { target: "es2022" },
});
