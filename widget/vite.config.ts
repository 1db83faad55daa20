import { defineConfig } from "vite";

// One classic script, so that a council needs nothing but a script tag. It is committed, so that running the
// bot needs no Node.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    outDir: "../channels/static",
    emptyOutDir: false,
    lib: {
      entry: "src/main.tsx",
      name: "GezinsWegwijzer",
      formats: ["iife"],
      fileName: () => "gezins-wegwijzer.js",
    },
  },
});
