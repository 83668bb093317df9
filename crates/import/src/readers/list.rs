//! A code and its label a line: `A00.0 Cholera`, parted by a tab, a semicolon or a blank.

use std::sync::Arc;

use super::{Out, coded};
use crate::data::{canonical_system, system_by_form};
use crate::input::{ImportError, Input};
use crate::options::Format;
use crate::row::Name;

/// The code and the label of a line; `None` where the line has no two parts, or its first part is no code.
pub(crate) fn parts(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let (code, label) = line
        .split_once(['\t', ';', '|'])
        .or_else(|| line.split_once(char::is_whitespace))?;
    let (code, label) = (code.trim(), label.trim().trim_matches('"'));
    let is_code = !code.is_empty()
        && code.bytes().any(|b| b.is_ascii_digit())
        && !code.contains(char::is_whitespace)
        && code.len() <= 40;
    (is_code && label.chars().any(char::is_alphabetic)).then_some((code, label))
}

pub(super) fn read(mut input: Input, out: &mut Out<'_>) -> Result<(), ImportError> {
    let (head, utf8) = input.head()?;
    let path = input.path.clone();
    let system = match out.given_system() {
        Some(system) => system,
        None => system_by_form(head.lines().filter_map(parts).take(200).map(|(code, _)| code))
            .map(canonical_system)
            .ok_or(ImportError::NoSystem(path))?,
    };
    if utf8 {
        input.lines(|number, line| match line {
            Ok(line) => one(number, line, &system, out),
            Err(what) => out.bad(number, what),
        })
    } else {
        let text = input.text(Format::List)?;
        for (number, line) in (1..).zip(text.lines()) {
            one(number, line, &system, out);
        }
        Ok(())
    }
}

fn one(number: u64, line: &str, system: &Arc<str>, out: &mut Out<'_>) {
    if line.trim().is_empty() || line.starts_with('#') {
        return;
    }
    match parts(line) {
        Some((code, label)) => {
            let name = Name::preferred(label, out.language(None));
            out.named(number, coded(system, code), None, name);
        }
        None => out.bad(number, "not a code and a label"),
    }
}
