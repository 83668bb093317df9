//! JSON that is no FHIR: an array of flat objects, which is a table; or names by code.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use serde_json::value::RawValue;

use super::table::Columns;
use super::{Out, coded};
use crate::data::{canonical_system, system_by_form};
use crate::input::{ImportError, Input};
use crate::options::Format;
use crate::row::{Name, Row};

pub(super) fn read(input: Input, out: &mut Out<'_>) -> Result<(), ImportError> {
    let path = input.path.clone();
    let text = input.text(Format::Json)?;
    let malformed = |e: serde_json::Error| ImportError::malformed(&path, Format::Json, e.to_string());
    if text.trim_start().starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(&text).map_err(malformed)?;
        objects(&path, &text, &items, out)
    } else {
        let codes: BTreeMap<&str, &RawValue> = serde_json::from_str(&text).map_err(malformed)?;
        names_by_code(&path, &text, &codes, out)
    }
}

/// Counts lines up to places that come in the order of the text.
pub(super) struct Lines<'t> {
    text: &'t str,
    place: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            place: 0,
            line: 1,
        }
    }

    /// The line in which a part of the text begins.
    pub(super) fn of(&mut self, part: &str) -> u64 {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.at(offset.min(self.text.len()))
    }

    /// The line of a place.
    pub(super) fn at(&mut self, offset: usize) -> u64 {
        let bytes = self.text.as_bytes();
        let newlines = |bytes: &[u8]| bytes.iter().filter(|b| **b == b'\n').count() as u64;
        if offset >= self.place {
            self.line += newlines(&bytes[self.place..offset]);
        } else {
            self.line -= newlines(&bytes[offset..self.place]);
        }
        self.place = offset;
        self.line
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn objects(path: &std::path::Path, text: &str, items: &[&RawValue], out: &mut Out<'_>) -> Result<(), ImportError> {
    let mut lines = Lines::new(text);
    let mut names: Vec<String> = Vec::new();
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    for item in items {
        let line = lines.of(item.get());
        let Ok(Value::Object(object)) = serde_json::from_str(item.get()) else {
            out.bad(line, "not an object");
            continue;
        };
        let mut cells = vec![String::new(); names.len()];
        for (key, value) in &object {
            let at = names.iter().position(|n| n == key).unwrap_or_else(|| {
                names.push(key.clone());
                cells.push(String::new());
                names.len() - 1
            });
            // Synonyms may be a list of their own.
            cells[at] = match value {
                Value::Array(list) => list.iter().filter_map(text_of).collect::<Vec<_>>().join("|"),
                other => text_of(other).unwrap_or_default(),
            };
        }
        rows.push((line, cells));
    }
    let heads: Vec<&str> = names.iter().map(String::as_str).collect();
    let columns = Columns::resolve(&heads, out.options).map_err(|(what, option)| ImportError::Column {
        path: path.to_owned(),
        what,
        option,
    })?;
    let codes = rows
        .iter()
        .take(200)
        .filter_map(|(_, c)| c.get(columns.code()).map(String::as_str));
    let system = columns.default_system(out.given_system(), codes);
    if system.is_none() && !columns.says_system() {
        return Err(ImportError::NoSystem(path.to_owned()));
    }
    for (line, cells) in &rows {
        columns.row(|i| cells.get(i).map_or("", String::as_str), system.as_ref(), *line, out);
    }
    Ok(())
}

fn names_by_code(
    path: &std::path::Path,
    text: &str,
    codes: &BTreeMap<&str, &RawValue>,
    out: &mut Out<'_>,
) -> Result<(), ImportError> {
    let system: Arc<str> = match out.given_system() {
        Some(system) => system,
        None => system_by_form(codes.keys().copied().take(200))
            .map(canonical_system)
            .ok_or_else(|| ImportError::NoSystem(path.to_owned()))?,
    };
    let mut lines = Lines::new(text);
    for (code, value) in codes {
        let line = lines.of(value.get());
        let texts: Vec<String> = match serde_json::from_str(value.get()) {
            Ok(Value::Array(list)) => list.iter().filter_map(text_of).collect(),
            Ok(other) => text_of(&other).into_iter().collect(),
            Err(_) => Vec::new(),
        };
        let language = out.language(None);
        let names: Vec<Name> = texts
            .into_iter()
            .filter(|t| !t.trim().is_empty())
            .map(|text| Name::synonym(text, language))
            .collect();
        if names.is_empty() {
            out.bad(line, format!("{code} has no name"));
            continue;
        }
        let (system, code) = coded(&system, code);
        out.row(Row {
            system,
            code,
            kind: None,
            names,
            also: Vec::new(),
            line,
        });
    }
    Ok(())
}
