//! The chores of this workspace, for people and for CI alike: `cargo xtask test`, `cargo xtask schema`.

#[path = "../../crates/extract/tests/adversarial/mod.rs"]
mod adversarial;
mod bench;
mod cost;
mod deny;
mod documents;
mod facts;
mod fhir;
mod generated;
mod instructions;
mod million;
mod model;
mod omop;
mod one_language;
mod outside;
mod page;
mod projection;
mod python;
mod quality;
mod rules;
mod screenshot;
mod service;
mod soak;

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const USAGE: &str = "\
cargo xtask COMMAND

  test              all that must hold: format, lints, tests, documentation, generated files, language data
  bench [TABLE…]    measure the release build, and write benchmarks/record: languages, threads, sizes, exports, lexicons,
                    start, stages, peers, or all of them
  deny              licences, sources and known faults of all that is built in
  instructions      count the instructions a byte takes, and compare with what is recorded (with the release build)
  instructions --update
                    record them
  linear            count the instructions of texts made to cost more than their length (with the release build)
  sanitize          the tests of what maps files and reads tables, with the address sanitizer (with a nightly toolchain)
  soak [FOLDER [TIMES]]
                    read all texts below a folder a hundred times in one process, whose memory must not grow
  schema            write schema/record.schema.json from the record's types
  schema --check    say whether it is fresh
  checks            what other programs say of the exports: those of Phenopackets, tables and CASes
  fhir              validate the FHIR of real documents with other people's validators
  million           build a lexicon of a million names and start with it: time and memory (with the release build)
  model             learn the built-in model from all corpora that may be learnt from (with the release build)
  model --without PART [OPTION…]
                    without one of five parts of the cases, and measure on it; options are those of `epicrisis train`
  openapi           write web/openapi.json from the types of the service
  openapi --check   say whether it is fresh
  rules             write docs/rules.md from the rules and the suite of assertions
  rules --check     say whether it is fresh
  page [ARGUMENTS]  check the page of `epicrisis serve`: its sources, and in Chromium; arguments are Playwright's
  screenshot        look at the pages of HTML with Chromium: pictures, what the browser makes of them, validity
  screenshot --update
                    keep how they look now
  python            build the Python package and try it: types, tests, the examples of its pages, a small cluster of Spark
  spark [ARGUMENTS] read 100,000 documents on a cluster of Spark that loses a worker; arguments are those of the check
  quality           measure all corpora and the suite of assertions, and write docs/quality.md (with the release build)
  serve             let schemathesis loose on the service
  omop              load into a PostgreSQL of the tests' own; skipped where none is installed, unless CI is set
  projection [--list] [FOLDER]
                    carry the gold drugs of the Spanish cases to their Italian and English tellings, and compare
  one-language [FOLDER] [LANGUAGE]
                    import the Spanish labels of HPO and read the other languages' with them; writes
                    docs/one-language.md, or lists what is missed in a language";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["test"] => test(),
        ["schema"] => write_schema(),
        ["schema", "--check"] => check_schema(),
        ["checks"] => outside::phenopackets(&root())
            .and_then(|()| outside::tables(&root()))
            .and_then(|()| outside::cases(&root())),
        ["fhir"] => fhir(),
        ["million"] => million(),
        ["bench", tables @ ..] => release().and_then(|program| bench::run(&root(), &program, tables)),
        ["deny"] => deny::deny(&root()),
        ["instructions"] => instructions(false),
        ["instructions", "--update"] => instructions(true),
        ["linear"] => release().and_then(|program| instructions::linear(&program)),
        ["sanitize"] => deny::sanitize(&root()),
        ["soak"] => soak(&root().join("../shared/dev"), "100"),
        ["soak", folder] => soak(Path::new(folder), "100"),
        ["soak", folder, times] => soak(Path::new(folder), times),
        ["model"] => model::run(&root(), None, &[]),
        ["model", "--without", part, options @ ..] => model::run(&root(), Some(part), options),
        ["openapi"] => service::openapi(&root(), false),
        ["openapi", "--check"] => service::openapi(&root(), true),
        ["rules"] => rules::run(&root(), false),
        ["rules", "--check"] => rules::run(&root(), true),
        ["page", only @ ..] => page(only),
        ["screenshot"] => screenshot::run(&root(), false),
        ["screenshot", "--update"] => screenshot::run(&root(), true),
        ["python"] => python::run_all(&root()),
        ["spark", arguments @ ..] => python::spark(&root(), arguments),
        ["quality"] => quality::run(&root()),
        ["serve"] => service::schemathesis(&root()),
        ["omop"] => omop::run(&root()),
        ["projection"] => projection::run(&root(), None, false),
        ["projection", "--list"] => projection::run(&root(), None, true),
        ["projection", folder] => projection::run(&root(), Some(folder), false),
        ["projection", "--list", folder] => projection::run(&root(), Some(folder), true),
        ["one-language"] => one_language::run(&root(), None, None),
        ["one-language", folder] => one_language::run(&root(), Some(folder), None),
        ["one-language", folder, language] => one_language::run(&root(), Some(folder), Some(language)),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The workspace's root.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// One chore of the test.
