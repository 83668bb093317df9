//! Where records go: standard output, a file or a folder, in the order of the inputs.

use std::collections::HashSet;
use std::collections::hash_map::{Entry, HashMap};
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use epicrisis_export::{Part, Piece};

use crate::Ending;
use crate::failure::Problem;
use crate::ledger::Mark;
use crate::progress::complain;

/// Where to write, and what may be written there.
pub(crate) struct Output {
    to: Box<dyn Write>,
    /// The file behind it, and how long it is; none for standard output.
    file: Option<(File, u64)>,
    /// Whether colour may be used.
    pub(crate) color: bool,
    /// How many columns there are.
    pub(crate) width: usize,
}

/// For output that is read later and elsewhere.
const WIDTH: usize = 100;
/// Lines longer than this are hard to read, whatever the terminal can show.
const WIDEST: usize = 140;

impl Output {
    /// Opens the file, or standard output without one.
    ///
    /// # Errors
    /// Where the file cannot be made.
    pub(crate) fn open(path: Option<&Path>) -> io::Result<Self> {
        if let Some(path) = path {
            return Self::of_file(File::create(path)?, 0);
        }
        let stdout = io::stdout();
        let color = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
        let width = terminal_size::terminal_size_of(&stdout).map_or(WIDTH, |(width, _)| usize::from(width.0));
        // Not locked: the progress bar and this may write to one terminal in turn.
        let to: Box<dyn Write> = if color {
            // The stream translates colours for consoles that do not speak ANSI.
            Box::new(BufWriter::new(anstream::stdout()))
        } else {
            Box::new(BufWriter::new(stdout))
        };
        Ok(Self {
            to,
            file: None,
            color,
            width: width.min(WIDEST),
        })
    }

    /// Opens a file of which so much is there already; what is behind it is cut off.
    ///
    /// # Errors
    /// Where it cannot be written, or is shorter.
    pub(crate) fn go_on(path: &Path, length: u64) -> io::Result<Self> {
        Self::of_file(cut(path, length)?, length)
    }

    fn of_file(file: File, length: u64) -> io::Result<Self> {
        let settles = file.try_clone()?;
        Ok(Self {
            to: Box::new(BufWriter::new(file)),
            file: Some((settles, length)),
            color: false,
            width: WIDTH,
        })
    }

    /// Writes one finished piece.
    pub(crate) fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.to.write_all(piece)?;
        if let Some((_, length)) = &mut self.file {
            *length += piece.len() as u64;
        }
        Ok(())
    }

    /// Brings what is written to the disk, and says how much it is.
    pub(crate) fn settle(&mut self, mark: &mut Mark) -> io::Result<()> {
        self.flush()?;
        if let Some((file, length)) = &self.file {
            file.sync_data()?;
            mark.lengths.insert(String::new(), *length);
        }
        Ok(())
    }

    /// Writes out what is still held back.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// A file that is written on behind so many bytes.
fn cut(path: &Path, length: u64) -> io::Result<File> {
    let mut file = File::options().write(true).open(path)?;
    let there = file.metadata()?.len();
    if there < length {
        let short =
            format!("{there} bytes are there of the {length} that were written; leave out --resume to begin anew");
        return Err(io::Error::other(short));
    }
    file.set_len(length)?;
    file.seek(SeekFrom::Start(length))?;
    Ok(file)
}

/// Writes all that a command has to say, made once it is known whether colour may be used.
pub(crate) fn print(out: Option<&Path>, make: impl FnOnce(bool) -> Result<String, String>) -> Ending {
    let written = Output::open(out).and_then(|mut output| {
        let text = make(output.color).map_err(io::Error::other)?;
        output.write(text.as_bytes())?;
        output.flush()
    });
    match written {
        // Whoever read has seen enough (`| head`): nothing is wrong.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let out = out.unwrap_or(Path::new("standard output"));
            complain(&format_args!("{}: cannot be written: {error}", out.display()));
            Ending::SomeFailed
        }
        _ => Ending::Done,
    }
}

