//! What is measured of the whole program, as tables that are kept in `benchmarks/record`: see `benchmarks/README.md`.
//!
//! The texts are the project's own examples, repeated. Each figure is the least of some runs of the release build, its start
//! included, so the inputs are large enough that a start does not show.

use std::env;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{cost, documents, generated, million};

/// How many runs each figure is the best of.
const TIMES: usize = 3;
/// How much text a row of the tables reads.
const BYTES: usize = 24_000_000;

const LANGUAGES: &[&str] = &["es", "fr", "it", "pt", "ro", "en"];
const FORMATS: &[&str] = &[
    "jsonl",
    "text",
    "html",
    "fhir",
    "fhir-r5",
    "fhir-transaction",
    "fhir-bulk",
    "phenopacket",
    "brat",
    "xmi",
    "omop",
    "csv",
];

/// All tables, or those that are named.
///
/// # Errors
/// Where the program fails, or a table has no such name.
pub(crate) fn run(root: &Path, program: &Path, names: &[&str]) -> Result<(), String> {
    const TABLES: &[&str] = &[
        "languages",
        "threads",
        "sizes",
        "exports",
        "lexicons",
        "start",
        "stages",
        "peers",
    ];
    let names = if names.is_empty() { TABLES } else { names };
    let work = documents_folder()?;
    let bench = Bench {
        root,
        program,
        work: &work,
    };
    for name in names {
        eprintln!("== {name}");
        let table = match *name {
            "languages" => bench.languages()?,
            "threads" => bench.threads()?,
            "sizes" => bench.sizes()?,
            "exports" => bench.exports()?,
            "lexicons" => bench.lexicons()?,
            "start" => bench.start()?,
            "stages" => bench.stages()?,
            "peers" => bench.peers()?,
            _ => return Err(format!("no table `{name}`; there are {}", TABLES.join(", "))),
        };
        print!("{table}");
        generated::write(&root.join(format!("benchmarks/record/{}/{name}.tsv", date())), &table)?;
    }
    let _ = fs::remove_dir_all(&work);
    Ok(())
}

/// Where inputs and lexicons of the measurements lie.
fn documents_folder() -> Result<PathBuf, String> {
    let work = env::temp_dir().join(format!("epicrisis-bench-{}", std::process::id()));
    fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    Ok(work)
}

/// Today, as the system's clock has it: no part of the program asks, and so none is taken in for it.
fn date() -> String {
    let said = Command::new("date").arg("+%Y-%m-%d").output();
    said.map_or_else(
        |_| "undated".to_owned(),
        |said| String::from_utf8_lossy(&said.stdout).trim().to_owned(),
    )
}

struct Bench<'b> {
    root: &'b Path,
    program: &'b Path,
    work: &'b Path,
}

/// What is read: a file, and how much it holds.
struct Given {
    path: PathBuf,
    documents: usize,
    bytes: usize,
}

