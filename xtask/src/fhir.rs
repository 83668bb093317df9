//! `cargo xtask fhir`: the FHIR of real documents, held against validators that others wrote.
//!
//! Each validator first gets a Bundle that is broken on purpose, and must refuse it: one that takes everything says nothing.
//! Where the tools of one are missing, that is said and the others go on; on CI (`CI` is set) it is an error.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use serde_json::Value;

use crate::{documents, outside};

/// Makes Bundles of all that is there and has them validated.
pub(crate) fn run(root: &Path, program: &Path) -> Result<(), String> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let place = Place {
        root: root.to_owned(),
        checks: root.join("checks").join("fhir"),
        work: target.join("fhir"),
        strict: env::var_os("CI").is_some(),
    };
    fs::create_dir_all(&place.work).map_err(|error| format!("{}: {error}", place.work.display()))?;
    let documents = documents::documents(root);
    let r4 = place.bundles(program, &documents, "fhir")?;
    let transactions = place.bundles(program, &documents[..documents.len().min(25)], "fhir-transaction")?;
    let r5 = place.bundles(program, &documents, "fhir-r5")?;
    let broken = Broken::of(&place, &r4, &r5)?;
    let steps: [(&str, &(dyn Fn() -> Step + Sync)); 3] = [
        ("node", &|| place.node(&r4, &transactions, &broken)),
        ("python3", &|| place.python(&r4, &r5, &broken)),
        ("java and mvn", &|| place.java(&r4, &transactions, &broken)),
    ];
    // Side by side: each is a program of its own.
    let ended: Vec<(&str, u64, Step)> = thread::scope(|scope| {
        let started = steps.map(|(tools, step)| {
            let timed = move || {
                let began = Instant::now();
                let ended = step();
                (tools, began.elapsed().as_secs(), ended)
            };
            scope.spawn(timed)
        });
        let lost = |_| ("a validator", 0, Step::Done(Err("broke down".to_owned())));
        started
            .into_iter()
            .map(|step| step.join().unwrap_or_else(lost))
            .collect()
    });
    let mut failed = Vec::new();
    for (tools, seconds, step) in ended {
        match step {
            Step::Done(Ok(())) => println!("{tools}: {seconds} s"),
            Step::Done(Err(error)) => failed.push(format!("{tools}: {error}")),
            Step::Missing if place.strict => failed.push(format!("{tools}: not on this machine")),
            Step::Missing => println!("{tools}: not on this machine; what they validate is left out"),
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(failed.join("; "))
    }
}

/// How a validator fared.
enum Step {
    Missing,
    Done(Result<(), String>),
}

/// Where things are.
struct Place {
    root: PathBuf,
    checks: PathBuf,
    work: PathBuf,
    strict: bool,
}

impl Place {
    /// A file of Bundles, one a line.
    fn bundles(&self, program: &Path, documents: &[PathBuf], format: &str) -> Result<PathBuf, String> {
        let out = self.work.join(format!("{format}.jsonl"));
        let mut command = Command::new(program);
        command
            .args(["extract", "--format", format, "--out"])
            .arg(&out)
            .args(documents);
        quiet(&mut command)?;
        Ok(out)
    }

    fn node(&self, r4: &Path, transactions: &Path, broken: &Broken) -> Step {
        if !all_there(&["node", "npm"]) {
            return Step::Missing;
        }
        Step::Done((|| {
            let home = self.work.join("node");
            let stale = self.changed(&home, &["package.json", "package-lock.json"])?;
            self.copy(&home, "node.mjs")?;
            if stale {
                quiet(
                    Command::new("npm")
                        .arg("ci")
                        .args(["--no-audit", "--no-fund"])
                        .current_dir(&home),
                )?;
                self.settled(&home)?;
            }
            let check = |which: &str| {
                let mut command = Command::new("node");
                command.arg("node.mjs").arg(which).current_dir(&home);
                command
            };
            refuses(check("fhir").arg(&broken.code))?;
            refuses(check("medplum").arg(&broken.invariant))?;
            accepts(check("all").arg(r4).arg(transactions))
        })())
    }

    fn python(&self, r4: &Path, r5: &Path, broken: &Broken) -> Step {
        let python = match outside::python(&self.root, &self.checks) {
            Ok(Some(python)) => python,
            Ok(None) => return Step::Missing,
            Err(error) => return Step::Done(Err(error)),
        };
        Step::Done((|| {
            let check = |release: &str| {
                let mut command = Command::new(&python);
                command.arg(self.checks.join("models.py")).arg(release);
                command
            };
            refuses(check("R5").arg(&broken.r5))?;
            accepts(check("R5").arg(r5))?;
            accepts(check("R4B").arg(r4))
        })())
    }

    fn java(&self, r4: &Path, transactions: &Path, broken: &Broken) -> Step {
        if !all_there(&["java", "mvn"]) {
            return Step::Missing;
        }
        Step::Done((|| {
            let home = self.work.join("hapi");
            let project = self.checks.join("hapi");
            let source = "hapi/src/main/java/epicrisis/Check.java";
            if self.changed(&home, &["hapi/pom.xml", source])? || !home.join("classpath").exists() {
                let mut build = Command::new("mvn");
                build
                    .args(["--batch-mode", "--quiet", "compile"])
                    .arg(format!("-Doutput={}", home.display()));
                quiet(build.current_dir(project))?;
                self.settled(&home)?;
            }
            let path = home.join("classpath");
            let path = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let colon = if cfg!(windows) { ";" } else { ":" };
            let check = || {
                let mut command = Command::new("java");
                command
                    .arg("-cp")
                    .arg(format!("{}{colon}{}", home.join("classes").display(), path.trim()));
                command.arg("epicrisis.Check");
                command
            };
            // One start for all, since a start costs as much as a hundred Bundles.
            accepts(
                check()
                    .arg("--refuse")
                    .arg(&broken.code)
                    .arg(&broken.unit)
                    .arg("--accept")
                    .arg(r4)
                    .arg(transactions),
            )
        })())
    }

