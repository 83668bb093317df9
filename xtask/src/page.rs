//! The page of `epicrisis serve`, checked: that what is built of it is what its sources make, what needs no browser with Node,
//! and all of it in Chromium, driven by Playwright, with a service of its own that keeps documents in a file of its own.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::screenshot::browser::{Browser, PACKAGES};

/// Checks the page that a program serves; `only` are arguments of Playwright's, to run a part of the tests.
pub(crate) fn run(root: &Path, program: &Path, only: &[&str]) -> Result<(), String> {
    if !there("npm") {
        return skip("no npm, which the page's checks need");
    }
    let web = root.join("web");
    install(&web, "esbuild")?;
    crate::run(Command::new("npm").args(["run", "--silent", "check"]).current_dir(&web))?;

    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folder = target.join("page");
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let Some(browser) = Browser::find(&folder)? else {
        return skip(&format!(
            "no Chromium: install {} or name it in CHROMIUM",
            PACKAGES.join(" and ")
        ));
    };
    let checks = root.join("checks/page");
    install(&checks, "@playwright/test")?;
    let service = Service::start(program, &folder)?;
    let mut test = Command::new("npx");
    test.args(["--no-install", "playwright", "test"])
        .args(only)
        .current_dir(&checks)
        .env("CHROMIUM", on_path(browser.program()))
        .env("EPICRISIS_URL", &service.url)
        .env("EPICRISIS_OUT", &folder);
    crate::run(&mut test)
}

/// Passes over what cannot be done here, but not on CI.
fn skip(why: &str) -> Result<(), String> {
    if env::var_os("CI").is_some() {
        return Err(why.to_owned());
    }
    eprintln!("skipped: {why}");
    Ok(())
}

fn there(program: &str) -> bool {
    let asked = Command::new(program).arg("--version").output();
    asked.is_ok_and(|done| done.status.success())
}

/// Installs what a folder's lock file pins, where it is not there yet. No script of a package is run, and no browser fetched.
fn install(folder: &Path, package: &str) -> Result<(), String> {
    if folder.join("node_modules").join(package).exists() {
        return Ok(());
    }
    let mut install = Command::new("npm");
    install
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .current_dir(folder);
    crate::run(&mut install)
}

/// Where a program is, which Playwright does not look for by its name.
fn on_path(program: &Path) -> PathBuf {
    if program.components().count() > 1 {
        return program.to_owned();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|full| full.is_file());
    found.unwrap_or_else(|| program.to_owned())
}

/// A service that ends when it is no longer needed, whatever came in between.
struct Service {
    child: Child,
    url: String,
}

impl Service {
    /// Starts it on a free port, with an empty store.
    fn start(program: &Path, folder: &Path) -> Result<Self, String> {
        let store = folder.join("store.db");
        for left in ["store.db", "store.db-wal", "store.db-shm"].map(|name| folder.join(name)) {
            if left.exists() {
                fs::remove_file(&left).map_err(|e| format!("{}: {e}", left.display()))?;
            }
        }
        let mut serve = Command::new(program);
        serve.args(["serve", "--listen", "127.0.0.1:0", "--store"]).arg(&store);
        let child = serve.stdin(Stdio::null()).stderr(Stdio::piped()).spawn();
        let child = child.map_err(|e| format!("{}: {e}", program.display()))?;
        // From here on it is ended with the value.
        let mut service = Self {
            child,
            url: String::new(),
        };
        let stderr = service.child.stderr.take().ok_or("the service has no standard error")?;
        let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
        let mut said = Vec::new();
        for line in lines.by_ref() {
            if let Some((_, url)) = line.split_once("listening on ") {
                url.clone_into(&mut service.url);
                break;
            }
            said.push(line);
        }
        if service.url.is_empty() {
            return Err(format!("the service did not start: {}", said.join("\n")));
        }
        // Somebody has to listen, or it waits for one who does.
        thread::spawn(move || lines.for_each(drop));
        Ok(service)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself, which a test will have told.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
