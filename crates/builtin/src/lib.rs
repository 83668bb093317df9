//! The built-in lexicon. It lies in the program's file and is mapped with it: nothing is read or parsed at the start.
//!
//! ```
//! let lexicon = epicrisis_builtin::lexicon();
//! assert!(lexicon.tables().concepts.len() > 500);
//! ```

use epicrisis_lexicon::Lexicon;

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
