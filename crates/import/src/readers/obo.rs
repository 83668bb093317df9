//! OBO 1.2 and 1.4: stanzas of tags. Names are preferred, synonyms are taken where their scope is EXACT.

use super::Out;
use crate::data::curie;
use crate::input::{ImportError, Input};
use crate::row::{Name, Row};

#[derive(Default)]
struct Stanza {
    line: u64,
    term: bool,
    id: String,
    obsolete: bool,
    names: Vec<Name>,
}

pub(super) fn read(input: Input, out: &mut Out<'_>) -> Result<(), ImportError> {
    let mut stanza = Stanza::default();
    input.lines(|number, line| {
        let line = match line {
            Ok(line) => line.trim(),
            Err(what) => return out.bad(number, what),
        };
        if line.starts_with('[') {
            finish(std::mem::take(&mut stanza), out);
            stanza.term = line == "[Term]";
            stanza.line = number;
        } else if stanza.term
            && let Some((tag, value)) = line.split_once(':')
        {
            let value = value.trim();
            match tag {
                "id" => stanza.id = value.split(" !").next().unwrap_or_default().trim().to_owned(),
                "name" => stanza
                    .names
                    .insert(0, Name::preferred(unescaped(value), out.or_english())),
                "is_obsolete" => stanza.obsolete = value.starts_with("true"),
                "synonym" => match synonym(value) {
                    Some((text, true)) => stanza.names.push(Name::synonym(text, out.or_english())),
                    Some((_, false)) => {}
                    None => out.bad(number, "a synonym is not a text in quotation marks and a scope"),
                },
                _ => {}
            }
        }
    })?;
    finish(stanza, out);
    Ok(())
}

fn finish(stanza: Stanza, out: &mut Out<'_>) {
    if !stanza.term {
        return;
    }
    if stanza.obsolete {
        return out.retired();
    }
    let Some((system, code)) = curie(&stanza.id) else {
        return out.bad(stanza.line, "a term whose id is no `PREFIX:CODE`");
    };
    if !stanza.names.first().is_some_and(|n| n.preferred) {
        return out.bad(stanza.line, format!("{code} has no name"));
    }
    out.row(Row {
        system: out.given_system().unwrap_or(system),
        code,
        kind: None,
        names: stanza.names,
        also: Vec::new(),
        line: stanza.line,
    });
}

/// The text of a synonym, and whether its scope is EXACT (also where none is said).
fn synonym(value: &str) -> Option<(String, bool)> {
    let inside = value.strip_prefix('"')?;
    let mut escaped = false;
    let end = inside.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    let (text, rest) = inside.split_at(end);
    let scope = rest[1..].split_whitespace().next().unwrap_or("EXACT");
    if text.trim().is_empty() {
        return None;
    }
    Some((unescaped(text), scope == "EXACT" || scope.starts_with('[')))
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        match c {
            '\\' => match letters.next() {
                Some('n' | 't' | 'W') => out.push(' '),
                Some(other) => out.push(other),
                None => {}
            },
            _ => out.push(c),
        }
    }
    out
}
