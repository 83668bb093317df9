//! The built-in lexicon and the built-in model. They lie in the program's file and are mapped with it: nothing is read or parsed at
//! the start.
//!
//! ```
//! let lexicon = epicrisis_builtin::lexicon();
//! assert!(lexicon.tables().concepts.len() > 500);
//! ```

use epicrisis_lexicon::Lexicon;
use epicrisis_tagger::Model;

/// The tables want to begin at a multiple of 16 bytes.
#[repr(C, align(16))]
struct Aligned<T: ?Sized>(T);

static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")));

/// The built-in lexicon.
///
/// # Panics
/// Never in a program that was built: the build made the file with the same code that looks at it, and a test opens it.
#[expect(
    clippy::expect_used,
    reason = "the build made these bytes with the code that reads them"
)]
pub fn lexicon() -> Lexicon<'static> {
    Lexicon::from_bytes(&BYTES.0).expect("the build wrote a lexicon of its own format")
}

static LEARNT: &Aligned<[u8]> = &Aligned(*include_bytes!("../model/builtin.model"));

/// What tells the built-in model from others, in a word.
pub const MODEL: &str = concat!("built-in ", env!("CARGO_PKG_VERSION"));

/// The built-in model, learnt by `cargo xtask model` (`docs/model.md`).
///
/// # Panics
/// Never in a program that was built: a test opens the file.
#[expect(
    clippy::expect_used,
    reason = "a test opens these bytes with the code that reads them"
)]
pub fn model() -> Model<'static> {
    Model::from_bytes(&LEARNT.0).expect("the model is of the format that is read here")
}

/// The sources that the built-in lexicon was compiled from.
///
/// ```
/// let (source, problems) = epicrisis_lexicon::source::load_files(&epicrisis_builtin::sources())?;
/// assert!(problems.is_empty() && source.concepts.len() > 500);
/// # Ok::<_, epicrisis_lexicon::source::SourceError>(())
/// ```
///
/// # Panics
/// Never in a program that was built: the build packed them, and a test unpacks them.
#[cfg(feature = "sources")]
#[expect(clippy::expect_used, reason = "the build packed these bytes")]
pub fn sources() -> epicrisis_lexicon::source::SourceFiles {
    use std::io::Read;

    let packed: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sources.gz"));
    let mut text = String::new();
    let read = flate2::read::GzDecoder::new(packed).read_to_string(&mut text);
    read.expect("the build packed the sources");
    epicrisis_lexicon::source::SourceFiles::unpack(&text)
}
