//! One process that reads all documents many times over: its memory must not grow.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::cost;
use crate::documents;

/// How much more it may hold at the end than when a tenth was done: what allocators hold back for later is no leak, and differs
/// from run to run.
const GROWTH: u64 = 8;
const SLACK: u64 = 16 << 20;

/// Feeds all texts below a folder `rounds` times to one process of the release build.
///
/// # Errors
/// Where it fails, or its memory grows.
pub(crate) fn run(program: &Path, folder: &Path, rounds: usize) -> Result<(), String> {
    let texts: Vec<String> = documents::texts(folder)
        .iter()
        .map(|path| fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display())))
        .collect::<Result<_, _>>()?;
    if texts.is_empty() {
        return Err(format!("{} has no texts; name a folder that has", folder.display()));
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} documents, {bytes} bytes, {rounds} times", texts.len());
    let null = || File::options().write(true).open("/dev/null").map_err(|e| e.to_string());
    let mut command = Command::new(program);
    command
        .args(["extract", "-", "--input-format", "jsonl", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(null()?);
    let mut child = command.spawn().map_err(|e| format!("{}: {e}", program.display()))?;
    let process = child.id();
    let input = child.stdin.take().ok_or("the program has no standard input")?;
    let fed = feed(input, &texts, rounds, process);
    // Once it has read all, it has its last batch to write; its highest mark is known until it has ended.
    let mut most = 0;
    let status = loop {
        most = most.max(cost::memory(process, "VmHWM:"));
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            break status;
        }
        thread::sleep(Duration::from_millis(5));
    };
    let (early, late) = fed.map_err(|e| format!("it stopped reading: {e}"))?;
    println!("resident at a tenth  {:.1} MB", early as f64 / 1e6);
    println!("resident at the end  {:.1} MB", late as f64 / 1e6);
    println!("most                 {:.1} MB", most as f64 / 1e6);
    if !status.success() {
        return Err(format!("it ended with {status}"));
    }
    if early == 0 {
        return Err("nothing tells how much memory it held; this needs Linux".to_owned());
    }
    if late > early + early / GROWTH + SLACK {
        return Err("its memory grows with the number of documents".to_owned());
    }
    Ok(())
}

/// Writes all rounds; what the process held when a tenth was written, and when all was.
fn feed(input: impl Write, texts: &[String], rounds: usize, process: u32) -> io::Result<(u64, u64)> {
    let mut input = BufWriter::with_capacity(1 << 16, input);
    let resident = || cost::memory(process, "VmRSS:");
    let (mut early, mut late) = (0, 0);
    for round in 0..rounds {
        for (at, text) in texts.iter().enumerate() {
            let line = serde_json::json!({"id": format!("{round}-{at}"), "text": text});
            serde_json::to_writer(&mut input, &line)?;
            input.write_all(b"\n")?;
            // A batch is held while it is read and gone when it is written: the highest of a stretch tells more than a glance.
            if at % 64 == 0 {
                if (round * 10) / rounds.max(1) == 0 {
                    early = early.max(resident());
                } else if ((round + 1) * 10) / rounds.max(1) >= 10 {
                    late = late.max(resident());
                }
            }
        }
    }
    input.flush()?;
    Ok((early, late.max(resident())))
}
