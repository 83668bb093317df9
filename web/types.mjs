// Writes src/api/schema.ts from openapi.json, or says with --check whether it is fresh.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapi, { astToString } from "openapi-typescript";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const head = "// Generated from openapi.json by `npm run types`.\n\n";
// What has a default may be left out by who sends.
const made = head + astToString(await openapi(new URL("openapi.json", import.meta.url), { defaultNonNullable: false }));
if (process.argv.includes("--check")) {
  if (readFileSync(path("src/api/schema.ts"), "utf8") !== made) {
    console.error("web/src/api/schema.ts is not what openapi.json makes; run `npm run types` in web/");
    process.exitCode = 1;
  }
} else {
  writeFileSync(path("src/api/schema.ts"), made);
}
