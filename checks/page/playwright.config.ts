// Chromium is the system's, named in CHROMIUM; the service runs already, at EPICRISIS_URL. `cargo xtask page` sees to both.
import { defineConfig } from "@playwright/test";

const { CHROMIUM, CI, EPICRISIS_OUT, EPICRISIS_URL } = process.env;
if (!EPICRISIS_URL) throw new Error("EPICRISIS_URL says where the service is; `cargo xtask page` sets it");

export default defineConfig({
  testDir: "tests",
  outputDir: `${EPICRISIS_OUT ?? "../../target/page"}/failed`,
  workers: 1,
  forbidOnly: Boolean(CI),
  reporter: [["line"]],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: EPICRISIS_URL,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    colorScheme: "light",
    screenshot: "only-on-failure",
    // The page is the check's own, so the sandbox, which not every container allows, is not needed.
    launchOptions: { ...(CHROMIUM ? { executablePath: CHROMIUM } : {}), args: ["--no-sandbox"] },
  },
});