    /// Whether files of the repository differ from those that were used last; they are copied.
    fn changed(&self, home: &Path, names: &[&str]) -> Result<bool, String> {
        fs::create_dir_all(home).map_err(|error| format!("{}: {error}", home.display()))?;
        let mut changed = !home.join("settled").exists();
        for name in names {
            let wanted = fs::read(self.checks.join(name)).map_err(|error| format!("{name}: {error}"))?;
            let had = home.join(Path::new(name).file_name().unwrap_or_default());
            if fs::read(&had).ok().as_ref() != Some(&wanted) {
                changed = true;
                fs::write(&had, wanted).map_err(|error| format!("{}: {error}", had.display()))?;
            }
        }
        if changed {
            // Until it is installed again, it is not.
            let _ = fs::remove_file(home.join("settled"));
        }
        Ok(changed)
    }

    fn settled(&self, home: &Path) -> Result<(), String> {
        fs::write(home.join("settled"), "").map_err(|error| format!("{}: {error}", home.display()))
    }

    fn copy(&self, home: &Path, name: &str) -> Result<(), String> {
        fs::copy(self.checks.join(name), home.join(name)).map_err(|error| format!("{name}: {error}"))?;
        Ok(())
    }
}

/// Bundles that are broken on purpose, each in a way that one validator is there to see.
struct Broken {
    /// A code that its binding does not have.
    code: PathBuf,
    /// A reason for absence beside a value, which an invariant forbids.
    invariant: PathBuf,
    /// A vital sign in a unit that its profile does not take.
    unit: PathBuf,
    /// R5 without a required status.
    r5: PathBuf,
}

impl Broken {
    fn of(place: &Place, r4: &Path, r5: &Path) -> Result<Self, String> {
        let (r4, r5) = (first(r4)?, first(r5)?);
        let write = |name: &str, bundle: &Value, spoil: &dyn Fn(&mut Value) -> bool| -> Result<PathBuf, String> {
            let mut bundle = bundle.clone();
            let entries = bundle["entry"].as_array_mut().ok_or("no entries")?;
            // Only the first that can be spoilt is.
            if !entries.iter_mut().any(|entry| spoil(&mut entry["resource"])) {
                return Err(format!("{name}: nothing to break in the first Bundle"));
            }
            let path = place.work.join(name);
            fs::write(&path, format!("{bundle}\n")).map_err(|error| format!("{}: {error}", path.display()))?;
            Ok(path)
        };
        let set = |resource: &mut Value, kind: &str, change: &dyn Fn(&mut Value)| {
            let here = resource["resourceType"] == kind;
            if here {
                change(resource);
            }
            here
        };
        Ok(Self {
            code: write("broken-code.jsonl", &r4, &|resource| {
                set(resource, "Patient", &|patient| patient["gender"] = "hombre".into())
            })?,
            invariant: write("broken-invariant.jsonl", &r4, &|resource| {
                let valued = !resource["valueQuantity"].is_null();
                let reason = serde_json::json!({ "text": "unknown" });
                valued
                    && set(resource, "Observation", &|seen| {
                        seen["dataAbsentReason"] = reason.clone()
                    })
            })?,
            unit: write("broken-unit.jsonl", &r4, &|resource| {
                let vital = resource["code"]["coding"][0]["code"] == "8867-4" && !resource["valueQuantity"].is_null();
                vital
                    && set(resource, "Observation", &|seen| {
                        seen["valueQuantity"]["code"] = "kg".into()
                    })
            })?,
            r5: write("broken-r5.jsonl", &r5, &|resource| {
                set(resource, "Observation", &|seen| {
                    seen.as_object_mut().map(|fields| fields.remove("status"));
                })
            })?,
        })
    }
}

fn first(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let line = text
        .lines()
        .next()
        .ok_or_else(|| format!("{}: is empty", path.display()))?;
    serde_json::from_str(line).map_err(|error| format!("{}: {error}", path.display()))
}

/// Whether programs are there to be started.
fn all_there(programs: &[&str]) -> bool {
    let there = |program: &&str| {
        let mut command = Command::new(program);
        command
            .arg("--version")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    programs.iter().all(there)
}

/// Runs what only matters where it fails.
fn quiet(command: &mut Command) -> Result<(), String> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?} could not be started: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let _ = std::io::stderr().write_all(&output.stdout);
    let _ = std::io::stderr().write_all(&output.stderr);
    Err(format!("{:?} ended with {}", command.get_program(), output.status))
}

/// A validator that must find nothing.
fn accepts(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("errors were found".to_owned()),
        Err(error) => Err(format!("could not be started: {error}")),
    }
}

/// A validator that must find something.
fn refuses(command: &mut Command) -> Result<(), String> {
    let output = command
        .output()
        .map_err(|error| format!("could not be started: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    // Found and said so: a validator that breaks down before it has read anything has refused nothing.
    if output.status.code() == Some(1) && said.contains("1 bundles") {
        Ok(())
    } else {
        let _ = std::io::stderr().write_all(&output.stderr);
        Err(format!(
            "a broken Bundle was taken ({}): the check is blind",
            output.status
        ))
    }
}
