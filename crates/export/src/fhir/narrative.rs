//! Text for people: XHTML, and the document's words made fit for it.

use super::model::Narrative;

/// Words fit for a FHIR string: any white space as a blank, no control characters, nothing around.
pub(super) fn clean(text: &str) -> String {
    let fit = |c: char| match c {
        c if c.is_whitespace() => ' ',
        c if !is_of_xml(c) => '\u{FFFD}',
        c => c,
    };
    let text = text.trim();
    // Nearly every word is fit as it is, and most bytes say so by themselves.
    if text.bytes().all(|b| !may_be_unfit(b)) || text.chars().all(|c| fit(c) == c) {
        text.to_owned()
    } else {
        text.chars().map(fit).collect()
    }
}

/// Text as XHTML has it.
pub(super) fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    // Runs that are the same in both are copied whole.
    while let Some(at) = rest
        .bytes()
        .position(|b| may_be_unfit(b) || matches!(b, b'&' | b'<' | b'>' | b'"'))
    {
        let (run, from) = rest.split_at(at);
        out.push_str(run);
        let mut left = from.chars();
        match left.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some(c) if is_of_xml(c) => out.push(c),
            _ => out.push(' '),
        }
        rest = left.as_str();
    }
    out.push_str(rest);
}

/// Whether a byte may begin a letter that is a white space other than the blank, or that XML does not hold.
const fn may_be_unfit(byte: u8) -> bool {
    // Control characters, and what the others begin with in UTF-8: U+0080 to U+00BF, U+1680, U+2000 to U+3000, U+FFFE.
    matches!(byte, 0..=0x1F | 0x7F | 0xC2 | 0xE1..=0xE3 | 0xEF)
}

/// Whether XML may hold it, as far as a text can.
fn is_of_xml(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

const OPEN: &str = r#"<div xmlns="http://www.w3.org/1999/xhtml">"#;

/// One paragraph.
pub(super) fn paragraph(text: &str) -> Narrative {
    let mut div = String::with_capacity(OPEN.len() + text.len() + 16);
    div.push_str(OPEN);
    escape(&mut div, text);
    div.push_str("</div>");
    generated(div)
}

/// What stands on a line of a section, and the document's words for it.
pub(super) struct Line<'l> {
    pub(super) summary: &'l str,
    pub(super) words: &'l str,
}

/// A list; the words of the document are marked as of its language.
pub(super) fn list<'l>(lines: impl Iterator<Item = Line<'l>>, language: &str) -> Narrative {
    let mut div = format!("{OPEN}<ul>");
    for line in lines {
        div.push_str("<li>");
        escape(&mut div, line.summary);
        if !line.words.is_empty() {
            div.push_str(&format!(r#" <q lang="{language}" xml:lang="{language}">"#));
            escape(&mut div, line.words.trim());
            div.push_str("</q>");
        }
        div.push_str("</li>");
    }
    div.push_str("</ul></div>");
    generated(div)
}

fn generated(div: String) -> Narrative {
    Narrative {
        status: "generated",
        div,
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, escape, is_of_xml, may_be_unfit};

    #[test]
    fn no_letter_that_is_changed_begins_with_a_byte_that_is_passed_over() {
        for c in '\0'..=char::MAX {
            let changed = c != ' ' && c.is_whitespace() || !is_of_xml(c);
            assert!(!changed || may_be_unfit(c.to_string().as_bytes()[0]), "{c:?}");
        }
    }

    #[test]
    fn words_are_fit_for_a_string_and_for_a_page() {
        assert_eq!(clean("\u{2003}a\tb\u{a0}c\u{1}d°µ "), "a b c\u{FFFD}d°µ");
        let mut out = String::new();
        escape(&mut out, "SpO₂ < 90 % \"&\" 37,5 °C\u{86}\u{FFFE}>");
        assert_eq!(out, "SpO₂ &lt; 90 % &quot;&amp;&quot; 37,5 °C  &gt;");
    }
}
