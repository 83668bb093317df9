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
    // Nearly every word is fit as it is.
    if text.chars().all(|c| fit(c) == c) {
        text.to_owned()
    } else {
        text.chars().map(fit).collect()
    }
}

/// Text as XHTML has it.
pub(super) fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    // Runs that are the same in both are copied whole.
    while let Some(at) = rest.find(|c: char| matches!(c, '&' | '<' | '>' | '"') || !is_of_xml(c)) {
        let (run, from) = rest.split_at(at);
        out.push_str(run);
        let mut left = from.chars();
        out.push_str(match left.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => " ",
        });
        rest = left.as_str();
    }
    out.push_str(rest);
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