impl Bench<'_> {
    /// The examples of a language, or of all, as JSON lines of so many bytes of text.
    fn given(&self, language: &str) -> Result<Given, String> {
        let texts: Vec<String> = documents::texts(&self.root.join("examples"))
            .iter()
            .filter(|path| language == "all" || path.to_string_lossy().ends_with(&format!("-{language}.txt")))
            .map(|path| fs::read_to_string(path).map_err(|e| e.to_string()))
            .collect::<Result<_, _>>()?;
        let path = self.work.join(format!("{language}.jsonl"));
        let mut given = Given {
            path,
            documents: 0,
            bytes: 0,
        };
        let mut out = BufWriter::new(File::create(&given.path).map_err(|e| e.to_string())?);
        for text in texts.iter().cycle() {
            if given.bytes >= BYTES {
                break;
            }
            let line = serde_json::json!({"id": given.documents.to_string(), "text": text});
            writeln!(out, "{line}").map_err(|e| e.to_string())?;
            given.documents += 1;
            given.bytes += text.len();
        }
        out.flush().map_err(|e| e.to_string())?;
        Ok(given)
    }

    fn extract(&self, given: &Path, options: &[&str]) -> Command {
        let mut command = Command::new(self.program);
        command.arg("extract").arg(given).args(options).stdout(Stdio::null());
        command
    }

    /// A row: what it cost, as rates.
    fn row(&self, table: &mut String, name: &str, given: &Given, options: &[&str]) -> Result<(), String> {
        let cost = cost::least(TIMES, || self.extract(&given.path, options))?;
        self.write(table, name, given, cost);
        Ok(())
    }

    fn write(&self, table: &mut String, name: &str, given: &Given, cost: cost::Cost) {
        let cpu = cost.processor.as_secs_f64().max(0.001);
        let wall = cost.wall.as_secs_f64().max(0.001);
        let _ = writeln!(
            table,
            "{name}\t{}\t{}\t{wall:.2}\t{cpu:.2}\t{:.1}\t{:.1}\t{:.0}\t{:.0}",
            given.documents,
            given.bytes,
            given.bytes as f64 / cpu / 1e6,
            given.bytes as f64 / wall / 1e6,
            given.documents as f64 / cpu,
            cost.memory as f64 / 1e6,
        );
    }

    fn head(&self, what: &str) -> String {
        let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let processor = processor
            .lines()
            .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        let version = Command::new(self.program).arg("--version").output();
        let version = version.map_or_else(
            |_| String::new(),
            |said| String::from_utf8_lossy(&said.stdout).trim().to_owned(),
        );
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        format!(
            "# {}; {version}; {}; load before it {}; the best of {TIMES} runs\n{what}\tdocuments\tbytes\twall s\tCPU s\tMB per CPU-second\tMB per second\tdocuments per CPU-second\tmost MB held\n",
            date(),
            processor.map_or("an unknown processor", |(_, name)| name),
            load.split(' ').next().unwrap_or("unknown"),
        )
    }

    /// The whole way to JSON, each language, with the model and without.
    fn languages(&self) -> Result<String, String> {
        let mut table = self.head("language");
        for language in LANGUAGES.iter().chain(&["all"]) {
            let given = self.given(language)?;
            for (name, model) in [("lexicon", &["--model", "none"][..]), ("model", &[])] {
                let options = [&["--threads", "1", "--format", "jsonl"], model].concat();
                self.row(&mut table, &format!("{language}, {name}"), &given, &options)?;
            }
        }
        Ok(table)
    }

    /// One core and two.
    fn threads(&self) -> Result<String, String> {
        let mut table = self.head("threads");
        let given = self.given("all")?;
        for (name, model) in [("lexicon", &["--model", "none"][..]), ("model", &[])] {
            for threads in ["1", "2"] {
                let options = [&["--threads", threads, "--format", "jsonl"], model].concat();
                self.row(&mut table, &format!("{threads}, {name}"), &given, &options)?;
            }
        }
        Ok(table)
    }

    /// Documents of 1 kB to 10 MB: the cost of a byte must stay the same.
    fn sizes(&self) -> Result<String, String> {
        let mut table = self.head("bytes a document");
        let whole = documents::texts(&self.root.join("examples"))
            .iter()
            .filter(|path| path.to_string_lossy().ends_with("-es.txt"))
            .map(|path| fs::read_to_string(path).map_err(|e| e.to_string()))
            .collect::<Result<Vec<_>, _>>()?
            .join("\n\n");
        for size in [1_000, 10_000, 100_000, 1_000_000, 10_000_000] {
            let mut text = whole.repeat(size / whole.len() + 1);
            text.truncate(text.floor_char_boundary(size));
            let documents = (BYTES / size).max(1);
            let path = self.work.join("sizes.jsonl");
            let mut out = BufWriter::new(File::create(&path).map_err(|e| e.to_string())?);
            for id in 0..documents {
                let line = serde_json::json!({"id": id.to_string(), "text": text});
                writeln!(out, "{line}").map_err(|e| e.to_string())?;
            }
            out.flush().map_err(|e| e.to_string())?;
            let given = Given {
                path,
                documents,
                bytes: documents * text.len(),
            };
            for (name, model) in [("lexicon", &["--model", "none"][..]), ("model", &[])] {
                let options = [&["--threads", "1", "--language", "es", "--format", "jsonl"], model].concat();
                self.row(&mut table, &format!("{size}, {name}"), &given, &options)?;
            }
        }
        Ok(table)
    }

    /// Each export, without the model, on one core.
    fn exports(&self) -> Result<String, String> {
        let mut table = self.head("format");
        let given = self.given("all")?;
        for format in FORMATS {
            let out = self.work.join("out");
            let cost = cost::least(TIMES, || {
                let _ = fs::remove_dir_all(&out);
                let _ = fs::remove_file(&out);
                let mut command = self.extract(&given.path, &["--threads", "1", "--model", "none", "--format", format]);
                command.arg("--out").arg(&out);
                command
            })?;
            self.write(&mut table, format, &given, cost);
        }
        Ok(table)
    }

    /// Lexicons of the built-in terms and so many more.
    fn lexicons(&self) -> Result<String, String> {
        let mut table = self.head("terms beside the built-in");
        let given = self.given("es")?;
        let options = ["--threads", "1", "--model", "none", "--format", "jsonl"];
        self.row(&mut table, "0", &given, &options)?;
        for count in [10_000, 100_000, 1_000_000] {
            let (terms, lexicon) = (
                self.work.join("terms.tsv"),
                self.work.join(OsString::from(format!("{count}.lex"))),
            );
            million::write_terms(&terms, count)?;
            let mut import = Command::new(self.program);
            import.args(["lexicon", "import", "--system", "Test", "--language", "es", "--out"]);
            import.arg(&lexicon).arg(&terms).stdout(Stdio::null());
            cost::of(&mut import)?;
            let cost = cost::least(TIMES, || {
                let mut command = self.extract(&given.path, &options);
                command.arg("--lexicon").arg(&lexicon);
                command
            })?;
            self.write(&mut table, &count.to_string(), &given, cost);
        }
        Ok(table)
    }

    /// One short document: what a start takes.
    fn start(&self) -> Result<String, String> {
        let mut table = self.head("start");
        let path = self.work.join("short.txt");
        fs::write(&path, "Niega fiebre.").map_err(|e| e.to_string())?;
        let given = Given {
            path,
            documents: 1,
            bytes: 13,
        };
        for (name, options) in [("lexicon", &["--model", "none"][..]), ("model", &[])] {
            let cost = cost::least(10 * TIMES, || self.extract(&given.path, options))?;
            let _ = writeln!(
                table,
                "{name}\t1\t13\t{:.4}\t\t\t\t\t{:.0}",
                cost.wall.as_secs_f64(),
                cost.memory as f64 / 1e6
            );
        }
        Ok(table)
    }

    /// Folding, tokens, pivots and the whole way within one process, as the benchmark of the engine prints them.
    fn stages(&self) -> Result<String, String> {
        let ran = crate::command(["bench", "--package", "epicrisis-extract", "--bench", "throughput"])
            .stderr(Stdio::inherit())
            .output()
            .map_err(|e| e.to_string())?;
        if !ran.status.success() {
            return Err(format!("the benchmark of the engine ended with {}", ran.status));
        }
        Ok(String::from_utf8_lossy(&ran.stdout).into_owned())
    }

    /// The same texts with the tools of others: `benchmarks/peers`.
    fn peers(&self) -> Result<String, String> {
        let texts = self.root.join("../shared/dev/e3c/fr");
        if !texts.is_dir() {
            return Err(format!(
                "{} is not there; `benchmarks/peers/run.py` takes any folder of texts",
                texts.display()
            ));
        }
        let ran = Command::new("python3")
            .arg(self.root.join("benchmarks/peers/run.py"))
            .arg(self.program)
            .arg(texts)
            .arg(crate::outside::work(self.root)?.join("peers"))
            .stderr(Stdio::inherit())
            .output()
            .map_err(|e| format!("python3: {e}"))?;
        if !ran.status.success() {
            return Err(format!("benchmarks/peers/run.py ended with {}", ran.status));
        }
        Ok(String::from_utf8_lossy(&ran.stdout).into_owned())
    }
}
