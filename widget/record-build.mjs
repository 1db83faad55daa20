// Records from which sources the committed bundle was built; tests/widget/test_build.py checks it.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const sha256 = (data) => createHash("sha256").update(data).digest("hex");
const inputs = ["package.json", "package-lock.json", "tsconfig.json", "vite.config.ts"].concat(
  readdirSync("src", { recursive: true }).map((name) => `src/${name}`).filter((name) => /\.(tsx?|css)$/.test(name)),
);
const bundle = readFileSync("../channels/static/gezins-wegwijzer.js");
const record = {
  inputs: Object.fromEntries(inputs.sort().map((name) => [name, sha256(readFileSync(name))])),
  bundle: sha256(bundle),
  gzip_bytes: gzipSync(bundle, { level: 9 }).length,
};
writeFileSync("build.json", `${JSON.stringify(record, null, 2)}\n`);
console.log(`gezins-wegwijzer.js: ${record.gzip_bytes} bytes gzipped`);
