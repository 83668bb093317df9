//! From the engine's bytes to the record's code points.

use epicrisis_record::{CharOffset, Span};
use epicrisis_text::{ByteSpan, CharIndex};

/// A stretch of the text in code points.
pub(crate) fn chars(index: &CharIndex<'_>, span: ByteSpan) -> Span {
    let span = index.span(span);
    Span {
        start: CharOffset(span.start.get()),
        end: CharOffset(span.end.get()),
    }
}
