//! Where records go: standard output or a file, in the order of the inputs.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

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
    pub(crate) fn write(&mut self, piece: &str) -> io::Result<()> {
        self.to.write_all(piece.as_bytes())
    }

    /// Writes out what is still held back.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
