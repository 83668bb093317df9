//! The service's own description, and what other programs say of the service.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::{cargo, generated, outside, program, run};

/// Where the OpenAPI document lies: beside the page, whose types are made from it.
fn path(root: &Path) -> PathBuf {
    root.join("web").join("openapi.json")
}

fn document() -> Result<String, String> {
    let document = serde_json::to_string_pretty(&epicrisis_serve::openapi());
    document.map(|text| text + "\n").map_err(|error| error.to_string())
}

/// Writes the OpenAPI document anew, or says whether it is fresh.
pub(crate) fn openapi(root: &Path, check: bool) -> Result<(), String> {
    if check {
        generated::check(&path(root), &document()?, "cargo xtask openapi")
    } else {
        generated::write(&path(root), &document()?)
    }
}

/// Lets schemathesis loose on a service of its own.
pub(crate) fn schemathesis(root: &Path) -> Result<(), String> {
    let folder = root.join("checks").join("serve");
    let Some(python) = outside::python(root, &folder)? else {
        return Ok(());
    };
    cargo(["build", "--package", "epicrisis"])?;
    let work = outside::work(root)?.join("serve");
    // A store of an earlier run would have other documents in it.
    let _ = std::fs::remove_dir_all(&work);
    std::fs::create_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    let service = Service::start(&program("debug"), &work.join("checked.db"))?;
    run(Command::new(python.with_file_name("st"))
        .current_dir(&work)
        .env("SCHEMATHESIS_HOOKS", folder.join("hooks.py"))
        .arg("--config-file")
        .arg(folder.join("schemathesis.toml"))
        .args([
            "run",
            "--checks",
            "all",
            "--max-examples",
            "40",
            "--seed",
            "8",
            "--workers",
            "2",
            "--no-color",
        ])
        .arg(format!("{}/openapi.json", service.address)))
}

/// A service of its own process; ended where it is let go of.
struct Service {
    child: Child,
    address: String,
}

impl Service {
    /// Starts one on a port that is free.
    fn start(program: &Path, store: &Path) -> Result<Self, String> {
        let mut child = Command::new(program)
            .args(["serve", "--quiet", "--listen", "127.0.0.1:0", "--store"])
            .arg(store)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let mut said = String::new();
        let stderr = child.stderr.take().ok_or("no standard error")?;
        let read = BufReader::new(stderr).read_line(&mut said);
        let address = said.trim().strip_prefix("listening on ").map(str::to_owned);
        match (read, address) {
            (Ok(_), Some(address)) => Ok(Self { child, address }),
            _ => {
                let _ = child.kill();
                Err(format!("the service did not start: {said}"))
            }
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
