//! HTML that cannot be broken by what a document says: only literals of the program go in as they are.

use std::fmt::Write;

/// A page, or a part of one, while it is written.
#[derive(Debug, Default)]
pub(super) struct Markup {
    out: String,
}

impl Markup {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            out: String::with_capacity(bytes),
        }
    }

    /// Markup of the program's own. Nothing that was read can be a `'static` literal.
    pub(super) fn raw(&mut self, literal: &'static str) -> &mut Self {
        self.out.push_str(literal);
        self
    }

    /// Text, between tags.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        escape(&mut self.out, text);
        self
    }

    /// An attribute with its value, behind the name of an element.
    pub(super) fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(&mut self.out, value);
        self.out.push('"');
        self
    }

    /// Anything that writes itself in digits and letters.
    pub(super) fn number(&mut self, number: impl Into<u64>) -> &mut Self {
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{}", number.into());
        self
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }
}

/// Text that stays text in a page, in an element or an attribute.
///
/// ```
/// assert_eq!(epicrisis_export::escape_html("<b> & \"c\""), "&lt;b&gt; &amp; &quot;c&quot;");
/// ```
#[must_use]
pub fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

/// Writes text so that it is text.
///
/// Line ends become line feeds, as a browser would read them. What no HTML may hold (control characters,
/// noncharacters), and what would turn the direction of what is written behind it, becomes U+FFFD: one character for
/// one, so that the page shows that something is there.
fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = from.chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some('\'') => out.push_str("&#39;"),
            Some('\r') if chars.as_str().starts_with('\n') => {}
            Some('\r') => out.push('\n'),
            _ => out.push('\u{FFFD}'),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

fn special(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '&' | '<' | '>' | '"' | '\'' => true,
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        '\u{FDD0}'..='\u{FDEF}' => true,
        c => c.is_control() || u32::from(c) & 0xFFFE == 0xFFFE,
    }
}

#[cfg(test)]
mod tests {
    use super::Markup;

    #[test]
    fn nothing_that_was_read_is_markup() {
        let mut out = Markup::default();
        out.raw("<p").attribute("title", "\"><script>'&");
        out.raw(">")
            .text("<b>&amp;\r\n\ra\u{0}\u{1b}\u{85}\u{202e}b\u{feff}\u{ffff}\u{1fffe}\tç")
            .raw("</p>");
        let html = String::from_utf8(out.into_bytes()).unwrap();
        assert_eq!(
            html,
            "<p title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">&lt;b&gt;&amp;amp;\n\na\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}b\
             \u{feff}\u{FFFD}\u{FFFD}\tç</p>"
        );
    }
}
