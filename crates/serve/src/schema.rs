//! What the types cannot say of a value, for the OpenAPI document: lists, lengths, letters. What is refused beside that is refused
//! with 422.

use epicrisis_lexicon::ConceptKind;
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::documents::{Format, LONGEST_ID};
use crate::lexicon::{LONGEST, MOST};

/// One of some names, or nothing.
fn one_of<'n>(names: impl IntoIterator<Item = &'n str>) -> Schema {
    let names: Vec<Value> = names.into_iter().map(|name| json!(name)).chain([Value::Null]).collect();
    json_schema!({"type": ["string", "null"], "enum": names})
}

/// The code of a language of the built-in lexicon, or `auto`.
pub(crate) fn language(_: &mut SchemaGenerator) -> Schema {
    let lexicon = epicrisis_builtin::lexicon();
    let read = lexicon.tables().languages.iter().filter(|l| l.read == 1);
    let codes: Vec<&str> = read.map(|l| lexicon.str(l.code)).chain(["auto"]).collect();
    one_of(codes)
}

/// A kind of concepts.
pub(crate) fn kind(_: &mut SchemaGenerator) -> Schema {
    one_of(ConceptKind::ALL.iter().map(|kind| kind.name()))
}

/// A format of records.
pub(crate) fn format(_: &mut SchemaGenerator) -> Schema {
    one_of(Format::ALL.iter().map(|format| format.name()))
}

/// A format of comparisons.
pub(crate) fn comparison(_: &mut SchemaGenerator) -> Schema {
    one_of(["json", "html", "text"])
}

/// A format of documents that people checked.
pub(crate) fn export(_: &mut SchemaGenerator) -> Schema {
    one_of(["json", "brat"])
}

/// Letters that are no control characters, as ECMA-262 writes their class.
const LETTERS: &str = r"[^\u0000-\u001f\u007f-\u009f]";

/// The id of a document.
pub(crate) fn id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": ["string", "null"], "minLength": 1, "maxLength": LONGEST_ID, "pattern": format!("^{LETTERS}+$")})
}

/// The id of a document that is kept: one that can stand in an address.
pub(crate) fn kept_id(_: &mut SchemaGenerator) -> Schema {
    let pattern = format!(r"^(?!\.\.?$){LETTERS}+$");
    json_schema!({"type": ["string", "null"], "minLength": 1, "maxLength": LONGEST_ID, "pattern": pattern})
}

/// The name of a reviewer: not only blanks.
pub(crate) fn reviewer(_: &mut SchemaGenerator) -> Schema {
    let pattern = format!(r"^{LETTERS}*[^\s\u0000-\u001f\u007f-\u009f]{LETTERS}*$");
    json_schema!({"type": "string", "minLength": 1, "maxLength": 200, "pattern": pattern})
}

/// The key of a mention.
pub(crate) fn key(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": ["string", "null"], "pattern": "^[tr][0-9]+$"})
}

/// An offset.
pub(crate) fn offset(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": ["integer", "null"], "minimum": 0, "maximum": u32::MAX})
}

/// The version of a document.
pub(crate) fn version(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "integer", "minimum": 0, "maximum": 1_i64 << 53})
}

/// How many concepts are wanted.
pub(crate) fn limit(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": ["integer", "null"], "minimum": 1, "maximum": MOST})
}

/// What is looked for.
pub(crate) fn wanted(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "minLength": 1, "maxLength": LONGEST})
}

/// A text that is not empty.
pub(crate) fn text(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "minLength": 1})
}

/// A time with its zone.
pub(crate) fn instant(_: &mut SchemaGenerator) -> Schema {
    let pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$";
    json_schema!({"type": ["string", "null"], "format": "date-time", "pattern": pattern})
}