/// A report for machines, with its line end.
pub(crate) fn json(report: &impl serde::Serialize) -> Result<String, String> {
    serde_json::to_string_pretty(report)
        .map(|json| json + "\n")
        .map_err(|error| error.to_string())
}

/// A folder that is being filled.
pub(crate) struct Filling {
    root: PathBuf,
    /// The files that documents share, and how long each is.
    shared: HashMap<String, (BufWriter<File>, u64)>,
    /// The files that one document filled.
    filled: HashSet<String>,
    /// Those of them that no mark tells of yet, where marks are made.
    unmarked: Option<Vec<String>>,
}

impl Filling {
    /// Makes the folder, or takes one that is there: its files are replaced by those of the same name.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub(crate) fn open(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        Ok(Self {
            root: root.to_owned(),
            shared: HashMap::new(),
            filled: HashSet::new(),
            unmarked: None,
        })
    }

    /// Takes a folder that is filled as far as the mark says; what was written behind it is cut off, or written over.
    ///
    /// # Errors
    /// Where a file cannot be written, or is shorter than the mark says.
    pub(crate) fn go_on(root: &Path, mark: &Mark) -> io::Result<Self> {
        let mut filling = Self::open(root)?;
        for (path, &length) in &mark.lengths {
            let file = cut(&root.join(path), length)
                .map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))?;
            filling.shared.insert(path.clone(), (BufWriter::new(file), length));
        }
        filling.filled.extend(mark.filled.iter().cloned());
        Ok(filling)
    }

    /// Remembers from here on what it fills, so that marks can tell of it.
    pub(crate) fn remember(&mut self) {
        self.unmarked = Some(Vec::new());
    }

    /// Brings what documents share to the disk, and says how much it is, and what was filled since the last time.
    pub(crate) fn settle(&mut self, mark: &mut Mark) -> io::Result<()> {
        for (path, (file, length)) in &mut self.shared {
            file.flush()?;
            file.get_ref().sync_data()?;
            mark.lengths.insert(path.clone(), *length);
        }
        mark.filled = self.unmarked.as_mut().map(std::mem::take).unwrap_or_default();
        Ok(())
    }

    /// Writes a document's pieces: all of them, or none where one of its files is another's.
    ///
    /// # Errors
    /// Where a file is another document's, or cannot be written.
    pub(crate) fn write(&mut self, pieces: &[Piece]) -> Result<(), Problem> {
        let twice = |piece: &&Piece| piece.part != Part::Next && self.filled.contains(&piece.path);
        if let Some(piece) = pieces.iter().find(twice) {
            return Err(Problem::FileTwice {
                file: piece.path.clone(),
            });
        }
        pieces
            .iter()
            .try_for_each(|piece| self.put(piece))
            .map_err(Problem::Unwritten)
    }

    fn put(&mut self, piece: &Piece) -> io::Result<()> {
        match piece.part {
            Part::Whole => {
                fs::write(self.place(&piece.path)?, &piece.content)?;
                self.fill(&piece.path);
                Ok(())
            }
            Part::Claim => {
                self.fill(&piece.path);
                Ok(())
            }
            Part::Next => {
                let (file, length) = self.shared(&piece.path)?;
                file.write_all(&piece.content)?;
                *length += piece.content.len() as u64;
                Ok(())
            }
        }
    }

    fn fill(&mut self, path: &str) {
        self.filled.insert(path.to_owned());
        if let Some(unmarked) = &mut self.unmarked {
            unmarked.push(path.to_owned());
        }
    }

    /// Writes out what is still held back.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.shared.values_mut().try_for_each(|(file, _)| file.flush())
    }

    /// The path of a file, in a folder that is there.
    fn place(&self, path: &str) -> io::Result<PathBuf> {
        let place = self.root.join(path);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(place)
    }

    fn shared(&mut self, path: &str) -> io::Result<&mut (BufWriter<File>, u64)> {
        let place = self.place(path)?;
        Ok(match self.shared.entry(path.to_owned()) {
            Entry::Occupied(file) => file.into_mut(),
            Entry::Vacant(free) => free.insert((BufWriter::new(File::create(place)?), 0)),
        })
    }
}
