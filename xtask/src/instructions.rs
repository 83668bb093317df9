//! How many instructions a byte takes, counted by callgrind: the same on every run, whatever else the machine does, and so a
//! guard against what makes the program slower.

use std::collections::hash_map::{Entry, HashMap};
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::generated;

/// How much more a byte may take than is recorded, in hundredths: what the seeds of hash tables and another minor version of the
/// compiler change is below.
const TOLERANCE: f64 = 3.0;

const LANGUAGES: &[&str] = &["es", "fr", "it", "pt", "ro", "en"];
const FORMATS: &[&str] = &["text", "fhir", "phenopacket", "omop", "csv", "brat", "html"];

/// Counts, and compares with what is recorded; with `update`, records.
///
/// # Errors
/// Where a count is more than recorded.
pub(crate) fn run(root: &Path, program: &Path, update: bool) -> Result<(), String> {
    if !valgrind()? {
        return Ok(());
    }
    let folder = Folder::new("instructions")?;
    let rows = count(root, program, &folder.0)?;
    let path = root.join("benchmarks/record/instructions.tsv");
    if update {
        generated::write(&path, &table(&rows))?;
        println!("{} is written", path.display());
        return Ok(());
    }
    let recorded = fs::read_to_string(&path)
        .map_err(|e| format!("{}: {e}; `cargo xtask instructions --update` writes it", path.display()))?;
    compare(&recorded, &rows)
}

/// Whether the cost of a byte stays the same when there is four times as much, for texts made to break that.
///
/// # Errors
/// Where it grows.
pub(crate) fn linear(program: &Path) -> Result<(), String> {
    if !valgrind()? {
        return Ok(());
    }
    /// By how much the cost of a byte may grow: tables that no longer fit, and a logarithm; four times would be a square.
    const GROWTH: f64 = 1.5;
    const BYTES: usize = 15_000;
    let folder = Folder::new("linear")?;
    let mut grown = Vec::new();
    println!("instructions a byte, of {BYTES} bytes and of four times as many");
    // A file of nulls is no text, which the program refuses to read; the engine's own test reads them.
    for (name, unit) in crate::adversarial::TEXTS.iter().filter(|(_, unit)| *unit != "\0") {
        let mut each = Vec::new();
        for bytes in [0, BYTES, 4 * BYTES] {
            let path = folder.0.join("text.txt");
            fs::write(&path, crate::adversarial::text(unit, bytes)).map_err(|e| e.to_string())?;
            each.push((
                path.metadata().map_or(0, |about| about.len()),
                instructions(program, &path, &[])?,
            ));
        }
        let a_byte = |at: usize| (each[at].1 - each[0].1) as f64 / each[at].0 as f64;
        let (few, many) = (a_byte(1), a_byte(2));
        println!("{name:24} {few:9.0} {many:9.0}  ×{:.2}", many / few);
        if many > few * GROWTH {
            grown.push(*name);
        }
    }
    if grown.is_empty() {
        Ok(())
    } else {
        Err(format!("the cost of a byte grows with the text: {}", grown.join(", ")))
    }
}

/// What is counted, and how many instructions a byte takes.
type Row = (String, f64);

fn count(root: &Path, program: &Path, folder: &Path) -> Result<Vec<Row>, String> {
    let empty = folder.join("empty.txt");
    fs::write(&empty, "").map_err(|e| e.to_string())?;
    let mut rows = Vec::new();
    let mut starts: HashMap<String, u64> = HashMap::new();
    let mut put = |name: String, text: &Path, options: &[&str]| -> Result<(), String> {
        // What a start takes is in both, and gone in the difference.
        let start = match starts.entry(options.join(" ")) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => *free.insert(instructions(program, &empty, options)?),
        };
        let all = instructions(program, text, options)?;
        let bytes = text.metadata().map_err(|e| e.to_string())?.len();
        rows.push((name, all.saturating_sub(start) as f64 / bytes as f64));
        Ok(())
    };
    for language in LANGUAGES {
        let text = examples(root, folder, language)?;
        put(
            format!("{language}, lexicon"),
            &text,
            &["--model", "none", "--format", "jsonl"],
        )?;
        put(format!("{language}, model"), &text, &["--format", "jsonl"])?;
    }
    let text = examples(root, folder, "es")?;
    for format in FORMATS {
        put(
            format!("es, lexicon, {format}"),
            &text,
            &["--model", "none", "--format", format],
        )?;
    }
    Ok(rows)
}

/// The example cases of a language as one document.
fn examples(root: &Path, folder: &Path, language: &str) -> Result<PathBuf, String> {
    let mut text = String::new();
    for case in ["child-pneumonia", "heart-failure", "stroke"] {
        let path = root.join(format!("examples/{case}-{language}.txt"));
        text += &fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        text.push('\n');
    }
    let path = folder.join(format!("{language}.txt"));
    fs::write(&path, text).map_err(|e| e.to_string())?;
    Ok(path)
}

