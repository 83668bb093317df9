//! Chromium, without a window.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Debian's packages that the check needs.
pub(crate) const PACKAGES: [&str; 2] = ["chromium", "fonts-dejavu-core"];

/// The browser, and a folder for what it needs while it runs.
pub(crate) struct Browser {
    program: PathBuf,
    folder: PathBuf,
}

/// How a page is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dark: bool,
}

impl Browser {
    /// The browser on this machine. On CI one is installed where there is none.
    pub(crate) fn find(folder: &Path) -> Result<Option<Self>, String> {
        let found = || {
            let named = env::var_os("CHROMIUM").map(PathBuf::from);
            let names = ["chromium", "chromium-browser", "google-chrome"].map(PathBuf::from);
            named.into_iter().chain(names).find(|program| runs(program))
        };
        let mut program = found();
        if program.is_none() && env::var_os("CI").is_some() {
            let mut install = Command::new("apt-get");
            install
                .args(["install", "--yes", "--no-install-recommends"])
                .args(PACKAGES);
            crate::run(&mut install)?;
            program = found();
            if program.is_none() {
                return Err("no Chromium, though it was installed".to_owned());
            }
        }
        Ok(program.map(|program| Self {
            program,
            folder: folder.to_owned(),
        }))
    }

    /// What is run.
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// A picture of the upper end of a page.
    pub(crate) fn picture(&self, page: &Path, view: View, to: &Path) -> Result<(), String> {
        let mut command = self.command(view);
        command.arg(format!("--screenshot={}", to.display()));
        self.run(&mut command, page).map(drop)
    }

    /// The page as it is after its scripts have run.
    pub(crate) fn dom(&self, page: &Path, view: View) -> Result<String, String> {
        let mut command = self.command(view);
        command.args(["--dump-dom", "--virtual-time-budget=60000"]);
        self.run(&mut command, page).map(|(dom, _)| dom)
    }

    /// What the page made the browser complain of.
    pub(crate) fn complaints(&self, page: &Path, view: View) -> Result<Vec<String>, String> {
        let mut command = self.command(view);
        command.args(["--dump-dom", "--enable-logging=stderr", "--log-level=0"]);
        let (_, log) = self.run(&mut command, page)?;
        Ok(log
            .lines()
            .filter(|line| line.contains(":CONSOLE"))
            .map(str::to_owned)
            .collect())
    }

    fn command(&self, view: View) -> Command {
        let mut command = Command::new(&self.program);
        // The pages are the check's own, so the sandbox, which not every container allows, is not needed.
        command.args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
            "--force-color-profile=srgb",
            "--font-render-hinting=none",
            "--disable-extensions",
            "--no-first-run",
        ]);
        command.arg(format!("--user-data-dir={}", self.folder.join("profile").display()));
        command.arg(format!("--window-size={},{}", view.width, view.height));
        command.arg(format!(
            "--blink-settings=preferredColorScheme={}",
            i32::from(!view.dark)
        ));
        command
    }

    fn run(&self, command: &mut Command, page: &Path) -> Result<(String, String), String> {
        let page = fs::canonicalize(page).map_err(|e| format!("{}: {e}", page.display()))?;
        let done = command.arg(format!("file://{}", page.display())).output();
        let done = done.map_err(|e| format!("{}: {e}", self.program.display()))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if done.status.success() {
            Ok((text(&done.stdout), text(&done.stderr)))
        } else {
            Err(format!(
                "{} ended with {}: {}",
                self.program.display(),
                done.status,
                text(&done.stderr)
            ))
        }
    }
}

fn runs(program: &Path) -> bool {
    Command::new(program)
        .arg("--version")
        .output()
        .is_ok_and(|done| done.status.success())
}