type Step<'s> = &'s dyn Fn() -> Result<(), String>;

/// Everything, cheapest first; all of it is run, so that one call shows all that is wrong.
fn test() -> Result<(), String> {
    let steps: &[(&str, Step<'_>)] = &[
        ("format", &|| cargo(["fmt", "--all", "--check"])),
        ("schema", &check_schema),
        ("OpenAPI", &|| service::openapi(&root(), true)),
        ("rules", &|| rules::run(&root(), true)),
        ("lints", &|| {
            cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
        }),
        ("tests", &|| cargo(["test", "--workspace"])),
        ("pages", &|| screenshot::run(&root(), false)),
        ("the service's page", &|| page(&[])),
        ("loading into PostgreSQL", &|| omop::run(&root())),
        ("documentation", &|| {
            run(command(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
        }),
        ("language data", &|| {
            cargo([
                "run",
                "--quiet",
                "--package",
                "epicrisis",
                "--",
                "lexicon",
                "check",
                "lexicon",
            ])
        }),
        ("phenopackets", &|| outside::phenopackets(&root())),
        ("tables", &|| outside::tables(&root())),
        ("CASes", &|| outside::cases(&root())),
        ("FHIR", &fhir),
        ("licences and sources", &|| deny::deny(&root())),
        ("service", &|| service::schemathesis(&root())),
        ("Python package", &|| python::run_all(&root())),
        ("instructions", &|| instructions(false)),
    ];
    let mut failed = Vec::new();
    for (name, step) in steps {
        eprintln!("== {name}");
        if let Err(message) = step() {
            eprintln!("xtask: {name}: {message}");
            failed.push(*name);
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("failed: {}", failed.join(", ")))
    }
}

/// The program of the release build, made now.
fn release() -> Result<PathBuf, String> {
    cargo(["build", "--release", "--package", "epicrisis"])?;
    Ok(program("release"))
}

fn instructions(update: bool) -> Result<(), String> {
    instructions::run(&root(), &release()?, update)
}

fn soak(folder: &Path, times: &str) -> Result<(), String> {
    let times = times.parse().map_err(|_| format!("`{times}` is no number of times"))?;
    soak::run(&release()?, folder, times)
}

/// The program of a build, by its profile's folder.
fn program(profile: &str) -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target
        .join(profile)
        .join(format!("epicrisis{}", env::consts::EXE_SUFFIX))
}

fn fhir() -> Result<(), String> {
    cargo(["build", "--package", "epicrisis"])?;
    fhir::run(&root(), &program("debug"))
}

fn page(only: &[&str]) -> Result<(), String> {
    cargo(["build", "--package", "epicrisis"])?;
    page::run(&root(), &program("debug"), only)
}

fn million() -> Result<(), String> {
    million::run(&release()?, 1_000_000)
}

fn schema_path() -> PathBuf {
    root().join("schema").join("record.schema.json")
}

fn schema() -> Result<String, String> {
    let schema = epicrisis_record::json_schema();
    serde_json::to_string_pretty(&schema)
        .map(|text| text + "\n")
        .map_err(|error| error.to_string())
}

fn write_schema() -> Result<(), String> {
    generated::write(&schema_path(), &schema()?)
}

fn check_schema() -> Result<(), String> {
    generated::check(&schema_path(), &schema()?, "cargo xtask schema")
}

fn cargo<const N: usize>(arguments: [&str; N]) -> Result<(), String> {
    run(&mut command(arguments))
}

fn command<const N: usize>(arguments: [&str; N]) -> Command {
    // The cargo that runs this one, so that a chosen toolchain stays chosen.
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsStr::new("cargo").to_owned());
    let mut command = Command::new(cargo);
    command.args(arguments).current_dir(root());
    // What the cargo that runs this says of this package: build scripts ask for some of it, and would run anew for each change
    // between `cargo build` and a chore.
    for (name, _) in env::vars_os() {
        let said = name.to_string_lossy();
        if said.starts_with("CARGO_PKG_") || said.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

fn run(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("ended with {status}")),
        Err(error) => Err(format!("could not be started: {error}")),
    }
}