/// How many instructions the program takes with a document, all in all.
fn instructions(program: &Path, text: &Path, options: &[&str]) -> Result<u64, String> {
    // A file or a folder, as the format has it.
    let out = text.with_extension("out");
    let _ = fs::remove_file(&out);
    let _ = fs::remove_dir_all(&out);
    let ran = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["extract", "--threads", "1", "--out"])
        .args([&out, text])
        .args(options)
        // An environment has its own length, which moves what lies behind it.
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .map_err(|e| format!("valgrind: {e}"))?;
    let said = String::from_utf8_lossy(&ran.stderr);
    if !ran.status.success() {
        return Err(format!("{}: ended with {}:\n{said}", program.display(), ran.status));
    }
    let counted = said
        .lines()
        .find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    counted.ok_or_else(|| "callgrind did not say how many instructions it counted".to_owned())
}

fn table(rows: &[Row]) -> String {
    let mut table = String::from("# Instructions a byte; `cargo xtask instructions --update` writes them anew.\n");
    let _ = writeln!(table, "# {}, {}", env::consts::ARCH, rustc());
    table += "what\tinstructions a byte\n";
    for (name, count) in rows {
        let _ = writeln!(table, "{name}\t{count:.1}");
    }
    table
}

fn rustc() -> String {
    let said = Command::new("rustc").arg("--version").output();
    said.map_or_else(
        |_| "rustc unknown".to_owned(),
        |said| String::from_utf8_lossy(&said.stdout).trim().to_owned(),
    )
}

fn compare(recorded: &str, rows: &[Row]) -> Result<(), String> {
    let made = recorded
        .lines()
        .find_map(|line| line.strip_prefix("# ")?.split_once(", rustc"))
        .map(|(arch, _)| arch);
    if made != Some(env::consts::ARCH) {
        eprintln!("counts are recorded for {}: not compared", made.unwrap_or("no machine"));
        return Ok(());
    }
    let known = |name: &str| {
        let line = recorded
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
        line.and_then(|count| count.parse::<f64>().ok())
    };
    let (mut more, mut less) = (Vec::new(), false);
    for (name, count) in rows {
        let Some(before) = known(name) else {
            more.push(format!("{name}: {count:.1} a byte, and nothing is recorded"));
            continue;
        };
        let change = (count / before - 1.0) * 100.0;
        println!("{name:28} {count:8.1}  {change:+.1} %");
        if change > TOLERANCE {
            more.push(format!(
                "{name}: {count:.1} a byte, {before:.1} are recorded ({change:+.1} %)"
            ));
        }
        less |= change < -TOLERANCE;
    }
    if less {
        println!("some take less than is recorded: `cargo xtask instructions --update` keeps that");
    }
    if more.is_empty() {
        return Ok(());
    }
    let how = "mend it, or, where it is worth its price, accept it with `cargo xtask instructions --update`";
    Err(format!(
        "more instructions than are recorded; {how}:\n  {}",
        more.join("\n  ")
    ))
}

/// Whether valgrind is there. On CI it is installed where it is not.
fn valgrind() -> Result<bool, String> {
    let found = || Command::new("valgrind").arg("--version").output().is_ok();
    if !found() && env::var_os("CI").is_some() {
        let mut install = Command::new("apt-get");
        install.args(["install", "--yes", "--no-install-recommends", "valgrind"]);
        crate::run(&mut install)?;
        if !found() {
            return Err("valgrind is not there, though it was installed".to_owned());
        }
    }
    if !found() {
        eprintln!("skipped: no valgrind here, which counts instructions; install it (`apt-get install valgrind`)");
    }
    Ok(found())
}

/// A folder that goes when it is done.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Result<Self, String> {
        let path = env::temp_dir().join(format!("epicrisis-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_refused_and_less_is_not() {
        let recorded = table(&[("a".to_owned(), 100.0), ("a, b".to_owned(), 50.0)]);
        let rows = |a: f64, b: f64| [("a".to_owned(), a), ("a, b".to_owned(), b)];
        assert_eq!(compare(&recorded, &rows(102.9, 51.0)), Ok(()));
        assert_eq!(compare(&recorded, &rows(50.0, 50.0)), Ok(()));
        let refused = compare(&recorded, &rows(100.0, 52.0)).unwrap_err();
        assert!(
            refused.contains("a, b: 52.0") && refused.contains("--update"),
            "{refused}"
        );
        assert!(compare(&recorded, &[("c".to_owned(), 1.0)]).is_err());
    }
}
