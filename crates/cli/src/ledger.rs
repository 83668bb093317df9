//! What a call has written so far, kept beside what it writes, so that one that was stopped can go on.
//!
//! A file of JSON lines: first what the call was, then a mark every second or so, appended once all that it tells of is written.
//! What was written behind the last mark is cut off when the call goes on, and made again; a mark that was not finished
//! does not count. When all is written the file goes.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// The form of the file.
const FORM: u32 = 1;

/// How much may have to be made again.
const BETWEEN: Duration = Duration::from_secs(1);
/// Marks wait for the disk; where it is slow they are made less often, so that they take no more than this part of the time.
const SHARE: u32 = 20;

/// All that decides what is written, name by name, so that what differs can be named.
pub(crate) type Call = BTreeMap<String, String>;

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    form: u32,
    call: Call,
}

/// How far a call is.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// So many inputs are behind, whatever became of them.
    pub(crate) taken: u64,
    /// Of so many there is something in the output.
    pub(crate) written: u64,
    /// So many failed.
    pub(crate) failed: u64,
    /// How long each file that documents share is; a stream's has the name "".
    pub(crate) lengths: BTreeMap<String, u64>,
    /// The files of one document each that were filled since the mark before.
    pub(crate) filled: Vec<String>,
}

/// The ledger of a call that is at work. Nobody else can open it as long.
#[derive(Debug)]
pub(crate) struct Ledger {
    path: PathBuf,
    file: File,
    marked: Instant,
    /// How long the last mark took.
    took: Duration,
}

/// Why there is no ledger.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LedgerError {
    #[error("{0}: another call is writing to it; wait for its end, or give another path to --out")]
    Busy(String),
    #[error("{out}: was begun with another {what}; give the same, or leave out --resume to begin anew")]
    Other { out: String, what: String },
    #[error("{ledger}: cannot be read as what an earlier call has left; leave out --resume to begin anew")]
    Strange { ledger: String },
    #[error("{ledger}: cannot be written: {error}; give another path to --out, or leave out --resume")]
    Unwritable { ledger: String, error: io::Error },
}

impl Ledger {
    /// The ledger's file of what is written there.
    pub(crate) fn path(out: &Path) -> PathBuf {
        // A folder may be named with a slash at its end, which is none of its name.
        let mut name = out.components().as_path().as_os_str().to_owned();
        name.push(".unfinished");
        name.into()
    }

