// Builds the page into dist/, or says with --check whether dist/ is what the sources make.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
/** The most that the script may weigh, gzipped: a page that comes from one binary is there at once. */
const MOST = 150_000;

/**
 * The styles that all pages of the program share follow the system's colours alone. Here a reader may choose: the dark
 * colours hold where the system is dark and nobody chose light, and where dark was chosen.
 */
const house = {
  name: "house",
  setup(build) {
    build.onLoad({ filter: /house\.css$/ }, ({ path }) => {
      const css = readFileSync(path, "utf8");
      const dark = /@media \(prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}\s*\}/;
      const found = dark.exec(css);
      if (!found) throw new Error("house.css has no dark colours where they are looked for");
      const chosen = `@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {${found[1]}} }
        :root[data-theme="dark"] { color-scheme: dark; ${found[1]}}
        :root[data-theme="light"] { color-scheme: light; }`;
      return { contents: css.replace(dark, () => chosen), loader: "css" };
    });
  },
};

/** What is built in is others' work, too, and says so wherever the script goes. */
function licences() {
  const read = (name) => readFileSync(join(here, "node_modules", name, "LICENSE"), "utf8").trim();
  const texts = ["preact", "@preact/signals"].map((name) => [name, read(name)]);
  const rights = texts.map(([name, text]) => `${name}: ${/^Copyright .*$/m.exec(text)[0]}`);
  const terms = texts[0][1].slice(texts[0][1].indexOf("Permission is hereby granted"));
  return `/*! Contains, under the MIT licence:\n${rights.join("\n")}\n\n${terms}\n*/`;
}

async function make(out) {
  mkdirSync(out, { recursive: true });
  await build({
    absWorkingDir: here,
    entryPoints: [{ in: "src/main.tsx", out: "app" }, { in: "src/style/app.css", out: "app" }],
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2022", "chrome111", "firefox113", "safari16.4"],
    legalComments: "none",
    banner: { js: licences() },
    charset: "utf8",
    logLevel: "warning",
    plugins: [house],
  });
  for (const name of ["index.html", "try.html", "icon.svg"]) copyFileSync(join(here, "src", name), join(out, name));
}

if (process.argv.includes("--check")) {
  const fresh = mkdtempSync(join(tmpdir(), "epicrisis-page-"));
  try {
    await make(fresh);
    const names = new Set([...readdirSync(fresh), ...readdirSync(dist)]);
    const read = (folder, name) => {
      try {
        return readFileSync(join(folder, name));
      } catch {
        return null;
      }
    };
    const stale = [...names].filter((name) => {
      const [kept, made] = [read(dist, name), read(fresh, name)];
      return kept === null || made === null || !kept.equals(made);
    });
    if (stale.length > 0) {
      console.error(`web/dist is not what the sources make: ${stale.join(", ")}; run \`npm run build\` in web/`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(fresh, { recursive: true });
  }
} else {
  await make(dist);
}
const script = gzipSync(readFileSync(join(dist, "app.js"))).length;
console.log(`app.js: ${(script / 1000).toFixed(1)} kB gzipped`);
if (script > MOST) {
  console.error(`that is more than ${MOST / 1000} kB`);
  process.exitCode = 1;
}
