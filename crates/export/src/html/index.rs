//! The page that lists all documents: a row each, written as they come.

use epicrisis_record::Record;

use super::markup::Markup;
use super::{page, record};
use crate::summary::{Block, Case, words};

/// What is counted in the columns, by their headings.
const COLUMNS: &[(&str, &[Block])] = &[
    ("Problems", &[Block::Diagnoses, Block::Problems]),
    ("Findings", &[Block::Findings]),
    ("Values", &[Block::Vitals, Block::Laboratory, Block::Measurements]),
    ("Medication", &[Block::Medication]),
    ("Procedures", &[Block::Procedures]),
    ("Absent", &[Block::Absent]),
    ("Uncertain", &[Block::Uncertain]),
];

/// What stands before the first document.
pub(super) fn begin() -> Vec<u8> {
    let mut out = Markup::default();
    page::head(&mut out, "Documents – Epicrisis");
    out.raw("<body class=\"index\">\n<main>\n<h1>Documents</h1>\n<table>\n");
    out.raw("<caption>What each document says, each thing counted once</caption>\n<thead><tr>");
    out.raw("<th scope=\"col\">Document</th><th scope=\"col\">Language</th><th scope=\"col\">Patient</th>");
    for (name, _) in COLUMNS {
        out.raw("<th scope=\"col\" class=\"number\">").raw(name).raw("</th>");
    }
    out.raw("<th scope=\"col\" class=\"number\">Warnings</th></tr></thead>\n<tbody>\n");
    out.into_bytes()
}

/// The row of a document.
pub(super) fn row(record: &Record, path: &str) -> Vec<u8> {
    let case = Case::of(record);
    let mut out = Markup::default();
    out.raw("<tr><th scope=\"row\"><a")
        .attribute("href", &address(path))
        .raw(">");
    out.text(&words::clean(&record.document.id)).raw("</a></th><td>");
    out.text(&words::clean(&record.document.language)).raw("</td><td>");
    out.text(&record::person(&case)).raw("</td>");
    for (_, blocks) in COLUMNS {
        let count = case.all().iter().filter(|fact| blocks.contains(&fact.block)).count();
        out.raw("<td class=\"number\">").number(count as u64).raw("</td>");
    }
    out.raw("<td class=\"number\">")
        .number(record.warnings.len() as u64)
        .raw("</td></tr>\n");
    out.into_bytes()
}

/// What stands behind the last document.
pub(super) fn end() -> Vec<u8> {
    let mut out = Markup::default();
    out.raw(
        "</tbody>\n</table>\n<p class=\"note\">Read by machine; for a person to check. No medical device. Made by ",
    );
    out.raw(super::GENERATOR).raw(".</p>\n</main>\n</body>\n</html>\n");
    out.into_bytes()
}

/// A path below the folder as the address of a link: everything but what no address gives another meaning is escaped.
fn address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                address.push(char::from(byte))
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_mean_the_file() {
        assert_eq!(address("ward 3/a#b?c%d:é.html"), "ward%203/a%23b%3Fc%25d%3A%C3%A9.html");
    }
}