    /// Opens the ledger of a call; with `resume`, tells how far an earlier one came, where one was stopped.
    ///
    /// # Errors
    /// Where another call is at work there, or the earlier one was another.
    pub(crate) fn open(out: &Path, call: &Call, resume: bool) -> Result<(Self, Option<Mark>), LedgerError> {
        let path = Self::path(out);
        let ledger = || path.display().to_string();
        let unwritable = |error| LedgerError::Unwritable {
            ledger: ledger(),
            error,
        };
        let mut file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(unwritable)?;
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(LedgerError::Busy(out.display().to_string()));
        }
        let (end, mark) = if resume {
            Self::read(out, &file, call)?
        } else {
            (0, None)
        };
        file.set_len(end)
            .and_then(|()| file.seek(SeekFrom::End(0)))
            .map_err(unwritable)?;
        if end == 0 {
            let head = Head {
                form: FORM,
                call: call.clone(),
            };
            line(&mut file, &head).map_err(unwritable)?;
        }
        let opened = Self {
            path,
            file,
            marked: Instant::now(),
            took: Duration::ZERO,
        };
        Ok((opened, mark))
    }

    /// Where what counts ends, and the last mark with all that was filled.
    fn read(out: &Path, file: &File, call: &Call) -> Result<(u64, Option<Mark>), LedgerError> {
        let strange = || LedgerError::Strange {
            ledger: Self::path(out).display().to_string(),
        };
        let mut lines = BufReader::new(file);
        let mut end = 0;
        // A line without its end was being written when the call was stopped.
        let mut next = || -> Option<Vec<u8>> {
            let mut line = Vec::new();
            lines.read_until(b'\n', &mut line).ok()?;
            line.ends_with(b"\n").then(|| {
                end += line.len() as u64;
                line
            })
        };
        let Some(head) = next() else { return Ok((0, None)) };
        let head: Head = serde_json::from_slice(&head).map_err(|_| strange())?;
        if head.form != FORM {
            return Err(strange());
        }
        let names = head.call.keys().chain(call.keys());
        let mut other: Vec<&str> = names
            .filter(|name| head.call.get(*name) != call.get(*name))
            .map(String::as_str)
            .collect();
        other.sort_unstable();
        other.dedup();
        if !other.is_empty() {
            return Err(LedgerError::Other {
                out: out.display().to_string(),
                what: other.join(", another "),
            });
        }
        let mut last: Option<Mark> = None;
        while let Some(mark) = next() {
            let mut mark: Mark = serde_json::from_slice(&mark).map_err(|_| strange())?;
            if let Some(before) = last {
                let since = std::mem::replace(&mut mark.filled, before.filled);
                mark.filled.extend(since);
            }
            last = Some(mark);
        }
        Ok((end, last))
    }

    /// Whether it is time for a mark.
    pub(crate) fn due(&self) -> bool {
        self.marked.elapsed() >= BETWEEN.max(self.took * SHARE)
    }

    /// Writes a mark, once `settle` has brought all that it tells of to the disk.
    ///
    /// # Errors
    /// Where either cannot be written.
    pub(crate) fn mark(&mut self, settle: impl FnOnce() -> io::Result<Mark>) -> io::Result<()> {
        let began = Instant::now();
        let mark = settle()?;
        line(&mut self.file, &mark)?;
        self.marked = Instant::now();
        self.took = self.marked - began;
        Ok(())
    }

    /// All is written.
    ///
    /// # Errors
    /// Where the file cannot be deleted: a later call would go on where nothing is missing.
    pub(crate) fn done(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

/// One line in one go, so that it is there or torn, but never mixed.
fn line(file: &mut File, value: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(value).map_err(io::Error::other)?;
    line.push(b'\n');
    file.write_all(&line)?;
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(language: &str) -> Call {
        BTreeMap::from([("--language".to_owned(), language.to_owned())])
    }

    fn mark(taken: u64, filled: &[&str]) -> Mark {
        Mark {
            taken,
            filled: filled.iter().map(|&name| name.to_owned()).collect(),
            ..Mark::default()
        }
    }

    #[test]
    fn the_last_whole_mark_counts_and_names_add_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("out.jsonl");
        let (mut ledger, none) = Ledger::open(&out, &call("es"), true).expect("a ledger");
        assert_eq!(none, None);
        ledger.mark(|| Ok(mark(1, &["a"]))).expect("a mark");
        ledger.mark(|| Ok(mark(2, &["b"]))).expect("a mark");
        assert!(matches!(
            Ledger::open(&out, &call("es"), true),
            Err(LedgerError::Busy(_))
        ));
        ledger.file.write_all(b"{\"taken\": 3, \"wri").expect("a torn line");
        drop(ledger);

        let error = Ledger::open(&out, &call("fr"), true).expect_err("another language");
        assert!(error.to_string().contains("another --language"), "{error}");
        let (mut ledger, last) = Ledger::open(&out, &call("es"), true).expect("a ledger");
        assert_eq!(last, Some(mark(2, &["a", "b"])));
        ledger.mark(|| Ok(mark(4, &["c"]))).expect("a mark");
        drop(ledger);
        let (ledger, last) = Ledger::open(&out, &call("es"), true).expect("a ledger");
        assert_eq!(last, Some(mark(4, &["a", "b", "c"])));
        drop(ledger);

        let (ledger, none) = Ledger::open(&out, &call("fr"), false).expect("begun anew");
        assert_eq!(none, None);
        ledger.done().expect("deleted");
        assert!(!Ledger::path(&out).exists());
        fs::write(Ledger::path(&out), "something else\n").expect("a file");
        assert!(matches!(
            Ledger::open(&out, &call("es"), true),
            Err(LedgerError::Strange { .. })
        ));
    }

    #[test]
    fn it_lies_beside_what_is_written() {
        assert_eq!(Ledger::path(Path::new("a/b.jsonl")), Path::new("a/b.jsonl.unfinished"));
        assert_eq!(Ledger::path(Path::new("a/b/")), Path::new("a/b.unfinished"));
    }
}
