//! Where records go: standard output, a file or a folder, in the order of the inputs.

use std::collections::HashSet;
use std::collections::hash_map::{Entry, HashMap};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use epicrisis_export::{Part, Piece};

use crate::Ending;
use crate::failure::Problem;
use crate::progress::complain;

/// Where to write, and what may be written there.
pub(crate) struct Output {
    to: Box<dyn Write>,
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
            return Ok(Self {
                to: Box::new(BufWriter::new(File::create(path)?)),
                color: false,
                width: WIDTH,
            });
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
            color,
            width: width.min(WIDEST),
        })
    }

    /// Writes one finished piece.
    pub(crate) fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.to.write_all(piece)
    }

    /// Writes out what is still held back.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
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
    /// The files that documents share.
    shared: HashMap<String, BufWriter<File>>,
    /// The files that one document filled.
    filled: HashSet<String>,
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
        })
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
                self.filled.insert(piece.path.clone());
                Ok(())
            }
            Part::Claim => {
                self.filled.insert(piece.path.clone());
                Ok(())
            }
            Part::Next => self.shared(&piece.path)?.write_all(&piece.content),
        }
    }

    /// Writes out what is still held back.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.shared.values_mut().try_for_each(Write::flush)
    }

    /// The path of a file, in a folder that is there.
    fn place(&self, path: &str) -> io::Result<PathBuf> {
        let place = self.root.join(path);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(place)
    }

    fn shared(&mut self, path: &str) -> io::Result<&mut BufWriter<File>> {
        let place = self.place(path)?;
        Ok(match self.shared.entry(path.to_owned()) {
            Entry::Occupied(file) => file.into_mut(),
            Entry::Vacant(free) => free.insert(BufWriter::new(File::create(place)?)),
        })
    }
}
